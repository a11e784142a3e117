"""Cells typed into a grid, read just as an import reads a sheet's: the same figures, days, units and complaints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.sheets.choices import NUMERIC, Kind, LineKind
from kiosk.sheets.columns import Column, Content, Reading, read_column
from kiosk.sheets.grid import NOTHING, Cell, text_cell
from kiosk.sheets.heads import ColumnHead
from kiosk.sheets.numbers import shown
from kiosk.sheets.problems import Code, Problem, Weight
from kiosk.sheets.recognise import is_empty, key_problems
from kiosk.sheets.table import Plain, plain
from kiosk.sheets.totals import Row, Summary, check_across, check_summaries, sums_of


@dataclass(frozen=True)
class TypedColumn:
    """What was said of a column; `kind` None: find out."""

    label: str
    kind: Kind | None
    unit: str = ""


@dataclass(frozen=True)
class TypedTable:
    """A grid as it was read. Rows are numbered from 1 in `problems`; the total's line comes after the last.

    Cells that could not be read are None here, and named in `problems`. `sums` has the columns that add up.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Plain, ...], ...]
    total: tuple[Plain, ...] | None
    problems: tuple[Problem, ...]
    sums: dict[int, str]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before it is published."""
        return tuple(one for one in self.problems if one.weight is Weight.ERROR)


def read_typed(
    columns: Sequence[TypedColumn],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] | None = None,
) -> TypedTable:
    """The table that was typed. A row without a single text is passed over, but counted."""
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(map(_cell, row))]
    last = len(rows) + 1
    readings = [
        _reading(at, column, filled, (last, total[at]) if total is not None else None)
        for at, column in enumerate(columns)
    ]
    taken = tuple(one.column for one in readings)
    table = [
        Row(number, tuple(one.contents[place] for one in readings))
        for place, (number, _texts) in enumerate(filled)
    ]
    sums = sums_of(table, taken)
    summary = _summary(readings, last) if total is not None else None
    return TypedTable(
        columns=taken,
        rows=tuple(_plain(taken, row.contents) for row in table),
        total=None if total is None else _plain(taken, [one.contents[-1] for one in readings]),
        problems=tuple(sorted(_problems(readings, table, summary), key=lambda one: one.turn)),
        sums={at: f"{shown(value, taken[at].places):f}" for at, value in sums.items()},
    )


def _reading(
    at: int,
    column: TypedColumn,
    rows: Sequence[tuple[int, Sequence[str]]],
    total: tuple[int, str] | None,
) -> Reading:
    """One column with its total, so that both have the same decimals. A day or stars have no total."""
    texts = [(number, row[at]) for number, row in rows]
    if total is not None:
        has_total = column.kind is None or column.kind == "text" or column.kind in NUMERIC
        texts.append((total[0], total[1] if has_total else ""))
    cells = [(number, _cell(text) or NOTHING) for number, text in texts]
    head = ColumnHead(column.label, column.unit, (column.label,) if column.label else ())
    return read_column(at, head, cells, kind=column.kind)


def _cell(text: str) -> Cell | None:
    return text_cell(text)


def _plain(columns: Sequence[Column], contents: Sequence[Content]) -> tuple[Plain, ...]:
    return tuple(plain(column, one) for column, one in zip(columns, contents, strict=True))


def _summary(readings: Sequence[Reading], line: int) -> Summary:
    stated = {
        one.column.index: content
        for one in readings
        if one.column.kind in NUMERIC and isinstance(content := one.contents[-1], Decimal)
    }
    return Summary(line, LineKind.TOTAL, stated)


def _problems(
    readings: Sequence[Reading], rows: Sequence[Row], summary: Summary | None
) -> Iterator[Problem]:
    columns = [one.column for one in readings]
    for one in readings:
        if not one.column.label:
            yield Problem(Code.NO_LABEL, Weight.ERROR, 0, one.column.index)
        yield from one.problems
        contents = one.contents[: len(rows)]
        if not is_empty(contents):
            yield from key_problems(one.column, contents, rows)
    if summary is not None:
        yield from check_summaries(rows, columns, [summary])
    yield from check_across(rows, columns)
