"""How a publicity period stands on a day. Pure."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.phone.period import MOST_CELLS, period_view
from kiosk.kinds.contract import Publicity

NOVEMBER = Publicity(
    date(2026, 11, 18),
    date(2026, 11, 24),
    tuple(date(2026, 11, day) for day in (18, 19, 20, 23, 24)),
)


def test_the_wall_and_the_phone_say_the_same_of_a_period(root):
    for case in json.loads((root / "tests/js/period_cases.json").read_text("utf-8")):
        first, last, today = (date.fromisoformat(case[name]) for name in ("first", "last", "today"))
        period = Publicity(first, last, tuple(map(date.fromisoformat, case["working"])))

        view = period_view(period, today)

        found = (view.stand, view.days_left, view.working_days_left)
        assert found == (case["stand"], case["days"], case["workingDays"]), case["says"]


@pytest.mark.parametrize(
    ("hung_from", "is_later"),
    [
        ("2026-11-18T00:00+08:00", False),
        ("2026-11-17T14:40+08:00", False),
        ("2026-11-18T14:40+08:00", True),
    ],
)
def test_a_first_day_that_had_begun_when_it_was_hung_is_not_told_to_begin_at_midnight(
    hung_from, is_later
):
    moment = datetime.fromisoformat(hung_from)

    view = period_view(NOVEMBER, date(2026, 11, 22), hung_from=moment)

    assert view.hung_later == (moment if is_later else None)


def test_a_long_period_is_a_bar_and_no_cells():
    long = Publicity(date(2026, 11, 1), date(2026, 11, 20), ())

    view = period_view(long, date(2026, 11, 5))

    assert view.cells == ()
    assert view.passed_percent == 25


@given(length=st.integers(0, 60), offset=st.integers(-90, 90))
def test_every_day_is_past_today_or_ahead(length, offset):
    first = date(2026, 6, 1)
    last, today = first + timedelta(days=length), first + timedelta(days=offset)

    view = period_view(Publicity(first, last, ()), today)

    assert len(view.cells) == (length + 1 if length < MOST_CELLS else 0)
    assert sum(cell.mark == "today" for cell in view.cells) == (
        first <= today <= last and length < MOST_CELLS
    )
    assert 0 <= view.passed_percent <= 100
    assert 0 <= view.days_left <= length + 1
