"""The `Host` header is whatever the asker writes: no answer may repeat it."""

from contextlib import closing
from datetime import date

import pytest

from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.sample import load_sample
from kiosk.screens.models import Screen
from kiosk.screens.operations import fresh_claim
from tests.every_route import address, rules_of

HOSTILE = "hostile.example"
PASSWORD = "red willow by the road"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
#: Addresses that are nearly right, which a router likes to mend.
NEARLY_RIGHT = [
    "/n",
    "/n//",
    "/n?category=x",
    "/admin",
    "/admin//",
    "/admin//screens",
    "/static//x",
    "/static//core//tokens.css",
    "/screen/",
    "/screen//programme",
    "/media//x",
    "/healthz/",
    "/nowhere",
]


@pytest.fixture
def browser(app, app_context, now):
    """A browser that is a screen and signed in, in an office full of content."""
    load_sample(date(2026, 11, 22), at=now)
    open_account(
        "ada",
        display_name="Ada",
        password=PASSWORD,
        roles=[(Role.SYSTEM_ADMIN, None)],
        must_change_password=False,
    )
    screen = db.session.get_one(Screen, 1)
    link = fresh_claim(screen)
    db.session.commit()
    browser = app.test_client()
    assert browser.get(f"/screen/claim/{link}").status_code == 303
    signed_in = browser.post("/admin/login", data={"username": "ada", "password": PASSWORD})
    assert signed_in.status_code == 303
    # Kept for every host a browser may be told it talks to.
    for name, path in (("kiosk_screen", "/screen"), ("kiosk_session", "/")):
        kept = browser.get_cookie(name, path=path)
        assert kept
        browser.set_cookie(name, kept.value, domain=HOSTILE, path=path)
    return browser


def repeats(answer):
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return HOSTILE in headers or HOSTILE.encode() in beginning_of(answer)


def beginning_of(answer):
    """All of an answer; of one that goes on for as long as somebody listens, its first piece."""
    with closing(answer):
        return next(answer.response) if answer.mimetype == "text/event-stream" else answer.data


def ask(browser, path, method):
    return browser.open(path, method=method, headers={"Host": HOSTILE})


@pytest.mark.parametrize("method", METHODS)
def test_no_route_repeats_it_to_a_stranger(app, client, method):
    paths = [address(app, rule) for rule in rules_of(app)] + NEARLY_RIGHT

    assert [path for path in paths if repeats(ask(client, path, method))] == []


def test_no_route_repeats_it_to_a_screen_or_to_an_administrator(app, browser):
    programme = ask(browser, "/screen/programme", "GET")
    boards = list(programme.json["boards"])
    codes = {board["posting"] for board in programme.json["boards"].values()}
    paths = (
        [address(app, rule) for rule in rules_of(app)]
        + NEARLY_RIGHT
        + [f"/screen/board/{digest}" for digest in boards]
        + [f"/n/{code}" for code in codes - {"overview"}]
    )
    answers = {path: ask(browser, path, "GET") for path in paths}

    assert len(boards) > 20
    assert sum(answer.status_code == 200 for answer in answers.values()) > 40
    assert [path for path, answer in answers.items() if repeats(answer)] == []


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/n", "/n/"),
        ("/n?category=x%20y", "/n/?category=x%20y"),
        ("/n//", "/n/"),
        ("/admin", "/admin/"),
        ("/static//x", "/static/x"),
        ("/n///hostile.example", "/n/hostile.example"),
    ],
)
@pytest.mark.parametrize("host", ["kiosk.test", "a host<x>", "[::1", ""])
def test_a_slash_too_few_or_too_many_is_mended_by_a_path(client, asked, led_to, host):
    answer = client.get(asked, headers={"Host": host})

    assert (answer.status_code, answer.location) == (308, led_to)
