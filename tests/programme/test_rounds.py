"""A round in which some postings come several times."""

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.programme.rounds import round_of
from kiosk.programme.weave import Candidate


def laid_out(weights, themes="", **more):
    """The codes of a round: a comes as often as the first weight says; a theme is l or c."""
    order = [
        Candidate("abcdefghijklmnopqrstuvwxyz"[place], "crimson" if theme == "c" else "paper")
        for place, (_weight, theme) in enumerate(
            itertools.zip_longest(weights, themes, fillvalue="l")
        )
    ]
    return "".join(one.code for one in round_of(order, weights, **more))


def test_with_equal_weights_the_order_is_the_round():
    assert laid_out([1, 1, 1]) == "abc"
    assert laid_out([3, 3, 3]) == "abc"


def test_what_weighs_more_comes_more_often_evenly_apart():
    assert laid_out([2, 1, 1, 1, 1]) == "abcade"
    assert laid_out([3, 1, 1, 1, 1, 1, 1]) == "abcadeafg"


def test_what_outweighs_all_others_together_comes_every_other_turn():
    assert laid_out([5, 1]) == "ab"
    assert laid_out([5, 1, 1]) == "abac"


def test_a_single_posting_is_a_round_by_itself_and_none_is_none():
    assert laid_out([4]) == "a"
    assert laid_out([]) == ""


def test_what_leads_stays_in_front():
    assert laid_out([1, 1, 2, 1, 1], leading=2).startswith("ab")


def test_light_and_crimson_alternate_with_weights_too():
    round_ = laid_out([1, 1, 1, 3], "lllc")

    assert sorted(round_) == sorted("abcddd")
    assert "dd" not in round_ + round_[0]


@pytest.mark.parametrize("weights", [[1], [1, 0, 1], [1, -1, 1], [1, 1]])
def test_a_weight_below_one_or_missing_is_an_error(weights):
    order = [Candidate(code, "paper") for code in "abc"]

    with pytest.raises(ValueError, match="a weight for each"):
        round_of(order, weights)


weights = st.lists(st.integers(1, 5), min_size=1, max_size=14)
orders = weights.flatmap(
    lambda each: st.tuples(
        st.just(each),
        st.text("lc", min_size=len(each), max_size=len(each)),
        st.integers(0, min(2, len(each))),
        st.booleans(),
    )
)


@given(orders)
def test_everything_comes_as_often_as_it_weighs_and_nothing_follows_itself(given_order):
    each, themes, leading, alternates = given_order
    round_ = laid_out(each, themes, leading=leading, alternates=alternates)
    often = {code: round_.count(code) for code in set(round_)}

    assert len(often) == len(each)
    rest = sum(each) - max(each)
    if len(each) > 1 and max(each) <= rest:
        least = often["a"] / each[0]
        assert all(
            often[code] == weight * least
            for code, weight in zip("abcdefghijklmn", each, strict=False)
        )
    if len(each) > 1:
        assert all(one != other for one, other in itertools.pairwise(round_ + round_[0]))


@given(orders)
def test_at_any_moment_each_has_had_its_share_of_the_turns_give_or_take_one(given_order):
    each, themes, leading, alternates = given_order
    round_ = laid_out(each, themes, leading=leading, alternates=alternates) * 2
    for code in set(round_):
        share = round_.count(code) / len(round_)
        for turns in range(1, len(round_) + 1):
            assert abs(round_[:turns].count(code) - turns * share) <= 1 + 1e-9, (
                round_,
                code,
                turns,
            )


@given(light=st.integers(1, 8), crimson=st.integers(1, 8), weight=st.integers(2, 4))
def test_two_of_the_scarcer_theme_do_not_meet(light, crimson, weight):
    """Whatever the weight of the first crimson one, while light turns outnumber crimson ones."""
    each = [1] * light + [weight] + [1] * (crimson - 1)
    themes = "l" * light + "c" * crimson
    assume(light > crimson - 1 + weight)
    round_ = laid_out(each, themes)
    shown = "".join(
        "c" if "abcdefghijklmnopqrstuvwxyz".index(one) >= light else "l" for one in round_
    )

    assert "cc" not in shown
