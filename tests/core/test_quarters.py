"""Quarter-hours of a day as bits, and the hours an office writes."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import quarters

DAY = date(2026, 11, 22)


def test_the_first_quarter_hour_is_the_highest_bit():
    assert quarters.span(0, 1) == 1 << 95
    assert quarters.span(95, 96) == 1
    assert quarters.span(0, 96) == quarters.ALL_DAY
    assert [quarters.span(*one) for one in ((5, 5), (6, 5), (96, 99), (-4, 0))] == [0] * 4


def test_a_day_is_the_offices():
    begins = datetime(2026, 11, 21, 16, tzinfo=UTC)  # midnight in Shanghai

    assert quarters.moment(DAY, 0) == begins
    assert quarters.wholly_within(DAY, begins, begins + quarters.LENGTH) == 1 << 95
    assert quarters.wholly_within(date(2026, 11, 21), begins, begins + quarters.LENGTH) == 0


@given(st.integers(0, quarters.ALL_DAY))
def test_the_runs_of_a_set_are_the_set(some):
    pieces = list(quarters.runs(some))

    assert sum(quarters.span(*one) for one in pieces) == some
    assert all(after < first for (_first, after), (first, _after) in pairwise(pieces))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("07:00-22:00", "07:00-22:00"),
        (" 7:00—22：00 ", "07:00-22:00"),
        ("06:00 至 24:00", "06:00-24:00"),
        ("", "00:00-24:00"),
        ("22:00-06:00", None),
        ("07:00-07:10", None),
        ("07:00-24:01", None),
        ("07:75-22:00", None),
        ("25:00-26:00", None),
        ("7-22", None),
        ("all day", None),
    ],
)
def test_hours_are_understood_as_people_write_them(typed, plain):
    assert quarters.plain_hours(typed) == plain


def test_of_hours_only_whole_quarter_hours_count():
    assert quarters.of_hours("07:10-07:50") == quarters.span(29, 31)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("22:00-06:30", "22:00-06:30"),
        ("0:00 — 6：30", "00:00-06:30"),
        ("22:00至24:00", "22:00-24:00"),
        ("08:00-08:00", None),
        ("00:00-24:00", None),
        ("24:00-06:00", None),
        ("22:00-06:60", None),
        ("at night", None),
        ("", None),
    ],
)
def test_a_rest_may_go_on_past_midnight_but_takes_no_whole_day(typed, plain):
    assert quarters.plain_rest(typed) == plain


@pytest.mark.parametrize(
    ("rest", "touched"),
    [
        ("", 0),
        ("00:00-06:30", quarters.span(0, 26)),
        ("22:00-06:30", quarters.span(88, 96) | quarters.span(0, 26)),
        ("22:10-06:20", quarters.span(88, 96) | quarters.span(0, 26)),
        ("22:00-24:00", quarters.span(88, 96)),
    ],
)
def test_a_rest_touches_every_quarter_hour_it_has_a_part_of(rest, touched):
    assert quarters.touched_by(rest) == touched
