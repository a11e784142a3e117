"""Workbooks of Excel 97–2003. Both files were written by another program, so the reader is not its own judge."""

from __future__ import annotations

import struct
from datetime import date
from decimal import Decimal

import pytest

from kiosk.sheets import Refusal, Unreadable, open_book
from kiosk.sheets.grid import Cell, Merge, NoValue
from kiosk.sheets.ole import CompoundFile
from kiosk.sheets.xls import rk_value
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
