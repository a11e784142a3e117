"""The page around the boards: kept by a browser for times without the server, and known by its fingerprint."""

import re

import pytest

from kiosk.accounts.models import Office
from kiosk.core.db import db


@pytest.fixture
def browser(put_up):
    return put_up()[1]


def shell_of(answer):
    (shell,) = re.findall(r'data-shell="(\w{16})"', answer.get_data(as_text=True))
    return shell


def test_a_walls_page_is_kept_so_that_a_box_can_start_without_its_server(browser):
    answer = browser.get("/screen")

    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "kiosk_screen=" in answer.headers["Set-Cookie"]


def test_a_page_that_waits_for_pairing_is_not_kept(app, office):
    answer = app.test_client().get("/screen")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "Kiosk-Shell" not in answer.headers
    assert "data-shell" not in answer.get_data(as_text=True)


def test_the_page_the_programme_and_its_304_name_the_same_shell(browser):
    page = browser.get("/screen")
    programme = browser.get("/screen/programme")
    tag = {"If-None-Match": programme.headers["ETag"]}
    unchanged = [browser.get("/screen/programme", headers=tag) for _ in range(3)]

    assert [answer.status_code for answer in unchanged] == [304, 304, 304]
    assert {shell_of(page)} == {
        answer.headers["Kiosk-Shell"] for answer in (page, programme, *unchanged)
    }


def test_what_is_due_makes_no_other_shell_but_a_name_does(browser, put_up):
    first = shell_of(browser.get("/screen"))

    assert shell_of(browser.get("/screen")) == first
    assert shell_of(put_up("值班室")[1].get("/screen")) != first
    db.session.get_one(Office, 1).magazine = "新驿站"
    db.session.commit()
    assert browser.get("/screen/programme").headers["Kiosk-Shell"] != first


def test_pages_differ_by_names_alone(put_up):
    """Or their fingerprint, which is made from one page and the names, would miss what else is in them."""
    (_one, browser), (other, other_browser) = put_up(), put_up()
    other.change(panel_inches=65, distance_dm=80, overscan_percent=3, keeper="王伟")
    db.session.commit()

    first, second = browser.get("/screen").text, other_browser.get("/screen").text

    assert without_what_is_due(first) == without_what_is_due(second)


def without_what_is_due(page):
    return re.sub(r'(?s)(data-now="\d+"|<script type="application/json".*?</script>)', "", page)


def test_another_player_or_sheet_makes_another_shell(app, browser, monkeypatch):
    first = shell_of(browser.get("/screen"))
    for name in ("script", "style_sheet", "font_sheet"):
        monkeypatch.setitem(app.jinja_env.globals, name, lambda *_names: "/static/wall-new")
        assert browser.get("/screen/programme").headers["Kiosk-Shell"] != first
        monkeypatch.undo()


def test_a_revoked_screen_gets_a_page_that_is_not_kept(put_up):
    screen, browser = put_up()
    screen.secret_hash = None
    db.session.commit()

    assert browser.get("/screen").headers["Cache-Control"] == "no-store"


def test_the_service_worker_works_for_all_of_the_wall_and_is_asked_for_again(client):
    with client.get("/screen/worker.js") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Service-Worker-Allowed"] == "/screen"
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
