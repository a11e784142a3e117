"""Files made to do harm, and files that were: a refusal each, soon, and never anything else."""

from __future__ import annotations

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets import Refusal, Unreadable, open_book, recognise
from kiosk.sheets.grid import MOST_BYTES, MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from kiosk.sheets.package import MOST_UNPACKED
from tests.sheets.making import (
    MAIN,
    cell,
    file_bytes,
    plain_workbook,
    rows_xml,
    workbook,
    worksheet,
)

MEGABYTE = 1_000_000
SOUND = [
    plain_workbook([["姓名", "得分"], ["马晓燕", 29.5], ["张立军", 28], ["合计", 57.5]]),
    file_bytes("公务用车台账-2026年10月.xls"),
    file_bytes("星级考核汇总表-乱.xlsx"),
    file_bytes("办公经费-GB18030-分号.csv"),
]


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(Unreadable) as refused:
        open_book(data).sheet(0)
    return refused.value.reason


def test_a_sheet_that_unpacks_to_far_more_than_it_is_gets_no_further_than_the_limit():
    bomb = workbook(worksheet(" " * (MOST_UNPACKED + MEGABYTE)))
    assert len(bomb) < MEGABYTE

    tracemalloc.start()
    reason = refusal_of(bomb)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert reason is Refusal.UNPACKS_TOO_BIG
    assert peak < 10 * MEGABYTE


def test_what_shared_texts_unpack_to_counts_too():
    texts = f'<sst xmlns="{MAIN}"><si><t>{"a" * (MOST_UNPACKED + MEGABYTE)}</t></si></sst>'

    bomb = workbook(worksheet(""), parts={"xl/sharedStrings.xml": texts})

    assert refusal_of(bomb) is Refusal.UNPACKS_TOO_BIG


def test_more_elements_than_any_sheet_has_are_refused_before_they_take_long():
    flood = workbook(worksheet('<row r="1">' + "<c/>" * 3_000_000 + "</row>"))

    began = time.process_time()
    reason = refusal_of(flood)

    assert reason is Refusal.UNPACKS_TOO_BIG
    assert time.process_time() - began < 6


def test_entities_are_not_expanded():
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = worksheet('<row r="1"><c r="A1" t="str"><v>&b;</v></c></row>')

    assert refusal_of(workbook(laughs + sheet)) is Refusal.BROKEN


def test_a_cell_in_the_farthest_corner_costs_nothing_but_its_refusal():
    corner = worksheet(f'<row r="1048576">{cell("XFD1048576", 1)}</row>')

    assert refusal_of(workbook(corner)) is Refusal.TOO_MANY_COLUMNS


def test_a_cell_in_the_lowest_row_is_read_where_it_stands():
    low = worksheet(f'<row r="1048576">{cell("A1048576", 1)}</row>')

    assert open_book(workbook(low)).sheet(0).lines[0].number == 1048576


def test_a_column_beyond_the_last_is_named():
    wide = worksheet(rows_xml([["x"] * (MOST_COLUMNS + 1)]))

    with pytest.raises(Unreadable) as refused:
        open_book(workbook(wide)).sheet(0)

    assert refused.value.named == {"column": "GS", "most": "200"}


def test_the_most_rows_are_taken_and_one_more_is_refused():
    head = ["品名,金额"]
    most = "\n".join([*head, *["水费,1"] * MOST_ROWS]).encode()
    more = most + b"\n" + "电费,1".encode()

    assert len(recognise(open_book(most)).rows) == MOST_ROWS
    with pytest.raises(Unreadable) as refused:
        recognise(open_book(more))
    assert refused.value.reason is Refusal.TOO_MANY_LINES


def test_more_cells_than_memory_is_meant_for_are_refused():
    row = ",".join(["1"] * 100)
    data = "\n".join([row] * (MOST_CELLS // 100 + 1)).encode()

    assert refusal_of(data) is Refusal.TOO_MANY_CELLS


def test_a_million_empty_lines_are_refused_soon():
    assert refusal_of(b"a,b\n" + b",\n" * 1_000_000) is Refusal.TOO_MANY_LINES


def test_a_file_of_nothing_but_separators_is_refused():
    assert refusal_of(b"a" + b"," * (MOST_BYTES - 1)) is Refusal.TOO_MANY_COLUMNS


def test_a_locked_zip_is_called_locked():
    data = bytearray(plain_workbook([["a"]]))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refusal_of(bytes(data)) is Refusal.PASSWORD


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.95])
def test_a_workbook_cut_short_is_called_damaged(share):
    whole = file_bytes("星级考核汇总表-乱.xlsx")

    assert refusal_of(whole[: int(len(whole) * share)]) is Refusal.BROKEN


@given(st.sampled_from(SOUND), st.data())
def test_a_file_with_any_bytes_changed_is_a_table_or_refused(sound, data):
    changed = bytearray(sound)
    for _time in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))

    try:
        found = recognise(open_book(bytes(changed)))
    except Unreadable:
        return
    assert len(found.marked) > 0
