"""The office's own ranked sheet: taken over as it is, and whatever contradicts itself named."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import from_builtins
from kiosk.kinds.stars import StarResult
from kiosk.sheets import StarRule, Weight, as_result, check_ranking, open_book, read_stars
from tests.sheets.making import STATIONS, file_bytes, said, typed

HEAD = "名次 | 姓名 | 总分 | 星级"
RULE = StarRule({5: Decimal(5), 4: Decimal(15), 3: Decimal(30)}, bonus_cap=Decimal(5))


def checked(*lines: str, rule: StarRule | None = None) -> list[str]:
    _found, stars = read_stars(typed(*lines))
    return said(check_ranking(stars, rule))


@pytest.fixture(scope="module")
def ranked():
    """The quarter as the office hands it in: ranked, with items, bonus and deductions."""
    book = open_book(file_bytes("星级评定结果-2026年三季度.csv"))
    return read_stars(book, stations=STATIONS)


@pytest.fixture(scope="module")
def expected():
    return json.loads(file_bytes("star-result-2026Q3.json"))


def test_the_samples_quarter_contradicts_nothing(ranked):
    found, stars = ranked

    assert found.errors == ()
    assert stars.problems == ()
    assert {one.weight for one in check_ranking(stars, RULE)} == {Weight.NOTE}


def test_ties_that_were_broken_are_pointed_out(ranked):
    _found, stars = ranked

    assert said(check_ranking(stars, RULE)) == [
        "A8 95.0 has both rank 3 and rank 4; the tie must have been broken.",
        "A9 95.0 has both rank 4 and rank 5; the tie must have been broken.",
        "A13 93.0 has both rank 8 and rank 9; the tie must have been broken.",
        "A19 88.0 has both rank 14 and rank 15; the tie must have been broken.",
    ]


def test_the_samples_quarter_becomes_the_star_board_it_should(ranked, expected):
    _found, stars = ranked

    result = as_result(stars)
    board = from_builtins({"title": "结果", "period": "Q3", "rule": "", **result}, StarResult)

    assert board.participants == expected["participants"] == 22
    assert list(board.distribution) == expected["distribution"] == [1, 3, 6, 9, 1, 2]
    told = {
        one.name: (one.station_code, one.rank, one.score, one.star, one.change)
        for one in board.collectors
    }
    assert told == {
        one["name"]: (one["station_code"], one["rank"], one["score"], one["star"], one["change"])
        for one in expected["collectors"]
    }
    assert [one.rank for one in board.collectors[:8]] == [1, 2, 3, 4, 5, 6, 6, 8]


def test_a_veto_takes_the_rank_and_keeps_the_score_and_no_part_has_neither(ranked):
    _found, stars = ranked
    by_name = {one["name"]: one for one in as_result(stars)["collectors"]}

    assert (by_name["冯丽娜"]["rank"], by_name["冯丽娜"]["score"]) == (None, "92.0")
    assert (by_name["何玉梅"]["rank"], by_name["何玉梅"]["score"]) == (None, None)
    assert by_name["何玉梅"]["star"] == 3


def test_a_score_that_is_not_the_sum_of_its_parts_is_named():
    assert checked(
        "名次 | 姓名 | 业务（30分） | 服务（25分） | 加分 | 扣分 | 总分 | 星级",
        "1 | 甲 | 29 | 24 | 2 | 0.5 | 54.5 | 5",
        "2 | 乙 | 28 | 24 | | | 53 | 4",
    ) == ["G3 The score is 53.0, but its parts add up to 52.0."]


def test_a_bonus_beyond_its_cap_does_not_count():
    lines = (
        "名次 | 姓名 | 业务（90分） | 加分 | 总分 | 星级",
        "1 | 甲 | 88 | 7 | 93 | 5",
        "2 | 乙 | 85 | 1 | 86 | 2",
    )

    assert checked(*lines, rule=StarRule({}, bonus_cap=Decimal(5))) == []
    assert checked(*lines) == ["E2 The score is 93.0, but its parts add up to 95.0."]


def test_a_better_score_behind_a_worse_one_is_named():
    assert checked(HEAD, "1 | 甲 | 95 | 5", "2 | 乙 | 91 | 4", "3 | 丙 | 93 | 3") == [
        "A4 Rank 2 with 91.0 stands before rank 3 with 93.0."
    ]


def test_a_rank_shared_by_different_scores_is_named():
    assert checked(HEAD, "1 | 甲 | 95 | 4", "1 | 乙 | 94 | 4") == [
        "A3 Rank 1 is shared by different scores: 95.0 and 94.0."
    ]


def test_after_a_shared_rank_the_next_is_skipped():
    skips = (HEAD, "1 | 甲 | 95 | 4", "2 | 乙 | 94 | 4", "2 | 丙 | 94 | 4", "4 | 丁 | 93 | 4")
    does_not = (*skips[:-1], "3 | 丁 | 93 | 4")

    assert checked(*skips) == []
    assert checked(*does_not) == ["A5 Rank 3 should be 4: so many stand before it."]


def test_more_stars_behind_a_better_rank_are_named():
    assert checked(HEAD, "1 | 甲 | 95 | 3", "2 | 乙 | 94 | 4") == [
        "D3 Rank 1 has 3★, rank 2 behind it has 4★."
    ]


def test_a_shared_rank_with_different_stars_is_named():
    assert checked(HEAD, "1 | 甲 | 95 | 5", "1 | 乙 | 95 | 4") == [
        "D3 Rank 1 is shared, but once with 5★ and once with 4★."
    ]


def test_a_missing_rank_or_star_is_an_error_for_whoever_takes_part():
    head = f"{HEAD} | 参评情况"

    assert checked(head, "1 | 甲 | 95 | 5 | 参评", " | 乙 | 94 | | 参评") == [
        "A3 The rank is missing, though the person takes part.",
        "D3 The number of stars is missing, though the person takes part.",
    ]


def test_rank_and_stars_beside_a_veto_are_named():
    assert checked(
        f"{HEAD} | 参评情况", "1 | 甲 | 95 | 5 | 参评", "2 | 乙 | 94 | 4 | 一票否决"
    ) == [
        "A3 Rank 2 stands beside “一票否决”.",
        "D3 4★ stands beside “一票否决”.",
    ]


def test_more_stars_than_the_quota_allows_are_named_and_one_is_always_allowed():
    people = [f"{rank} | 甲{rank} | {100 - rank} | {5 if rank < 3 else 2}" for rank in range(1, 11)]

    assert checked(HEAD, *people, rule=RULE) == ["2 people have 5★; of 10 taking part 1 may."]
    assert checked(HEAD, *people) == []


def test_a_ranked_sheet_lacks_what_a_board_needs():
    _found, stars = read_stars(typed("姓名 | 星级", "甲 | 5", "乙 | 4"))

    assert said(stars.problems) == [
        "No column was found for 得分.",
        "No column was found for 名次.",
    ]


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_a_ranking_made_by_the_book_is_never_faulted(quarters):
    scores = sorted((Decimal(quarter) / 4 for quarter in quarters), reverse=True)
    lines = [
        f"{scores.index(score) + 1} | 甲{at} | {score} | {min(int(score) // 20, 5)}"
        for at, score in enumerate(scores)
    ]

    assert checked(HEAD, *lines) == []


@given(
    st.lists(
        st.tuples(*[st.sampled_from(["", "1", "2", "x", "95.5", "★★", "不参评"])] * 5),
        min_size=1,
        max_size=8,
    )
)
def test_any_ranking_is_checked_without_an_error(rows):
    lines = [f"甲{at} | {' | '.join(row)}" for at, row in enumerate(rows)]
    found, stars = read_stars(typed("姓名 | 名次 | 工号 | 总分 | 星级 | 参评情况", *lines))

    problems = [*found.problems, *stars.problems, *check_ranking(stars, RULE)]

    assert all("%(" not in text for text in said(problems))
    assert sum(as_result(stars)["distribution"]) <= len(stars.people)
