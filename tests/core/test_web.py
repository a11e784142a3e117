"""How every face answers: nobody in by default, one transaction a request, headers that browsers obey."""

import pytest
import sqlalchemy as sa
from flask import Flask, Response, abort, make_response
from jinja2 import DictLoader

from kiosk.accounts.models import Person
from kiosk.core import web
from kiosk.core.db import db

A_PUBLIC_PAGE = "/healthz"
ITS_ENDPOINT = "health.healthz"


@pytest.fixture
def little():
    """An app with nothing but the house's way of answering."""
    little = Flask("little")
    web.init_web(little)
    little.jinja_loader = DictLoader({"page.html": "<html>{{ x }}", "_part.html": "<p>{{ x }}"})

    @little.get("/page")
    @web.public
    def page():
        return web.page_or_fragment("page.html", "_part.html", x=1, status=422)

    @little.get("/plain")
    @web.public
    def plain():
        return "plain"

    @little.get("/kept")
    @web.public
    def kept():
        return Response("x", headers={"Cache-Control": "max-age=60", "Vary": "Cookie"})

    @little.get("/silent")
    def silent():
        return "nobody said who may see this"

    @little.get("/barred")
    @lambda view: web.restricted(view, access="nobody", check=lambda: make_response("no", 401))
    def barred():
        return "secret"

    return little.test_client()


def people():
    return list(db.session.scalars(sa.select(Person.name)))


@pytest.fixture
def answering(app, app_context):
    """Run a view that stores 田甜 and answers so; then see what the database has."""

    def run(answer, *, method="POST"):
        @web.commits
        def view():
            db.session.add(Person(name="田甜"))
            db.session.flush()
            return answer() if callable(answer) else answer

        with app.test_request_context(method=method):
            return view()

    return run


def test_a_view_that_does_not_say_who_may_use_it_is_used_by_nobody(little):
    answer = little.get("/silent")

    assert answer.status_code == 403
    assert b"nobody said" not in answer.data


def test_this_holds_for_the_product_too(app, client, monkeypatch):
    monkeypatch.setitem(app.view_functions, ITS_ENDPOINT, lambda: "forgotten")

    assert client.get(A_PUBLIC_PAGE).status_code == 403


def test_whoever_is_turned_away_never_reaches_the_view(little):
    answer = little.get("/barred")

    assert (answer.status_code, answer.data) == (401, b"no")


@pytest.mark.parametrize("status", [200, 204, 303])
def test_an_answer_below_400_is_stored(answering, status):
    answer = answering(("", status))

    assert answer.status_code == status
    assert people() == ["田甜"]


def test_looking_only_stores_nothing(answering):
    assert answering(("", 200), method="HEAD").status_code == 200
    assert people() == []


@pytest.mark.parametrize("status", [400, 409, 422, 500])
def test_an_answer_of_400_and_above_stores_nothing(answering, status):
    answer = answering(("", status))

    assert answer.status_code == status
    assert people() == []


def test_an_error_stores_nothing(answering):
    with pytest.raises(ZeroDivisionError):
        answering(lambda: 1 // 0)

    assert people() == []


def test_aborting_stores_nothing(answering):
    with pytest.raises(Exception, match="404"):
        answering(lambda: abort(404))

    assert people() == []


def test_a_view_that_does_not_commit_stores_nothing(app, app_context, client, monkeypatch):
    @web.public
    def view():
        db.session.add(Person(name="田甜"))
        db.session.flush()
        return "done"

    monkeypatch.setitem(app.view_functions, ITS_ENDPOINT, view)

    assert client.get(A_PUBLIC_PAGE, lint_html=False).text == "done"
    assert people() == []


def test_what_is_refused_after_a_write_leaves_the_next_request_unharmed(app, client, monkeypatch):
    @web.public
    @web.commits
    def breaks():
        db.session.add(Person(name=None))
        db.session.flush()
        return "never"

    monkeypatch.setitem(app.view_functions, ITS_ENDPOINT, breaks)
    app.testing = False  # as in life: errors become pages
    try:
        assert client.get(A_PUBLIC_PAGE).status_code == 500
    finally:
        app.testing = True
    monkeypatch.undo()

    assert client.get(A_PUBLIC_PAGE).status_code == 200


def test_htmx_gets_the_fragment_and_everybody_else_the_page(little):
    htmx = {"HX-Request": "true"}

    assert little.get("/page").data == b"<html>1"
    assert little.get("/page", headers=htmx).data == b"<p>1"
    assert little.get("/page", headers={**htmx, "HX-Boosted": "true"}).data == b"<html>1"
    assert (
        little.get("/page", headers={**htmx, "HX-History-Restore-Request": "true"}).data
        == b"<html>1"
    )
    assert little.get("/page", headers=htmx).status_code == 422


def test_an_answer_says_which_headers_it_depends_on(little):
    assert little.get("/page").headers["Vary"] == (
        "HX-Boosted, HX-History-Restore-Request, HX-Request"
    )
    assert "Vary" not in little.get("/plain").headers
    assert little.get("/kept").headers["Vary"] == "Cookie"


@pytest.mark.parametrize("path", ["/plain", "/page", "/silent", "/barred", "/nowhere"])
def test_every_answer_is_strict_and_in_no_search_engine(little, path):
    headers = little.get(path).headers
    policy = headers["Content-Security-Policy"].split("; ")

    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "base-uri 'none'" in policy
    assert not any("unsafe" in rule or "*" in rule for rule in policy)
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_answer_is_kept_by_nobody_unless_it_says_so(little):
    assert little.get("/plain").headers["Cache-Control"] == "no-store"
    assert little.get("/kept").headers["Cache-Control"] == "max-age=60"


def test_error_pages_of_the_product_are_strict_too(client):
    answer = client.get("/nowhere")

    assert answer.status_code == 404
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"


def test_after_a_form_the_browser_goes_on_with_get(little):
    with little.application.test_request_context():
        answer = web.see_other("/admin/")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/")
