"""What walls do at what hour: around a handover, at night, and by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core import clock, quarters
from kiosk.programme.modes import Hours, Mode, News, handover_parts, quarters_of_handovers

DAY = date(2026, 11, 22)
THREE = "08:00,16:00,00:00"
DIM = Hours(THREE, Mode.NIGHT, "22:00-06:30")


def at(text):
    """A moment on the office's clock."""
    return datetime.fromisoformat(f"2026-11-{text}+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "mode"),
    [
        ("22T07:44:59", Mode.DAY),
        ("22T07:45:00", Mode.HANDOVER),
        ("22T08:14:59", Mode.HANDOVER),
        ("22T08:15:00", Mode.DAY),
        ("22T21:59:59", Mode.DAY),
        ("22T22:00:00", Mode.NIGHT),
        # A handover is told of even at night, and it lies on both sides of midnight.
        ("22T23:45:00", Mode.HANDOVER),
        ("23T00:14:59", Mode.HANDOVER),
        ("23T00:15:00", Mode.NIGHT),
        ("23T06:29:59", Mode.NIGHT),
        ("23T06:30:00", Mode.DAY),
    ],
)
def test_a_wall_goes_by_the_hours_it_was_given(moment, mode):
    assert DIM.mode_at(at(moment)) == mode


def test_a_wall_without_handovers_and_nights_goes_by_day_all_the_time():
    plain = Hours()

    assert plain.turning_points([DAY]) == []
    assert {plain.mode_at(at(f"22T{hour:02}:00:00")) for hour in range(24)} == {Mode.DAY}


times = st.integers(0, 1439).map(lambda one: f"{one // 60:02}:{one % 60:02}")
hours = st.builds(
    Hours,
    st.lists(times, max_size=4).map(",".join),
    st.sampled_from([Mode.DAY, Mode.NIGHT, Mode.DARK]),
    st.tuples(times, times).filter(lambda one: one[0] != one[1]).map("-".join),
)


@given(hours, st.integers(0, 2 * 1440 - 1))
def test_a_wall_does_something_else_at_turning_points_alone(one, minute):
    before = clock.day_begins(DAY) + timedelta(minutes=minute)
    after = before + timedelta(minutes=1)
    if one.mode_at(before) != one.mode_at(after):
        assert after in one.turning_points([DAY, DAY + timedelta(days=1), DAY + timedelta(days=2)])


def test_a_handover_that_lies_over_midnight_begins_anew_with_the_day():
    assert clock.day_begins(DAY) in Hours("00:00").turning_points([DAY])


def test_the_shift_is_the_one_between_two_handovers():
    assert DIM.shift_at(at("22T02:41:00")) == ("00:00", "08:00")
    assert DIM.shift_at(at("22T23:00:00")) == ("16:00", "00:00")
    assert Hours("08:00,20:00").shift_at(at("22T02:41:00")) == ("20:00", "08:00")
    assert Hours().shift_at(at("22T02:41:00")) is None


def news(code, kind="notices", *, is_new=False, is_publicity=False):
    return News(code, kind, is_new, ends_today=False, is_publicity=is_publicity)


def test_a_handover_shows_what_is_new_then_running_publicity_then_notices_and_stars():
    due = [
        news("standing"),
        news("rating", "stars"),
        news("running", is_publicity=True),
        news("running from today", is_publicity=True, is_new=True),
        news("honored today", "honors", is_new=True),
        news("honored before", "honors"),
        news("phones", "contacts"),
    ]

    assert [set(one) for one in handover_parts(due)] == [
        {"running from today", "honored today"},
        {"running"},
        {"standing", "rating"},
    ]


def test_a_wall_with_nothing_for_a_handover_shows_what_it_has():
    due = [news("a moment", "moments"), news("phones", "contacts")]

    assert handover_parts(due) == (frozenset({"a moment", "phones"}),)


TIMES = st.lists(
    st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda one: f"{one[0]:02}:{one[1]:02}"),
    max_size=4,
).map(",".join)


@given(TIMES)
def test_a_quarter_hour_is_a_handovers_if_no_minute_of_it_is_anything_else(handovers):
    hours = Hours(handovers)
    found = quarters_of_handovers(handovers)

    for number in range(quarters.A_DAY):
        begins = quarters.moment(DAY, number)
        minutes = [begins + timedelta(minutes=one) for one in range(15)]
        is_whole = all(hours.mode_at(one) == Mode.HANDOVER for one in minutes)
        assert bool(found & quarters.span(number, number + 1)) == is_whole
