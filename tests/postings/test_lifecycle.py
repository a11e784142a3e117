"""The state of a posting at a moment: what people decided, seen through time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.postings.lifecycle import (
    ON_THE_WALL,
    OPEN_TO_READ,
    Life,
    Stage,
    State,
    may_be_put_back,
    publicity_is_over,
    publicity_runs,
    state_at,
    turning_points,
)


def at(text: str) -> datetime:
    """A moment on the office's clock."""
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


#: 公示 from 18 to 24 November, hung at 09:00 of its first day, taken down at 24:00 of the 30th.
LIFE = Life(
    stage="registered",
    shows_from=at("2026-11-18T09:00"),
    shows_until=at("2026-12-01T00:00"),
    publicity_first=date(2026, 11, 18),
    publicity_last=date(2026, 11, 24),
)


def with_stage(stage: str) -> Life:
    return Life(stage, LIFE.shows_from, LIFE.shows_until, LIFE.publicity_first, LIFE.publicity_last)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-17T23:59:59", State.SCHEDULED),
        ("2026-11-18T08:59:59", State.SCHEDULED),
        ("2026-11-18T09:00:00", State.PUBLICITY_RUNNING),
        ("2026-11-24T23:59:59", State.PUBLICITY_RUNNING),
        ("2026-11-25T00:00:00", State.SHOWING),  # 24:00 of the last day
        ("2026-11-30T23:59:59", State.SHOWING),
        ("2026-12-01T00:00:00", State.ENDED),  # 24:00 of the 30th
        ("2027-12-01T00:00:00", State.ENDED),
    ],
)
def test_a_registered_posting_waits_runs_hangs_and_ends(moment, state):
    assert state_at(LIFE, at(moment)) is state


@pytest.mark.parametrize("moment", ["2026-11-01T00:00", "2026-11-20T00:00", "2027-01-01T00:00"])
@pytest.mark.parametrize(
    ("stage", "state"),
    [
        ("draft", State.DRAFT),
        ("withdrawn", State.WITHDRAWN),
        ("withdrawn_archived", State.WITHDRAWN_ARCHIVED),
    ],
)
def test_what_people_decided_holds_at_every_hour(stage, state, moment):
    assert state_at(with_stage(stage), at(moment)) is state


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-11-20T00:00", State.PUBLICITY_RUNNING),  # archived too early: it still hangs
        ("2026-11-26T00:00", State.SHOWING),
        ("2026-12-01T00:00", State.ENDED_ARCHIVED),
    ],
)
def test_an_archived_posting_is_told_apart_once_it_has_ended(moment, state):
    assert state_at(with_stage("archived"), at(moment)) is state


def test_a_posting_without_an_hour_is_a_draft():
    assert state_at(Life("registered", None, None), at("2026-11-20T00:00")) is State.DRAFT


def test_a_posting_without_an_end_hangs_until_it_is_taken_down():
    life = Life("registered", LIFE.shows_from, None)

    assert state_at(life, at("2126-11-20T00:00")) is State.SHOWING
    assert turning_points(life) == [at("2026-11-18T09:00")]


def test_a_publicity_period_can_begin_before_the_hour_and_outlast_the_wall():
    life = Life(
        "registered",
        at("2026-11-18T09:00"),
        at("2026-11-20T00:00"),
        date(2026, 11, 18),
        date(2026, 11, 24),
    )

    assert publicity_runs(life, at("2026-11-18T00:00"))
    assert publicity_runs(life, at("2026-11-24T23:59:59"))
    assert not publicity_runs(life, at("2026-11-17T23:59:59"))
    assert state_at(life, at("2026-11-20T00:00")) is State.ENDED


def test_a_publicity_period_is_over_at_24_00_of_its_last_day():
    assert not publicity_is_over(LIFE, at("2026-11-24T23:59:59"))
    assert publicity_is_over(LIFE, at("2026-11-25T00:00:00"))


def test_what_never_had_a_publicity_period_is_not_past_it():
    assert not publicity_is_over(Life("registered", LIFE.shows_from, None), at("2126-01-01T00:00"))


def test_the_turning_points_of_a_posting_in_their_order():
    assert turning_points(LIFE) == [
        at("2026-11-18T00:00"),
        at("2026-11-18T09:00"),
        at("2026-11-25T00:00"),
        at("2026-12-01T00:00"),
    ]


DOWN_AT = at("2026-11-22T08:26")
TAKEN_DOWN = replace(LIFE, stage=Stage.WITHDRAWN)


@pytest.mark.parametrize(
    ("down", "moment", "may"),
    [
        ("2026-11-22T08:26", "2026-11-22T08:26", True),
        ("2026-11-22T08:26", "2026-11-22T08:36", True),
        ("2026-11-22T08:26", "2026-11-22T08:37", False),  # no slip of the hand any more
        (
            "2026-11-24T23:58",
            "2026-11-25T00:00",
            False,
        ),  # the period's last hour went by without it
        ("2026-11-30T23:58", "2026-12-01T00:00", False),  # it would have ended meanwhile
        ("2026-11-18T08:58", "2026-11-18T09:00", False),  # it would have begun meanwhile
        ("2026-11-18T09:00", "2026-11-18T09:05", True),
    ],
)
def test_a_taking_down_is_undone_while_nothing_that_counts_has_passed(down, moment, may):
    assert may_be_put_back(TAKEN_DOWN, withdrawn_at=at(down), moment=at(moment)) is may


def test_only_what_was_taken_down_is_put_back():
    hanging = replace(TAKEN_DOWN, stage=Stage.REGISTERED)

    assert not may_be_put_back(hanging, withdrawn_at=DOWN_AT, moment=DOWN_AT)
    assert not may_be_put_back(TAKEN_DOWN, withdrawn_at=None, moment=DOWN_AT)


def test_nobody_can_read_what_is_not_there_yet_or_was_taken_back():
    assert set(State) - OPEN_TO_READ == {
        State.DRAFT,
        State.SCHEDULED,
        State.WITHDRAWN,
        State.WITHDRAWN_ARCHIVED,
    }
    assert set(ON_THE_WALL) == {State.PUBLICITY_RUNNING, State.SHOWING}


hours = st.integers(0, 24 * 60).map(lambda n: at("2026-11-01T00:00") + timedelta(hours=n))
days = st.integers(0, 60).map(lambda n: date(2026, 11, 1) + timedelta(days=n))


@st.composite
def lives(draw: st.DrawFn) -> Life:
    begins = draw(st.none() | hours)
    lasts = draw(st.none() | st.integers(1, 24 * 40))
    first = draw(st.none() | days)
    return Life(
        stage=draw(st.sampled_from(list(Stage))),
        shows_from=begins,
        shows_until=begins + timedelta(hours=lasts) if begins and lasts else None,
        publicity_first=first,
        publicity_last=first + timedelta(days=draw(st.integers(0, 20))) if first else None,
    )


@given(life=lives(), moment=hours, later=hours)
def test_between_two_turning_points_nothing_changes(life, moment, later):
    moment, later = sorted((moment, later))
    if any(moment < point <= later for point in turning_points(life)):
        return

    assert state_at(life, moment) is state_at(life, later)
    assert publicity_runs(life, moment) == publicity_runs(life, later)
    assert publicity_is_over(life, moment) == publicity_is_over(life, later)


@given(life=lives(), moment=hours, later=hours)
def test_time_never_brings_a_posting_back(life, moment, later):
    over = [State.ENDED, State.ENDED_ARCHIVED, State.WITHDRAWN, State.WITHDRAWN_ARCHIVED]
    order = [State.DRAFT, State.SCHEDULED, "on", *over]
    moment, later = sorted((moment, later))
    first, second = (
        order.index("on" if state in ON_THE_WALL else state)
        for state in (state_at(life, moment), state_at(life, later))
    )

    assert first <= second
