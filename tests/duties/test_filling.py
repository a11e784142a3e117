"""Which month a paper makes good: as many papers, as many months, each under its own name."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.calendar import WorkCalendar
from kiosk.core.months import month_after
from kiosk.core.periods import Period, period_meant
from kiosk.core.rhythms import MONTHS, span_of
from kiosk.duties.known import Doing, Duty, Kept, Statement
from kiosk.duties.rules import Standing, State, filled, found_in, occurrence, owed

EXPENSE = Duty("办公经费", "monthly")
SINCE = date(2026, 11, 2)
TODAY = date(2027, 3, 15)


def paper(on, title=""):
    """A release of that day with that title."""
    return Doing(on, about=period_meant(title, on=on))


def kept(*papers, **more):
    """Expected since November, with these papers, the oldest first."""
    return Kept(tuple(reversed(papers)), **{"since": SINCE, **more})


def owed_months(*papers, duty=EXPENSE, today=TODAY, **more):
    """The first months of what is owed, the oldest first."""
    spans = owed(duty, kept(*papers, **more), today=today)
    return [f"{span.first:%Y-%m}" for span in reversed(spans)]


def standing(month, *papers, duty=EXPENSE, today=TODAY, **more):
    """How the span of a month stands."""
    return found_in(duty, kept(*papers, **more), span_of(duty.rhythm, month), today=today).standing


def test_one_late_paper_leaves_the_other_months_owed():
    assert owed_months() == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert owed_months(paper(TODAY)) == owed_months()
    assert standing(TODAY, paper(TODAY)) == Standing.DISCLOSED


def test_a_late_paper_that_names_november_says_nothing_of_march():
    late = paper(TODAY, "2026年11月办公经费使用情况公开")

    assert owed_months(late) == ["2026-12", "2027-01", "2027-02"]
    assert standing(TODAY, late) == Standing.MISSING
    november = span_of("monthly", SINCE)
    found = occurrence(EXPENSE, kept(late), november, today=TODAY, calendar=WorkCalendar())
    assert (found.state, found.found.on, found.is_late, found.is_afterwards) == (
        State.DONE,
        TODAY,
        True,
        True,
    )


def test_a_paper_that_names_a_month_before_the_first_owed_fills_the_month_after_it():
    assert owed_months(paper(TODAY, "2026年10月办公经费")) == ["2026-12", "2027-01", "2027-02"]


def test_figures_of_the_month_before_count_for_this_month_where_that_one_is_filled():
    every_month = [
        paper(date(2026, 11, 5), "10月办公经费"),
        paper(date(2026, 12, 5), "2026年11月办公经费"),
        paper(date(2027, 1, 5), "12月办公经费"),
        paper(date(2027, 2, 5), "1月办公经费"),
    ]

    assert owed_months(*every_month) == []
    march = paper(date(2027, 3, 5), "2027年2月办公经费")
    assert standing(TODAY, *every_month) == Standing.MISSING
    assert standing(TODAY, *every_month, march) == Standing.DISCLOSED


def test_who_missed_one_month_and_goes_on_as_always_is_one_month_behind_and_not_every_month():
    december, january = (
        paper(date(2026, 12, 5), "2026年11月办公经费"),
        paper(date(2027, 1, 5), "2026年12月办公经费"),
    )

    assert standing(date(2027, 1, 1), december, january) == Standing.DISCLOSED
    assert owed_months(december, january, today=date(2027, 1, 20)) == ["2026-11"]


@pytest.mark.parametrize("title", ["办公经费", "2026年办公经费", "2026年5月办公经费", "三季度经费"])
def test_what_names_no_month_that_fits_fills_its_own_and_then_the_oldest(title):
    first, second = paper(TODAY, title), paper(TODAY, title)

    assert standing(TODAY, first) == Standing.DISCLOSED
    assert owed_months(first, second) == ["2026-12", "2027-01", "2027-02"]


def test_a_quarter_is_made_good_under_its_name():
    party = Duty("党务公开", "quarterly")
    third = paper(TODAY, "三季度党务公开")

    assert owed_months(duty=party) == ["2026-10"]
    assert owed_months(third, duty=party) == []
    assert standing(TODAY, third, duty=party) == Standing.MISSING


def test_a_month_stated_to_be_nothing_waits_for_no_paper():
    stated = (Statement(date(2026, 11, 1), date(2027, 3, 1)),)
    late = paper(TODAY, "2026年11月办公经费")

    assert owed_months(late, statements=stated) == ["2027-01", "2027-02"]


def test_the_year_of_a_period_written_without_one_is_the_last_that_had_begun():
    assert period_meant("11月份经费", on=TODAY) == Period(1, date(2026, 11, 1))
    assert period_meant("3月份经费", on=TODAY) == Period(1, date(2027, 3, 1))
    assert period_meant("2026年第四季度", on=TODAY) == Period(3, date(2026, 12, 1))
    assert period_meant("11月5日会议", on=TODAY) is None


DAYS = st.dates(date(2026, 9, 1), date(2027, 12, 31))
MONTHS_NAMED = st.integers(-16, 2)
LENGTHS = st.sampled_from([1, 3, 6, 12])


@st.composite
def papers(draw):
    """One that names a period near its day, or none."""
    on = draw(DAYS)
    if draw(st.booleans()):
        return Doing(on)
    return Doing(on, about=Period(draw(LENGTHS), month_after(on, draw(MONTHS_NAMED))))


def in_order(found):
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


PAPERS = st.lists(papers(), max_size=12).map(in_order)
STATEMENTS = st.lists(
    st.builds(Statement, DAYS.map(lambda day: day.replace(day=1)), DAYS), max_size=3
).map(tuple)
DUTIES = st.builds(Duty, st.just("x"), st.sampled_from(sorted(MONTHS)), minimum=st.integers(1, 3))


@given(duty=DUTIES, doings=PAPERS, statements=STATEMENTS, today=DAYS)
def test_every_paper_counts_once_and_never_for_a_time_to_come(duty, doings, statements, today):
    known = Kept(doings, statements, since=SINCE)

    found = filled(duty, known, today=today)

    counted = [one for many in found.values() for one in many]
    assert sorted(map(id, counted)) == sorted(id(one) for one in doings if one.on <= today)
    assert all(one.on >= span.first for span, many in found.items() for one in many)
    assert all(
        [*many] == sorted(many, key=lambda one: one.on, reverse=True) for many in found.values()
    )


@given(duty=DUTIES, doings=PAPERS, statements=STATEMENTS, more=papers(), today=DAYS)
def test_one_paper_more_takes_away_one_month_at_most_and_adds_none(
    duty, doings, statements, more, today
):
    before, after = (
        {*owed(duty, Kept(done, statements, since=SINCE), today=today)}
        for done in (doings, in_order((*doings, more)))
    )

    assert after <= before
    assert len(before) - len(after) <= 1


@given(duty=DUTIES, doings=PAPERS, statements=STATEMENTS, today=DAYS, later=st.integers(0, 120))
def test_what_is_filled_stays_filled(duty, doings, statements, today, later):
    known = Kept(doings, statements, since=SINCE)

    now = filled(duty, known, today=today)
    then = filled(duty, known, today=today + timedelta(days=later))

    for span, many in now.items():
        assert then[span][-len(many) :] == many
