"""The cells of one worksheet, as its XML brings them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kiosk.sheets.grid import Cell, Gathering, Merge, NoValue, Sheet, text_cell
from kiosk.sheets.number_formats import GENERAL, NumberFormat, number_cell, stored_number
from kiosk.sheets.package import Attributes, Handler
from kiosk.sheets.problems import column_index

MOST_MERGES = 20_000
MOST_COLUMNS_WRITTEN = 16_384
_CORNER = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})", re.ASCII)
_TRUE = {"1", "true"}


@dataclass
class CellReader(Handler):
    """Gathers the cells of a worksheet from its elements. Raises what a damaged one makes it raise."""

    texts: list[str]
    formats: list[NumberFormat]
    since_1904: bool
    gathered: Gathering = field(default_factory=Gathering)
    merges: list[Merge] = field(default_factory=list)
    hidden_lines: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    line: int = 0
    line_is_hidden: bool = False
    column: int = -1
    attributes: Attributes = field(default_factory=dict)
    has_formula: bool = False
    pieces: list[str] = field(default_factory=list)
    keeps_text: bool = False
    in_reading: bool = False
    columns_by_letters: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        if name in {"v", "t"}:
            self.keeps_text = not self.in_reading
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_line(attributes)
        elif name == "f":
            self.has_formula = True
        elif name == "rPh":
            self.in_reading = True
        elif name == "mergeCell" and len(self.merges) < MOST_MERGES:
            self.merges.append(merge_of(attributes.get("ref", "")))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self._hide_columns(attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name in {"v", "t"}:
            self.keeps_text = False
        elif name == "c":
            self._end_cell()
        elif name == "rPh":
            self.in_reading = False

    def text(self, data: str) -> None:
        """Text inside an element."""
        if self.keeps_text:
            self.pieces.append(data)

    def sheet(self, name: str) -> Sheet:
        """What was gathered."""
        return Sheet(
            name,
            self.gathered.lines(),
            tuple(self.merges),
            frozenset(self.hidden_lines),
            frozenset(self.hidden_columns),
        )

    def _begin_line(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self.line = int(number) if number else self.line + 1
        self.line_is_hidden = attributes.get("hidden") in _TRUE
        self.column = -1

    def _begin_cell(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.has_formula = False
        self.pieces.clear()
        place = attributes.get("r")
        if place is None:
            self.column += 1
            return
        letters = place.rstrip("0123456789")
        column = self.columns_by_letters.get(letters)
        if column is None:
            column = self.columns_by_letters[letters] = column_index(letters)
        self.column = column

    def _end_cell(self) -> None:
        cell = self._cell("".join(self.pieces))
        if cell is None:
            return
        self.gathered.put(self.line, self.column, cell)
        if self.line_is_hidden:
            self.hidden_lines.add(self.line)

    def _cell(self, text: str) -> Cell | None:
        kind = self.attributes.get("t", "n")
        if not text:
            # A formula whose result is an empty text says so by its type.
            return Cell(NoValue()) if self.has_formula and kind != "str" else None
        if kind == "n":
            return self._number(text.strip())
        if kind == "s":
            return text_cell(self.texts[int(text)])
        if kind == "e":
            return Cell(NoValue(text[:20]))
        return _day_cell(text) if kind == "d" else text_cell(_truth(text) if kind == "b" else text)

    def _number(self, text: str) -> Cell | None:
        number = stored_number(text)
        if number is None:
            return text_cell(text)
        style = int(self.attributes.get("s", "0"))
        shown = self.formats[style] if 0 <= style < len(self.formats) else GENERAL
        if shown is GENERAL:
            return Cell(number)
        return number_cell(number, shown, since_1904=self.since_1904)

    def _hide_columns(self, attributes: Attributes) -> None:
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        self.hidden_columns.update(range(max(first, 1) - 1, min(last, MOST_COLUMNS_WRITTEN)))


def merge_of(reference: str) -> Merge:
    """A1:P2 as a merged range. Raises ValueError if it is none."""
    first, _mark, last = reference.partition(":")
    begin, end = _CORNER.fullmatch(first), _CORNER.fullmatch(last or first)
    if begin is None or end is None:
        raise ValueError(f"{reference!r} is no range")
    return Merge(int(begin[2]), column_index(begin[1]), int(end[2]), column_index(end[1]))


def _truth(text: str) -> str:
    return "TRUE" if text in _TRUE else "FALSE"


def _day_cell(text: str) -> Cell | None:
    try:
        return Cell(date.fromisoformat(text[:10]))
    except ValueError:
        return text_cell(text)
