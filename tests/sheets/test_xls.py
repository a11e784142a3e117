"""Workbooks of Excel 97–2003. Both files were written by another program, so the reader is not its own judge."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kiosk.sheets import Refusal, Unreadable, open_book
from kiosk.sheets.grid import Cell, Merge, NoValue
from kiosk.sheets.ole import CompoundFile
from kiosk.sheets.xls import rk_value
from tests.sheets.biff import formula, special, text, xls_of
from tests.sheets.making import file_bytes

LEDGER = file_bytes("公务用车台账-2026年10月.xls")
WAYS = file_bytes("every-way-to-write-a-cell.xls")
WINDOW1, CODEPAGE, FILEPASS = 0x003D, 0x0042, 0x002F


def refusal_of(data: bytes) -> Refusal:
    with pytest.raises(Unreadable) as refused:
        open_book(data).sheet(0)
    return refused.value.reason


def renamed(data: bytes, old: str, new: str) -> bytes:
    """The compound file with one of its streams under another name."""
    at = data.index(old.encode("utf-16-le"))
    entry = bytearray(data)
    entry[at : at + 66] = new.encode("utf-16-le").ljust(64, b"\x00") + struct.pack(
        "<H", 2 * len(new) + 2
    )
    return bytes(entry)


def with_record(data: bytes, old: int, new: int) -> bytes:
    """The workbook with the first record of a kind turned into one of another."""
    stream = CompoundFile(data).stream("Workbook")
    assert stream is not None
    begin, at = data.index(stream[:64]), 0
    while struct.unpack_from("<H", stream, at)[0] != old:
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    changed = bytearray(data)
    changed[begin + at : begin + at + 2] = struct.pack("<H", new)
    return bytes(changed)


def test_the_ledger_reads_as_its_xlsx_does():
    old = open_book(LEDGER).sheet(0)
    new = open_book(file_bytes("公务用车台账-2026年10月.xlsx")).sheet(0)

    # The totals were computed in one file and never in the other.
    assert [[cell.value for cell in line.cells] for line in old.lines[:-1]] == [
        [cell.value for cell in line.cells] for line in new.lines[:-1]
    ]
    assert old.merges == new.merges == (Merge(1, 0, 1, 7),)


def test_every_way_to_write_a_cell_is_read():
    sheet = open_book(WAYS).sheet(0)
    written = {line.cells[0].value: line.at(1) for line in sheet.lines}
    written.pop("双泉堡收费站")

    assert written == {
        "percent": Cell(Decimal("70.2"), 1, percent=True),
        "truth": Cell("TRUE"),
        "month": Cell("2026年3月"),
        "moment": Cell("2026-03-01 08:30"),
        "clock": Cell("16:05"),
        "day": Cell(date(2026, 10, 8)),
        "money": Cell(Decimal("1234.5"), 2),
        "large": Cell(Decimal(12345678901)),
        "negative": Cell(Decimal("-12.34")),
        "hundredths": Cell(Decimal("12.25")),
        "noise": Cell(Decimal("0.3")),
        "latin": Cell("é"),
        "han": Cell("左公柳"),
        "padded": Cell("张立军"),
        "rich": Cell("富文本 rich"),
        "hidden": Cell("藏"),
        "error": Cell(NoValue("#REF!")),
    }


def test_what_is_hidden_or_merged_is_marked():
    sheet = open_book(WAYS).sheet(0)

    assert sheet.hidden_lines == {16}
    assert sheet.hidden_columns == {3}
    assert sheet.merges == (Merge(21, 0, 23, 0),)


def test_texts_that_run_over_several_records_come_out_whole():
    lines = open_book(WAYS).sheet(1).lines

    assert [[cell.value for cell in line.cells] for line in lines] == [
        [f"第{number}行" + "收费站" * (number % 9), f"row {number} {'x' * (number % 30)}".strip()]
        for number in range(700)
    ]


def first_line(*cells: tuple[int, bytes], **other: Any) -> list[object]:
    return [cell.value for cell in open_book(xls_of(*cells, **other)).sheet(0).lines[0].cells]


def test_a_formula_is_worth_its_saved_result():
    assert first_line(
        formula(0, struct.pack("<d", 12.5)),
        formula(1, special(0)),
        (0x0207, text("合并")),
        formula(2, special(1, 1)),
        formula(3, special(2, 0x07)),
        formula(4, special(3)),
        formula(5, struct.pack("<d", 3)),
    ) == [Decimal("12.5"), "合并", "TRUE", NoValue("#DIV/0!"), None, Decimal(3)]


def test_texts_outside_the_shared_ones_and_runs_of_numbers_are_read():
    assert first_line(
        (0x0204, struct.pack("<HHH", 0, 0, 0) + text("旧写法")),
        (0x00BD, struct.pack("<HH HI HI H", 0, 1, 0, 7 << 2 | 2, 0, 8 << 2 | 3, 2)),
        (0x0205, struct.pack("<HHHBB", 0, 3, 0, 0x17, 1)),
    ) == ["旧写法", Decimal(7), Decimal("0.08"), NoValue("#REF!")]


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    shared = [(0x0022, b"\x01\x00"), (0x00E0, struct.pack("<HH", 0, 14) + bytes(16))]

    assert first_line((0x0203, struct.pack("<HHHd", 0, 0, 0, 44841)), shared=shared) == [
        date(2026, 10, 8)
    ]


def test_a_shared_text_may_change_its_width_where_a_record_ends():
    begun = struct.pack("<II", 2, 2) + struct.pack("<HB", 4, 0) + b"ab"
    rest = b"\x01" + "柳泉".encode("utf-16-le") + struct.pack("<HBH", 1, 8, 1) + b"x" + bytes(4)
    cells = [(0x00FD, struct.pack("<HHHI", 0, at, 0, at)) for at in range(2)]

    assert first_line(*cells, shared=[(0x00FC, begun), (0x003C, rest)]) == ["ab柳泉", "x"]


def test_shared_texts_that_are_promised_but_not_there_are_damage():
    cell = (0x00FD, struct.pack("<HHHI", 0, 0, 0, 0))

    assert refusal_of(xls_of(cell, shared=[(0x00FC, struct.pack("<II", 9, 9))])) is Refusal.BROKEN
    assert refusal_of(xls_of(cell)) is Refusal.BROKEN
    assert (
        refusal_of(xls_of(cell, shared=[(0x00FC, struct.pack("<II", 0, 2**31))]))
        is Refusal.TOO_MANY_CELLS
    )


def test_a_large_files_allocation_table_is_found_by_its_chain():
    assert first_line((0x0203, struct.pack("<HHHd", 0, 0, 0, 5)), by_chain=True) == [Decimal(5)]


def test_a_small_workbook_is_found_in_the_small_sectors():
    cells = [(0x0203, struct.pack("<HHHd", 0, at, 0, at)) for at in range(40)]

    assert first_line(*cells, in_small_sectors=True) == [Decimal(at) for at in range(40)]


def test_packed_numbers_are_unpacked():
    assert rk_value(0x3FF00000) == 1.0
    assert rk_value(0x3FF00001) == 0.01
    assert rk_value(123 << 2 | 2) == 123.0
    assert rk_value(123 << 2 | 3) == 1.23
    assert rk_value(0xFFFFFFFC | 2) == -1.0


def test_a_locked_xls_is_called_locked():
    assert refusal_of(with_record(LEDGER, CODEPAGE, FILEPASS)) is Refusal.PASSWORD


def test_a_locked_xlsx_which_is_a_compound_file_too_is_called_locked():
    assert refusal_of(renamed(LEDGER, "Workbook", "EncryptedPackage")) is Refusal.PASSWORD


def test_a_compound_file_without_a_workbook_is_no_sheet():
    assert refusal_of(renamed(LEDGER, "Workbook", "WordDocument")) is Refusal.NOT_A_SHEET


def test_a_workbook_of_excel_95_is_refused_by_name():
    stream = CompoundFile(LEDGER).stream("Workbook")
    assert stream is not None
    at = LEDGER.index(stream[:64]) + 4
    older = LEDGER[:at] + struct.pack("<H", 0x0500) + LEDGER[at + 2 :]

    assert refusal_of(older) is Refusal.OTHER_FORMAT


def test_a_chain_of_sectors_that_bites_its_tail_is_called_damaged():
    looped = bytearray(LEDGER)
    table = (struct.unpack_from("<I", LEDGER, 76)[0] + 1) * 512
    for sector in range(64):
        struct.pack_into("<I", looped, table + 4 * sector, sector)

    assert refusal_of(bytes(looped)) is Refusal.BROKEN


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_file_cut_short_is_called_damaged(share):
    assert refusal_of(LEDGER[: int(len(LEDGER) * share)]) is Refusal.BROKEN
