"""Total rows with fewer cells than the table: Word and web pages copy a merged 合计 as one cell. Pure.

What stands behind the merged cell then seems to stand too far left. Where it belongs, its place from the right
says, and what the rows add up to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kiosk.sheets.choices import AS_RECOGNISED, LineKind
from kiosk.sheets.grid import NOTHING, Cell, Line, Sheet
from kiosk.sheets.layout import laid_out
from kiosk.sheets.numbers import figure

_SUMMING = (LineKind.TOTAL, LineKind.SUBTOTAL)
#: Cells by their columns.
_Cells = dict[int, Cell]


def with_totals_in_place(sheet: Sheet, widths: Mapping[int, int]) -> Sheet:
    """The sheet with the figures of its short total rows in their columns.

    `widths` gives how many cells each line came with, empty ones and all.
    """
    widest = max(widths.values(), default=0)
    marked = laid_out(sheet.lines, AS_RECOGNISED, merged_below={}).marked
    rows = [one.line for one in marked if one.kind is LineKind.ROW]
    figures = _columns_of_figures(rows)
    moved: dict[int, Line] = {}
    part: list[Line] = []
    for one in marked:
        if one.kind is LineKind.ROW:
            part.append(one.line)
        if one.kind not in _SUMMING:
            continue
        missing = widest - widths.get(one.line.number, widest)
        if missing > 0:
            above = part if one.kind is LineKind.SUBTOTAL else rows
            sums = {column: _sum(above, column) for column in figures}
            moved[one.line.number] = _in_place(one.line, missing, sums)
        part = []
    return replace(sheet, lines=tuple(moved.get(line.number, line) for line in sheet.lines))


def _in_place(line: Line, missing: int, sums: Mapping[int, Decimal]) -> Line:
    """The line with its figures where they add up; failing that, where figures stand at all."""
    stated = {column: cell for column, cell in line.filled() if _value(cell) is not None}
    if not stated:
        return line
    places = [one for one in _places(stated, missing, list(sums)) if one.keys() <= sums.keys()]
    best = next((one for one in places if _adds_up(one, sums)), places[0] if places else stated)
    rest = {column: cell for column, cell in line.filled() if column not in stated}
    cells = {**rest, **best}
    return Line(line.number, tuple(cells.get(at, NOTHING) for at in range(max(cells) + 1)))


def _places(stated: _Cells, missing: int, figures: Sequence[int]) -> Iterator[_Cells]:
    """Where the figures may belong, the likeliest first: as counted from the right, the last columns, as they came."""
    yield {column + missing: cell for column, cell in stated.items()}
    if len(stated) <= len(figures):
        yield dict(zip(figures[-len(stated) :], stated.values(), strict=True))
    yield stated


def _adds_up(cells: _Cells, sums: Mapping[int, Decimal]) -> bool:
    return all(_value(cell) == sums[column] for column, cell in cells.items())


def _columns_of_figures(rows: Sequence[Line]) -> list[int]:
    """The columns in which at least half of what stands are figures."""
    filled: dict[int, list[bool]] = {}
    for line in rows:
        for column, cell in line.filled():
            filled.setdefault(column, []).append(_value(cell) is not None)
    return [column for column, found in sorted(filled.items()) if 2 * sum(found) >= len(found)]


def _sum(rows: Sequence[Line], column: int) -> Decimal:
    return sum((_value(line.at(column)) or Decimal(0) for line in rows), Decimal(0))


def _value(cell: Cell) -> Decimal | None:
    found = figure(cell.value) if isinstance(cell.value, str) else None
    return found.value if found else None
