"""A browser on a wall: it waits with a code, or comes by a link, and is then known for good."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.screens import operations
from kiosk.screens.models import Pairing, Screen
from kiosk.screens.operations import Site, add_screen, fresh_claim
from tests.core import read_qr

pytestmark = pytest.mark.usefixtures("now", "office")


def page(browser):
    answer = browser.get("/screen")
    assert answer.status_code == 200
    (body,) = BeautifulSoup(answer.text, "html.parser").select("body")
    return body


def code_on(browser):
    """The code a waiting browser shows, as tests and diagnosis read it."""
    (shown,) = page(browser).select("[data-pairing-code]")
    return shown["data-pairing-code"]


def state(browser):
    return page(browser)["data-state"]


@pytest.fixture
def link(office):
    """The one-use link of a screen, and another screen that no test is about."""
    another = add_screen(Site("大厅", office, audience="hall"))
    screen = add_screen(Site("监控室", office))
    db.session.flush()
    fresh_claim(another)
    secret = fresh_claim(screen)
    db.session.commit()
    return f"/screen/claim/{secret}"


def test_using_the_link_is_an_act_and_trying_it_again_is_none(client, link):
    for _again in range(2):
        assert client.get(link).status_code == 303

    [act] = db.session.scalars(sa.select(Act).where(Act.what == "screen.claim"))
    assert (act.who, act.subject.partition(" ")[0]) == ("link", "screen")


def test_a_browser_nobody_knows_waits_with_six_digits(client):
    body = page(client)
    (shown,) = body.select("[data-pairing-code]")

    assert body["data-face"] == "screen"
    assert body["data-state"] == "unpaired"
    assert re.fullmatch(r"\d{6}", shown["data-pairing-code"])
    assert shown.get_text(strip=True).replace(" ", "") == shown["data-pairing-code"]


def test_its_qr_code_leads_to_the_panel_at_the_configured_address(client):
    html = client.get("/screen", headers={"Host": "evil.example"}).text
    soup = BeautifulSoup(html, "html.parser")
    (code,), (shown,) = soup.select(".qr svg"), soup.select("[data-pairing-code]")
    digits = shown["data-pairing-code"]

    assert read_qr.text(read_qr.matrix(str(code))) == f"http://kiosk.test/p/{digits}"
    assert "evil.example" not in html


def test_a_reload_keeps_the_code(client):
    first = code_on(client)

    assert code_on(client) == first
    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 1


def test_another_browser_has_another_code(app, client):
    assert code_on(client) != code_on(app.test_client())


def test_after_ten_minutes_there_is_a_new_code(client, at):
    first = code_on(client)
    at("2026-11-22T08:35:59+08:00")
    assert code_on(client) == first

    at("2026-11-22T08:36:00+08:00")

    assert code_on(client) != first
    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 1


def test_a_paired_browser_learns_it_and_becomes_the_wall(client, office, now):
    code = code_on(client)
    assert client.get("/screen/pairing").json == {"paired": False, "waiting": True}

    operations.pair(code, Site("监控室", office), at=now)
    db.session.commit()

    assert client.get("/screen/pairing").json == {"paired": True, "waiting": False}
    assert state(client) == "empty"
    assert "柳泉收费站 · 监控室" in client.get("/screen").text
    assert client.get("/screen/programme").status_code == 200


def test_a_browser_that_never_asked_waits_for_nothing(client):
    assert client.get("/screen/pairing").json == {"paired": False, "waiting": False}


def test_a_link_makes_this_browser_the_screen(client, link):
    answer = client.get(link)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/screen")
    assert state(client) == "empty"
    assert client.get("/screen/programme").json["screen"]["name"] == "监控室"


def test_a_link_works_once(app, client, link):
    client.get(link)
    late = app.test_client()

    assert late.get(link).status_code == 303
    assert state(late) == "unpaired"
    assert state(client) == "empty"  # and the first browser stays the screen


@pytest.mark.parametrize("secret", ["x", "田甜", "a" * 500])
def test_an_unknown_link_leads_to_waiting(client, link, secret):
    assert client.get(f"/screen/claim/{secret}").status_code == 303
    assert state(client) == "unpaired"
    assert db.session.scalars(sa.select(Screen.secret_hash)).all() == [None, None]


def test_the_secret_is_kept_from_scripts_and_other_sites_for_years(client, link):
    cookie = client.get(link).headers["Set-Cookie"]

    assert re.match(r"kiosk_screen=[\w-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/screen" in cookie
    (seconds,) = re.findall(r"Max-Age=(\d+)", cookie)
    assert int(seconds) > 9 * 365 * 24 * 3600
    # Browsers keep no cookie longer than 400 days: each visit gives the same one anew.
    again = client.get("/screen").headers["Set-Cookie"]
    assert again.split(";")[0] == cookie.split(";")[0]


def test_visits_without_cookies_keep_no_wall_from_pairing(app, client):
    code = code_on(client)
    for _ in range(200):
        visitor = app.test_client(use_cookies=False)
        visitor.get("/screen", environ_base={"REMOTE_ADDR": "192.0.2.66"}, lint_html=False)

    assert code_on(client) == code
    assert code_on(app.test_client())


def test_looking_where_a_link_leads_uses_nothing_up(client, link):
    answer = client.head(link)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/screen")
    assert "Set-Cookie" not in answer.headers
    client.get(link)
    assert state(client) == "empty"


def test_looking_at_the_wall_begins_no_pairing(client):
    assert client.head("/screen").status_code == 200

    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 0


@pytest.mark.parametrize("cookie", ["", "x", "a" * 4000, "%00", "田"])
def test_a_strange_cookie_is_just_a_browser_nobody_knows(client, cookie):
    client.set_cookie("kiosk_screen", cookie, path="/screen")

    assert state(client) == "unpaired"
    assert client.get("/screen/programme").status_code == 401
