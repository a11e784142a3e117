"""Errors speak as the face they happen on does, whatever is broken; to htmx they say one sentence beside the form."""

import sqlite3
from functools import wraps

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup
from sqlalchemy.orm import Session

from kiosk.accounts.models import Account, Grant, Office
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core.db import db

PASSWORD = "red willow by the road"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def english_office(app_context):
    office = Office(id=1, name="Liuquan office", short_name="Liuquan", language="en")
    db.session.add(office)
    db.session.commit()
    return office


@pytest.fixture
def signed_in(client, app_context):
    """A signer, who may look after no screen; the panel speaks English to him."""
    db.session.add(
        Account(
            username="sid",
            display_name="Sid",
            password_hash=hashed(PASSWORD),
            must_change_password=False,
            language="en",
            grants=[Grant(role=Role.PARTY_SIGNER)],
        )
    )
    db.session.commit()
    client.post("/admin/login", data={"username": "sid", "password": PASSWORD})
    return client


def language_of(answer):
    return BeautifulSoup(answer.text, "html.parser").select("html")[0]["lang"]


@pytest.mark.parametrize(
    "address", ["/zzz", "/n/nosuchcode", "/screen/nothing", "/admin/login/zzz"]
)
def test_an_address_that_is_not_there_is_said_in_the_offices_language(
    client, english_office, address
):
    answer = client.get(address)

    assert (answer.status_code, language_of(answer)) == (404, "en")
    assert "Nothing found here" in answer.text


def test_an_office_that_speaks_chinese_is_answered_in_chinese(client, english_office):
    english_office.language = "zh_CN"
    db.session.commit()

    assert language_of(client.get("/zzz")) == "zh-CN"


def test_in_the_panel_ones_own_language_counts(signed_in):
    answer = signed_in.get("/admin/zzz")

    assert (answer.status_code, language_of(answer)) == (404, "en")
    assert BeautifulSoup(answer.text, "html.parser").select("main a")[0]["href"] == "/admin/"
    assert language_of(signed_in.get("/zzz")) == "zh-CN"


def test_an_account_that_was_closed_is_answered_like_a_stranger(signed_in):
    db.session.scalars(sa.select(Account)).one().is_active = False
    db.session.commit()

    assert language_of(signed_in.get("/admin/zzz")) == "zh-CN"


@pytest.mark.parametrize(
    "failure",
    [
        sa.exc.OperationalError("SELECT", {}, Exception("no such table: office")),
        sa.exc.PendingRollbackError("begun before"),
        sqlite3.DatabaseError("file is not a database"),
    ],
    ids=["no table", "no transaction", "no database"],
)
@pytest.mark.parametrize("address", ["/zzz", "/admin/zzz"])
def test_a_broken_database_is_answered_in_chinese(signed_in, monkeypatch, failure, address):
    def broken(*_args, **_kwargs):
        raise failure

    for name in ("get", "scalar", "scalars", "execute"):
        monkeypatch.setattr(Session, name, broken)

    answer = signed_in.get(address)

    assert (answer.status_code, language_of(answer)) == (404, "zh-CN")


@pytest.mark.parametrize(
    ("method", "address", "status", "sentence"),
    [
        ("POST", "/admin/screens", 403, "Your roles do not allow this."),
        ("GET", "/admin/zzz", 404, "This is not there, or no longer."),
        ("POST", "/admin/language", 400, "This request could not be understood."),
    ],
)
def test_htmx_is_told_a_sentence_and_keeps_its_target(signed_in, method, address, status, sentence):
    answer = signed_in.open(address, method=method, headers=HTMX)
    said = BeautifulSoup(answer.text, "html.parser").select("[hx-swap-oob]")

    assert answer.status_code == status
    assert answer.headers["HX-Reswap"] == "none"
    assert [(one["id"], sentence in one.get_text()) for one in said] == [("toast", True)]
    assert "<html" not in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_what_was_typed_is_spoken_of_only_where_something_was(signed_in):
    sent = signed_in.post("/admin/screens", headers=HTMX)
    asked = signed_in.get("/admin/zzz", headers=HTMX)

    assert "What you typed is still here." in sent.text
    assert "What you typed" not in asked.text


def test_a_form_that_was_open_too_long_is_said_beside_it(signed_in):
    answer = signed_in.post("/admin/language", headers=HTMX, csrf=False)

    assert answer.status_code == 400
    assert "open too long" in answer.text
    assert "<html" not in answer.text


def test_a_mistake_of_ours_is_said_beside_the_form(app, signed_in, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "admin.language", broken_view(app))

    answer = signed_in.post("/admin/language", headers=HTMX, data={"language": "en"})

    assert answer.status_code == 500
    assert "Nothing was saved" in answer.text
    assert answer.headers["HX-Reswap"] == "none"


def test_a_browser_without_script_is_given_the_whole_page(signed_in):
    answer = signed_in.post("/admin/screens")

    assert answer.status_code == 403
    assert "<html" in answer.text
    assert "Your roles do not allow this." in answer.text


def broken_view(app):
    """The view as it is, guard and all, but for what it does."""

    @wraps(app.view_functions["admin.language"])
    def broken():
        raise RuntimeError("planted")

    return broken
