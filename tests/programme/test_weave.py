"""The order of a rotation."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.programme.weave import Candidate, woven


def candidates(themes):
    """A letter is a board: p light, c crimson, O opens the cycle."""
    return [
        Candidate(
            code=f"{number:02}", theme="crimson" if letter == "c" else "paper", opens=letter == "O"
        )
        for number, letter in enumerate(themes)
    ]


def themes(order):
    return "".join("O" if one.opens else one.theme[0] for one in order)


@pytest.mark.parametrize(
    ("given_themes", "order"),
    [
        ("", ""),
        ("p", "p"),
        ("ppccp", "pcpcp"),
        ("ppcc", "pcpc"),
        ("ccp", "cpc"),
        ("pppppc", "pcpppp"),
        ("ppppcc", "pcppcp"),
        ("cccc", "cccc"),
        ("ppOcc", "Opcpc"),
        ("cOc", "Occ"),
        ("OO", "OO"),
    ],
)
def test_light_and_crimson_alternate_as_far_as_the_material_allows(given_themes, order):
    assert themes(woven(candidates(given_themes))) == order


def test_each_theme_keeps_the_order_of_its_ranks():
    order = woven(
        [
            Candidate("moment", "paper", (3,)),
            Candidate("honor", "crimson", (2,)),
            Candidate("older", "paper", (0, 1)),
            Candidate("stars", "crimson", (1,)),
            Candidate("newer", "paper", (0, 0)),
        ]
    )

    assert [one.code for one in order] == ["newer", "stars", "older", "honor", "moment"]


def test_equal_ranks_fall_back_on_the_code():
    order = woven([Candidate("b", "paper"), Candidate("a", "paper")])

    assert [one.code for one in order] == ["a", "b"]


boards = st.lists(
    st.builds(
        Candidate,
        code=st.text("abcdef", min_size=1, max_size=4),
        theme=st.sampled_from(["paper", "crimson"]),
        rank=st.tuples(st.integers(0, 3)),
        opens=st.booleans(),
    ),
    max_size=20,
    unique_by=lambda one: one.code,
)


@given(boards)
def test_every_board_is_there_once_and_what_opens_comes_first(given_boards):
    order = woven(given_boards)
    opening = [one.opens for one in order]

    assert sorted(one.code for one in order) == sorted(one.code for one in given_boards)
    assert opening == sorted(opening, reverse=True)


@given(boards, st.randoms())
def test_the_order_in_which_boards_arrive_does_not_matter(given_boards, dice):
    mixed = list(given_boards)
    dice.shuffle(mixed)

    assert woven(mixed) == woven(given_boards)


@given(light=st.integers(0, 20), crimson=st.integers(0, 20))
def test_boards_of_one_theme_meet_only_where_there_are_too_many_of_them(light, crimson):
    order = themes(woven(candidates("p" * light + "c" * crimson)))
    meetings = {
        theme: sum(pair == (theme, theme) for pair in itertools.pairwise(order)) for theme in "pc"
    }

    assert meetings["p"] == max(0, light - crimson - 1)
    assert meetings["c"] == max(0, crimson - light - 1)


@given(light=st.integers(1, 20), crimson=st.integers(1, 20))
def test_the_scarcer_theme_is_spread_evenly(light, crimson):
    order = themes(woven(candidates("p" * light + "c" * crimson)))
    many, few = ("p", "c") if light >= crimson else ("c", "p")
    longest = max(len(run) for run in order.split(few))

    assert longest <= -(-order.count(many) // order.count(few))
