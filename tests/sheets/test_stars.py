"""Star sheets: which column holds what, who takes part, and what is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kiosk.sheets import Choices, Role, read_stars
from kiosk.sheets.stars import full_mark
from tests.sheets.making import said, typed

STATIONS = {"SQB": "双泉堡收费站", "QYY": "青杨驿收费站"}


def read(*lines: str, choices: Choices | None = None):
    return read_stars(typed(*lines), choices or Choices(), stations=STATIONS)


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("名次", Role.RANK),
        ("排名", Role.RANK),
        ("工号", Role.NUMBER),
        ("姓名", Role.NAME),
        ("所属收费站", Role.STATION),
        ("站名", Role.STATION),
        ("班组", Role.TEAM),
        ("岗位", Role.POST),
        ("加分", Role.BONUS),
        ("通报扣分", Role.DEDUCTION),
        ("总分", Role.SCORE),
        ("季度得分", Role.SCORE),
        ("考核得分", Role.SCORE),
        ("星级", Role.STAR),
        ("评定星级", Role.STAR),
        ("星级变化", Role.CHANGE),
        ("升降", Role.CHANGE),
        ("是否参评", Role.STATUS),
        ("上季度星级", Role.NONE),
        ("收费业务（30分）", Role.ITEM),
        ("稽查考核", Role.ITEM),
        ("占比", Role.NONE),
        ("备注", Role.NONE),
    ],
)
def test_a_column_is_known_by_its_head(label, role):
    value = {"占比": "70%", "备注": "示范岗", "评定星级": "三星", "星级": "3"}.get(label, "3")
    _found, stars = read(f"甲 | {label}", f"x | {value}", f"y | {value}")

    assert stars.roles[1] is role


def test_of_two_sums_the_last_is_the_score():
    _found, stars = read("姓名 | 业务 | 合计 | 加分 | 总分 | 星级", "甲 | 90 | 90 | 2 | 92 | 4")

    assert stars.roles[2] is Role.NONE
    assert stars.people[0].score == Decimal(92)


def test_a_role_is_decided_by_hand():
    choices = Choices(roles={1: Role.SCORE, 2: Role.NONE})

    _found, stars = read("姓名 | 评议 | 总分 | 星级", "甲 | 93.5 | 100 | 4", choices=choices)

    assert stars.people[0].score == Decimal("93.5")
    assert stars.items == ()


def test_a_score_column_of_mostly_words_is_still_one_of_figures():
    found, _stars = read("姓名 | 总分 | 星级", "甲 | 很好 | 5", "乙 | 尚可 | 4", "丙 | 91.0 | 3")

    assert said(found.errors) == [
        "B2 “很好” stands where a number belongs (总分).",
        "B3 “尚可” stands where a number belongs (总分).",
    ]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("参评", "参评"),
        ("参加", "参评"),
        ("是", "参评"),
        ("不参评（产假）", "不参评"),
        ("否", "不参评"),
        ("未参评", "不参评"),
        ("一票否决", "一票否决"),
        ("否决", "一票否决"),
    ],
)
def test_who_takes_part_is_read_however_it_is_put(written, status):
    _found, stars = read("姓名 | 总分 | 星级 | 名次 | 参评情况", f"甲 | 90 | 3 | 1 | {written}")

    assert stars.people[0].status == status


def test_where_no_column_says_who_takes_part_the_figures_do():
    _found, stars = read(
        "名次 | 姓名 | 总分 | 星级", "1 | 甲 | 96 | 5", " | 乙 | 92 | 0", " | 丙 | | 准星级"
    )

    assert [one.status for one in stars.people] == ["参评", "一票否决", "不参评"]
    assert [one.star for one in stars.people] == [5, 0, None]


def test_a_station_goes_by_its_short_name_too():
    _found, stars = read(
        "姓名 | 收费站 | 业务（30分）",
        "甲 | 双泉堡站 | 29",
        "乙 | 青杨驿 | 28",
        "丙 | 双泉堡收费站 | 27",
    )

    assert [one.station_code for one in stars.people] == ["SQB", "QYY", "SQB"]
    assert stars.problems == ()


def test_an_unknown_station_comes_with_the_closest_one():
    _found, stars = read(
        "姓名 | 收费站 | 业务（30分）", "甲 | 青扬驿收费站 | 29", "乙 | 白杨沟站 | 28"
    )

    assert said(stars.problems) == [
        "B2 There is no station “青扬驿收费站”.",
        "B3 There is no station “白杨沟站”.",
    ]
    assert [one.suggestion for one in stars.problems] == ["青杨驿收费站", None]


def test_without_the_offices_stations_none_is_unknown():
    _found, stars = read_stars(typed("姓名 | 收费站 | 业务（30分）", "甲 | 某站 | 29"))

    assert stars.problems == ()
    assert stars.people[0].station == "某站"


def test_a_score_sheet_without_scores_or_names_says_what_it_lacks():
    _found, stars = read("工号 | 班组", "LQ1 | 一班")

    assert said(stars.problems) == [
        "No column was found for 姓名.",
        "No column was found for 考核项目得分.",
    ]


def test_a_missing_name_is_an_error_also_under_another_head():
    found, stars = read("收费员 | 业务（30分） | 服务（25分）", "甲 | 29 | 24", " | 28 | 23")

    assert said([*found.errors, *stars.problems]) == ["A3 收费员 is missing."]


def test_whoever_takes_no_part_needs_no_scores():
    _found, stars = read(
        "姓名 | 业务（30分） | 参评情况", "甲 | 29 | 参评", "乙 | | 不参评", "丙 | | 参评"
    )

    assert said(stars.problems) == ["B4 业务（30分） is missing, though the person takes part."]


def test_full_marks_are_read_from_heads():
    assert full_mark("收费业务（30分）") == Decimal(30)
    assert full_mark("服务(25)") == Decimal(25)
    assert full_mark("稽查考核") is None
