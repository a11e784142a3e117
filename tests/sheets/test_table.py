"""What a notice gets of a sheet is a table its document type takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import from_builtins
from kiosk.kinds.notices import Table
from kiosk.sheets import Unreadable, as_table, pasted_book, recognise
from tests.sheets.making import CELLS, table


def test_a_sheet_becomes_a_notices_table():
    found = table(
        "食堂采购明细",
        "日期 | 品名 | 数量 | 单价（元） | 完成率 | 星级 | 备注",
        "2026年10月3日 | 面粉25kg/袋 | 6 | 98 | 70.2% | ★★★ | ",
        "2026年10月9日 | 牛羊肉 | 38 | 62.5 | 100% | 五星级 | ",
        "合计 | | 44 | | | |",
        "注：以上为含税价。",
    )

    assert as_table(found) == {
        "caption": "食堂采购明细",
        "columns": [
            {"key": "c1", "label": "日期", "type": "date", "unit": ""},
            {"key": "c2", "label": "品名", "type": "text", "unit": ""},
            {"key": "c3", "label": "数量", "type": "int", "unit": ""},
            {"key": "c4", "label": "单价", "type": "money", "unit": "元"},
            {"key": "c5", "label": "完成率", "type": "percent", "unit": ""},
            {"key": "c6", "label": "星级", "type": "star", "unit": ""},
        ],
        "rows": [
            {
                "c1": "2026-10-03",
                "c2": "面粉25kg/袋",
                "c3": 6,
                "c4": "98.00",
                "c5": "70.2",
                "c6": 3,
            },
            {"c1": "2026-10-09", "c2": "牛羊肉", "c3": 38, "c4": "62.50", "c5": "100.0", "c6": 5},
        ],
        "note": "注：以上为含税价。",
        "total": {"c3": 44},
    }
    assert from_builtins(as_table(found), Table).rows[1]["c4"] == "62.50"


def test_averages_and_running_sums_stand_in_the_note_below():
    found = table(
        "姓名 | 得分 | 出勤率 | 金额（元）",
        "马晓燕 | 98 | 100% | 588.00",
        "周建平 | 98.5 | 95% | 12.00",
        "平均： | 98.25 | 97.5% |",
        "本年累计 | | | 7,000.00",
        "注：以上为税前数。",
    )

    assert as_table(found)["note"] == (
        "平均：得分 98.25，出勤率 97.5%。 本年累计：金额 7000元。 注：以上为税前数。"
    )


def test_a_caption_of_ones_own_stands_instead_of_the_sheets_title():
    found = table("标题", "品名 | 金额", "面粉 | 588")

    assert as_table(found, caption="采购明细")["caption"] == "采购明细"


def test_a_large_negative_or_tiny_figure_is_written_without_an_exponent():
    found = table("项目 | 数", "甲 | 99999999999", "乙 | -0.0001", "丙 | (1,000)")

    assert [row["c2"] for row in as_table(found)["rows"]] == [
        "99999999999.0000",
        "-0.0001",
        "-1000.0000",
    ]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=9))
def test_whatever_is_recognised_a_notice_can_take(grid):
    try:
        found = recognise(pasted_book("\n".join("\t".join(row) for row in grid)))
    except Unreadable:
        return

    made = from_builtins(as_table(found), Table)

    assert len(made.rows) == len(found.rows)
