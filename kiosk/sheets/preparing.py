"""A sheet made ready: what is hidden taken out, corrections put in, merged texts carried down."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.sheets.choices import Choices
from kiosk.sheets.grid import (
    MOST_CELLS,
    MOST_COLUMNS,
    NOTHING,
    Cell,
    Line,
    Merge,
    Sheet,
    text_cell,
)


def prepared(sheet: Sheet, choices: Choices) -> list[Line]:
    """The lines to look at. What its author hid stays hidden unless it is asked for."""
    corrected = choices.corrected()
    lines = [
        _with_texts(line, corrected[line.number]) if line.number in corrected else line
        for line in sheet.lines
        if choices.takes_hidden or line.number not in sheet.hidden_lines
    ]
    return [line for line in lines if line.number not in corrected or line.fill()]


def merged_below(sheet: Sheet) -> dict[int, int]:
    """For each line where a cell begins that is merged downwards, the last line it reaches."""
    found: dict[int, int] = {}
    for merge in sheet.merges:
        if merge.bottom > merge.top:
            found[merge.top] = max(found.get(merge.top, 0), merge.bottom)
    return found


def filled_down(lines: Sequence[Line], merges: Sequence[Merge]) -> list[Line]:
    """Lines in which a text merged over several of them stands in each: the station of five people.

    A figure stays where it is: repeated, it would count several times.
    """
    at = {line.number: index for index, line in enumerate(lines)}
    found = list(lines)
    filled = 0
    for merge in merges:
        begin = at.get(merge.top)
        cell = NOTHING if begin is None else lines[begin].at(merge.left)
        if begin is None or merge.bottom == merge.top or not isinstance(cell.value, str):
            continue
        for index in range(begin + 1, len(found)):
            if found[index].number > merge.bottom or filled >= MOST_CELLS:
                break
            found[index] = _with_cell(found[index], merge.left, cell)
            filled += 1
    return found


def _with_texts(line: Line, texts: dict[int, str]) -> Line:
    for column, text in texts.items():
        if column < MOST_COLUMNS:
            line = _with_cell(line, column, text_cell(text) or NOTHING)
    return line


def _with_cell(line: Line, column: int, cell: Cell) -> Line:
    cells = [*line.cells, *[NOTHING] * (column + 1 - len(line.cells))]
    cells[column] = cell
    return Line(line.number, tuple(cells))
