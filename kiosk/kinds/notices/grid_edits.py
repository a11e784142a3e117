"""What the buttons beside a grid do, and what becomes of a range that is pasted into it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from kiosk.core.document import from_builtins
from kiosk.kinds.notices.content import Table
from kiosk.kinds.notices.grid import Grid, GridColumn, fits_a_grid, grid_of
from kiosk.sheets import (
    Code,
    Line,
    LineKind,
    Problem,
    Recognised,
    TypedColumn,
    as_table,
    is_in_words,
    is_total,
    pasted_book,
    read_typed,
    recognise,
)

_NUMBERED = re.compile(r"c([0-9]{1,6})")
_SUMS = {Code.TOTAL_DIFFERS, Code.SUBTOTAL_DIFFERS, Code.MEAN_DIFFERS}
Row = tuple[str, ...]


class GridFull(Exception):
    """More rows or columns than a grid takes."""


def with_row(grid: Grid, at: int) -> Grid:
    """An empty row, to be row `at`. Raises GridFull."""
    empty = ("",) * len(grid.columns)
    return _checked(replace(grid, rows=(*grid.rows[:at], empty, *grid.rows[at:])))


def without_row(grid: Grid, at: int) -> Grid:
    """One row less; the last one is only emptied."""
    rows = (*grid.rows[:at], *grid.rows[at + 1 :])
    return replace(grid, rows=rows or (("",) * len(grid.columns),))


def with_row_moved(grid: Grid, at: int, to: int) -> Grid:
    """The same rows with one in another place."""
    rows = list(grid.rows)
    rows.insert(to, rows.pop(at))
    return replace(grid, rows=tuple(rows))


def with_column(grid: Grid, at: int) -> Grid:
    """A column without a name, to be column `at`. Raises GridFull."""
    column = GridColumn(_fresh_key(grid))
    columns = (*grid.columns[:at], column, *grid.columns[at:])
    return _checked(_in_all_lines(replace(grid, columns=columns), lambda row: _put_in(row, at)))


def without_column(grid: Grid, at: int) -> Grid:
    """One column less; the last one stays, because a table has one."""
    if len(grid.columns) == 1:
        return grid
    columns = (*grid.columns[:at], *grid.columns[at + 1 :])
    return _in_all_lines(replace(grid, columns=columns), lambda row: (*row[:at], *row[at + 1 :]))


def with_total(grid: Grid) -> Grid:
    """The last line added up anew: figures that add up, everything else as it was."""
    sums = grid.read().sums
    before = grid.total or ("",) * len(grid.columns)
    total = tuple(sums.get(at, text) for at, text in enumerate(before))
    return replace(grid, total=total)


def filled(grid: Grid, text: str, *, row: int, column: int) -> Grid:
    """The grid with a pasted range in it, from one cell on; it grows as it must.

    A grid without content takes a range with a head of its own as an import takes a sheet. Raises
    GridFull, and Unreadable if there is nothing in the text.
    """
    sheet = sheet_for(grid, text, row=row, column=column)
    if sheet:
        return _checked(_imported(grid, sheet))
    lines = pasted_book(text).sheet(0).lines
    if _is_headed(grid, lines[0], column):
        lines = lines[1:]
    lines, remarks = _without_sums_in_words(lines)
    grid = replace(grid, note=" ".join(one for one in [grid.note, *remarks] if one))
    lines, total = _total_apart(lines, column)
    return _with_block(grid, lines, total, row=row, column=column)


def rows_of_whole(grid: Grid, text: str, *, row: int, column: int) -> int | None:
    """How many rows a range has that is all of this table: with every head, from its first cell on. Else None.

    Raises Unreadable.
    """
    lines = pasted_book(text).sheet(0).lines
    whole = len(_labels(grid, lines[0], 0)) == len(grid.columns)
    if row or column or not whole or not _is_headed(grid, lines[0], 0):
        return None
    rows, _total = _total_apart(_without_sums_in_words(lines[1:])[0], 0)
    return rows[-1].number - rows[0].number + 1 if rows else None


def sheet_for(grid: Grid, text: str, *, row: int, column: int) -> Recognised | None:
    """The sheet that a pasted range is for this grid; None if it only fills cells. Raises Unreadable."""
    if not grid.is_empty or row or column:
        return None
    found = recognise(pasted_book(text))
    return found if grid.is_blank or _knows_its_head(grid, found) else None


def differing_sums(sheet: Recognised) -> tuple[Problem, ...]:
    """Sums that its own last line, or one in between, has otherwise; the grid has them as the rows add up.

    Not where a row cannot be read: what it lacks is said there.
    """
    sums = (one for one in sheet.problems if one.code in _SUMS)
    return tuple(one for one in sums if one.column not in sheet.unread)


def _is_headed(grid: Grid, first: Line, column: int) -> bool:
    return [cell for cell in _texts(first) if cell] == _labels(grid, first, column)


def _total_apart(lines: tuple[Line, ...], column: int) -> tuple[tuple[Line, ...], Line | None]:
    """The rows, and the last line if that is a total."""
    if len(lines) > 1 and not column and is_total(lines[-1]):
        return lines[:-1], lines[-1]
    return lines, None


def _without_sums_in_words(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], list[str]]:
    """The lines above 合计大写：…, and what those at the end say; a remark is no row."""
    end = len(lines)
    while end > 1 and is_in_words(next((one for one in _texts(lines[end - 1]) if one), "")):
        end -= 1
    return lines[:end], [" ".join(filter(None, _texts(line))) for line in lines[end:]]


def _knows_its_head(grid: Grid, found: Recognised) -> bool:
    """True for a sheet of the same sort with its own head: half of its columns are named like ours.

    If all of them are, in their order, our columns are better than what could be recognised.
    """
    ours = [one.label.strip() for one in grid.columns]
    theirs = [one.label for one in found.columns]
    if theirs == ours or not any(one.kind is LineKind.HEAD for one in found.marked):
        return False
    return 2 * len({*theirs} & {*ours}) >= len(theirs)


def _imported(grid: Grid, found: Recognised) -> Grid:
    table = as_table(found, caption=grid.caption.strip() or found.title)
    made = grid_of(grid.id, from_builtins(table, Table))
    wrong = {
        (one.line, one.column): one.values["value"] for one in found.errors if "value" in one.values
    }
    keys = [f"c{one.index + 1}" for one in found.columns]
    places = {key: at for at, key in enumerate(keys)}
    # What an import empties because it cannot be read stays to be seen here, and is marked.
    rows = tuple(
        tuple(
            wrong.get((source.line, found.columns[places[column.key]].index), text)
            for column, text in zip(made.columns, row, strict=True)
        )
        for source, row in zip(found.rows, made.rows, strict=False)
    )
    return replace(made, rows=rows or made.rows, note=grid.note or made.note)


def _with_block(
    grid: Grid, lines: Sequence[Line], total: Line | None, *, row: int, column: int
) -> Grid:
    width = max(len(line.cells) for line in (*lines, *([total] if total else [])))
    height = lines[-1].number - lines[0].number + 1 if lines else 0
    if not fits_a_grid(row + height, column + width):
        raise GridFull
    grown = grid
    while len(grown.columns) < column + width:
        grown = with_column(grown, len(grown.columns))
    while len(grown.rows) < row + height:
        grown = with_row(grown, len(grown.rows))
    block = [("",) * width for _ in range(height)]
    for line in lines:
        block[line.number - lines[0].number] = _padded(_texts(line), width)
    last = _padded(_texts(total), width) if total else None
    columns, block, last = _recognised(grown, block, last, column)
    rows = list(grown.rows)
    for at, texts in enumerate(block):
        rows[row + at] = _over(rows[row + at], texts, column)
    made = replace(grown, columns=columns, rows=tuple(rows))
    return replace(made, total=last) if last else made


def _recognised(
    grid: Grid, block: list[Row], total: Row | None, column: int
) -> tuple[tuple[GridColumn, ...], list[Row], Row | None]:
    """Pasted texts with figures and days as documents write them; columns nobody has named yet find their type."""
    width = len(block[0]) if block else len(total or ())
    own = grid.columns[column : column + width]
    is_open = [_is_open(grid, column + at) for at in range(width)]
    said = [
        TypedColumn(one.label.strip(), None if free else one.type, one.unit.strip())
        for one, free in zip(own, is_open, strict=True)
    ]
    read = read_typed(said, block, total)
    unread = {(one.line, one.column) for one in read.errors}
    places = [number for number, row in enumerate(block, start=1) if any(row)]
    rows = list(block)
    for number, contents in zip(places, read.rows, strict=True):
        rows[number - 1] = _as_read(block[number - 1], contents, number, unread)
    columns = list(grid.columns)
    for at, free in enumerate(is_open):
        if free:
            columns[column + at] = replace(own[at], type=read.columns[at].kind)
    last = _as_read(total, read.total, len(block) + 1, unread) if total and read.total else total
    return tuple(columns), rows, last


def _as_read(
    texts: Row, contents: Sequence[object], line: int, unread: set[tuple[int, int | None]]
) -> Row:
    return tuple(
        text
        if content is None and (line, at) in unread
        else ""
        if content is None
        else str(content)
        for at, (text, content) in enumerate(zip(texts, contents, strict=True))
    )


def _is_open(grid: Grid, at: int) -> bool:
    """True for a column of which nothing has been said yet."""
    one = grid.columns[at]
    is_filled = any(row[at].strip() for row in grid.rows)
    return not one.label.strip() and one.type == "text" and not is_filled


def _labels(grid: Grid, line: Line, column: int) -> list[str]:
    return [one.label.strip() for one in grid.columns[column : column + len(line.cells)]]


def _texts(line: Line) -> Row:
    return tuple("" if cell.value is None else str(cell.value) for cell in line.cells)


def _padded(row: Row, width: int) -> Row:
    return (*row, *("",) * (width - len(row)))


def _over(row: Row, texts: Row, column: int) -> Row:
    return (*row[:column], *texts, *row[column + len(texts) :])


def _put_in(row: Row, at: int) -> Row:
    return (*row[:at], "", *row[at:])


def _in_all_lines(grid: Grid, change: Callable[[Row], Row]) -> Grid:
    total = None if grid.total is None else change(grid.total)
    return replace(grid, rows=tuple(change(row) for row in grid.rows), total=total)


def _checked(grid: Grid) -> Grid:
    if not fits_a_grid(len(grid.rows), len(grid.columns)):
        raise GridFull
    return grid


def _fresh_key(grid: Grid) -> str:
    taken = [int(found[1]) for one in grid.columns if (found := _NUMBERED.fullmatch(one.key))]
    return f"c{max([len(grid.columns), *taken]) + 1}"
