"""Log lines: JSON, one an event, and nobody's name, address or text in them."""

import io
import json
import logging

import pytest

from kiosk.accounts.models import Person
from kiosk.core import web
from kiosk.core.db import db
from kiosk.core.logs import LOG, JsonLines, log

NAME = "田甜"
PHONE = "13900000017"
ITS_ENDPOINT = "health.healthz"


@pytest.fixture
def lines():
    """What is logged during the test, parsed; `lines.text()` is what would be on standard error."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    LOG.addHandler(handler)

    class Lines:
        def text(self):
            return stream.getvalue()

        def __call__(self):
            return [json.loads(line) for line in self.text().splitlines()]

    yield Lines()
    LOG.removeHandler(handler)


def test_a_line_is_one_object_with_time_level_event_and_facts(lines, now):
    log("sample.load", level=logging.WARNING, years=[2027], place="柳泉\n第二行")

    assert lines() == [
        {
            "at": "2026-11-22T00:26:00.000+00:00",
            "level": "warning",
            "event": "sample.load",
            "years": [2027],
            "place": "柳泉\n第二行",
        }
    ]


def test_a_request_that_writes_leaves_its_rule_and_how_it_ended(client, lines):
    client.post("/screen/report", json={})
    (line,) = lines()

    assert set(line) == {"at", "level", "event", "method", "rule", "status", "ms", "request"}
    assert (line["event"], line["method"], line["rule"], line["status"]) == (
        "answer",
        "POST",
        "/screen/report",
        401,
    )
    assert len(line["request"]) == 8


def test_reading_a_page_leaves_no_line(client, lines):
    client.get("/healthz")

    assert lines() == []


@pytest.mark.parametrize(
    "path",
    [
        f"/n/{NAME}",
        f"/nowhere/{NAME}",
        f"/n/s/{NAME}?who={PHONE}",
        f"/admin/login?next={NAME}",
        "/screen/report",
    ],
)
def test_a_name_in_the_path_or_the_body_of_a_request_is_in_no_line(client, lines, path):
    said = {"name": NAME, "username": NAME, "password": PHONE, "engine": NAME}
    browser = {
        "Referer": f"http://kiosk.test/{PHONE}",
        "User-Agent": NAME.encode().decode("latin-1"),
    }
    client.post(path, data=said, headers=browser, environ_base={"REMOTE_ADDR": "10.9.8.7"})

    assert len(lines()) == 1
    for secret in (NAME, PHONE, "%E7%94%B0", "10.9.8.7"):
        assert secret not in lines.text()


@pytest.fixture
def breaking(app, client, monkeypatch):
    """Let a page break as it would in life, and ask for it."""

    def ask(view):
        monkeypatch.setitem(app.view_functions, ITS_ENDPOINT, web.public(view))
        monkeypatch.setattr(app, "testing", False)
        return client.get("/healthz")

    return ask


def test_an_error_leaves_where_it_happened_but_not_what_it_said(breaking, lines):
    def view():
        raise ValueError(f"no such person: {NAME}")

    answer = breaking(view)
    error, note = lines()

    assert answer.status_code == 500
    assert (error["level"], error["event"]) == ("error", "unhandled error")
    assert "test_logs.py" in error["traceback"]
    assert "in view" in error["traceback"]
    assert "ValueError" in error["traceback"]
    assert note["status"] == 500
    assert NAME not in lines.text()


def test_a_row_the_database_refuses_is_not_logged(breaking, lines):
    def view():
        db.session.add(Person(name=NAME, employee_number=PHONE, station_id=4711))
        db.session.flush()

    answer = breaking(view)

    assert answer.status_code == 500
    assert "IntegrityError" in lines()[0]["traceback"]
    assert NAME not in lines.text()
    assert PHONE not in lines.text()


def test_an_error_with_a_cause_shows_both_places(breaking, lines):
    def look_up():
        return dict[str, str]()[NAME]

    def view():
        try:
            look_up()
        except KeyError as error:
            raise RuntimeError(NAME) from error

    breaking(view)
    traceback = lines()[0]["traceback"]

    assert "KeyError" in traceback
    assert "RuntimeError" in traceback
    assert "in look_up" in traceback
    assert NAME not in lines.text()
