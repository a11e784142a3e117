"""Cells typed into a grid are read as an import reads a sheet's."""

from __future__ import annotations

from kiosk.sheets import TypedColumn, read_typed
from tests.sheets.making import said

COSTS = [
    TypedColumn("科目", "text"),
    TypedColumn("支出", "money", "元"),
    TypedColumn("完成日期", "date"),
]


def test_full_width_digits_thousands_marks_units_and_days_are_read():
    read = read_typed(
        COSTS, [["水 费", "１，２００．５", "2026年11月5日"], ["电费", "0.2万元", "2026/11/6"]]
    )

    assert read.rows == (("水 费", "1200.50", "2026-11-05"), ("电费", "2000.00", "2026-11-06"))
    assert read.problems == ()


def test_what_does_not_fit_is_empty_and_named_by_row_and_column():
    read = read_typed(COSTS, [["水费", "约五百", ""], ["电费", "2O.5", "月底"]])

    assert [row[1:] for row in read.rows] == [(None, None), (None, None)]
    assert said(read.errors) == [
        "B1 “约五百” stands where a number belongs (支出).",
        "B2 “2O.5” stands where a number belongs (支出).",
        "C2 “月底” stands where a date belongs (完成日期): write year, month and day, such as 2026-11-04, or make the column one of text.",
    ]
    assert [one.suggestion for one in read.errors] == [None, "20.5", None]


def test_a_row_of_nothing_is_passed_over_and_the_rows_below_keep_their_numbers():
    read = read_typed(COSTS, [["", " ", ""], ["水费", "很多", ""]])

    assert len(read.rows) == 1
    assert [one.line for one in read.errors] == [2]


def test_a_total_is_held_against_what_the_rows_add_up_to():
    read = read_typed(COSTS, [["水费", "100", ""], ["电费", "28.5", ""]], ["合计", "130", "月底"])

    assert read.total == ("合计", "130.00", None)
    assert said(read.problems) == [
        "B3 支出: the sheet's total is 130.00, the rows add up to 128.50."
    ]
    assert read.errors == ()
    assert read.sums == {1: "128.50"}


def test_rates_and_prices_are_not_added_up():
    columns = [
        TypedColumn("执行率", "percent"),
        TypedColumn("单价", "money"),
        TypedColumn("数量", "int"),
    ]

    assert read_typed(columns, [["70", "2", "3"], ["20", "3", "4"]]).sums == {2: "7"}


def test_a_sum_within_a_row_that_does_not_hold_is_named():
    columns = [TypedColumn(label, "money") for label in ("水费", "电费", "合计")]
    rows = [["1", "2", "3"], ["4", "5", "9"], ["6", "7", "13"], ["8", "9", "18"]]

    assert said(read_typed(columns, rows).problems) == [
        "C4 合计 is 18.00, but 水费 to 电费 of this row add up to 17.00."
    ]


def test_a_column_without_a_name_must_get_one_and_finds_its_own_kind():
    read = read_typed([TypedColumn("", None)], [["１２"], ["３"]])

    assert [one.kind for one in read.columns] == ["int"]
    assert said(read.errors) == ["Column A has no name."]


def test_a_doubled_number_and_a_missing_name_are_named_as_in_an_import():
    columns = [TypedColumn("工号", "text"), TypedColumn("姓名", "text")]

    assert said(read_typed(columns, [["LQ01", "田甜"], ["LQ01", ""]]).errors) == [
        "A2 工号 “LQ01” stands in row 1 already.",
        "B2 姓名 is missing.",
    ]
