"""The office's own files go in without any work by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kiosk.core.document import from_builtins
from kiosk.kinds.notices import Table
from kiosk.sheets import Choices, as_table, open_book, read_stars, recognise
from tests.sheets.making import STATIONS, contents, file_bytes, said

LEDGER = "公务用车台账-2026年10月"
ITEMS = [
    ("收费业务（30分）", Decimal(30)),
    ("文明服务（25分）", Decimal(25)),
    ("稽查考核（15分）", Decimal(15)),
    ("业务技能（15分）", Decimal(15)),
    ("劳动纪律（10分）", Decimal(10)),
    ("安全保畅（5分）", Decimal(5)),
]


def stars_of(name: str):
    return read_stars(open_book(file_bytes(f"星级考核汇总表-{name}.xlsx")), stations=STATIONS)


@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_the_car_ledger(ending):
    found = recognise(open_book(file_bytes(LEDGER + ending)))

    assert found.title == "柳泉所2026年10月公务用车运行台账"
    assert [(one.label, one.kind, one.unit) for one in found.columns] == [
        ("序号", "int", ""),
        ("日期", "date", ""),
        ("车号", "text", ""),
        ("事由", "text", ""),
        ("用车人", "text", ""),
        ("出车里程", "int", "公里"),
        ("燃油费", "money", "元"),
        ("备注", "text", ""),
    ]
    assert [row.line for row in found.rows] == list(range(3, 66))
    assert contents(found, "日期")[-1] == date(2026, 10, 31)
    assert found.errors == ()


def test_the_car_ledgers_totals_were_never_computed_and_are_now():
    found = recognise(open_book(file_bytes(f"{LEDGER}.xlsx")))

    assert said(found.problems) == [
        "Empty columns are not shown: 备注.",
        "F66 出车里程: the total has no saved result; 12,670 was computed.",
        "G66 燃油费: the total has no saved result; 12,679.03 was computed.",
    ]
    made = from_builtins(as_table(found), Table)
    assert made.total == {"c6": 12670, "c7": "12679.03"}
    assert made.rows[28] == {
        "c1": 29,
        "c2": "2026-10-14",
        "c3": "甘F·IO101",
        "c4": "送报表（往返）",
        "c5": "骆明",
        "c6": 42,
        "c7": "91.96",
    }


def test_the_old_ledgers_total_is_ten_cents_off_and_said_to_be():
    found = recognise(open_book(file_bytes(f"{LEDGER}.xls")))

    assert said(found.problems) == [
        "Empty columns are not shown: 备注.",
        "G66 燃油费: the sheet's total is 12,679.13, the rows add up to 12,679.03.",
    ]


@pytest.mark.parametrize("name", ["办公经费-UTF8-BOM.csv", "办公经费-GB18030-分号.csv"])
def test_the_expenses(name):
    found = recognise(open_book(file_bytes(name)))

    assert as_table(found, caption="办公经费") == {
        "caption": "办公经费",
        "columns": [
            {"key": "c1", "label": "科目", "type": "text", "unit": ""},
            {"key": "c2", "label": "预算", "type": "money", "unit": "元"},
            {"key": "c3", "label": "本月支出", "type": "money", "unit": "元"},
            {"key": "c4", "label": "累计支出", "type": "money", "unit": "元"},
            {"key": "c5", "label": "执行率", "type": "percent", "unit": ""},
        ],
        "rows": [
            {"c1": "水电费", "c2": "120000.00", "c3": "9836.40", "c4": "84210.75", "c5": "70.2"},
            {"c1": "办公用品", "c2": "24000.00", "c3": "1260.00", "c4": "15988.30", "c5": "66.6"},
            {"c1": "邮电费", "c2": "18000.00", "c3": "1380.00", "c4": "13902.00", "c5": "77.2"},
            {"c1": "维修费", "c2": "60000.00", "c3": "4475.00", "c4": "38560.00", "c5": "64.3"},
        ],
        "note": "",
        "total": {"c2": "222000.00", "c3": "16951.40", "c4": "152661.05", "c5": "68.8"},
    }
    assert found.problems == ()


@pytest.mark.parametrize("name", ["2026年三季度", "乱"])
def test_the_star_scores_read_alike_from_the_clean_and_the_messy_sheet(name):
    found, stars = stars_of(name)

    assert found.title == "柳泉高速公路收费所2026年第三季度收费员星级考核汇总表"
    assert [(item.label, item.full) for item in stars.items] == ITEMS
    assert not stars.is_ranked
    assert found.errors == ()
    assert stars.problems == ()
    assert len(stars.people) == 24
    first, last = stars.people[0], stars.people[-1]
    assert (first.number, first.name, first.station_code) == ("LQ0101", "马晓燕", "SQB")
    assert (first.bonus, first.deduction, first.status) == (Decimal("1.5"), None, "参评")
    assert (last.number, last.station, last.items[0]) == ("LQ0504", "石磨沟收费站", Decimal("20.5"))
    assert [one.name for one in stars.people if one.status == "不参评"] == ["何玉梅", "邓佳佳"]
    assert [one.name for one in stars.people if one.status == "一票否决"] == ["冯丽娜"]


def test_the_messy_sheet_holds_what_the_clean_one_does():
    _found, clean = stars_of("2026年三季度")
    _found, messy = stars_of("乱")

    def told(sheet):
        return [
            (
                one.number,
                one.name,
                one.station_code,
                one.team,
                one.status,
                one.items,
                one.bonus,
                one.deduction,
            )
            for one in sheet.people
        ]

    assert told(messy) == told(clean)


def test_every_error_of_type_and_key_is_named_in_its_place():
    found, stars = stars_of("有错")

    assert said([*found.errors, *stars.problems]) == [
        "H10 “优秀” stands where a number belongs (文明服务（25分）).",
        "B15 工号 “LQ0204” stands in row 14 already.",
        "C23 姓名 is missing.",
        "D18 There is no station “白杨沟收费站”.",
        "J26 业务技能（15分） is missing, though the person takes part.",
        "O28 “休假” is none of 参评、不参评、一票否决.",
    ]


def test_a_score_above_its_full_mark_is_left_to_the_rating_rule():
    found, stars = stars_of("有错")

    assert stars.people[2].items[0] == Decimal("31.5")
    assert not any(one.line == 7 for one in (*found.problems, *stars.problems))


def test_the_errors_go_away_one_by_one():
    corrections = {
        "H10": "24.0",
        "B15": "LQ0205",
        "C23": "曹慧敏",
        "D18": "青杨驿",
        "J26": "10.5",
        "O28": "参评",
    }

    found, stars = read_stars(
        open_book(file_bytes("星级考核汇总表-有错.xlsx")),
        Choices(corrections=corrections),
        stations=STATIONS,
    )

    assert [*found.errors, *stars.problems] == []
    assert stars.people[12].station == "青杨驿收费站"
