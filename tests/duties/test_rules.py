"""How a duty stands: on every day one answer, the same for walls, the first page and the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.calendar import WorkCalendar
from kiosk.core.months import month_after
from kiosk.core.rhythms import MONTHS, Limit, Rhythm, Span, span_of, spans_in
from kiosk.duties.known import Doing, Duty, Kept, Statement
from kiosk.duties.rules import Standing, State, found_in, in_order, is_expected, occurrence, owed

CALENDAR = WorkCalendar()
TODAY = date(2026, 11, 22)
NOVEMBER = span_of("monthly", TODAY)
WAGES = Duty("工资发放", "monthly", Limit(working_day=7), category="payroll")
#: 7 working days from 2 November on.
DUE = date(2026, 11, 10)
SINCE = date(2026, 1, 1)


def stands(duty=WAGES, span=None, today=TODAY, **kept):
    """How a duty that is expected since January stands, unless told otherwise."""
    known = Kept(**{"since": SINCE, **kept})
    return occurrence(
        duty, known, span or span_of(duty.rhythm, today), today=today, calendar=CALENDAR
    )


def owes(duty=WAGES, today=TODAY, **kept):
    """Of which spans that are over it is still owed, the newest first."""
    return owed(duty, Kept(**{"since": SINCE, **kept}), today=today)


def every_month(*months, **more):
    """Done on the third of each of these months of 2026, the newest first."""
    return tuple(Doing(date(2026, month, 3), **more) for month in sorted(months, reverse=True))


UNTIL_OCTOBER = every_month(*range(1, 11))


def test_wages_that_left_the_wall_on_the_eighteenth_with_nothing_after_them_are_overdue():
    october = Doing(date(2026, 10, 19), left_on=date(2026, 11, 18))

    found = stands(doings=(october,), since=october.on)

    assert (found.state, found.due, found.left_on) == (State.OVERDUE, DUE, date(2026, 11, 18))
    assert owes(doings=(october,), since=october.on) == ()


def test_what_left_the_wall_without_a_successor_is_overdue_though_no_day_was_set():
    by_its_last_day = Duty("工资发放", "monthly", category="payroll")
    october = Doing(date(2026, 10, 19), left_on=date(2026, 11, 18))
    kept = {"doings": (october,), "since": october.on}

    assert stands(by_its_last_day, today=date(2026, 11, 18), **kept).state == State.OPEN
    assert stands(by_its_last_day, today=date(2026, 11, 19), **kept).state == State.OVERDUE
    still_hangs = (Doing(date(2026, 10, 19)),)
    assert stands(by_its_last_day, doings=still_hangs, since=october.on).state == State.OPEN


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 1), State.OPEN),
        (date(2026, 11, 3), State.OPEN),
        (date(2026, 11, 4), State.SOON),
        (DUE, State.SOON),
        (DUE + timedelta(days=1), State.OVERDUE),
        (date(2026, 11, 30), State.OVERDUE),
        (date(2026, 12, 1), State.OVERDUE),
        (date(2027, 11, 30), State.OVERDUE),
        (date(2027, 12, 1), State.MISSED),  # twelve months are enough
    ],
)
def test_a_month_goes_from_open_to_soon_to_overdue_and_stays_so_until_it_is_made_good(today, state):
    assert stands(span=NOVEMBER, today=today, doings=UNTIL_OCTOBER).state == state


def test_a_missed_month_is_owed_until_a_posting_of_its_own_or_its_own_statement():
    december = date(2026, 12, 3)
    assert owes(today=december, doings=UNTIL_OCTOBER) == (NOVEMBER,)
    assert stands(today=december, doings=UNTIL_OCTOBER).state == State.SOON

    posted = (Doing(december), *UNTIL_OCTOBER)
    assert owes(today=december, doings=posted) == (NOVEMBER,)
    assert stands(today=december, doings=posted).state == State.DONE
    assert owes(today=december, doings=(Doing(december), *posted)) == ()
    stated = (Statement(NOVEMBER.first, december),)
    assert owes(today=december, doings=UNTIL_OCTOBER, statements=stated) == ()


def test_that_there_was_nothing_speaks_for_its_own_month_alone():
    december, until_september = date(2026, 12, 3), every_month(*range(1, 10))
    october = span_of("monthly", date(2026, 10, 1))

    def owed_when(month):
        stated = (Statement(month, december),)
        return owes(today=december, doings=until_september, statements=stated)

    assert owed_when(NOVEMBER.first) == (october,)
    assert owed_when(october.first) == (NOVEMBER,)
    assert owed_when(date(2026, 12, 1)) == (NOVEMBER, october)


def test_what_hangs_no_more_is_overdue_once_and_not_again_in_the_month_after():
    by_its_last_day = Duty("工资发放", "monthly", category="payroll")
    kept = {"doings": (Doing(date(2026, 10, 19), left_on=date(2026, 11, 18)),)}
    december = date(2026, 12, 3)

    november = stands(by_its_last_day, span=NOVEMBER, today=december, **kept)

    assert (november.state, november.left_on) == (State.OVERDUE, date(2026, 11, 18))
    assert stands(by_its_last_day, today=december, **kept).state == State.OPEN


def test_a_month_that_is_over_was_done_was_nothing_or_was_left_undone():
    october = span_of("monthly", date(2026, 10, 1))
    since_then = (Doing(date(2026, 11, 3)),)

    assert stands(span=october, doings=UNTIL_OCTOBER).state == State.DONE
    assert (
        stands(span=october, statements=(Statement(october.first, TODAY),)).state == State.NOTHING
    )
    assert stands(span=october).state == State.OVERDUE
    assert stands(span=october, doings=since_then).state == State.OVERDUE
    long_ago = span_of("monthly", date(2025, 10, 1))
    assert stands(span=long_ago, doings=since_then).state == State.MISSED


def test_what_was_done_after_its_day_is_done_and_late():
    assert stands(doings=(Doing(DUE),)).is_late is False
    late = stands(doings=(Doing(DUE + timedelta(days=1)),))
    assert (late.state, late.is_late) == (State.DONE, True)
    both = stands(doings=(Doing(TODAY), Doing(DUE)), since=NOVEMBER.first)
    assert (both.found.on, both.is_late) == (TODAY, False)


def test_what_somebody_is_at_work_on_is_in_hand_until_its_day_has_passed():
    work = (date(2026, 11, 3),)

    before, after = (
        stands(today=day, work=work, doings=UNTIL_OCTOBER) for day in (DUE, DUE + timedelta(days=1))
    )

    assert (before.state, before.on) == (State.IN_HAND, work[0])
    assert (after.state, after.worked_on) == (State.OVERDUE, work[0])
    assert stands(today=DUE, work=(date(2026, 10, 30),), doings=UNTIL_OCTOBER).state == State.SOON


def test_four_talks_a_quarter_are_done_with_the_fourth():
    talks = Duty("谈话", "quarterly", minimum=4)
    days = [date(2026, 11, day) for day in (20, 12, 5, 3)]

    three = stands(talks, doings=tuple(Doing(day) for day in days[1:]), since=days[-1])
    four = stands(talks, doings=tuple(Doing(day) for day in days), since=days[-1])

    assert (three.state, three.done) == (State.OPEN, 3)
    assert (four.state, four.found.on) == (State.DONE, days[0])


@pytest.mark.parametrize("rhythm", ["at_once", "by_stages", "long_term"])
def test_what_comes_when_there_is_something_is_never_overdue(rhythm):
    at_once = Duty("大宗物资采购", rhythm, category="bulk_procurement")

    assert stands(at_once).state == State.ANY_TIME
    assert stands(at_once).due is None
    assert stands(at_once, doings=(Doing(date(2026, 11, 18)),)).state == State.DONE


def test_a_quarter_stated_in_its_first_month_has_nothing_in_its_third():
    party = Duty("党建管理", "quarterly", category="party")
    stated = (Statement(date(2026, 10, 1), date(2026, 10, 9)),)

    assert stands(party, today=date(2026, 12, 30), statements=stated).state == State.NOTHING


def test_nobody_is_late_for_a_day_on_which_nobody_had_begun():
    begun = {"since": date(2026, 11, 16)}

    assert stands(**begun).state == State.OPEN
    assert stands(**begun).due == date(2026, 11, 30)
    # The month they joined has a last day too, and is theirs.
    assert owes(today=date(2026, 12, 1), **begun) == (NOVEMBER,)
    assert stands(today=date(2026, 12, 1), **begun).state == State.OPEN


def test_the_reminder_before_a_holiday_is_due_on_the_last_working_day_before_it():
    reminder = Duty("节前提醒", "before_holidays")

    [span] = spans_in("before_holidays", date(2026, 9, 1), CALENDAR)[1:]
    assert span.last == date(2026, 9, 30)
    found = stands(reminder, span=span, today=date(2026, 9, 28))
    assert (found.state, found.due) == (State.SOON, date(2026, 9, 30))
    assert stands(reminder, span=span, today=date(2026, 10, 1)).state == State.MISSED


def test_what_wants_doing_first_stands_first():
    done = stands(doings=(Doing(TODAY),))
    late, later = (stands(Duty(f"{day}", "monthly", Limit(day=day))) for day in (9, 10))
    soon = stands(today=DUE)
    this_year = stands(Duty("report", "yearly"))

    assert in_order([this_year, done, soon, later, late]) == [late, later, soon, this_year, done]


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
LATER = st.dates(date(2026, 1, 1), date(2028, 2, 29))
RHYTHMS = st.sampled_from(sorted(MONTHS))
LIMITS = st.one_of(
    st.just(Limit()),
    st.builds(Limit, working_day=st.integers(1, 40)),
    st.builds(Limit, day=st.integers(1, 31)),
)
DOINGS = st.lists(DAYS, max_size=8).map(
    lambda days: tuple(Doing(day) for day in sorted(days, reverse=True))
)
STATEMENTS = st.lists(
    st.builds(Statement, DAYS.map(lambda day: day.replace(day=1)), DAYS), max_size=3
)
URGENT = {State.OVERDUE, State.SOON, State.OPEN}


@given(rhythm=RHYTHMS, limit=LIMITS, today=DAYS, doings=DOINGS, statements=STATEMENTS)
def test_the_state_says_what_the_wall_says(rhythm, limit, today, doings, statements):
    kept = Kept(doings, tuple(statements), since=SINCE)
    span = span_of(rhythm, today)

    found = found_in(Duty("x", rhythm), kept, span, today=today)
    state = occurrence(Duty("x", rhythm, limit), kept, span, today=today, calendar=CALENDAR).state

    assert {
        Standing.DISCLOSED: state == State.DONE,
        Standing.NOTHING: state == State.NOTHING,
        Standing.MISSING: state in URGENT,
    }[found.standing]


@given(rhythm=RHYTHMS, limit=LIMITS, today=DAYS, doings=DOINGS)
def test_the_day_it_is_due_lies_in_its_span_and_does_not_move(rhythm, limit, today, doings):
    kept, duty = Kept(doings, since=SINCE), Duty("x", rhythm, limit)
    span = span_of(rhythm, today)

    due = {
        occurrence(duty, kept, span, today=day, calendar=CALENDAR).due
        for day in (span.first, today, span.last)
    }

    [day] = due
    assert day is not None
    assert day in span


@given(rhythm=RHYTHMS, limit=LIMITS, today=DAYS, doings=DOINGS, more=DAYS)
def test_doing_more_never_makes_anything_overdue(rhythm, limit, today, doings, more):
    duty, span = Duty("x", rhythm, limit), span_of(rhythm, today)
    added = tuple(sorted((*doings, Doing(more)), key=lambda one: one.on, reverse=True))

    before, after = (
        occurrence(duty, Kept(done, since=SINCE), span, today=today, calendar=CALENDAR)
        for done in (doings, added)
    )

    assert not (after.state == State.OVERDUE and before.state != State.OVERDUE)


@given(rhythm=RHYTHMS, today=LATER, doings=DOINGS, statements=STATEMENTS, more=LATER)
def test_doing_more_or_stating_more_never_owes_more(rhythm, today, doings, statements, more):
    duty = Duty("x", rhythm)
    added = tuple(sorted((*doings, Doing(more)), key=lambda one: one.on, reverse=True))
    stated = Statement(span_of(rhythm, more).first, today)

    before = owed(duty, Kept(doings, tuple(statements), since=SINCE), today=today)

    assert {*owed(duty, Kept(added, tuple(statements), since=SINCE), today=today)} <= {*before}
    assert set(before) - {span_of(rhythm, more)} == {
        *owed(duty, Kept(doings, (*statements, stated), since=SINCE), today=today)
    }


@given(rhythm=RHYTHMS, limit=LIMITS, today=LATER, doings=DOINGS, since=DAYS)
def test_no_turn_of_a_month_takes_away_what_is_overdue(rhythm, limit, today, doings, since):
    duty, kept = Duty("x", rhythm, limit), Kept(doings, since=since)
    next_month = month_after(today)
    span = span_of(rhythm, today)
    before = occurrence(duty, kept, span, today=today, calendar=CALENDAR)

    after = occurrence(duty, kept, span, today=next_month, calendar=CALENDAR)

    is_done = any(today < one.on <= next_month for one in doings)
    if before.state == State.OVERDUE and not is_done:
        assert after.state == State.OVERDUE


@given(rhythm=RHYTHMS, today=LATER, doings=DOINGS, statements=STATEMENTS, since=DAYS)
def test_what_is_owed_is_over_was_expected_has_nothing_and_is_a_year_old_at_most(
    rhythm, today, doings, statements, since
):
    kept = Kept(doings, tuple(statements), since=since)

    found = owed(Duty("x", rhythm), kept, today=today)

    assert list(found) == sorted(set(found), key=lambda one: one.first, reverse=True)
    for span in found:
        assert max(since, month_after(today, -12)) <= span.last < today
        assert found_in(Duty("x", rhythm), kept, span, today=today).standing == Standing.MISSING
        assert not any(one.on in span for one in doings if one.on <= today)


@given(rhythm=RHYTHMS, limit=LIMITS, today=DAYS, doings=DOINGS)
def test_what_is_overdue_stays_so_while_nothing_is_done_and_its_span_lasts(
    rhythm, limit, today, doings
):
    duty, span, kept = Duty("x", rhythm, limit), span_of(rhythm, today), Kept(doings, since=SINCE)
    later = min(today + timedelta(days=3), span.last)
    nothing_new = not any(today < one.on <= later for one in doings)

    states = [
        occurrence(duty, kept, span, today=day, calendar=CALENDAR).state for day in (today, later)
    ]

    assert states != [State.OVERDUE, State.OPEN]
    assert not (nothing_new and states[0] == State.OVERDUE and states[1] != State.OVERDUE)


@given(rhythm=st.sampled_from(sorted(Rhythm)), day=DAYS)
def test_it_is_expected_from_the_span_in_which_people_began(rhythm, day):
    span = span_of(rhythm, day)

    assert is_expected(Kept(since=day), span)
    assert not is_expected(Kept(), span)
    if span.last < date.max:
        assert not is_expected(Kept(since=span.last + timedelta(days=1)), span)


def test_a_span_holds_its_first_and_its_last_day():
    span = Span(date(2026, 11, 1), date(2026, 11, 30))

    assert span.first in span
    assert span.last in span
    assert date(2026, 12, 1) not in span
