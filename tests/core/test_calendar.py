"""Working days: the State Council's notice for 2026 in full, the office's own table, years nobody knows."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.calendar import WorkCalendar, days

ANNOUNCED = WorkCalendar()

#: 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04: first and last day off.
BREAKS_2026 = {
    "元旦": ("2026-01-01", "2026-01-03"),
    "春节": ("2026-02-15", "2026-02-23"),
    "清明节": ("2026-04-04", "2026-04-06"),
    "劳动节": ("2026-05-01", "2026-05-05"),
    "端午节": ("2026-06-19", "2026-06-21"),
    "中秋节": ("2026-09-25", "2026-09-27"),
    "国庆节": ("2026-10-01", "2026-10-07"),
}
#: Saturdays and Sundays that are worked instead.
EXTRA_WORKDAYS_2026 = [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
]


def day(text: str) -> date:
    return date.fromisoformat(text)


def off_days_2026() -> set[date]:
    return {off for first, last in BREAKS_2026.values() for off in days(day(first), day(last))}


@pytest.mark.parametrize("name", BREAKS_2026)
def test_nobody_works_in_a_break_of_2026(name):
    first, last = BREAKS_2026[name]

    assert ANNOUNCED.working_days(day(first), day(last)) == []


def test_the_breaks_of_2026_are_33_days():
    assert len(off_days_2026()) == 33


@pytest.mark.parametrize("text", EXTRA_WORKDAYS_2026)
def test_a_weekend_day_that_makes_up_for_a_break_is_worked(text):
    assert day(text).weekday() in {5, 6}
    assert ANNOUNCED.is_working_day(day(text))


def test_on_every_other_day_of_2026_people_work_from_monday_to_friday():
    exceptions = off_days_2026() | {day(text) for text in EXTRA_WORKDAYS_2026}
    ordinary = [one for one in days(day("2026-01-01"), day("2026-12-31")) if one not in exceptions]
    wrong = [one for one in ordinary if ANNOUNCED.is_working_day(one) != (one.weekday() < 5)]

    assert len(ordinary) == 365 - 33 - 6
    assert wrong == []


def test_2026_is_known_and_2027_is_not():
    assert ANNOUNCED.is_known(2026)
    assert not ANNOUNCED.is_known(2027)
    assert ANNOUNCED.unknown_years(day("2026-12-30"), day("2026-12-31")) == []
    assert ANNOUNCED.unknown_years(day("2026-12-30"), day("2028-01-01")) == [2027, 2028]


def test_in_an_unknown_year_only_weekends_are_off():
    new_year_2027 = day("2027-01-01")  # a Friday, surely a holiday; but nobody has told us

    assert ANNOUNCED.is_working_day(new_year_2027)
    assert not ANNOUNCED.is_working_day(day("2027-01-02"))
    assert not ANNOUNCED.is_working_day(day("2027-01-03"))


def test_the_offices_own_table_has_the_last_word():
    own = WorkCalendar(
        overrides={
            day("2027-01-01"): False,
            day("2027-01-02"): True,
            day("2026-10-01"): True,
            day("2026-11-23"): False,
        },
        known_years=frozenset({2027}),
    )

    assert not own.is_working_day(day("2027-01-01"))
    assert own.is_working_day(day("2027-01-02"))
    assert own.is_working_day(day("2026-10-01"))
    assert not own.is_working_day(day("2026-11-23"))
    assert not own.is_working_day(day("2026-10-02"))  # not in the table: as announced
    assert own.is_known(2027)
    assert own.unknown_years(day("2026-12-30"), day("2028-01-01")) == [2028]


def test_days_count_both_ends():
    assert list(days(day("2026-02-27"), day("2026-03-01"))) == [
        day("2026-02-27"),
        day("2026-02-28"),
        day("2026-03-01"),
    ]
    assert list(days(day("2026-03-01"), day("2026-02-28"))) == []


@given(
    first=st.dates(day("2025-01-01"), day("2027-12-31")),
    length=st.integers(0, 60),
    flipped=st.sets(st.integers(0, 60)),
)
def test_working_days_are_exactly_the_days_that_are_working_days(first, length, flipped):
    last = first + timedelta(days=length)
    overrides = {
        first + timedelta(days=n): not ANNOUNCED.is_working_day(first + timedelta(days=n))
        for n in flipped
    }
    calendar = WorkCalendar(overrides=overrides)

    found = calendar.working_days(first, last)

    assert found == [one for one in days(first, last) if calendar.is_working_day(one)]
    assert all(
        (one in found) == (ANNOUNCED.is_working_day(one) != (one in overrides))
        for one in days(first, last)
    )
