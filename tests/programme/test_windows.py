"""From turning points to windows in which nothing changes."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.programme.windows import Showing, Window, windows

BEGINS = datetime(2026, 11, 21, 16, tzinfo=UTC)
ENDS = BEGINS + timedelta(days=31)


def after(hours):
    return BEGINS + timedelta(hours=hours)


def shown_before_noon(at):
    return Showing(("morning",) if at < after(12) else ("evening",))


def test_a_day_is_cut_where_something_changes():
    found = windows([after(12)], shown_before_noon, begins=BEGINS, ends=after(24))

    assert found == [
        Window(BEGINS, after(12), ("morning",)),
        Window(after(12), after(24), ("evening",)),
    ]


def test_a_point_at_which_nothing_changes_cuts_nothing():
    points = [after(3), after(12), after(20)]

    assert len(windows(points, shown_before_noon, begins=BEGINS, ends=after(24))) == 2


def test_points_outside_and_on_the_edges_do_not_matter():
    points = [after(-1), BEGINS, after(24), after(25), after(12), after(12)]

    assert windows(points, shown_before_noon, begins=BEGINS, ends=after(24)) == windows(
        [after(12)], shown_before_noon, begins=BEGINS, ends=after(24)
    )


def test_another_order_is_another_window():
    found = windows(
        [after(12)],
        lambda at: Showing(("a", "b") if at < after(12) else ("b", "a")),
        begins=BEGINS,
        ends=after(24),
    )

    assert [window.shown for window in found] == [("a", "b"), ("b", "a")]


def test_without_anything_to_show_there_is_still_a_window():
    assert windows([], lambda _at: Showing(()), begins=BEGINS, ends=ENDS) == [
        Window(BEGINS, ENDS, ())
    ]


def test_a_programme_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError, match="ends after it begins"):
        windows([], lambda _at: Showing(()), begins=BEGINS, ends=BEGINS)


hours = st.integers(-24, 800)
#: Some boards, each with the hours between which it hangs.
boards = st.dictionaries(st.sampled_from("abcde"), st.tuples(hours, hours))


def hanging(due, at):
    names = (name for name, (start, stop) in due.items() if after(start) <= at < after(stop))
    return tuple(sorted(names))


def points_of(due):
    return [after(hour) for span in due.values() for hour in span]


@given(due=boards)
def test_windows_follow_each_other_without_a_gap_or_an_overlap(due):
    found = windows(points_of(due), lambda at: Showing(hanging(due, at)), begins=BEGINS, ends=ENDS)

    assert found[0].begins == BEGINS
    assert found[-1].ends == ENDS
    assert all(one.ends == other.begins for one, other in itertools.pairwise(found))
    assert all(window.begins < window.ends for window in found)
    assert all(one.shown != other.shown for one, other in itertools.pairwise(found))


@given(due=boards, hour=st.floats(0, 743.9))
def test_at_any_moment_a_window_shows_what_hangs_then(due, hour):
    found = windows(points_of(due), lambda at: Showing(hanging(due, at)), begins=BEGINS, ends=ENDS)
    (window,) = [one for one in found if one.begins <= after(hour) < one.ends]

    assert window.shown == hanging(due, after(hour))


@given(due=boards, data=st.data())
def test_the_order_of_the_points_does_not_matter(due, data):
    points = points_of(due)
    mixed = data.draw(st.permutations(points))

    assert windows(
        mixed, lambda at: Showing(hanging(due, at)), begins=BEGINS, ends=ENDS
    ) == windows(points, lambda at: Showing(hanging(due, at)), begins=BEGINS, ends=ENDS)
