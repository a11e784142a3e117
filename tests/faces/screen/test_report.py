"""What a screen says of itself: taken when it makes sense, and never a reason to break."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.screens.models import ScreenReport

pytestmark = pytest.mark.usefixtures("now")

REPORT = "/screen/report"
GOOD = {"width": 1920, "height": 1080, "engine": "Chromium 83"}


def reported(screen):
    row = db.session.get(ScreenReport, screen.id)
    return (row.width_px, row.height_px, row.engine) if row else None


def test_a_report_is_remembered_with_its_time(put_up):
    screen, browser = put_up()
    other, _other_browser = put_up("大厅")
    answer = browser.post(REPORT, json=GOOD)

    assert (answer.status_code, answer.data) == (204, b"")
    assert reported(screen) == (1920, 1080, "Chromium 83")
    assert db.session.get_one(ScreenReport, screen.id).seen_at == datetime(
        2026, 11, 22, 0, 26, tzinfo=UTC
    )
    assert reported(other) is None


def test_saying_it_twice_changes_nothing(put_up):
    screen, browser = put_up()
    for _ in range(2):
        browser.post(REPORT, json=GOOD)

    assert reported(screen) == (1920, 1080, "Chromium 83")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ScreenReport)) == 1


def test_a_report_changes_no_programme(put_up):
    _screen, browser = put_up()
    tag = browser.get("/screen/programme").headers["ETag"]
    browser.post(REPORT, json=GOOD)

    assert browser.get("/screen/programme", headers={"If-None-Match": tag}).status_code == 304


def test_a_stranger_reports_nothing(client, put_up):
    screen, _browser = put_up()

    assert client.post(REPORT, json=GOOD).status_code == 401
    assert reported(screen) is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"[1, 2]",
        b'"text"',
        b"7",
        b"null",
        b"[" * 100_000,
        b'{"width": NaN}',
    ],
    ids=["empty", "text", "bytes", "list", "numbers", "string", "number", "null", "deep", "nan"],
)
def test_what_is_no_report_is_taken_for_an_empty_one(put_up, body):
    screen, browser = put_up()

    answer = browser.post(REPORT, data=body, content_type="application/json")

    assert answer.status_code == 204
    assert reported(screen) == (0, 0, "")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"width": -1, "height": 0}, (0, 0, "")),
        ({"width": 10**30, "height": 20_001}, (20_000, 20_000, "")),
        ({"width": 19.5, "height": "1080"}, (0, 0, "")),
        ({"width": None, "height": [1]}, (0, 0, "")),
        ({"width": True, "height": False}, (0, 0, "")),
        ({"engine": "x" * 5000}, (0, 0, "x" * 80)),
        ({"engine": None}, (0, 0, "")),
        ({"engine": {"a": 1}}, (0, 0, "")),
        ({"engine": "a\x00b"}, (0, 0, "ab")),
        ({"engine": "a\ud800b"}, (0, 0, "ab")),
        ({"unknown": 1, "width": 800}, (800, 0, "")),
    ],
)
def test_what_makes_no_sense_in_a_report_is_left_out(put_up, said, kept):
    screen, browser = put_up()

    assert browser.post(REPORT, json=said).status_code == 204
    assert reported(screen) == kept


def test_the_answer_needs_no_form_token_because_the_cookie_reaches_nothing_else(put_up):
    _screen, browser = put_up()

    assert browser.post(REPORT, json=GOOD, csrf=False).status_code == 204


def test_screens_that_report_at_the_same_time_all_get_through(put_up):
    rounds = 15
    browsers = [put_up(f"屏{number}")[1] for number in range(2)]
    together = threading.Barrier(len(browsers))
    answers: list[int] = []

    def report_often(browser):
        together.wait()
        widths = range(1, rounds + 1)
        answers.extend(browser.post(REPORT, json={"width": one}).status_code for one in widths)

    threads = [threading.Thread(target=report_often, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [204] * (rounds * len(browsers))
    assert db.session.scalars(sa.select(ScreenReport.width_px)).all() == [rounds, rounds]
