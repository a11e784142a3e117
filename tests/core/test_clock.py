"""The office's days: Asia/Shanghai whatever the server has, ending at 24:00."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import clock


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def server_zone(request, monkeypatch):
    """A server that somebody has set up for another part of the world."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_a_day_of_the_office_begins_and_ends_in_shanghai(server_zone):
    day = date(2026, 11, 22)

    assert clock.day_begins(day) == datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert clock.day_ends(day) == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_a_moment_lies_in_the_offices_day(server_zone):
    last_second = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)

    assert clock.local_day(last_second) == date(2026, 11, 22)
    assert clock.local_day(last_second + timedelta(seconds=1)) == date(2026, 11, 23)
    assert clock.local(last_second).isoformat() == "2026-11-22T23:59:59+08:00"


def test_now_is_in_utc(server_zone, at):
    at("2026-11-22T08:26+08:00")

    assert clock.now() == datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
    assert clock.now().tzinfo is UTC


def test_24_00_of_a_day_no_longer_belongs_to_it():
    end = clock.day_ends(date(2026, 12, 31))

    assert clock.local_day(end) == date(2027, 1, 1)
    assert clock.local_day(end - timedelta(microseconds=1)) == date(2026, 12, 31)


def test_browsers_are_told_milliseconds():
    assert clock.milliseconds(datetime(2026, 11, 22, 0, 26, tzinfo=UTC)) == 1795307160000
    assert (
        clock.milliseconds(datetime(2026, 11, 22, 8, 26, tzinfo=timezone(timedelta(hours=8))))
        == 1795307160000
    )


# From 1992 on: China had summer time from 1986 to 1991, and days of 23 and 25 hours.
@given(st.integers(694_224_000, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)))
def test_each_moment_lies_in_exactly_one_day(moment):
    day = clock.local_day(moment)

    assert clock.day_begins(day) <= moment < clock.day_ends(day)
    assert clock.day_ends(day) == clock.day_begins(day + timedelta(days=1))
    assert clock.day_ends(day) - clock.day_begins(day) == timedelta(hours=24)
