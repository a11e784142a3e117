"""What every reader hands on: a book of sheets, a sheet of lines, a line of cells.

A line keeps the number it has in the sheet, so that a message can name it. Only lines with something
in them are kept. Limits are here, because they are the same whichever way a sheet comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kiosk.sheets.problems import Refusal, Unreadable, column_letter

#: Rows of a table. A sheet may have LINES_BESIDE more: titles, heads, totals, notes.
MOST_ROWS = 10_000
LINES_BESIDE = 200
MOST_COLUMNS = 200
MOST_CELLS = 250_000
#: The longest text one cell may hold, as in Excel.
MOST_CHARACTERS = 32_767
MEGABYTE = 1_000_000
MOST_BYTES = 10 * MEGABYTE


class NoValue(NamedTuple):
    """A formula without a result: never computed (no error), or ended in one such as #REF!."""

    error: str = ""


Value = str | Decimal | date | NoValue | None


class Cell(NamedTuple):
    """A cell's value, and how the sheet shows it.

    `places` are the decimals of its number format, None where it shows as many as there are; a
    `percent` value is in hundredths already: 70.2 for 70.2 %. A `signed` one shows its plus: +600.
    """

    value: Value = None
    places: int | None = None
    percent: bool = False
    signed: bool = False


NOTHING = Cell()


class Merge(NamedTuple):
    """A merged range, all four sides included; lines as the sheet numbers them."""

    top: int
    left: int
    bottom: int
    right: int


class Line(NamedTuple):
    """One line of a sheet, from column A to its last filled cell."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """The cell in a column; an empty one beyond the line's end."""
        return self.cells[column] if column < len(self.cells) else NOTHING

    def fill(self) -> int:
        """How many cells hold something."""
        return sum(cell.value is not None for cell in self.cells)

    def filled(self) -> Iterator[tuple[int, Cell]]:
        """The cells that hold something, with their columns."""
        return ((column, cell) for column, cell in enumerate(self.cells) if cell.value is not None)


@dataclass(frozen=True)
class Sheet:
    """One sheet as read."""

    name: str
    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class SheetName(NamedTuple):
    """A sheet as the book lists it."""

    name: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Book:
    """The sheets of a file; each is read when it is asked for."""

    names: tuple[SheetName, ...]
    read: Callable[[int], Sheet]

    def sheet(self, index: int) -> Sheet:
        """One sheet, counted from 0. Raises Unreadable."""
        if not 0 <= index < len(self.names):
            raise Unreadable(Refusal.NO_SUCH_SHEET)
        return self.read(index)


def single(sheet: Sheet) -> Book:
    """A book of one sheet, as text files and pastes are."""
    return Book((SheetName(sheet.name),), lambda _index: sheet)


@dataclass
class Gathering:
    """Cells being gathered into lines, held to the limits. Cells come in any order."""

    found: dict[int, dict[int, Cell]] = field(default_factory=dict)
    count: int = 0

    def put(self, line: int, column: int, cell: Cell) -> None:
        """Add a filled cell. Raises Unreadable beyond a limit."""
        if column >= MOST_COLUMNS:
            raise Unreadable(
                Refusal.TOO_MANY_COLUMNS, column=column_letter(column), most=MOST_COLUMNS
            )
        cells = self.found.get(line)
        if cells is None:
            if len(self.found) >= MOST_ROWS + LINES_BESIDE:
                raise Unreadable(Refusal.TOO_MANY_LINES, most=MOST_ROWS)
            cells = self.found[line] = {}
        self.count += 1
        if self.count > MOST_CELLS:
            raise Unreadable(Refusal.TOO_MANY_CELLS, most=MOST_CELLS)
        cells[column] = cell

    def lines(self) -> tuple[Line, ...]:
        """What was gathered, from top to bottom."""
        return tuple(Line(number, _packed(self.found[number])) for number in sorted(self.found))


def _packed(cells: dict[int, Cell]) -> tuple[Cell, ...]:
    return tuple(cells.get(column, NOTHING) for column in range(max(cells) + 1))


def text_cell(text: str) -> Cell | None:
    """A cell of text, trimmed; None if nothing is left of it."""
    kept = text.strip(" \t\r\n\v\f\x00\u00a0\u3000\u200b\ufeff")[:MOST_CHARACTERS]
    return Cell(kept) if kept else None
