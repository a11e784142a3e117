"""Months: what an address may name, and that counting them agrees with the calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.months import (
    month_after,
    month_named,
    month_number,
    months_until,
    quarter_of,
)

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
COUNTS = st.integers(-1000, 1000)


@pytest.mark.parametrize(
    ("day", "count", "month"),
    [
        (date(2026, 11, 22), 0, date(2026, 11, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 1)),
        (date(2026, 11, 22), -23, date(2024, 12, 1)),
    ],
)
def test_a_month_so_many_months_on(day, count, month):
    assert month_after(day, count) == month


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 3, 31), date(2026, 1, 1)),
        (date(2026, 4, 1), date(2026, 4, 1)),
        (date(2026, 12, 31), date(2026, 10, 1)),
    ],
)
def test_a_quarter_begins_with_its_first_month(day, quarter):
    assert quarter_of(day) == quarter


@given(DAYS)
def test_the_day_before_the_next_month_is_still_of_this_one(day):
    last = month_after(day) - timedelta(days=1)

    assert day <= last
    assert (last.year, last.month) == (day.year, day.month)


@given(DAYS, COUNTS, COUNTS)
def test_months_add_up_and_are_counted_as_they_were_added(day, some, more):
    onwards = month_after(month_after(day, some), more)

    assert onwards == month_after(day, some + more)
    assert month_number(onwards) - month_number(day) == some + more


@given(DAYS)
def test_a_day_lies_in_the_three_months_of_its_quarter(day):
    begins = quarter_of(day)

    assert begins <= day < month_after(begins, 3)
    assert begins.month in {1, 4, 7, 10}


@given(DAYS, st.integers(1, 60))
def test_a_list_of_months_goes_back_without_a_gap(day, most):
    listed = months_until(day, most=most)

    assert len(listed) == most
    assert listed[0] == day.replace(day=1)
    assert all(month_after(older) == newer for newer, older in pairwise(listed))


@given(DAYS)
def test_a_month_is_read_as_it_is_written_in_an_address(day):
    assert month_named(f"{day:%Y-%m}") == day.replace(day=1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-1", "2026-11-01", "二〇二六-11", "0"]
)
def test_what_is_no_month_names_none(text):
    assert month_named(text) is None


@pytest.mark.parametrize("text", ["0001-01", "9999-12"])
def test_a_month_at_the_end_of_the_calendar_names_none(text):
    """Nothing comes before the one and after the other, so neither has a beginning and an end in UTC."""
    assert month_named(text) is None
