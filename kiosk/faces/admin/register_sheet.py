"""The register as a workbook that Excel and WPS open as it is. Pure: words and values in, bytes out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from kiosk.core import clock

Cell = str | int | datetime | None

#: Characters each column is wide, in the order of the register's columns.
WIDTHS = (
    6,
    24,
    16,
    44,
    14,
    14,
    36,
    12,
    18,
    25,
    9,
    10,
    10,
    10,
    12,
    10,
    17,
    17,
    28,
    8,
    16,
    24,
    26,
    12,
    40,
)
#: What a program might take for a formula if the cell were typed anew.
RISKY = ("=", "+", "-", "@", "\t", "\r")
A4 = 9
HEAD_HEIGHT = 48
ABOUT_WIDTHS = (22, 70)
MOST_CHARACTERS = 32_000


@dataclass(frozen=True)
class Book:
    """What goes into the workbook. `about` are pairs on a second sheet: what this is, and the trail's head."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    about_title: str
    about: Sequence[tuple[str, str]]
    made_at: datetime


@dataclass(frozen=True)
class _Formats:
    head: Format
    text: Format
    #: Text that begins like a formula: the mark before it keeps it text when somebody edits the cell.
    risky: Format
    figure: Format
    moment: Format


def workbook(book: Book) -> bytes:
    """The file: texts are texts whatever they begin with, moments are dates of the office's clock."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as made:
        made.set_properties({"title": book.title, "created": _plain(book.made_at)})
        formats = _formats(made)
        _write_register(made.add_worksheet(_sheet_name(book.title)), book, formats)
        _write_about(made.add_worksheet(_sheet_name(book.about_title)), book, formats)
    return file.getvalue()


def _formats(made: xlsxwriter.Workbook) -> _Formats:
    cell = {"text_wrap": True, "valign": "top", "border": 1}
    return _Formats(
        head=made.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"}),
        text=made.add_format(cell),
        risky=made.add_format({**cell, "quote_prefix": True}),
        figure=made.add_format({**cell, "num_format": "0"}),
        moment=made.add_format({**cell, "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
    )


def _write_register(sheet: Worksheet, book: Book, formats: _Formats) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, HEAD_HEIGHT)
    sheet.set_footer("&L&A&R&P / &N")
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    for place, head in enumerate(book.heads):
        sheet.write_string(0, place, head, formats.head)
    for number, row in enumerate(book.rows, start=1):
        for place, cell in enumerate(row):
            _write(sheet, number, place, cell, formats)
    sheet.autofilter(0, 0, len(book.rows), len(book.heads) - 1)


def _write_about(sheet: Worksheet, book: Book, formats: _Formats) -> None:
    for place, width in enumerate(ABOUT_WIDTHS):
        sheet.set_column(place, place, width)
    for number, (name, value) in enumerate(book.about):
        sheet.write_string(number, 0, name, formats.head)
        _write(sheet, number, 1, value, formats)


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, formats.text)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, _plain(cell), formats.moment)
    elif isinstance(cell, int):
        sheet.write_number(row, column, cell, formats.figure)
    else:
        is_risky = cell.lstrip().startswith(RISKY)
        text = cell[:MOST_CHARACTERS]
        sheet.write_string(row, column, text, formats.risky if is_risky else formats.text)


def _plain(moment: datetime) -> datetime:
    """A moment as spreadsheets hold it: on the office's clock, without a zone."""
    return clock.local(moment).replace(tzinfo=None, microsecond=0)


def _sheet_name(title: str) -> str:
    """Thirty-one characters, none that a sheet's name may not have."""
    return "".join(one for one in title if one not in "[]:*?/\\'")[:31]
