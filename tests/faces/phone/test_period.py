"""How a publicity period stands on a day. Pure."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.phone.period import MOST_CELLS, period_view
from kiosk.kinds.contract import Publicity

NOVEMBER = Publicity(
    date(2026, 11, 18),
    date(2026, 11, 24),
    tuple(date(2026, 11, day) for day in (18, 19, 20, 23, 24)),
)


def test_days_left_include_today():
    view = period_view(NOVEMBER, date(2026, 11, 22))

    assert (view.days_left, view.working_days_left, view.stand) == (3, 2, "running")


def test_the_last_day_is_a_day():
    view = period_view(NOVEMBER, date(2026, 11, 24))

    assert (view.days_left, view.working_days_left, view.stand) == (1, 1, "last_day")


def test_nothing_is_left_afterwards():
    view = period_view(NOVEMBER, date(2026, 11, 25))

    assert (view.days_left, view.working_days_left, view.stand) == (0, 0, "over")


def test_before_it_begins_all_of_it_is_left():
    view = period_view(NOVEMBER, date(2026, 11, 1))

    assert (view.days_left, view.working_days_left, view.stand) == (7, 5, "ahead")


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
