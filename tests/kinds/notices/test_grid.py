"""A table as a grid of texts: to pairs and back, changed by buttons, filled from a spreadsheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.kinds.notices import Table
from kiosk.kinds.notices import grid_edits as edits
from kiosk.kinds.notices.content import Column
from kiosk.kinds.notices.grid import (
    MOST_ROWS,
    Grid,
    GridColumn,
    fits_a_grid,
    grid_of,
    grids_in,
    new_grid,
    pairs_of,
    table_of,
)
from kiosk.kinds.notices.tables import Placed, as_text, placed, with_table, without_grid
from kiosk.sheets import Unreadable
from tests.kinds.notices.samples import FULL, PURCHASES, RATING

COSTS = Grid(
    id="k1",
    caption="费用明细",
    note="",
    columns=(
        GridColumn("item", "科目"),
        GridColumn("spent", "支出", "money", "元"),
        GridColumn("times", "次数", "int"),
    ),
    rows=(("水费", "12.5", "3"), ("电费", "7", "4")),
    total=("合计", "19.50", "7"),
)
texts = st.text(max_size=8)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width = draw(st.integers(1, 5))
    row = st.tuples(*[texts] * width)
    columns = [
        GridColumn(
            f"c{at}", draw(texts), draw(st.sampled_from(["text", "money", "star"])), draw(texts)
        )
        for at in range(width)
    ]
    rows = draw(st.lists(row, min_size=1, max_size=12))
    total = draw(st.none() | row)
    return Grid("k7", draw(texts), draw(texts), tuple(columns), tuple(rows), total)


@given(grids())
def test_what_the_fields_send_is_the_grid_again(grid):
    assert grids_in(pairs_of(grid)) == {"k7": grid}


@given(grids())
def test_whatever_is_typed_makes_a_document(grid):
    made = table_of(grid)

    assert [one.label for one in made.columns] == [one.label.strip() for one in grid.columns]
    assert len(made.rows) <= len(grid.rows)


@given(grids(), st.data())
def test_no_button_loses_a_text_it_was_not_told_to(grid, data):
    at = data.draw(st.integers(0, len(grid.rows) - 1))
    to = data.draw(st.integers(0, len(grid.rows) - 1))

    assert sorted(edits.with_row_moved(grid, at, to).rows) == sorted(grid.rows)
    assert edits.without_row(edits.with_row(grid, at), at) == grid
    place = data.draw(st.integers(0, len(grid.columns)))
    assert edits.without_column(edits.with_column(grid, place), place) == grid


@pytest.mark.parametrize("table", FULL.tables, ids=["purchases", "rating"])
def test_a_table_nobody_touched_stays_as_it_is(table):
    typed = grids_in(pairs_of(grid_of("k1", table)))["k1"]

    assert Placed("k1", table, typed).table == table


def test_a_touched_table_keeps_its_keys_its_types_and_its_rule_for_names():
    grid = grid_of("k1", RATING)
    typed = replace(grid, rows=(("张三", "1", "五星", "98"), *grid.rows[1:]))
    made = Placed("k1", RATING, typed).table

    assert made.columns == RATING.columns
    assert made.keep_after == RATING.keep_after
    assert made.rows[0] == {"name": "张三", "rank": 1, "star": 5, "score": "98.0"}


def test_the_rule_for_names_goes_with_the_column_it_speaks_of():
    grid = edits.without_column(grid_of("k1", RATING), 2)

    assert Placed("k1", RATING, grid).table.keep_after is None


def test_rows_of_nothing_are_not_shown():
    made = table_of(replace(COSTS, rows=(*COSTS.rows, ("", " ", ""))))

    assert [row["item"] for row in made.rows] == ["水费", "电费"]
    assert made.total == {"item": "合计", "spent": "19.50", "times": 7}


def test_fields_that_somebody_made_up_are_no_rows():
    forged = [("table-k1-label-a", "甲"), ("table-k1-999999999-a", "x"), ("table-k1-7-b", "y")]

    [grid] = grids_in(forged).values()

    assert grid.rows == (("",),)
    assert grids_in([("table-k1-0-a", "without a head")]) == {}


def test_a_pasted_range_fills_the_grid_from_its_cell_on_with_figures_as_they_are_meant():
    made = edits.filled(COSTS, "１，２００．５元\t5\r\n３０\t６\r\n0.5\t\r\n", row=1, column=1)

    assert made.rows == (
        ("水费", "12.5", "3"),
        ("电费", "1200.50", "5"),
        ("", "30.00", "6"),
        ("", "0.50", ""),
    )
    assert made.total == COSTS.total


def test_what_is_no_figure_stays_to_be_seen():
    made = edits.filled(COSTS, "若干\t2", row=0, column=1)

    assert made.rows[0] == ("水费", "若干", "2")
    assert [made.field_at(one.line, one.column) for one in made.read().errors] == [
        "table-k1-0-spent"
    ]


def test_a_range_wider_than_the_grid_gets_columns_that_find_their_type():
    made = edits.filled(COSTS, "8\t2026年11月5日\t９成\n9\t2026年11月6日\t好", row=0, column=2)

    assert [one.type for one in made.columns] == ["text", "money", "int", "date", "text"]
    assert made.rows[0] == ("水费", "12.5", "8", "2026-11-05", "９成")


def test_the_head_and_the_total_of_a_pasted_range_go_where_they_belong():
    text = "科目\t支出\t次数\n暖气费\t1,000\t1\n维修费\t200\t2\n合计\t1,300\t3"

    made = edits.filled(COSTS, text, row=0, column=0)

    assert made.rows == (("暖气费", "1000.00", "1"), ("维修费", "200.00", "2"))
    assert made.total == ("合计", "1300.00", "3")
    assert [one.values["sum"] for one in made.read().problems] == ["1,200.00"]


def test_a_new_grid_takes_a_range_as_an_import_takes_a_sheet():
    text = "费用明细\n科目\t支出（元）\n暖气费\t１，０００\n维修费\t两百\n合计\t1,200"

    made = edits.filled(new_grid("k1"), text, row=0, column=0)

    assert made.caption == "费用明细"
    assert [(one.label, one.type, one.unit) for one in made.columns] == [
        ("科目", "text", ""),
        ("支出", "money", "元"),
    ]
    assert made.rows == (("暖气费", "1000.00"), ("维修费", "两百"))
    # Past what cannot be read nothing is added up anew.
    assert made.total == ("", "1200.00")


def test_an_empty_grid_with_columns_takes_the_columns_of_a_sheet_like_it():
    empty = replace(COSTS, rows=(("", "", ""),) * 3, total=None)

    made = edits.filled(empty, "科目\t支出\t余额\n暖气费\t1000\t5", row=0, column=0)

    assert [one.label for one in made.columns] == ["科目", "支出", "余额"]
    assert made.rows == (("暖气费", "1000.00", "5.00"),)


def test_an_empty_grid_with_columns_keeps_them_when_only_cells_are_pasted():
    people = Grid(
        "k1", "", "", (GridColumn("a", "姓名"), GridColumn("b", "岗位")), (("", ""),), None
    )

    made = edits.filled(people, "田甜\t收费员\n唐立新\t班长", row=0, column=0)

    assert [one.label for one in made.columns] == ["姓名", "岗位"]
    assert made.rows == (("田甜", "收费员"), ("唐立新", "班长"))


@pytest.mark.parametrize("text", ["", " \n\t\n"])
def test_nothing_pasted_is_said(text):
    with pytest.raises(Unreadable):
        edits.filled(COSTS, text or " ", row=0, column=0)


def test_more_than_a_grid_takes_is_refused_whole():
    with pytest.raises(edits.GridFull):
        edits.filled(COSTS, "1\n" * (MOST_ROWS + 1), row=0, column=1)
    with pytest.raises(edits.GridFull):
        edits.with_row(replace(COSTS, rows=COSTS.rows * 30), 0)
    assert fits_a_grid(MOST_ROWS, 12)
    assert not fits_a_grid(MOST_ROWS + 1, 2)
    assert not fits_a_grid(50, 20)


def test_added_up_anew_the_total_is_what_the_rows_are_and_the_rest_stays():
    changed = replace(COSTS, rows=(*COSTS.rows, ("网费", "0.5", "1")))

    assert edits.with_total(changed).total == ("合计", "20.00", "8")
    assert edits.with_total(replace(COSTS, total=None)).total == ("", "19.50", "7")


def test_a_grid_whose_table_went_elsewhere_stands_at_the_end_whole():
    parts = with_table({}, {"caption": "甲", "columns": [], "rows": []}, id_="a")

    found = placed(parts, {"k1": COSTS})

    assert [one.caption for one in found] == ["甲", "费用明细"]
    assert found[1].table == table_of(COSTS)
    assert without_grid([*pairs_of(COSTS), ("title", "x")], "k1") == [("title", "x")]


def test_a_table_in_anothers_place_goes_on_with_its_keys_and_its_rule():
    parts = with_table(
        {},
        {
            "caption": "旧",
            "columns": [{"key": "who", "label": "姓名"}],
            "rows": [],
            "keep_after": {"column": "who", "minimum": 3, "requires": "who"},
        },
        id_="a",
    )
    newer = {"caption": "新", "columns": [{"key": "c1", "label": "姓名"}], "rows": [{"c1": "田甜"}]}

    [made] = placed(with_table(parts, newer, id_="b", over="a"), {})

    assert made.id == "a"
    assert made.table.rows == ({"who": "田甜"},)
    assert made.table.keep_after is not None


def test_a_table_as_text_has_its_caption_its_units_and_its_total():
    assert as_text(PURCHASES).splitlines()[:3] == [
        "采购明细",
        "品名\t数量（件）\t单价（元）\t占比\t到货",
        "打印纸\t1200\t25.50\t46.4\t2026-11-03",
    ]
    assert as_text(PURCHASES).endswith("合计\t1290\t65898.00\t\t")
    bare = Table(caption="", columns=(Column(key="a", label="甲"),), rows=({"a": "x"},))
    assert as_text(bare) == "甲\nx"


def test_a_plus_survives_being_typed_stored_and_shown_again():
    typed = replace(COSTS, rows=(("水费", "+12.5", "+3"), ("电费", "-7", "4")), total=None)

    stored = table_of(typed)

    assert [(row["spent"], row["times"]) for row in stored.rows] == [("+12.50", "+3"), ("-7.00", 4)]
    assert grid_of("k1", stored).rows == (("水费", "+12.50", "+3"), ("电费", "-7.00", "4"))


def test_a_sum_in_words_below_a_range_becomes_a_remark():
    text = "科目\t支出\t次数\n暖气费\t1,000\t1\n合计\t1,000\t1\n合计大写：壹仟元整"

    made = edits.filled(COSTS, text, row=0, column=0)

    assert made.rows == (("暖气费", "1000.00", "1"), *COSTS.rows[1:])
    assert made.total == ("合计", "1000.00", "1")
    assert made.note.endswith("合计大写：壹仟元整")
