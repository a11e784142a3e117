"""Workbooks of Excel 97–2003 and WPS (.xls, .et): the records of BIFF8, as far as values need them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kiosk.sheets.grid import Book, Cell, Gathering, Merge, NoValue, Sheet, SheetName, text_cell
from kiosk.sheets.number_formats import (
    BUILTIN,
    GENERAL,
    NumberFormat,
    number_cell,
    number_format,
    stored_number,
)
from kiosk.sheets.ole import ENCRYPTED, CompoundFile
from kiosk.sheets.problems import Refusal, Unreadable
from kiosk.sheets.xls_texts import Pieces, short_text, text_at

MOST_SHEETS = 200
_BIFF8 = 0x0600
_WORKSHEET, _VISIBLE = 0, 0
_HIDDEN_LINE = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class Kind:
    """The kinds of record that matter here."""

    FORMULA, EOF, FILEPASS, CONTINUE = 0x0006, 0x000A, 0x002F, 0x003C
    DATEMODE, COLINFO, BOUNDSHEET, MULRK = 0x0022, 0x007D, 0x0085, 0x00BD
    RSTRING, XF, MERGEDCELLS, SST = 0x00D6, 0x00E0, 0x00E5, 0x00FC
    LABELSST, NUMBER, LABEL, BOOLERR = 0x00FD, 0x0203, 0x0204, 0x0205
    STRING, ROW, RK, FORMAT, BOF = 0x0207, 0x0208, 0x027E, 0x041E, 0x0809


class Record(NamedTuple):
    """One record: its kind, where its content begins, and the content."""

    kind: int
    begin: int
    data: bytes


@dataclass
class _Globals:
    """What all sheets of a book share."""

    sheets: list[tuple[SheetName, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILTIN))
    used: list[int] = field(default_factory=list)
    since_1904: bool = False

    def format_of(self, style: int) -> NumberFormat:
        """The number format of a style."""
        code = self.codes.get(self.used[style]) if style < len(self.used) else None
        return GENERAL if code is None else number_format(code)


def open_xls(data: bytes) -> Book:
    """The book in a compound file. Raises Unreadable."""
    file = CompoundFile(data)
    if file.has(ENCRYPTED):
        raise Unreadable(Refusal.PASSWORD)
    stream = file.stream("Workbook", "Book")
    if stream is None:
        raise Unreadable(Refusal.NOT_A_SHEET)
    shared = _globals(stream)
    if not shared.sheets:
        raise Unreadable(Refusal.NOTHING_IN_IT)

    def read(index: int) -> Sheet:
        name, begin = shared.sheets[index]
        reader = _SheetReader(shared)
        try:
            for record in records(stream, begin):
                reader.take(record)
        except (struct.error, IndexError) as error:
            raise Unreadable(Refusal.BROKEN) from error
        return reader.sheet(name.name)

    return Book(tuple(name for name, _begin in shared.sheets), read)


def records(stream: bytes, begin: int) -> Iterator[Record]:
    """The records of one substream, from its BOF to its EOF; one cut short is damage."""
    at = begin
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if at + size > len(stream):
            break
        if kind == Kind.EOF:
            return
        yield Record(kind, at, stream[at : at + size])
        at += size
    raise Unreadable(Refusal.BROKEN)


def _globals(stream: bytes) -> _Globals:
    shared = _Globals()
    try:
        for record in records(stream, 0):
            _take_global(shared, stream, record)
    except (struct.error, IndexError) as error:
        raise Unreadable(Refusal.BROKEN) from error
    return shared


def _take_global(shared: _Globals, stream: bytes, record: Record) -> None:
    data = record.data
    if record.kind == Kind.BOF:
        if struct.unpack_from("<H", data)[0] != _BIFF8:
            raise Unreadable(Refusal.OTHER_FORMAT, format="Excel 5.0/95")
    elif record.kind == Kind.FILEPASS:
        raise Unreadable(Refusal.PASSWORD)
    elif record.kind == Kind.DATEMODE:
        shared.since_1904 = data[0] == 1
    elif record.kind == Kind.FORMAT:
        (number,) = struct.unpack_from("<H", data)
        shared.codes[number] = text_at(data, 2)
    elif record.kind == Kind.XF:
        shared.used.append(struct.unpack_from("<H", data, 2)[0])
    elif record.kind == Kind.BOUNDSHEET and len(shared.sheets) < MOST_SHEETS:
        begin, state, kind = struct.unpack_from("<IBB", data)
        if kind == _WORKSHEET:
            name = SheetName(short_text(data, 6), state & 0x03 != _VISIBLE)
            shared.sheets.append((name, begin))
    elif record.kind == Kind.SST:
        shared.texts = _shared_texts(stream, record)


def _shared_texts(stream: bytes, record: Record) -> list[str]:
    """The shared texts run on over the CONTINUE records that follow."""
    chunks = [record.data]
    at = record.begin + len(record.data)
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind != Kind.CONTINUE:
            break
        chunks.append(stream[at + 4 : at + 4 + size])
        at += 4 + size
    return Pieces(chunks).shared_texts()


class _SheetReader:
    """Gathers the cells of one sheet from its records."""

    def __init__(self, shared: _Globals) -> None:
        self._shared = shared
        self._gathered = Gathering()
        self._merges: list[Merge] = []
        self._hidden_lines: set[int] = set()
        self._hidden_columns: set[int] = set()
        #: Where the text goes that a formula has as its result: it comes in a record of its own.
        self._awaits_text: tuple[int, int] | None = None

    def take(self, record: Record) -> None:
        """Take in one record; kinds that say nothing of values are passed over."""
        taker = _TAKERS.get(record.kind)
        if taker is not None:
            taker(self, record.data)

    def sheet(self, name: str) -> Sheet:
        """What was gathered."""
        return Sheet(
            name,
            self._gathered.lines(),
            tuple(self._merges),
            frozenset(self._hidden_lines),
            frozenset(self._hidden_columns),
        )

    def _put(self, row: int, column: int, cell: Cell | None) -> None:
        if cell is not None:
            self._gathered.put(row + 1, column, cell)

    def _number(self, row: int, column: int, style: int, value: float) -> None:
        number = stored_number(repr(value))
        if number is not None:
            shown = self._shared.format_of(style)
            cell = number_cell(number, shown, since_1904=self._shared.since_1904)
            self._put(row, column, cell)

    def take_number(self, data: bytes) -> None:
        row, column, style, value = struct.unpack_from("<HHHd", data)
        self._number(row, column, style, value)

    def take_rk(self, data: bytes) -> None:
        row, column, style, packed = struct.unpack_from("<HHHI", data)
        self._number(row, column, style, rk_value(packed))

    def take_rk_run(self, data: bytes) -> None:
        row, first = struct.unpack_from("<HH", data)
        for offset, begin in enumerate(range(4, len(data) - 2 - 5, 6)):
            style, packed = struct.unpack_from("<HI", data, begin)
            self._number(row, first + offset, style, rk_value(packed))

    def take_shared_text(self, data: bytes) -> None:
        row, column, _style, index = struct.unpack_from("<HHHI", data)
        self._put(row, column, text_cell(self._shared.texts[index]))

    def take_text(self, data: bytes) -> None:
        row, column = struct.unpack_from("<HH", data)
        self._put(row, column, text_cell(text_at(data, 6)))

    def take_truth_or_error(self, data: bytes) -> None:
        row, column, _style, value, is_error = struct.unpack_from("<HHHBB", data)
        self._put(row, column, _error_cell(value) if is_error else _truth_cell(value))

    def take_formula(self, data: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", data)
        (number,) = struct.unpack_from("<d", data, 6)
        kind, value, is_special = data[6], data[8], data[12:14] == b"\xff\xff"
        if not is_special:
            self._number(row, column, style, number)
        elif kind == 0:
            self._awaits_text = (row, column)
        elif kind == 1:
            self._put(row, column, _truth_cell(value))
        else:
            # 2 is an error, 3 an empty text: IF(A1="","",…) shows nothing.
            self._put(row, column, _error_cell(value) if kind == 2 else None)  # noqa: PLR2004 - said above

    def take_formula_text(self, data: bytes) -> None:
        if self._awaits_text is not None:
            self._put(*self._awaits_text, text_cell(text_at(data, 0)))
            self._awaits_text = None

    def take_line(self, data: bytes) -> None:
        (row,) = struct.unpack_from("<H", data)
        if data[12] & _HIDDEN_LINE:
            self._hidden_lines.add(row + 1)

    def take_columns(self, data: bytes) -> None:
        first, last, _width, _style, options = struct.unpack_from("<HHHHH", data)
        if options & 1:
            self._hidden_columns.update(range(first, min(last, 0xFF) + 1))

    def take_merges(self, data: bytes) -> None:
        for begin in range(2, len(data) - 7, 8):
            top, bottom, left, right = struct.unpack_from("<HHHH", data, begin)
            self._merges.append(Merge(top + 1, left, bottom + 1, right))


_TAKERS = {
    Kind.NUMBER: _SheetReader.take_number,
    Kind.RK: _SheetReader.take_rk,
    Kind.MULRK: _SheetReader.take_rk_run,
    Kind.LABELSST: _SheetReader.take_shared_text,
    Kind.LABEL: _SheetReader.take_text,
    Kind.RSTRING: _SheetReader.take_text,
    Kind.BOOLERR: _SheetReader.take_truth_or_error,
    Kind.FORMULA: _SheetReader.take_formula,
    Kind.STRING: _SheetReader.take_formula_text,
    Kind.ROW: _SheetReader.take_line,
    Kind.COLINFO: _SheetReader.take_columns,
    Kind.MERGEDCELLS: _SheetReader.take_merges,
}


def rk_value(packed: int) -> float:
    """The number in an RK: 30 bits of a float or an integer, either perhaps in hundredths."""
    if packed & 2:
        value = float(struct.unpack("<i", struct.pack("<I", packed & 0xFFFFFFFC))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return value / 100 if packed & 1 else value


def _error_cell(code: int) -> Cell:
    return Cell(NoValue(_ERRORS.get(code, "#N/A")))


def _truth_cell(value: int) -> Cell:
    return Cell("TRUE" if value else "FALSE")
