"""A wall that has lost its cookie and has kept its secret elsewhere gets back in; what was revoked does not."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.screens.models import Pairing

pytestmark = pytest.mark.usefixtures("now")


@pytest.fixture
def wall(put_up):
    """A screen, its browser, and the secret that its script has written down."""
    screen, browser = put_up()
    answer = browser.get("/screen/secret")
    assert answer.headers["Cache-Control"] == "no-store"
    return screen, browser, answer.json["secret"]


def came_back(browser, secret):
    return browser.post("/screen/return", json={"secret": secret}).json["known"]


def test_a_browser_that_is_no_screen_is_told_no_secret(client, put_up):
    put_up()

    assert client.get("/screen/secret").status_code == 401


def test_without_its_cookie_the_wall_comes_back_as_the_screen_it_was(app, wall):
    screen, _browser, secret = wall
    bare = app.test_client()
    assert 'data-state="unpaired"' in bare.get("/screen").text

    assert came_back(bare, secret)

    assert bare.get("/screen/programme").json["screen"]["mark"] == screen.mark
    assert bare.get("/screen/pairing").json["paired"]
    # The code it showed for a moment pairs nothing any more.
    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 0


def test_coming_back_changes_nothing_so_that_a_power_cut_in_between_loses_nothing(app, wall):
    _screen, browser, secret = wall

    assert [came_back(app.test_client(), secret) for _ in range(2)] == [True, True]
    assert browser.get("/screen/programme").status_code == 200
    assert browser.get("/screen/secret").json["secret"] == secret


def test_the_cookie_it_is_given_is_like_the_one_it_lost(app, wall):
    _screen, _browser, secret = wall
    answer = app.test_client().post("/screen/return", json={"secret": secret})

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"kiosk_screen={secret};")
    assert "HttpOnly" in cookie
    assert int(re.findall(r"Max-Age=(\d+)", cookie)[0]) > 9 * 365 * 24 * 3600


def test_a_revoked_wall_shows_a_code_whatever_it_has_kept(app, wall):
    screen, _browser, secret = wall
    screen.revoke()
    db.session.commit()
    bare = app.test_client()

    assert not came_back(bare, secret)
    assert 'data-state="unpaired"' in bare.get("/screen").text


@pytest.mark.parametrize(
    "said", [{}, {"secret": None}, {"secret": 7}, {"secret": "\ud800"}, {"secret": "x"}, []]
)
def test_whatever_else_is_shown_brings_nobody_in(app, wall, said):
    bare = app.test_client()
    answer = bare.post("/screen/return", json=said)

    assert (answer.status_code, answer.json) == (200, {"known": False})
    assert "Set-Cookie" not in answer.headers
