"""What lines and columns are taken for."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Code, Unreadable, open_book, pasted_book, recognise
from kiosk.sheets.choices import LineKind
from tests.sheets.making import (
    CELLS,
    cell,
    column_of,
    contents,
    plain_workbook,
    rows_xml,
    said,
    table,
    typed,
    workbook,
    worksheet,
)


def kinds(found) -> list[tuple[int, str]]:
    return [(one.line.number, one.kind.value) for one in found.marked]


def labels(found) -> list[str]:
    return [column.label for column in found.columns]


def test_titles_head_rows_total_and_notes_are_told_apart():
    found = table(
        "柳泉所2026年10月办公经费使用明细",
        "填报单位：柳泉所 | | 单位：元",
        "单位 | 办公用品 | 水费",
        "所机关 | 2,860.00 | 410.20",
        "",
        "双泉堡收费站 | 1,240.50 | 356.80",
        "合　计 | 4,100.50 | 767.00",
        "审核：苗春霞 | 制表：蔺芳",
    )

    assert kinds(found) == [
        (1, "title"),
        (2, "title"),
        (3, "head"),
        (4, "row"),
        (6, "row"),
        (7, "total"),
        (8, "note"),
    ]
    assert found.title == "柳泉所2026年10月办公经费使用明细"
    assert found.above == ("填报单位：柳泉所", "单位：元")
    assert found.below == ("审核：苗春霞", "制表：蔺芳")
    assert [row.line for row in found.rows] == [4, 6]
    assert found.problems == ()


def test_a_head_of_two_lines_is_read_without_knowing_what_was_merged():
    found = table(
        "序号 | 姓名 | 考核项目得分 | | | 加分 | 备注",
        "  |  | 收费业务（30分） | 文明服务（25分） | 稽查考核（15分） | |",
        "1 | 马晓燕 | 29.5 | 24.5 | 15 | 1.5 | 示范岗",
    )

    assert kinds(found) == [(1, "head"), (2, "head"), (3, "row")]
    assert labels(found) == [
        "序号",
        "姓名",
        "收费业务（30分）",
        "文明服务（25分）",
        "稽查考核（15分）",
        "加分",
        "备注",
    ]
    assert column_of(found, "稽查考核（15分）").path == ("考核项目得分", "稽查考核（15分）")


def test_groups_that_tell_columns_apart_stay_in_their_names():
    found = table(
        "月份 | 收入 | | 支出 | | 人员 |",
        " | 伙食费（元） | 补贴 | 燃料水电 | 食材 | 姓名 | 班组",
        "10月 | 1200 | 300 | 410.2 | 980 | 蔺芳 | 一班",
    )

    assert [(one.label, one.unit) for one in found.columns] == [
        ("月份", ""),
        ("收入·伙食费", "元"),
        ("收入·补贴", ""),
        ("支出·燃料水电", ""),
        ("支出·食材", ""),
        ("姓名", ""),
        ("班组", ""),
    ]


def test_the_unit_of_the_whole_table_is_found_behind_who_filled_it_in():
    found = table(
        "伙食收支明细",
        "填报单位：综合科　　2026年11月3日　　单位：元",
        "项目 | 小计 | 食材",
        "早餐 | 120.50 | 90.00",
        "午餐 | 310.20 | 240.00",
    )

    assert [(one.label, one.kind, one.unit) for one in found.columns] == [
        ("项目", "text", ""),
        ("小计", "money", "元"),
        ("食材", "money", "元"),
    ]


def test_a_head_of_three_lines_names_equal_columns_by_their_groups():
    found = table(
        "单位 | 上半年 | | 下半年 | ",
        " | 公务用车 | | 公务用车 | ",
        " | 里程 | 油费 | 里程 | 油费",
        " | （公里） | （元） | （公里） | （元）",
        "双泉堡收费站 | 120 | 88.5 | 130 | 90",
    )

    assert [(one.label, one.unit) for one in found.columns] == [
        ("单位", ""),
        ("上半年·公务用车·里程", "公里"),
        ("上半年·公务用车·油费", "元"),
        ("下半年·公务用车·里程", "公里"),
        ("下半年·公务用车·油费", "元"),
    ]


def test_a_row_of_texts_is_no_second_line_of_the_head():
    found = table("姓名 | 性别 | 学历 | 备注", "袁志刚 | 男 | 本科 |", "孙玉洁 | 女 | 本科 | 借调")

    assert kinds(found) == [(1, "head"), (2, "row"), (3, "row")]


def test_merged_cells_in_the_head_are_believed():
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in ("A1:C1", "A2:A3", "B2:C2"))
    rows: list[list[object]] = [
        ["标题"],
        ["姓名", "得分"],
        [None, "业务", "服务"],
        ["马晓燕", 29.5, 24.5],
    ]
    sheet = worksheet(rows_xml(rows), after=f"<mergeCells>{merges}</mergeCells>")

    found = recognise(open_book(workbook(sheet)))

    assert kinds(found) == [(1, "title"), (2, "head"), (3, "head"), (4, "row")]
    assert labels(found) == ["姓名", "业务", "服务"]


def test_a_line_of_dates_and_names_above_the_head_belongs_to_the_title():
    found = table(
        "车辆台账",
        "填报日期 | 2026年10月8日 | 单位 | 柳泉所",
        "序号 | 车号 | 里程 | 油费 | 备注",
        "1 | 甘F·IO101 | 30 | 42.5 | 往返",
    )

    assert kinds(found) == [(1, "title"), (2, "title"), (3, "head"), (4, "row")]
    assert found.title == "车辆台账"


def test_the_days_of_a_month_and_years_may_name_columns():
    days = table("姓名 | 1 | 2 | 3 | 合计", "马晓燕 | √ | 休 | √ | 2")
    years = table("项目 | 2025 | 2026", "水费 | 100 | 200")
    figures = table("水费 | 100 | 200", "电费 | 300 | 400")

    assert labels(days) == ["姓名", "1", "2", "3", "合计"]
    assert labels(years) == ["项目", "2025", "2026"]
    assert labels(figures) == ["A", "B", "C"]


def test_a_unit_in_brackets_does_not_make_a_label_a_remark():
    found = table("品名 | 数量（单位：吨）", "融雪剂 | 20")

    assert [(one.label, one.unit) for one in found.columns] == [("品名", ""), ("数量", "吨")]


def test_a_line_that_only_says_who_filled_in_the_table_is_no_title():
    assert table("填报单位：柳泉所", "品名 | 数量", "面粉 | 6").title == ""
    assert table("经费明细（单位：元）", "品名 | 数量", "面粉 | 6").title == "经费明细（单位：元）"


def test_lines_that_name_a_section_are_left_out_and_named():
    found = table(
        "序号 | 品名 | 金额",
        "一、办公用品 | |",
        "1 | 笔 | 3",
        "（二） | |",
        "2 | 茶 | 5",
    )

    assert kinds(found)[1:] == [(2, "section"), (3, "row"), (4, "section"), (5, "row")]
    assert said(found.problems) == ["Rows that only name a section were left out: 2、4."]


def test_a_list_of_numbered_texts_is_no_list_of_sections():
    assert len(table("任务", "一、巡查", "二、值守").rows) == 2


def test_a_text_merged_over_rows_stands_in_each_and_a_figure_in_one():
    rows: list[list[object]] = [
        ["收费站", "姓名", "金额"],
        ["双泉堡", "马晓燕", 12],
        [None, "张立军"],
        ["沙枣坪", "杨文斌", 3],
    ]
    merges = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="C2:C3"/></mergeCells>'

    found = recognise(open_book(workbook(worksheet(rows_xml(rows), after=merges))))

    assert contents(found, "收费站") == ["双泉堡", "双泉堡", "沙枣坪"]
    assert contents(found, "金额") == [Decimal(12), None, Decimal(3)]


def test_a_range_without_a_head_is_taken_whole_and_said_to_have_none():
    found = table("水费 | 410.20", "电费 | 1,985.60")

    assert kinds(found) == [(1, "row"), (2, "row")]
    assert labels(found) == ["A", "B"]
    assert [problem.code for problem in found.problems] == [Code.NO_HEAD]


def test_a_column_without_a_name_is_said_to_have_none():
    found = table("品名 | 金额 |", "水费 | 410.20 | 已付")

    assert said(found.problems) == ["Column C has no name."]
    assert contents(found, "C") == ["已付"]


def test_labels_lose_the_spaces_and_line_ends_that_only_pad_them():
    book = open_book(plain_workbook([["姓　名", "得\n分", "Net amount"], ["马晓燕", 1, 2]]))

    assert labels(recognise(book)) == ["姓名", "得分", "Net amount"]


def test_a_head_repeated_on_every_printed_page_is_left_out():
    found = table("姓名 | 得分", "马晓燕 | 29.5", "姓名 | 得分", "张立军 | 28.5")

    assert kinds(found) == [(1, "head"), (2, "row"), (3, "left_out"), (4, "row")]


def test_rows_numbered_beforehand_and_never_filled_in_are_left_out():
    found = table("序号 | 姓名 | 得分", "1 | 马晓燕 | 29.5", "2 | |", "3 | |")

    assert contents(found, "姓名") == ["马晓燕"]
    assert said(found.problems) == ["Rows that hold nothing but their number were left out: 2."]


def test_a_second_table_below_the_total_is_left_out_and_named():
    found = table(
        "品名 | 数量 | 金额",
        "面粉 | 6 | 588.00",
        "合计 | | 588.00",
        "考勤汇总",
        "项目 | 人次 | 说明",
        "病假 | 2 | 无",
    )

    assert kinds(found)[3:] == [(4, "note"), (5, "left_out"), (6, "left_out")]
    assert said(found.problems) == ["Something else begins in row 5 and was left out."]


def test_a_total_above_the_rows_is_a_total_too():
    found = table("单位 | 人数", "合计 | 33", "所机关 | 14", "双泉堡 | 19")

    assert kinds(found) == [(1, "head"), (2, "total"), (3, "row"), (4, "row")]
    assert found.problems == ()


def test_subtotals_means_and_running_sums_are_no_rows():
    found = table(
        "收费站 | 班组 | 人数",
        "双泉堡 | 一班 | 3",
        " | 小计 | 3",
        "沙枣坪 | 一班 | 4",
        " | 小计 | 4",
        "合计 | | 7",
        "平均 | | 3.5",
        "累计 | | 70",
    )

    assert [kind for _line, kind in kinds(found)] == [
        "head",
        "row",
        "subtotal",
        "row",
        "subtotal",
        "total",
        "mean",
        "running",
    ]
    assert said(found.problems) == [
        "Rows of subtotals were checked and left out: 3、5.",
        "Averages and running sums go into the note below the table: rows 7、8.",
    ]


def test_what_is_hidden_stays_out_and_is_said_to():
    rows = (
        f'<row r="1">{cell("A1", "姓名")}{cell("B1", "身份证号")}{cell("C1", "得分")}</row>'
        f'<row r="2">{cell("A2", "马晓燕")}{cell("B2", "x")}{cell("C2", 29.5)}</row>'
        f'<row r="3" hidden="1">{cell("A3", "某人")}{cell("B3", "y")}{cell("C3", 1)}</row>'
    )
    hides = '<cols><col min="2" max="2" hidden="1"/></cols>'

    found = recognise(open_book(workbook(worksheet(rows, before=hides))))

    assert labels(found) == ["姓名", "得分"]
    assert contents(found, "姓名") == ["马晓燕"]
    assert said(found.problems) == [
        "Hidden rows were left out: 1.",
        "Hidden columns were left out: B.",
    ]


def test_the_first_sheet_to_be_seen_that_holds_a_table_is_taken():
    remark, rows = worksheet(rows_xml([["填表说明"]])), rows_xml([["品名", "金额"], ["面粉", 588]])

    book = open_book(
        workbook(worksheet(rows), remark, worksheet(rows), states=["hidden", "visible", "visible"])
    )

    assert recognise(book).sheet == 2


def test_a_sheet_with_nothing_in_it_is_refused():
    with pytest.raises(Unreadable) as refused:
        recognise(open_book(workbook(worksheet(""))))

    assert refused.value.reason.value == "nothing_in_it"


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=9))
def test_any_grid_is_a_table_whose_lines_keep_their_order(grid):
    text = "\n".join("\t".join(row) for row in grid)
    try:
        found = recognise(pasted_book(text))
    except Unreadable:
        return

    lines = [one.line.number for one in found.marked]
    assert lines == sorted(lines)
    assert [row.line for row in found.rows] == sorted(row.line for row in found.rows)
    taken = {one.line.number for one in found.marked if one.kind is LineKind.ROW}
    assert {row.line for row in found.rows} <= taken
    assert all(len(row.contents) == len(found.columns) for row in found.rows)
    assert all("%(" not in text for text in said(found.problems))


@given(
    st.lists(
        st.tuples(st.integers(0, 9999), st.decimals(min_value=0, max_value=99999, places=2)),
        min_size=1,
        max_size=30,
    )
)
def test_figures_come_out_as_they_went_in_and_in_order(pairs):
    found = recognise(
        typed(
            "项目 | 次数 | 金额（元）", *(f"甲 | {count} | {amount:,}" for count, amount in pairs)
        )
    )

    assert contents(found, "次数") == [Decimal(count) for count, _amount in pairs]
    assert contents(found, "金额") == [amount for _count, amount in pairs]
