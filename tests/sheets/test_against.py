"""A sheet held against what a notice says its columns add up to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kiosk.sheets import against_table, open_book, recognise
from tests.sheets.making import file_bytes, said, table

SAMPLE = Path(__file__).parents[2] / "kiosk" / "sample" / "office.json"


def notice(**totals: object) -> dict[str, Any]:
    """A notice's table of figures with these totals, by label and unit: 油费_元."""
    columns = [
        {
            "key": name,
            "label": name.partition("_")[0],
            "type": "number",
            "unit": name.partition("_")[2],
        }
        for name in totals
    ]
    return {"columns": columns, "total": totals}


def test_a_total_that_agrees_is_not_mentioned():
    found = table("日期 | 油费（元）", "2026-10-01 | 3,000.00", "2026-10-02 | 3,109.00")

    assert against_table(found, notice(油费_元="6109.00")) == []


def test_a_total_that_differs_is_named():
    found = table("日期 | 油费（元）", "2026-10-01 | 3,000.00", "2026-10-02 | 3,100.00")

    assert said(against_table(found, notice(油费_元="6109.00"))) == [
        "油费: the notice has 6,109.00 (油费), the rows of the sheet add up to 6,100.00."
    ]


def test_labels_that_end_alike_are_the_same_if_there_is_no_choice():
    found = table("日期 | 燃油费（元） | 出车里程（公里）", "2026-10-01 | 10 | 20")

    assert said(against_table(found, notice(油费_元="11", 行驶里程_公里=20))) == [
        "燃油费: the notice has 11.00 (油费), the rows of the sheet add up to 10.00."
    ]


def test_labels_that_end_alike_are_left_alone_where_there_is_a_choice():
    found = table("日期 | 燃油费（元） | 机油费（元）", "2026-10-01 | 10 | 20")

    assert against_table(found, notice(油费_元="11")) == []


def test_labels_that_end_alike_in_another_unit_are_others():
    found = table("日期 | 出车里程（公里）", "2026-10-01 | 20")

    assert against_table(found, notice(行驶里程_米=20_000)) == []


def test_a_notice_without_totals_disagrees_with_nothing():
    found = table("日期 | 油费（元）", "2026-10-01 | 10")

    assert against_table(found, {"columns": notice(油费_元=1)["columns"], "total": None}) == []


def test_the_samples_ledger_disagrees_with_the_samples_notice():
    notices = {one["id"]: one for one in json.loads(SAMPLE.read_text("utf-8"))["notices"]}
    found = recognise(open_book(file_bytes("公务用车台账-2026年10月.xlsx")))

    assert said(against_table(found, notices["N05"]["tables"][0])) == [
        "出车里程: the notice has 6,711 (行驶里程), the rows of the sheet add up to 12,670.",
        "燃油费: the notice has 6,109.00 (油费), the rows of the sheet add up to 12,679.03.",
    ]
