"""The text of Word and Excel files, paragraph by paragraph and cell by cell. Pure.

Everything that stands in the file is read, also what its author hid, deleted with the changes tracked, or wrote beside it as a
comment: whoever opens the file can read it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from kiosk.checks.documents import lines
from kiosk.checks.finds import Path, Text
from kiosk.checks.words import NAMES
from kiosk.sheets.grid import Line
from kiosk.sheets.opening import open_book
from kiosk.sheets.package import Attributes, Handler, open_package
from kiosk.sheets.problems import cell_name

_WORD_PARTS = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml", re.IGNORECASE
)
_BESIDE_CELLS = re.compile(
    r"xl/(?:comments\d*|threadedcomments/.*|comments/.*|drawings/drawing\d*)\.xml", re.IGNORECASE
)
_PICTURES = re.compile(r"(?:word|xl)/media/", re.IGNORECASE)
_PARAGRAPHS = frozenset({"p", "comment", "threadedComment"})
_TEXTS = frozenset({"t", "delText", "text"})
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0
    cells: list[tuple[Path, str]] = field(default_factory=list)


@dataclass
class _Reader(Handler):
    """Gathers paragraphs and cells from the elements of one part."""

    found: list[Text] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    open_tables: list[_Table] = field(default_factory=list)
    open_paragraphs: list[list[str]] = field(default_factory=list)
    keeps_text: int = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in _PARAGRAPHS:
            self.open_paragraphs.append([])
        elif name in _TEXTS:
            self.keeps_text += 1
        elif name in _MARKS:
            self._add(_MARKS[name])
        elif name == "tbl":
            self.tables += 1
            self.open_tables.append(_Table(self.tables))
        elif name == "tr" and self.open_tables:
            self.open_tables[-1].row += 1
            self.open_tables[-1].column = 0
        elif name == "tc" and self.open_tables:
            self.open_tables[-1].column += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if name in _TEXTS:
            self.keeps_text -= 1
        elif name in _PARAGRAPHS and self.open_paragraphs:
            self._end_paragraph("".join(self.open_paragraphs.pop()))
        elif name == "tbl" and self.open_tables:
            self._end_table(self.open_tables.pop())

    def text(self, data: str) -> None:
        """Text inside an element."""
        if self.keeps_text:
            self._add(data)

    def _add(self, text: str) -> None:
        if self.open_paragraphs:
            self.open_paragraphs[-1].append(text)

    def _end_paragraph(self, text: str) -> None:
        if self.open_tables:
            table = self.open_tables[-1]
            table.cells.append((("cell", table.number, table.row, table.column), text))
            return
        self.paragraphs += 1
        self.found += lines(("paragraph", self.paragraphs), text)

    def _end_table(self, table: _Table) -> None:
        mark = _mark_if_named([text for _place, text in table.cells])
        for place, text in table.cells:
            self.found += lines(place, text, beside_names=mark)


def word_texts(data: bytes) -> tuple[list[Text], bool]:
    """What stands in a docx file, and whether it has pictures. Raises sheets' Unreadable."""
    package = open_package(data)
    found: list[Text] = []
    for part in sorted(filter(_WORD_PARTS.fullmatch, package.names), key=_main_first):
        reader = _Reader()
        package.parse(part, reader)
        found += reader.found
    return found, any(map(_PICTURES.match, package.names))


def sheet_texts(data: bytes) -> tuple[list[Text], bool]:
    """What stands in an xlsx file, and whether it has pictures. Raises sheets' Unreadable."""
    book, package = open_book(data), open_package(data)
    found: list[Text] = []
    for number, name in enumerate(book.names):
        found += _cells(name.name, [*_written(book.sheet(number).lines)])
    for part in filter(_BESIDE_CELLS.fullmatch, sorted(package.names)):
        reader = _Reader()
        package.parse(part, reader)
        found += reader.found
    return found, any(map(_PICTURES.match, package.names))


def _cells(sheet: str, cells: list[tuple[str, str]]) -> Iterator[Text]:
    mark = _mark_if_named([text for _place, text in cells])
    yield from lines(("sheet",), sheet)
    for place, text in cells:
        yield from lines(("sheet", f"{sheet}!{place}"), text, beside_names=mark)


def _written(sheet_lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    """Texts and whole numbers, as one writes them; a fraction and a day are nobody's number."""
    for line in sheet_lines:
        for column, cell in line.filled():
            value = cell.value
            if isinstance(value, str):
                yield cell_name(line.number, column), value
            elif isinstance(value, Decimal) and value == value.to_integral_value():
                yield cell_name(line.number, column), f"{value:f}".partition(".")[0]


def _mark_if_named(texts: list[str]) -> str:
    """The fingerprint of all these cells if one of them is the head of a column of names."""
    if not any(map(NAMES.search, texts)):
        return ""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def _main_first(part: str) -> tuple[bool, str]:
    return "document" not in part, part
