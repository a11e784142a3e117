"""Tables compared: rows by what stands in them, columns by their labels, in time whatever became of them."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given

from kiosk.core.pieces import new_of, old_of
from kiosk.kinds.compared import Grid, Unsaid
from kiosk.kinds.comparing import compared
from kiosk.kinds.notices.content import Column, KeepRule, Notice, Table
from kiosk.kinds.stars.content import Collector, StarResult
from tests.kinds.ledger import (
    COLUMNS,
    DRIVES,
    KEPT,
    LAST,
    RIGHT,
    changed,
    drive,
    drives,
    marks,
    notices,
    only,
)
from tests.postings.making import notice


def test_a_corrected_cell_is_a_change_of_its_row():
    right = {**KEPT, "cost": "98.00"}

    table = only(notice(tables=(drives(KEPT, LAST),)), notice(tables=(drives(right, LAST),)))

    assert marks(table.rows) == ["changed", "kept"]
    assert [one.change for one in table.rows[0].cells] == ["kept"] * 5 + ["changed"]
    assert [(one.text, one.mark) for one in table.rows[0].cells[5].pieces] == [
        ("96.00", "removed"),
        ("98.00", "added"),
    ]


def test_serial_numbers_follow_from_the_rows_and_are_no_changes():
    columns = (Column(key="n", label="序号", type="int"), Column(key="who", label="姓名"))

    def people(*names: str) -> Notice:
        rows: Any = tuple({"n": at, "who": name} for at, name in enumerate(names, start=1))
        return notice(tables=(Table(caption="名单", columns=columns, rows=rows),))

    table = only(people("田甜", "唐立新"), people("白雪", "田甜", "唐立新"))

    assert marks(table.rows) == ["added", "kept", "kept"]


def test_a_place_in_a_ranking_is_no_serial_number():
    columns = (Column(key="n", label="名次", type="int"), Column(key="who", label="姓名"))

    def people(*names: str) -> Notice:
        rows: Any = tuple({"n": at, "who": name} for at, name in enumerate(names, start=1))
        return notice(tables=(Table(caption="名单", columns=columns, rows=rows),))

    table = only(people("田甜", "唐立新"), people("白雪", "田甜", "唐立新"))

    assert marks(table.rows) == ["added", "changed", "changed"]


def test_columns_that_came_and_went_and_a_label_that_changed():
    old = drives(KEPT, LAST)
    columns = (
        *(one for one in DRIVES if one.key not in {"far", "who"}),
        Column(key="who", label="使用人"),
        Column(key="note", label="备注"),
    )
    rows = tuple({**row, "note": "—"} for row in old.rows)

    table = only(notice(tables=(old,)), notice(tables=(drives(*rows, columns=columns),)))

    assert [(one.label, one.change) for one in table.heads] == [
        ("日期", "kept"),
        ("车号", "kept"),
        ("事由", "kept"),
        ("费用", "kept"),
        ("使用人", "changed"),
        ("里程", "removed"),
        ("备注", "added"),
    ]
    assert marks(table.rows) == ["kept", "kept"]
    counts = compared(
        notice(tables=(old,)), notice(tables=(drives(*rows, columns=columns),))
    ).counts
    assert counts == {"columns_added": 1, "columns_removed": 1, "places": 1}


def test_a_total_and_the_lines_around_a_table_are_compared_too():
    old = drives(KEPT, total={"far": 128, "cost": "96.00"}, note="含税。")
    new = drives(KEPT, total={"far": 128, "cost": "98.00"}, note="不含税。")

    table = only(notice(tables=(old,)), notice(tables=(new,)))

    assert table.total is not None
    assert table.total.change == "changed"
    assert old_of(table.note) == "含税。"
    assert new_of(table.note) == "不含税。"


def test_rows_put_in_another_order_are_said_to_have_moved():
    table = only(
        notice(tables=(drives(KEPT, RIGHT, LAST),)), notice(tables=(drives(LAST, KEPT, RIGHT),))
    )

    assert marks(table.rows) == ["kept"] * 3
    assert table.moved == 1


def test_a_table_more_is_a_table_more_and_the_others_stay_themselves():
    prices = Table(
        caption="单价",
        columns=(Column(key="a", label="品名"),),
        rows=({"a": "打印纸"},),
    )

    (table,) = changed(notice(tables=(drives(KEPT),)), notice(tables=(prices, drives(KEPT))))

    assert (table.change, new_of(table.caption)) == ("added", "单价")


def test_a_result_of_stars_is_a_table_of_people():
    def result(*people: Collector) -> StarResult:
        return StarResult(
            title="三季度星级",
            period="三季度",
            rule="办法",
            participants=2,
            distribution=(1, 0, 0, 1, 0, 0),
            collectors=people,
        )

    tian = Collector(
        name="田甜", station_code="SQB", station="双泉堡站", rank=1, score="97.5", star=5
    )
    tang = Collector(
        name="唐立新", station_code="SQB", station="双泉堡站", rank=2, score="72.0", star=2
    )

    grid = only(result(tian, tang), result(tian, msgspec.structs.replace(tang, score="74.0")))

    assert isinstance(grid, Grid)
    assert grid.is_listed
    assert [one.label for one in grid.heads] == ["name", "station", "rank", "score", "star"]
    assert marks(grid.rows) == ["kept", "changed"]


def test_a_rule_for_what_may_stay_named_is_not_hidden_by_a_change_beside_it():
    rule = KeepRule(column="far", minimum=3, requires="who")

    found = changed(notice(tables=(drives(KEPT),)), notice(tables=(drives(LAST, keep_after=rule),)))

    assert Unsaid(("tables", 0)) in found


@given(notices(), notices())
def test_what_is_shown_puts_both_tables_together_again(old, new):
    rows = [row for one in compared(old, new).parts if isinstance(one, Grid) for row in one.rows]

    def there(mark: str, text: Any) -> Counter[tuple[str, ...]]:
        return Counter(
            tuple(text(cell.pieces) for cell in row.cells) for row in rows if row.change != mark
        )

    grids = [one for one in compared(old, new).parts if isinstance(one, Grid)]
    if all(one.change in {"kept", "changed"} for one in grids):
        assert there("removed", new_of) == _cells(new)
        assert there("added", old_of) == _cells(old)


@pytest.mark.parametrize("alike", ["nothing", "one column", "all but a cell"])
def test_five_hundred_rows_are_compared_in_time_whatever_became_of_them(alike):
    def rows(turn: int) -> tuple[dict[str, Any], ...]:
        cells = {
            "nothing": lambda n: drive(
                "2026-10-21",
                f"{n}-{turn}",
                f"事由{n}-{turn}",
                f"某{n * 7 % 31}-{turn}",
                n + turn,
                "1",
            ),
            "one column": lambda n: drive(
                "2026-10-21",
                f"{n % 4}",
                f"事由{n % 9}",
                f"某{n % 31}",
                n * 31 % 97 + turn,
                f"{n}.{turn}",
            ),
            "all but a cell": lambda n: drive(
                "2026-10-21", "甘A", f"事由{n}", "某", n, f"{n}.{turn}"
            ),
        }[alike]
        return tuple(cells(number) for number in range(500))

    begins = time.perf_counter()
    compared(notice(tables=(drives(*rows(0)),)), notice(tables=(drives(*rows(1)),)))

    # Measured below a second each; a way that weighs all pairs of words takes minutes.
    assert time.perf_counter() - begins < 15


def _cells(document: Notice) -> Counter[tuple[str, ...]]:
    return Counter(
        tuple("" if row[one.key] is None else str(row[one.key]) for one in COLUMNS)
        for table in document.tables
        for row in table.rows
    )
