"""Every posting of the sample is in its state on every day it may be loaded for. No database."""

from datetime import date, timedelta
from typing import Any

import pytest

from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.postings.lifecycle import State, state_at
from kiosk.sample.files import records
from kiosk.sample.settling import Outline, Settled, outline_of, settle, whole_weeks

WRITTEN_FOR = date(2026, 11, 22)
CALENDAR = WorkCalendar()
DAYS = [WRITTEN_FOR + timedelta(days=offset) for offset in range(-400, 401)]


def _listed() -> dict[str, tuple[dict[str, Any], State]]:
    """Every record of the sample that hangs somewhere, with the state it is written to be in."""
    office, extra = records("office"), records("extra")
    states = {
        number: State(state)
        for data in (office, extra)
        for state, numbers in data["_about"]["states"].items()
        for number in numbers
    }
    announcing = next(one for one in office["notices"] if one["id"] == "N09")
    stars = {**extra["stars"], "publicity": announcing["publicity"], "id": "stars"}
    boards = [*extra["honor_boards"], *office["moments"], *extra["moments"], extra["contacts"]]
    showing = [*boards, stars]
    return {
        **{one["id"]: (one, states[one["id"]]) for one in office["notices"] + extra["notices"]},
        **{one.get("id", "contacts"): (one, State.SHOWING) for one in showing},
    }


LISTED = _listed()


def _settle(number: str, as_of: date) -> tuple[Outline, Settled]:
    record, state = LISTED[number]
    outline = outline_of(record, state)
    return outline, settle(outline, as_of=as_of, written_for=WRITTEN_FOR, calendar=CALENDAR)


def test_the_listed_states_are_those_of_the_brief():
    listed: dict[str, list[str]] = {}
    for number, (_record, state) in LISTED.items():
        if number <= "N12" and number.startswith("N"):
            listed.setdefault(state, []).append(number)

    assert listed == {
        "scheduled": ["N01"],
        "publicity_running": ["N06", "N12"],
        "showing": ["N02", "N04", "N05", "N07", "N08", "N10", "N11"],
        "ended_archived": ["N03", "N09"],
    }


@pytest.mark.parametrize("number", LISTED)
def test_its_state_holds_all_day_long_whatever_the_day(number: str):
    wanted = LISTED[number][1]
    for as_of in DAYS:
        outline, settled = _settle(number, as_of)
        life = settled.life(outline.stage)
        hours = [clock.day_begins(as_of) + timedelta(hours=hour) for hour in (0, 6, 18, 23.99)]
        states = {state_at(life, moment) for moment in hours}

        assert states == {wanted}, as_of


@pytest.mark.parametrize("number", LISTED)
def test_it_moves_by_the_whole_weeks_before_or_after(number: str):
    for as_of in DAYS:
        assert _settle(number, as_of)[1].weeks in whole_weeks(as_of, WRITTEN_FOR)


@pytest.mark.parametrize("number", ["N01", "N06", "N09", "N12"])
def test_a_publicity_period_has_at_least_its_working_days(number: str):
    for as_of in DAYS:
        announced = _settle(number, as_of)[1].announced
        assert announced is not None
        first, last = announced.period.first, announced.period.last

        assert len(CALENDAR.working_days(first, last)) == announced.working_days >= 5


def test_a_make_up_weekend_lengthens_a_period_that_would_end_too_early():
    """Wednesday 16 September 2026 and five working days end on Monday 21: Sunday 20 is one."""
    announced = _settle("N06", date(2026, 9, 22))[1].announced

    assert announced is not None
    assert announced.working_days == 6
    assert announced.period.last == date(2026, 9, 22)


def test_the_star_result_waits_for_the_end_of_its_publicity():
    for as_of in DAYS:
        settled = _settle("stars", as_of)[1]
        assert settled.announced is not None

        assert settled.announced == _settle("N09", as_of)[1].announced
        assert settled.shows_from >= clock.day_ends(settled.announced.period.last)


def test_an_unknown_year_is_told_and_stops_nothing():
    announced = _settle("N06", date(2031, 1, 8))[1].announced

    assert announced is not None
    assert announced.period.unknown_years == (2031,)
