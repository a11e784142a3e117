"""The day that a sheet bears, and what only looks like one."""

from datetime import date

import pytest

from kiosk.sheets import day_said
from tests.sheets.making import table

THIRD = date(2026, 11, 3)


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：综合科　　2026年11月3日　　单位：元",
        "填报单位：综合科 | | 2026-11-03 | 单位：元",
        "2026.11.3",
        "填报日期：2026年11月3日",
        "二〇二六年十一月三日",
    ],
)
def test_the_day_above_a_table_is_the_sheets(line):
    rows = ["项目 | 人数 | 份数 | 金额", "早餐 | 12 | 20 | 120.50", "午餐 | 31 | 40 | 310.20"]
    found = table("伙食收支明细", line, *rows)

    assert day_said(found.above, found.below) == THIRD


def test_below_the_table_it_stands_beside_who_made_it():
    found = table(
        "项目 | 金额", "早餐 | 120.50", "午餐 | 310.20", "制表：李娜　审核：王伟　2026年11月3日"
    )

    assert day_said(found.above, found.below) == THIRD


@pytest.mark.parametrize(
    "line",
    [
        "统计时间：2026年10月1日至2026年10月31日",
        "截至2026年10月31日",
        "2026年10月1日起",
        "根据2026年10月8日所务会决定，公开如下",
        "填报单位：综合科",
        "2026年13月3日",
    ],
)
def test_a_stretch_of_time_a_sentence_and_no_day_are_none(line):
    assert day_said([line]) is None


def test_of_two_days_none_is_taken():
    assert day_said(["填报日期：2026年11月3日", "审核日期：2026年11月5日"]) is None
