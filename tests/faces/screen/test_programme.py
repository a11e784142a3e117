"""What a paired screen fetches: its programme, its boards; and what others do not get."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.postings import operations
from tests.core import read_qr
from tests.postings import making

pytestmark = pytest.mark.usefixtures("now")

PROGRAMME = "/screen/programme"
SAMPLE_MORNING_MS = "1795307160000"


@pytest.fixture
def posting(category):
    made = making.posted(category, making.everywhere(), code="7kqmx2p9a")
    db.session.commit()
    return made


def boards(browser):
    return list(browser.get(PROGRAMME).json["boards"])


@pytest.mark.parametrize("path", [PROGRAMME, "/screen/board/x"])
def test_without_its_secret_a_browser_gets_nothing(client, posting, path):
    answer = client.get(path)

    assert answer.status_code == 401
    assert answer.json == {"error": "unpaired"}


def test_the_secret_of_another_screen_brings_that_screens_programme(put_up, posting):
    _staff, in_staff_room = put_up("监控室")
    _hall, in_hall = put_up("大厅", audience="hall")

    assert in_staff_room.get(PROGRAMME).json["screen"]["name"] == "监控室"
    assert in_hall.get(PROGRAMME).json["screen"]["name"] == "大厅"
    assert len(boards(in_staff_room)) == 1
    assert boards(in_hall) == []


def test_a_screen_that_is_renamed_and_moved_is_told_so_and_nobody_has_to_go_there(put_up, category):
    elsewhere = making.station("SM", "石门峡收费站")
    making.posted(category, making.everywhere("station_staff", station=elsewhere), code="own")
    screen, browser = put_up("监控室")
    assert boards(browser) == []
    said = {"name": "大厅", "station_id": elsewhere.id, "panel_inches": 55, "distance_dm": 60}
    screen.change(**said)
    db.session.commit()

    facts = browser.get(PROGRAMME).json["screen"]

    assert (facts["name"], facts["station"], facts["scale"]) == ("大厅", "石门峡收费站", 1.56)
    assert len(boards(browser)) == 1


def test_a_programme_comes_with_its_tag_and_the_servers_time(put_up, posting):
    _screen, browser = put_up()
    answer = browser.get(PROGRAMME)

    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    assert answer.headers["ETag"].strip('"')
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["Kiosk-Now"] == SAMPLE_MORNING_MS


def test_while_nothing_changed_the_answer_is_304_with_the_time(put_up, posting, at):
    _screen, browser = put_up()
    tag = browser.get(PROGRAMME).headers["ETag"]
    at("2026-11-22T08:27+08:00")
    answer = browser.get(PROGRAMME, headers={"If-None-Match": tag})

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag
    assert int(answer.headers["Kiosk-Now"]) == int(SAMPLE_MORNING_MS) + 60_000


def test_what_changed_is_sent(put_up, posting, now):
    _screen, browser = put_up()
    tag = browser.get(PROGRAMME).headers["ETag"]
    operations.withdraw(posting, reason="x", at=now)
    db.session.commit()

    answer = browser.get(PROGRAMME, headers={"If-None-Match": tag})

    assert answer.status_code == 200
    assert answer.json["boards"] == {}


def test_a_new_day_is_sent(put_up, posting, at):
    _screen, browser = put_up()
    tag = browser.get(PROGRAMME).headers["ETag"]
    at("2026-11-23T00:00+08:00")

    assert browser.get(PROGRAMME, headers={"If-None-Match": tag}).status_code == 200


def test_a_board_is_kept_for_good_under_the_address_of_its_content(put_up, posting):
    _screen, browser = put_up()
    (digest,) = boards(browser)
    answer = browser.get(f"/screen/board/{digest}")

    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "现予公开。" in answer.text


def test_a_screen_gets_no_board_of_another_screen(put_up, posting):
    _staff, in_staff_room = put_up("监控室")
    _hall, in_hall = put_up("大厅", audience="hall")
    (digest,) = boards(in_staff_room)

    assert in_staff_room.get(f"/screen/board/{digest}").status_code == 200
    assert in_hall.get(f"/screen/board/{digest}").status_code == 404


@pytest.mark.parametrize("digest", ["x", "0" * 32, "..%2f..%2fapp.py"])
def test_a_board_nobody_rendered_is_not_there(put_up, posting, digest):
    _screen, browser = put_up()

    assert browser.get(f"/screen/board/{digest}").status_code == 404


def test_a_withdrawn_board_is_no_longer_given_out(put_up, posting, now):
    _screen, browser = put_up()
    (digest,) = boards(browser)
    operations.withdraw(posting, reason="x", at=now)
    db.session.commit()

    assert browser.get(f"/screen/board/{digest}").status_code == 404


def test_a_revoked_device_gets_nothing_any_more(put_up, posting):
    screen, browser = put_up()
    _other, other_browser = put_up("大厅")
    tag = browser.get(PROGRAMME).headers["ETag"]
    screen.revoke()
    db.session.commit()

    assert browser.get(PROGRAMME).status_code == 401
    assert browser.get(PROGRAMME, headers={"If-None-Match": tag}).status_code == 401
    assert browser.post("/screen/report", json={}).status_code == 401
    assert 'data-state="unpaired"' in browser.get("/screen").text
    assert other_browser.get(PROGRAMME).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "kiosk.test"])
def test_a_qr_code_starts_with_the_configured_address_whatever_the_browser_says(
    app, put_up, posting, host
):
    _screen, browser = put_up()
    (digest,) = boards(browser)
    secret = browser.get_cookie("kiosk_screen", path="/screen").value
    asked = {"Host": host, "X-Forwarded-Host": "evil.example", "Cookie": f"kiosk_screen={secret}"}
    liar = app.test_client(use_cookies=False)
    html = liar.get(f"/screen/board/{digest}", headers=asked).text
    (code,) = BeautifulSoup(html, "html.parser").select(".qr svg")

    assert read_qr.text(read_qr.matrix(str(code))).startswith("http://kiosk.test/n/7KQMX2P9A-")
    for path in (f"/screen/board/{digest}", PROGRAMME, "/screen"):
        answer = liar.get(path, headers=asked)
        assert answer.status_code == 200
        assert "evil.example" not in answer.text


def opening(browser):
    """The wall's page as its player finds it: the body, and what it begins with."""
    soup = BeautifulSoup(browser.get("/screen").text, "html.parser")
    (data,) = soup.select("script[data-opening]")
    return soup.body, json.loads(data.string or "")


def test_the_wall_page_brings_its_programme_and_the_board_that_comes_first(put_up, category):
    for code in ("7kqmx2p9a", "7kqmx2p9b"):
        making.posted(
            category, making.everywhere(), code=code, content=making.notice(f"通知 <{code}>")
        )
    db.session.commit()
    _screen, browser = put_up()
    body, given = opening(browser)
    programme = browser.get(PROGRAMME).json
    first, second = programme["windows"][0]["boards"]

    assert body["data-state"] == "playing"
    assert body["data-online"] == "true"
    assert body["data-now"] == SAMPLE_MORNING_MS
    assert given["programme"] == programme
    assert given["boards"] == {first: browser.get(f"/screen/board/{first}").text}
    assert second in programme["boards"]


def test_the_first_board_is_the_one_due_now_not_at_midnight(put_up, category, at):
    ended = making.everywhere(shows_until=datetime.fromisoformat("2026-11-22T08:00+08:00"))
    making.posted(category, ended, code="ended", content=making.notice("旧"))
    making.posted(category, making.everywhere(), code="hanging", content=making.notice("新"))
    db.session.commit()
    _screen, browser = put_up()
    _body, given = opening(browser)
    (html,) = given["boards"].values()

    assert "新" in html


def test_the_page_of_a_wall_without_postings_is_empty(put_up):
    _screen, browser = put_up()
    body, given = opening(browser)

    assert body["data-state"] == "empty"
    assert given["boards"] == {}
    assert body.select_one("noscript")


def test_a_wall_is_read_without_the_lock_that_writers_wait_for(put_up, posting, monkeypatch):
    _screen, browser = put_up()
    locked = []
    monkeypatch.setattr("kiosk.core.web.means_to_write", lambda: locked.append(True))
    browser.get("/screen")

    assert locked == []
