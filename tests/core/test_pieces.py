"""Two texts, word by word: nothing is lost, what is one word stays one, and the work is bounded."""

import random
import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.pieces import common, new_of, old_of, pieces, places, tokens

TEXTS = st.text("采购公示站长61,.3% ab，。", max_size=60)


def shown(old: str, new: str) -> str:
    signs = {"kept": "{}", "removed": "[-{}]", "added": "[+{}]"}
    return "".join(signs[one.mark].format(one.text) for one in pieces(old, new))


def test_a_figure_is_one_word_with_its_marks():
    old = "累计出车 61 次，行驶 8,940 公里，燃油费 7,118.40 元。"
    new = "累计出车 63 次，行驶 9,215 公里，燃油费 7,118.40 元。"

    assert shown(old, new) == (
        "累计出车 [-61][+63] 次，行驶 [-8,940][+9,215] 公里，燃油费 7,118.40 元。"
    )
    assert places(pieces(old, new)) == 2


def test_a_word_of_the_trade_is_not_cut():
    assert shown("经研究决定，由其任副站长。", "经研究决定，由其任站长。") == (
        "经研究决定，由其任[-副站长][+站长]。"
    )


def test_a_name_changes_as_a_whole_though_a_character_is_in_both():
    old, new = "经研究决定，张伟明同志任主任。", "经研究决定，李伟国同志任主任。"

    assert shown(old, new) == "经研究决定，[-张伟明][+李伟国]同志任主任。"


def test_a_text_written_anew_is_not_cut_into_what_both_have_by_chance():
    old, new = "经所务会研究，拟采购下列物资。", "现将考核结果予以公示，欢迎监督。"

    assert shown(old, new) == f"[-{old}][+{new}]"


@given(TEXTS, TEXTS)
def test_kept_and_removed_are_the_old_text_kept_and_added_the_new(old, new):
    said = pieces(old, new)

    assert old_of(said) == old
    assert new_of(said) == new
    assert all(one.text for one in said)


@given(TEXTS, TEXTS)
def test_only_equal_texts_have_no_changed_place(old, new):
    assert (places(pieces(old, new)) == 0) == (old == new)


@given(TEXTS)
def test_words_joined_are_the_text(text):
    assert "".join(tokens(text)) == text


@given(st.lists(st.integers(0, 4), max_size=25), st.lists(st.integers(0, 4), max_size=25))
def test_common_is_the_longest_there_is_and_in_order(old, new):
    found = common(old, new)

    assert [old[i] for i, _j in found] == [new[j] for _i, j in found]
    assert found == sorted(set(found))
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(found))
    assert len(found) == _longest(old, new)


def test_what_takes_too_many_edits_is_given_up_but_for_both_ends():
    old, new = [1, *range(100, 200), 9], [1, *range(300, 400), 9]

    assert common(old, new, most=50) == [(0, 0), (101, 101)]


def test_the_longest_text_an_editor_takes_is_compared_in_time_whatever_it_says():
    chance = random.Random(7)
    characters = "一二三四五六七八九十的，。"
    long = "".join(chance.choice(characters) for _ in range(20_000))
    worst = [
        (long, "".join(chance.choice(characters) for _ in range(20_000))),
        ("一" * 20_000, "二" + "一" * 10_000 + "三" + "一" * 10_000),
        ("一二" * 10_000, "二一一" * 6_666),
    ]

    begins = time.perf_counter()
    for old, new in worst:
        assert new_of(pieces(old, new)) == new

    # Measured well below one second for all three; a quadratic way takes minutes.
    assert time.perf_counter() - begins < 20


def _longest(old: list[int], new: list[int]) -> int:
    """The textbook's table."""
    above = [0] * (len(new) + 1)
    for one in old:
        row = [0]
        for at, other in enumerate(new):
            row.append(above[at] + 1 if one == other else max(above[at + 1], row[at]))
        above = row
    return above[-1]
