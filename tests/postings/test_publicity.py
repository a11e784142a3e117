"""Publicity periods in working days, by the calendar of 2026."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.calendar import WorkCalendar
from kiosk.postings.publicity import DaysLeft, Period, days_left, period

ANNOUNCED = WorkCalendar()

starts = st.dates(date(2025, 1, 1), date(2026, 12, 31))
lengths = st.integers(1, 30)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "working_days", "last_if_counted", "last_if_not", "why"),
    [
        ("2026-11-18", 5, "2026-11-24", "2026-11-25", "a plain week with a weekend inside"),
        ("2026-09-18", 5, "2026-09-23", "2026-09-24", "Sunday 20 September is worked"),
        (
            "2026-09-29",
            5,
            "2026-10-10",
            "2026-10-12",
            "National Day; Saturday 10 October is worked",
        ),
        ("2026-02-12", 5, "2026-02-25", "2026-02-26", "Spring Festival; Saturday 14th is worked"),
        ("2026-04-30", 3, "2026-05-07", "2026-05-08", "Labour Day; Saturday 9 May is worked"),
        # Starts on days off: the first day cannot be counted either way.
        ("2026-11-21", 1, "2026-11-23", "2026-11-23", "a Saturday"),
        ("2026-10-01", 5, "2026-10-13", "2026-10-13", "the first day of a break"),
        ("2026-11-18", 1, "2026-11-18", "2026-11-19", "one day"),
    ],
)
def test_a_period_ends_where_people_counting_on_paper_end(
    start, working_days, last_if_counted, last_if_not, why
):
    counted = period(day(start), working_days, ANNOUNCED)
    not_counted = period(day(start), working_days, ANNOUNCED, first_day_counts=False)

    assert counted == Period(day(start), day(last_if_counted))
    assert not_counted == Period(day(start), day(last_if_not))


def test_a_period_that_reaches_into_2027_says_that_its_end_is_not_certain():
    reaching = period(day("2026-12-30"), 3, ANNOUNCED)

    # Weekends are all we know of 2027; New Year's Day is a Friday, but nobody has told us.
    assert reaching == Period(day("2026-12-30"), day("2027-01-01"), unknown_years=(2027,))
    assert period(day("2026-12-30"), 2, ANNOUNCED).unknown_years == ()


def test_once_the_office_has_entered_2027_the_end_is_certain():
    own = WorkCalendar(overrides={day("2027-01-01"): False}, known_years=frozenset({2027}))

    assert period(day("2026-12-30"), 3, own) == Period(day("2026-12-30"), day("2027-01-04"))


@pytest.mark.parametrize("too_few", [0, -1])
def test_a_period_has_at_least_one_working_day(too_few):
    with pytest.raises(ValueError, match="at least one working day"):
        period(day("2026-11-18"), too_few, ANNOUNCED)


def test_a_calendar_without_working_days_is_an_error_and_no_endless_search():
    never = WorkCalendar(
        overrides={day("2026-01-01") + timedelta(days=n): False for n in range(1000)}
    )

    with pytest.raises(ValueError, match="no end"):
        period(day("2026-11-18"), 1, never)


@given(start=starts, working_days=lengths, first_counts=st.booleans())
def test_a_period_holds_exactly_its_working_days_and_ends_on_one(start, working_days, first_counts):
    found = period(start, working_days, ANNOUNCED, first_day_counts=first_counts)
    begins_counting = start if first_counts else start + timedelta(days=1)

    assert found.first == start
    assert ANNOUNCED.is_working_day(found.last)
    assert len(ANNOUNCED.working_days(begins_counting, found.last)) == working_days


@given(start=starts, working_days=lengths, first_counts=st.booleans())
def test_a_longer_period_ends_later_and_a_later_start_never_earlier(
    start, working_days, first_counts
):
    found = period(start, working_days, ANNOUNCED, first_day_counts=first_counts)
    longer = period(start, working_days + 1, ANNOUNCED, first_day_counts=first_counts)
    next_day = period(
        start + timedelta(days=1), working_days, ANNOUNCED, first_day_counts=first_counts
    )

    assert longer.last > found.last
    assert next_day.last >= found.last


@given(start=starts, working_days=lengths)
def test_not_counting_the_first_day_never_ends_earlier(start, working_days):
    counted = period(start, working_days, ANNOUNCED)
    not_counted = period(start, working_days, ANNOUNCED, first_day_counts=False)

    assert not_counted.last >= counted.last
    assert (not_counted.last == counted.last) == (not ANNOUNCED.is_working_day(start))


@pytest.mark.parametrize(
    ("today", "left"),
    [
        ("2026-11-18", DaysLeft(7, 5)),
        ("2026-11-20", DaysLeft(5, 3)),
        ("2026-11-22", DaysLeft(3, 2)),  # a Sunday: 还剩 3 天（2 个工作日）
        ("2026-11-24", DaysLeft(1, 1)),  # the last day
        ("2026-11-25", DaysLeft(0, 0)),
        ("2027-11-25", DaysLeft(0, 0)),
    ],
)
def test_days_left_include_today(today, left):
    assert days_left(day("2026-11-24"), day(today), ANNOUNCED) == left


@given(start=starts, working_days=lengths)
def test_on_the_first_day_all_working_days_are_left_and_then_ever_fewer(start, working_days):
    last = period(start, working_days, ANNOUNCED).last
    walk = [
        days_left(last, start + timedelta(days=n), ANNOUNCED)
        for n in range((last - start).days + 2)
    ]

    assert walk[0].working_days == working_days
    assert walk[-2:] == [DaysLeft(1, 1), DaysLeft(0, 0)]
    assert [one.days for one in walk] == list(range(len(walk) - 1, -1, -1))
    assert all(a.working_days >= b.working_days for a, b in itertools.pairwise(walk))
