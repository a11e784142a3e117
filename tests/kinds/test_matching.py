"""Lines of two tables matched by what stands in them."""

from hypothesis import given
from hypothesis import strategies as st

from kiosk.kinds.matching import Match, matched

WORDS = (True, True, False)
CELLS = st.sampled_from(["", "a", "b", "c", "1", "2"])
LINES = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8)


def pairs(old, new, words=WORDS):
    return [(one.old, one.new) for one in matched(old, new, words=words)]


def test_a_line_more_at_the_top_moves_nothing():
    old = [("田甜", "双泉堡", "1"), ("唐立新", "沙枣坪", "2")]
    new = [("白雪", "青杨驿", "3"), *old]

    assert matched(old, new, words=WORDS) == [Match(None, 0), Match(0, 1), Match(1, 2)]


def test_who_bears_the_same_name_is_the_same_though_every_figure_changed():
    old = [("田甜", "1", "2"), ("唐立新", "3", "4")]
    new = [("唐立新", "7", "8"), ("田甜", "5", "6")]

    assert pairs(old, new, (True, False, False)) == [(1, 0), (0, 1)]


def test_a_name_put_right_beside_what_stayed_is_a_change():
    old = [("田甜", "双泉堡", "1"), ("唐立新", "双泉堡", "2")]
    new = [("田田", "双泉堡", "1"), ("唐立新", "双泉堡", "2")]

    assert pairs(old, new) == [(0, 0), (1, 1)]


def test_two_drives_of_one_day_and_one_length_are_two():
    words = (False, True, True, True, False, False)
    old = [("10月23日", "甘A·00T19", "重复登记", "骆明川", "147", "112.50")]
    new = [("10月23日", "甘A·00T21", "白杨沟站除雪支援", "骆明川", "147", "112.50")]

    assert pairs(old, new, words) == [(None, 0), (0, None)]


def test_a_line_others_have_passed_says_so():
    old = [("a", "1", ""), ("b", "2", ""), ("c", "3", "")]

    found = matched(old, [old[2], old[0], old[1]], words=WORDS)

    assert [one.is_moved for one in found] == [True, False, False]


def test_of_two_lines_alike_one_may_go():
    line = ("a", "b", "1")

    assert sorted(pairs([line, line], [line]), key=str) == [(0, 0), (1, None)]


@given(LINES, LINES)
def test_every_line_of_both_is_there_once_and_the_newer_ones_in_order(old, new):
    found = matched(old, new, words=WORDS)

    assert sorted(one.old for one in found if one.old is not None) == list(range(len(old)))
    assert [one.new for one in found if one.new is not None] == list(range(len(new)))


@given(LINES)
def test_a_table_and_itself_are_the_same_line_by_line(lines):
    assert matched(lines, lines, words=WORDS) == [Match(at, at) for at in range(len(lines))]


@given(LINES, LINES)
def test_lines_that_did_not_move_stand_in_the_older_order(old, new):
    steady = [
        one.old
        for one in matched(old, new, words=WORDS)
        if one.old is not None and not one.is_moved
    ]

    assert steady == sorted(steady)
