"""Whatever was recognised can be decided otherwise."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from kiosk.sheets import Choices, LineKind, Role, as_table, open_book, recognise
from tests.sheets.making import contents, rows_xml, table, typed, workbook, worksheet

LINES = (
    "十月明细",
    "品名 | 数量 | 金额",
    "面粉 | 6 | 588",
    "大米 | 5 | 640",
    "合计 | 11 | 1228",
    "牛羊肉 | 38 | 2356",
)


def labels(found):
    return [column.label for column in found.columns]


def test_the_sheet_is_chosen():
    book = open_book(
        workbook(
            worksheet(rows_xml([["甲", "乙"], [1, 2]])), worksheet(rows_xml([["丙", "丁"], [3, 4]]))
        )
    )

    assert labels(recognise(book, Choices(sheet=1))) == ["丙", "丁"]


def test_the_head_is_chosen():
    found = table(*LINES, choices=Choices(head=(3, 3)))

    assert labels(found) == ["面粉", "6", "588"]
    assert found.title == "十月明细"


def test_a_range_is_said_to_have_no_head():
    found = table("姓名 | 张三", "性别 | 男", choices=Choices(head=(0, 0)))

    assert labels(found) == ["A", "B"]
    assert contents(found, "A") == ["姓名", "性别"]


def test_the_first_and_last_row_are_chosen():
    found = table(*LINES, choices=Choices(rows=(4, 6)))

    assert contents(found, "品名") == ["大米", "牛羊肉"]


def test_a_line_is_taken_for_something_else():
    choices = Choices(lines={5: LineKind.LEFT_OUT, 6: LineKind.TOTAL, 3: LineKind.NOTE})

    found = table(*LINES, choices=choices)

    assert contents(found, "品名") == ["大米"]
    assert as_table(found)["total"] == {"c2": 5, "c3": "640.00"}
    assert "面粉" in found.below


def test_a_line_taken_for_a_total_is_made_a_row():
    found = table("项目 | 金额", "甲 | 3", "合计 | 4", choices=Choices(lines={3: LineKind.ROW}))

    assert contents(found, "项目") == ["甲", "合计"]


def test_a_column_is_called_and_typed_otherwise_or_left_out():
    choices = Choices(labels={0: "物资（吨）", 2: "总价（元）"}, kinds={1: "text"}, left_out=())

    found = table(*LINES, choices=choices)

    assert [(one.label, one.unit, one.kind) for one in found.columns] == [
        ("物资", "吨", "text"),
        ("数量", "", "text"),
        ("总价", "元", "money"),
    ]
    assert labels(table(*LINES, choices=Choices(left_out=(1,)))) == ["品名", "金额"]


def test_a_cell_is_corrected_and_its_error_gone():
    lines = ("姓名 | 得分", "马晓燕 | 29.5", " | 28", "杨文斌 | 优秀", "王雅琴 | 27")
    assert len(table(*lines).errors) == 2

    found = table(*lines, choices=Choices(corrections={"A3": "张立军", "B4": "26.5"}))

    assert found.errors == ()
    assert contents(found, "姓名") == ["马晓燕", "张立军", "杨文斌", "王雅琴"]
    assert contents(found, "得分")[2] == Decimal("26.5")


def test_a_cell_is_emptied():
    found = table("姓名 | 得分", "甲 | 1", "乙 | 2", choices=Choices(corrections={"B3": ""}))

    assert contents(found, "得分") == [Decimal(1), None]


def test_corrections_that_name_no_cell_are_passed_over():
    corrections = {"": "x", "3": "x", "ZZZ99999999": "x", "XFD2": "x", "A99": "x", "一1": "x"}

    found = table("姓名 | 得分", "甲 | 1", choices=Choices(corrections=corrections))

    assert contents(found, "姓名") == ["甲"]


def test_what_is_hidden_is_taken_if_asked_for():
    rows = rows_xml([["姓名", "得分"], ["甲", 1]]).replace('<row r="2">', '<row r="2" hidden="1">')
    book = open_book(workbook(worksheet(rows)))

    assert contents(recognise(book), "姓名") == []
    assert contents(recognise(book, Choices(takes_hidden=True)), "姓名") == ["甲"]


def test_choices_travel_as_json():
    choices = Choices(
        sheet=1,
        head=(3, 4),
        lines={6: LineKind.TOTAL},
        kinds={2: "money"},
        roles={5: Role.ITEM},
        corrections={"C23": "曹慧敏"},
    )

    assert msgspec.json.decode(msgspec.json.encode(choices), type=Choices) == choices


def test_choices_that_make_no_sense_still_give_a_table():
    choices = Choices(head=(9, 2), rows=(7, 1), lines={99: LineKind.HEAD}, kinds={40: "date"})

    assert recognise(typed(*LINES), choices).rows == ()


def test_a_column_called_otherwise_keeps_the_unit_of_its_head_unless_it_brings_one():
    lines = ("车号|里程（公里）|油费（元）", "甲|12|3.5", "乙|30|4.5")

    found = table(*lines, choices=Choices(labels={1: "里程", 2: "燃油费（万元）"}))

    assert [(one.label, one.unit) for one in found.columns][1:] == [
        ("里程", "公里"),
        ("燃油费", "万元"),
    ]
