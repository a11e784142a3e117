"""From when to when a posting hangs."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.postings.publishing import EndsBeforeItBegins, TooShort, Wish, hours_of

CALENDAR = WorkCalendar(overrides={}, known_years=frozenset())
SUNDAY_MORNING = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


def hours(wish: Wish, *, least_days: int | None = None, usual_days: int | None = None):
    return hours_of(wish, least_days=least_days, usual_days=usual_days, calendar=CALENDAR)


def test_a_disclosure_hangs_for_its_usual_days_today_included():
    found = hours(Wish(SUNDAY_MORNING), usual_days=30)

    assert found.publicity is None
    assert found.until == clock.day_ends(date(2026, 12, 21))


def test_without_usual_days_it_hangs_until_it_is_taken_down():
    assert hours(Wish(SUNDAY_MORNING)).until is None


def test_a_publicity_period_begins_with_the_posting_and_holds_its_working_days():
    found = hours(Wish(SUNDAY_MORNING), least_days=5)

    assert found.publicity is not None
    assert (found.publicity.first, found.publicity.last) == (date(2026, 11, 22), date(2026, 11, 27))
    assert found.until == clock.day_ends(date(2026, 11, 27))


def test_a_period_may_be_counted_from_the_day_after_it_begins():
    monday = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    wish = Wish(monday)
    first, after = (
        hours_of(
            wish, least_days=5, usual_days=None, calendar=CALENDAR, first_day_counts=counts
        ).publicity
        for counts in (True, False)
    )

    assert first is not None
    assert after is not None
    assert (first.first, first.last) == (date(2026, 11, 23), date(2026, 11, 27))
    assert (after.first, after.last) == (date(2026, 11, 23), date(2026, 11, 30))


def test_a_period_can_be_lengthened_but_not_shortened():
    longer = hours(Wish(SUNDAY_MORNING, publicity_days=7), least_days=5)
    assert longer.publicity is not None
    assert longer.publicity.last == date(2026, 12, 1)

    with pytest.raises(TooShort) as refused:
        hours(Wish(SUNDAY_MORNING, publicity_days=3), least_days=5)
    assert refused.value.least == 5


def test_a_period_never_begins_before_the_posting_hangs():
    found = hours(Wish(SUNDAY_MORNING, publicity_first=date(2026, 11, 1)), least_days=5)

    assert found.publicity is not None
    assert found.publicity.first == date(2026, 11, 22)


@pytest.mark.parametrize("last_day", [date(2026, 11, 21), date(2026, 11, 26)])
def test_nothing_comes_down_before_it_is_up_or_before_its_period_is_over(last_day: date):
    with pytest.raises(EndsBeforeItBegins):
        hours(Wish(SUNDAY_MORNING, last_day=last_day), least_days=5)


@given(
    begins=st.dates(date(2026, 1, 1), date(2026, 10, 1)),
    least=st.integers(1, 15) | st.none(),
    usual=st.integers(1, 200) | st.none(),
)
def test_it_always_hangs_for_some_time_and_never_less_than_its_period(begins, least, usual):
    wish = Wish(clock.day_begins(begins))

    found = hours(wish, least_days=least, usual_days=usual)

    assert found.until is None or found.until - found.begins > timedelta(0)
    if least:
        assert found.publicity is not None
        assert len(CALENDAR.working_days(found.publicity.first, found.publicity.last)) == least
        assert found.until == clock.day_ends(found.publicity.last)
