"""What a column is taken for, how its cells are read, and which of them are errors."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kiosk.sheets import Code, Weight, as_table, open_book, recognise
from tests.sheets.making import (
    cell,
    column_of,
    contents,
    numbers,
    rows_xml,
    said,
    table,
    workbook,
    worksheet,
)


@pytest.mark.parametrize(
    ("label", "texts", "kind", "unit", "places"),
    [
        ("数量", ["20", "600"], "int", "", 0),
        ("扣分", ["1.5", "4"], "number", "", 1),
        ("油费（元）", ["1955", "30.5"], "money", "元", 2),
        ("单价", ["9.5", "1180"], "money", "", 2),
        ("投资（万元）", ["1.25", "30"], "money", "万元", 2),
        ("支出", ["3元", "4.5元"], "money", "元", 2),
        ("执行率", ["79.3%", "91%"], "percent", "", 1),
        ("执行率（%）", ["79.3", "91"], "percent", "", 1),
        ("日期", ["2026-10-3", "2026年10月9日"], "date", "", 0),
        ("日期", ["46298", "46304"], "date", "", 0),
        ("日期", ["20261003", "20261009"], "date", "", 0),
        ("星级", ["★★★", "五星级"], "star", "", 0),
        ("现场稽查（次）", ["8", "9"], "int", "次", 0),
        ("出生年月", ["1985.06", "1990.03"], "text", "", 0),
        ("工号", ["101", "102"], "text", "", 0),
        ("电话", ["0937-0000103", "0937-0000104"], "text", "", 0),
        ("区号", ["0937", "0938"], "text", "", 0),
        ("收费业务（30分）", ["29.5", "28"], "number", "", 1),
        ("收费管理", ["38.5", "37"], "number", "", 1),
        ("物资名称", ["工业融雪剂", "防滑砂"], "text", "", 0),
        ("视频稽查时间（小时）", ["26", "24"], "int", "小时", 0),
    ],
)
def test_a_column_is_taken_for_what_most_of_it_is_and_its_head_says(
    label, texts, kind, unit, places
):
    found = table(f"项目 | {label}", *(f"甲{at} | {text}" for at, text in enumerate(texts)))

    taken = found.columns[1]
    assert (taken.kind, taken.unit, taken.places) == (kind, unit, places)
    assert found.errors == ()


def test_a_unit_for_the_whole_table_makes_its_amounts_money():
    rows = ("单位 | 零星维修 | 人数", "所机关 | 1,120.5 | 14")

    below_the_title = table("办公经费使用明细", "填报单位：所机关 | 单位：元", *rows)
    in_the_title = table("办公经费使用明细（单位：元）", *rows)

    assert [(one.kind, one.unit) for one in below_the_title.columns[1:]] == [
        ("money", "元"),
        ("int", ""),
    ]
    # Said once, it is not repeated in every head.
    assert [(one.kind, one.unit) for one in in_the_title.columns[1:]] == [
        ("money", ""),
        ("int", ""),
    ]


def test_amounts_in_another_unit_of_money_are_turned_into_the_columns():
    found = table("项目 | 金额（元）", "设备 | 2.86万元", "维修 | 1,120元", "办公 | 80.5")

    assert contents(found, "金额") == numbers("28600", "1120", "80.5")
    assert [(one.line, one.written, one.taken) for one in found.tidied] == [
        (2, "2.86万元", "28600.00"),
        (3, "1,120元", "1120.00"),
    ]


def test_a_figure_in_a_unit_that_does_not_fit_is_an_error():
    found = table("项目 | 里程（公里）", "甲 | 120公里", "乙 | 130", "丙 | 15升")

    assert said(found.errors) == ["B4 “15升” has another unit than the column (里程, 公里)."]


def test_figures_in_many_units_are_texts_for_nobody_could_add_them_up():
    found = table("品名 | 数量", "融雪剂 | 3吨", "纸 | 5箱", "手套 | 7副")

    assert contents(found, "数量") == ["3吨", "5箱", "7副"]
    assert found.problems == ()


def test_one_quantity_in_another_unit_leaves_all_of_them_as_they_were_written():
    found = table("品名 | 数量", "大米 | 100公斤", "食油 | 40升", "面粉 | 25公斤", "鸡蛋 | 30公斤")

    assert contents(found, "数量") == ["100公斤", "40升", "25公斤", "30公斤"]
    assert (column_of(found, "数量").kind, found.problems) == ("text", ())


def test_full_width_digits_and_units_are_put_straight_and_shown():
    found = table("姓名 | 文明服务", "王雅琴 | ２８．０", "李振国 | 21.5分", "赵海霞 | 22")

    assert contents(found, "文明服务") == numbers("28.0", "21.5", "22")
    assert [(one.line, one.column, one.written, one.taken) for one in found.tidied] == [
        (2, 1, "２８．０", "28.0"),
        (3, 1, "21.5分", "21.5"),
    ]


def test_a_dash_means_that_there_is_nothing():
    found = table("姓名 | 加分", "马晓燕 | 1.5", "张立军 | —", "王雅琴 | /", "李振国 | 0.5")

    assert contents(found, "加分") == [Decimal("1.5"), None, None, Decimal("0.5")]
    assert found.problems == ()


def test_a_text_where_a_number_belongs_is_an_error_in_its_place():
    found = table("姓名 | 得分", "马晓燕 | 29.5", "杨文斌 | 优秀", "张立军 | 28")

    assert said(found.errors) == ["B3 “优秀” stands where a number belongs (得分)."]
    assert found.errors[0].weight is Weight.ERROR


def test_a_slip_of_the_keys_comes_with_what_it_may_have_meant():
    found = table("姓名 | 得分", "马晓燕 | 29.5", "杨文斌 | 2O.5", "张立军 | 28。5", "王雅琴 | 27")

    assert [problem.suggestion for problem in found.errors] == ["20.5", "28.5"]


def test_a_text_where_a_day_belongs_is_an_error_in_its_place():
    found = table("日期 | 品名", "2026-10-03 | 面粉", "国庆 | 食用油", "2026-10-09 | 牛羊肉")

    assert said(found.errors) == [
        "A3 “国庆” stands where a date belongs (日期): write year, month and day, such as 2026-11-04, or make the column one of text."
    ]
    assert contents(found, "日期") == [date(2026, 10, 3), None, date(2026, 10, 9)]


def test_a_formula_without_a_saved_result_is_an_error_in_a_row():
    rows = f"{rows_xml([['品名', '金额'], ['面粉', 588], ['大米']])[:-6]}{cell('B3', None, formula='A1')}</row>"

    found = recognise(open_book(workbook(worksheet(rows))))

    assert [(one.code, one.place) for one in found.errors] == [(Code.NEVER_COMPUTED, "B3")]


def test_a_missing_and_a_doubled_number_are_errors_in_their_places():
    found = table(
        "工号 | 姓名", "LQ1 | 马晓燕", " | 张立军", "LQ1 | 王雅琴", "LQ4 | ", "LQ5 | 马晓燕"
    )

    assert said(found.errors) == [
        "A3 工号 is missing.",
        "A4 工号 “LQ1” stands in row 2 already.",
        "B5 姓名 is missing.",
    ]


def test_names_lose_the_spaces_that_only_pad_them():
    found = table("姓名 | 班组", "王　芳 | 一班", "买买提·艾合买提 | 二班", "Ada Wong | 三 班")

    assert contents(found, "姓名") == ["王芳", "买买提·艾合买提", "Ada Wong"]
    assert contents(found, "班组") == ["一班", "二班", "三 班"]


def test_more_decimals_than_a_wall_can_use_are_rounded_and_said_to_be():
    found = table("收费站 | 平均分", "双泉堡 | 93.1666667", "沙枣坪 | 92.375")

    assert column_of(found, "平均分").places == 4
    assert said(found.problems) == ["平均分: shown with 4 decimals, five rounded up."]


def test_a_plus_that_the_sheet_shows_is_kept_where_it_shows_it():
    found = table("姓名 | 加减分", "马晓燕 | +600", "周建平 | -20", "田甜 | +1,200", "孙玉洁 | 30")

    cells = [row["c2"] for row in as_table(found)["rows"]]

    assert found.columns[1].kind == "int"
    assert cells == ["+600", -20, "+1200", 30]


def test_a_plus_adds_up_like_any_figure():
    found = table("姓名 | 加分（分）", "马晓燕 | +2.5", "周建平 | +1", "合计 | 3.5")

    assert [row["c2"] for row in as_table(found)["rows"]] == ["+2.5", "+1.0"]
    assert as_table(found)["total"] == {"c2": "3.5"}
    assert [one.code for one in found.problems if one.weight is not Weight.NOTE] == []


def test_nothing_has_no_plus():
    found = table("姓名 | 加减分", "马晓燕 | +0", "周建平 | +5")

    assert [row["c2"] for row in as_table(found)["rows"]] == [0, "+5"]
