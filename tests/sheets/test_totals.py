"""Sums recomputed, and what differs from them named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Code, as_table, recognise
from kiosk.sheets.choices import Choices
from tests.sheets.making import said, table, typed

EXPENSES = (
    "单位 | 办公用品（元） | 水费（元） | 执行率",
    "所机关 | 2,860.00 | 410.20 | 79.3%",
    "双泉堡收费站 | 1,240.50 | 356.80 | 91.0%",
)


def test_a_total_that_agrees_is_not_mentioned():
    found = table(*EXPENSES, "合计 | 4,100.50 | 767.00 | 84.2%")

    assert found.problems == ()


def test_a_total_that_differs_is_named_with_both_figures():
    found = table(*EXPENSES, "合计 | 4,100.50 | 776.00 | 84.2%")

    assert said(found.problems) == [
        "C4 水费: the sheet's total is 776.00, the rows add up to 767.00."
    ]
    assert found.problems[0].values["difference"] == "9.00"
    assert found.errors == ()


def test_rates_and_prices_are_not_expected_to_add_up():
    found = table(
        "品名 | 数量 | 单价（元） | 百公里油耗",
        "面粉 | 6 | 98.00 | 10.0",
        "大米 | 5 | 128.00 | 12.0",
        "合计 | 11 | 1 | 11.1",
    )

    assert found.problems == ()


def test_the_table_takes_the_recomputed_total_unless_the_sheets_own_is_kept():
    book = typed(*EXPENSES, "合计 | 4,100.50 | 776.00 | 84.2%")
    keeps = Choices(keeps_totals=True)

    assert as_table(recognise(book))["total"] == {"c2": "4100.50", "c3": "767.00", "c4": "84.2"}
    assert as_table(recognise(book, keeps), choices=keeps)["total"]["c3"] == "776.00"


def test_a_total_row_without_a_figure_gets_none():
    found = table(
        "品名 | 数量 | 金额（元）", "面粉 | 6 | 588.00", "大米 | 5 | 640.00", "合计 | | 1228"
    )

    assert as_table(found)["total"] == {"c3": "1228.00"}


def test_a_subtotal_is_held_against_the_rows_since_the_last_one():
    found = table(
        "收费站 | 人数",
        "双泉堡一班 | 3",
        "双泉堡二班 | 2",
        "小计 | 5",
        "沙枣坪一班 | 4",
        "小计 | 5",
        "合计 | 9",
    )

    assert said(found.problems) == [
        "Rows of subtotals were checked and left out: 4、6.",
        "B6 人数: the subtotal is 5, the rows above it add up to 4.",
    ]


def test_the_last_of_several_totals_is_the_tables():
    found = table("收费站 | 人数", "双泉堡 | 3", "合计 | 3", "沙枣坪 | 4", "合计 | 4", "总计 | 7")

    assert said(found.problems) == ["Rows of subtotals were checked and left out: 3、5."]
    assert as_table(found)["total"] == {"c2": 7}


def test_a_mean_is_rounded_as_the_sheet_rounds_it():
    agrees = table("姓名 | 得分", "甲 | 95.0", "乙 | 92.5", "丙 | 93.0", "平均 | 93.5")
    differs = table("姓名 | 得分", "甲 | 95.0", "乙 | 92.5", "丙 | 93.0", "平均 | 94.5")

    aside = "Averages and running sums go into the note below the table: rows 5."
    assert said(agrees.problems) == [aside]
    assert said(differs.problems) == [
        aside,
        "B5 得分: the sheet's average is 94.5, that of the rows 93.5.",
    ]


def test_a_sum_in_a_row_is_held_against_the_columns_it_sums_up_elsewhere():
    found = table(
        "单位 | 人数 | 水费（元） | 电费（元） | 合计（元）",
        "所机关 | 14 | 410.20 | 1,985.60 | 2,395.80",
        "双泉堡 | 19 | 356.80 | 3,420.75 | 3,777.55",
        "沙枣坪 | 18 | 342.10 | 3,288.40 | 3,603.50",
        "青杨驿 | 19 | 365.40 | 3,512.90 | 3,878.30",
    )

    assert said(found.problems) == [
        "E4 合计 is 3,603.50, but 水费 to 电费 of this row add up to 3,630.50."
    ]


def test_a_column_called_a_sum_that_sums_up_nothing_is_left_alone():
    found = table(
        "单位 | 应发合计（元） | 代扣合计（元） | 实发合计（元）",
        "所机关 | 92960.00 | 24010.40 | 68949.60",
        "双泉堡 | 110580.00 | 27645.00 | 82935.00",
        "沙枣坪 | 103680.00 | 25920.00 | 77760.00",
    )

    assert found.problems == ()


@given(st.lists(st.decimals(min_value=-9999, max_value=9999, places=2), min_size=1, max_size=40))
def test_a_total_is_exact_to_the_last_cent(amounts):
    total = sum(amounts, Decimal(0))
    lines = [f"甲 | {amount}" for amount in amounts]

    right = table("项目 | 金额（元）", *lines, f"合计 | {total}")
    wrong = table("项目 | 金额（元）", *lines, f"合计 | {total + Decimal('0.01')}")

    assert [problem.code for problem in right.problems] == []
    assert [problem.code for problem in wrong.problems] == [Code.TOTAL_DIFFERS]


BOUGHT = [
    "品名 | 数量 | 单价 | 金额 | 备注",
    "面粉 | 6 | 98 | 588 | 甲",
    "大米 | 5 | 128 | 640 | 乙",
]


@pytest.mark.parametrize(
    "line", ["合计 | 1228 |", "合计 | 1228", "合 计 | 11 | | 1228", "合计 | | | 1228 |"]
)
def test_the_total_beside_a_merged_cell_is_found_by_what_the_rows_add_up_to(line):
    found = table(*BOUGHT, line)

    assert found.problems == ()
    assert found.summaries[0].stated[3] == 1228


def test_a_wrong_total_beside_a_merged_cell_is_that_of_the_last_figures_and_named():
    found = table(*BOUGHT, "合计 | 1200")

    assert said(found.problems) == [
        "D4 金额: the sheet's total is 1,200.00, the rows add up to 1,228.00."
    ]


@pytest.mark.parametrize(
    "line",
    ["合计大写：壹仟贰佰贰拾捌元整", "合计（大写） | 壹仟贰佰贰拾捌元整", "人民币大写： | 壹仟元"],
)
def test_a_sum_in_words_is_a_remark_and_no_row(line):
    found = table(*BOUGHT, "合计 | | | 1228 |", line, "制表：蔺芳")

    assert len(found.rows) == 2
    assert " ".join(found.below).startswith(line.split(" | ", maxsplit=1)[0])
    assert found.summaries[0].stated[3] == 1228


def test_a_total_is_not_made_anew_past_a_cell_that_cannot_be_read():
    found = table("项目 | 金额（元）", "水费 | 1,856.00", "退费 | （退）-45.00", "合计 | 1,811.00")

    assert [one.code for one in found.errors] == [Code.NOT_A_NUMBER]
    assert as_table(found)["total"] == {"c2": "1811.00"}
