"""The stream of a wall, over HTTP."""

from contextlib import closing

import pytest

from kiosk.core.db import db
from kiosk.programme import signal
from kiosk.programme.watcher import watcher_of
from tests.postings import making

pytestmark = pytest.mark.usefixtures("now")

EVENTS = "/screen/events"
PROGRAMME = "/screen/programme"


@pytest.fixture
def listen(app):
    """Open a stream: listen(browser). All are closed in the end."""
    opened = []

    def listen(browser, **headers):
        answer = browser.get(EVENTS, headers=headers)
        opened.append(answer)
        return answer

    yield listen
    for answer in opened:
        answer.close()
    assert len(watcher_of(app)) == 0


def said(answer):
    return next(answer.response).decode()


def test_a_wall_is_told_the_number_of_the_change_signal_and_each_that_follows(put_up, listen):
    _screen, browser = put_up()
    answer = listen(browser)
    begun = signal.version()
    first = said(answer)
    making.category()
    db.session.commit()

    assert first == f"data: {begun}\n\n"
    assert said(answer) == f"data: {begun + 1}\n\n"


def test_nothing_on_the_way_may_keep_it_back(put_up, listen):
    _screen, browser = put_up()
    answer = listen(browser, **{"Accept-Encoding": "gzip"})

    assert (answer.status_code, answer.mimetype) == (200, "text/event-stream")
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "Content-Encoding" not in answer.headers
    assert "Content-Length" not in answer.headers
    assert answer.headers["Content-Security-Policy"]


def test_a_stranger_hears_nothing(client, put_up, listen):
    put_up()

    assert listen(client).status_code == 401


def test_a_revoked_screen_is_told_once_more_and_its_stream_ends(put_up, listen):
    screen, browser = put_up()
    _other, other_browser = put_up("大厅")
    revoked, kept = listen(browser), listen(other_browser)
    said(revoked), said(kept)
    screen.revoke()
    db.session.commit()

    assert [one.decode() for one in revoked.response] == [f"data: {signal.version()}\n\n"]
    assert said(kept) == f"data: {signal.version()}\n\n"
    assert listen(browser).status_code == 401


def test_where_there_is_no_room_a_wall_is_told_to_come_again(app, put_up, listen, monkeypatch):
    monkeypatch.setattr(watcher_of(app), "most", 1)
    _screen, browser = put_up()
    _other, other_browser = put_up("大厅")
    first = listen(browser)
    full = listen(other_browser)

    assert (full.status_code, full.headers["Retry-After"]) == (503, "30")
    assert other_browser.get(PROGRAMME).status_code == 200
    first.close()
    assert listen(other_browser).status_code == 200


def test_asking_what_the_stream_would_answer_opens_none(app, put_up):
    _screen, browser = put_up()

    with closing(browser.head(EVENTS)) as answer:
        assert answer.status_code == 200
        assert answer.data == b""
    assert len(watcher_of(app)) == 0


def test_a_wall_that_has_heard_of_a_change_gets_no_answer_from_before_it(put_up):
    _screen, browser = put_up()
    tag = browser.get(PROGRAMME).headers["ETag"]
    known = signal.version()
    asking = {"If-None-Match": tag}

    as_new = browser.get(PROGRAMME, headers=asking | {"Kiosk-At-Least": str(known)})
    newer = browser.get(PROGRAMME, headers=asking | {"Kiosk-At-Least": str(known + 1)})

    assert as_new.status_code == 304
    assert (newer.status_code, newer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("number", ["", "-1", "x", "٣", "9" * 5000, "1e3"])
def test_what_is_no_number_asks_for_nothing_special(put_up, number):
    _screen, browser = put_up()
    headers = {"Kiosk-At-Least": number.encode().decode("latin-1")}

    assert browser.get(PROGRAMME, headers=headers).status_code == 200
