"""What a screen says of itself: taken when it makes sense, and never a reason to break."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.screens.health import Ask, ask
from kiosk.screens.models import Play, ScreenReport, Standing
from tests.postings import making

pytestmark = pytest.mark.usefixtures("now")

REPORT = "/screen/report"
YESTERDAY = datetime(2026, 11, 21, 1, tzinfo=UTC)
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


def test_what_is_on_is_remembered_page_by_page(put_up):
    screen, browser = put_up()
    page = {"kind": "notices", "posting": "lq7k3", "revision": 1, "page": 2, "pages": 3}
    browser.post(REPORT, json={**GOOD, "on": page})

    row = db.session.get_one(ScreenReport, screen.id)
    assert (row.on_posting, row.on_revision, row.on_page, row.on_pages) == ("lq7k3", 1, 2, 3)


def test_the_answer_asks_until_the_wall_has_done_it(put_up, now):
    screen, browser = put_up()
    _other, elsewhere = put_up("大厅")
    number = ask(screen, Ask.IDENTIFY, at=now)
    db.session.commit()

    asked = browser.post(REPORT, json=GOOD).json
    assert asked == {"ask": {"number": number, "what": "identify", "seconds": 15}}
    assert elsewhere.post(REPORT, json=GOOD).status_code == 204

    assert browser.post(REPORT, json={**GOOD, "done": number}).status_code == 204
    assert browser.post(REPORT, json=GOOD).status_code == 204


def test_the_programme_says_at_once_that_something_is_asked(put_up, now):
    screen, browser = put_up()
    before = browser.get("/screen/programme")
    number = ask(screen, Ask.RELOAD, at=now)
    db.session.commit()

    after = browser.get(
        "/screen/programme", headers={"If-None-Match": before.headers["ETag"]}
    ).json["reports"]

    assert before.json["reports"] == {"between": 15, "number": screen.id, "asked": 0}
    assert after == {"between": 15, "number": screen.id, "asked": number}


def test_a_report_costs_few_statements(put_up, count_queries):
    _screen, browser = put_up()
    browser.post(REPORT, json=GOOD)
    with count_queries() as queries:
        browser.post(REPORT, json={**GOOD, "on": {"posting": "lq7k3", "page": 2, "pages": 3}})

    assert len(queries) <= 6, queries


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


def shown(screen, posting, **more):
    said = {"day": "2026-11-22", "revision": 1, "times": 1, "seconds": 20, **more}
    quarters = "000000008000000000000000"  # 08:00 to 08:15
    names = ("day", "posting", "revision", "times", "seconds")
    return [f"{screen.mark}-1", *(({"posting": posting} | said)[name] for name in names), quarters]


def plays():
    return [(one.posting, one.times) for one in db.session.scalars(sa.select(Play))]


def standing_since_yesterday(screen):
    db.session.scalars(sa.select(Standing)).one().begins = YESTERDAY
    db.session.commit()


def test_what_was_shown_is_heard_and_what_cannot_be_is_set_aside(put_up, category):
    screen, browser = put_up()
    standing_since_yesterday(screen)
    hung = making.posted(category, making.everywhere())
    unapproved = making.posted(category, making.everywhere(), is_approved=False)
    db.session.commit()
    rows = [shown(screen, code) for code in (hung.code, unapproved.code, "nosuch")] + ["?"]

    for _twice in range(2):
        answer = browser.post(REPORT, json=GOOD | {"plays": rows})

        assert (answer.status_code, answer.get_json()) == (200, {"plays": 4})
    assert plays() == [(hung.code, 1)]
    assert reported(screen) == (1920, 1080, "Chromium 83")


def test_a_screen_cannot_speak_for_another(put_up, category):
    screen, _browser = put_up()
    _other, browser = put_up("大厅")
    hung = making.posted(category, making.everywhere())
    db.session.commit()

    browser.post(REPORT, json={"plays": [shown(screen, hung.code)]})

    assert plays() == []


@pytest.mark.parametrize("said", [{}, [], "abc", 7, None, {"0": 1}])
def test_plays_that_are_no_list_are_none(put_up, said):
    screen, browser = put_up()

    assert browser.post(REPORT, json=GOOD | {"plays": said}).status_code == 204
    assert reported(screen) == (1920, 1080, "Chromium 83")


def test_a_report_too_large_is_refused_before_it_is_read(put_up, category):
    screen, browser = put_up()
    hung = making.posted(category, making.everywhere())
    db.session.commit()

    answer = browser.post(REPORT, json={"plays": [shown(screen, hung.code)] * 2000})

    assert answer.status_code == 413
    assert reported(screen) is None


def test_a_claim_and_a_report_say_where_the_screen_stands(put_up, office):
    screen, browser = put_up()
    screen.name = "二楼"
    db.session.commit()
    browser.post(REPORT, json=GOOD)

    found = db.session.scalars(sa.select(Standing).order_by(Standing.id))
    assert [(one.name, one.ends is None) for one in found] == [("监控室", False), ("二楼", True)]


def test_a_wall_is_told_what_it_is_called_and_which_revision_it_shows(put_up, category):
    screen, browser = put_up()
    hung = making.posted(category, making.everywhere())
    making.add_content(hung, making.notice("更正"), reason="test").approved_at = YESTERDAY
    db.session.commit()

    programme = browser.get("/screen/programme").get_json()

    assert programme["screen"]["mark"] == screen.mark
    assert {
        (one["posting"], one["revision"]) for one in programme["boards"].values() if one["revision"]
    } == {(hung.code, 2)}
