"""Sums recomputed: the total row, subtotals, means, and sums that stand in a row. Differences are named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.sheets.choices import NUMERIC, LineKind
from kiosk.sheets.columns import Column, Content
from kiosk.sheets.grid import Cell, Line, NoValue
from kiosk.sheets.numbers import figure, places_of, shown
from kiosk.sheets.problems import Code, Problem, Weight

_ACROSS = re.compile(r".{0,6}(?:合计|小计|总计|共计|总额|总分)")
#: A sum across must hold in this share of the rows before an exception is called a mistake.
_HOLDS_IN = Decimal(2) / 3
_FEWEST_ADDENDS = 2
_FEWEST_ROWS = 3


@dataclass(frozen=True)
class Row:
    """One row of the table: the line it stands in, and its cells in the order of the columns."""

    line: int
    contents: tuple[Content, ...]


@dataclass(frozen=True)
class Summary:
    """A line that sums up rows above it, and what it says, column by column."""

    line: int
    kind: LineKind
    stated: Mapping[int, Decimal]
    #: Columns where it has a formula that was never computed.
    uncomputed: frozenset[int] = frozenset()


def summary_of(line: Line, kind: LineKind, columns: Sequence[Column]) -> Summary:
    """What a summing line says of the columns of figures."""
    stated: dict[int, Decimal] = {}
    uncomputed: set[int] = set()
    for column in columns:
        cell = line.at(column.index)
        number = _stated(cell)
        if number is not None and column.kind in NUMERIC:
            stated[column.index] = number
        elif isinstance(cell.value, NoValue):
            uncomputed.add(column.index)
    return Summary(line.number, kind, stated, frozenset(uncomputed))


def _stated(cell: Cell) -> Decimal | None:
    if isinstance(cell.value, Decimal):
        return cell.value
    found = figure(cell.value) if isinstance(cell.value, str) else None
    return found.value if found else None


def sums_of(rows: Sequence[Row], columns: Sequence[Column]) -> dict[int, Decimal]:
    """What each column that adds up adds up to."""
    return {
        column.index: sum(_numbers(rows, position), Decimal(0))
        for position, column in enumerate(columns)
        if column.is_summed
    }


def check_summaries(
    rows: Sequence[Row], columns: Sequence[Column], summaries: Sequence[Summary]
) -> Iterator[Problem]:
    """Differences between what the summing lines say and what the rows add up to."""
    for at, summary in enumerate(summaries):
        if summary.kind is LineKind.SUBTOTAL:
            above = max((one.line for one in summaries[:at]), default=0)
            part = [row for row in rows if above < row.line < summary.line]
            yield from _differences(Code.SUBTOTAL_DIFFERS, part, columns, summary)
        elif summary.kind is LineKind.MEAN:
            yield from _mean_differences(rows, columns, summary)
        else:
            yield from _differences(Code.TOTAL_DIFFERS, rows, columns, summary)


def total_contents(
    rows: Sequence[Row],
    columns: Sequence[Column],
    summaries: Sequence[Summary],
    *,
    as_stated: bool,
    unread: Collection[int] = (),
) -> dict[int, Decimal] | None:
    """The total row as it is to be shown: recomputed where figures add up, as stated where not.

    In the columns `unread` there are figures that could not be read: added up without them, a sum would be wrong and look
    right. It has a figure where the sheet's own total row has one, or a formula for one; None without one.
    """
    total = next((one for one in summaries if one.kind is LineKind.TOTAL), None)
    if total is None:
        return None
    sums = sums_of(rows, columns)
    recomputed = {
        index: value
        for index, value in sums.items()
        if index in total.uncomputed
        or (index in total.stated and index not in unread and not as_stated)
    }
    return {**total.stated, **recomputed}


def made_totals(
    rows: Sequence[Row], columns: Sequence[Column], summaries: Sequence[Summary]
) -> Iterator[Problem]:
    """Where a total row's formula had no result, and one was computed for it."""
    sums = sums_of(rows, columns)
    for summary in summaries:
        for column in columns if summary.kind is LineKind.TOTAL else ():
            if column.index in summary.uncomputed and column.index in sums:
                values = {"label": column.label, "sum": _text(sums[column.index], column)}
                yield Problem(Code.TOTAL_MADE, Weight.NOTE, summary.line, column.index, values)


def check_across(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[Problem]:
    """Rows whose own sum (合计, 总分) is not that of the columns it sums up in the other rows.

    Which columns those are, the rows say: the run of columns before it that adds up in most of them.
    """
    for position, column in enumerate(columns):
        if column.kind not in NUMERIC or not _ACROSS.fullmatch(column.label):
            continue
        first = _first_addend(rows, columns, position)
        if first is None:
            continue
        ends = {"first": columns[first].label, "last": columns[position - 1].label}
        for row in rows:
            stated, added = row.contents[position], _added(row, first, position)
            if isinstance(stated, Decimal):
                yield from difference(
                    Code.ROW_SUM_DIFFERS, column, stated, added, line=row.line, named=ends
                )


def _first_addend(rows: Sequence[Row], columns: Sequence[Column], position: int) -> int | None:
    """Where the run of addends begins; None if no run adds up in most rows."""
    checked = [row for row in rows if isinstance(row.contents[position], Decimal)]
    if len(checked) < _FEWEST_ROWS:
        return None
    places = columns[position].places
    left = [shown(_decimal(row.contents[position]), places) for row in checked]
    added = [Decimal(0)] * len(checked)
    best: tuple[int, int] | None = None
    for first in range(position - 1, -1, -1):
        if not columns[first].is_summed or columns[first].unit != columns[position].unit:
            break
        added = [
            so_far + _decimal(row.contents[first])
            for so_far, row in zip(added, checked, strict=True)
        ]
        if position - first < _FEWEST_ADDENDS:
            continue
        holds = sum(shown(one, places) == two for one, two in zip(added, left, strict=True))
        if holds >= _HOLDS_IN * len(checked) and (best is None or holds > best[0]):
            best = (holds, first)
    return None if best is None else best[1]


def _added(row: Row, first: int, end: int) -> Decimal:
    return sum((_decimal(content) for content in row.contents[first:end]), Decimal(0))


def _decimal(content: Content) -> Decimal:
    return content if isinstance(content, Decimal) else Decimal(0)


def _numbers(rows: Sequence[Row], position: int) -> Iterator[Decimal]:
    contents = (row.contents[position] for row in rows)
    return (content for content in contents if isinstance(content, Decimal))


def _differences(
    code: Code, rows: Sequence[Row], columns: Sequence[Column], summary: Summary
) -> Iterator[Problem]:
    sums = sums_of(rows, columns)
    for column in columns:
        if column.index in sums and column.index in summary.stated:
            yield from difference(
                code,
                column,
                summary.stated[column.index],
                sums[column.index],
                line=summary.line,
            )


def _mean_differences(
    rows: Sequence[Row], columns: Sequence[Column], summary: Summary
) -> Iterator[Problem]:
    for position, column in enumerate(columns):
        numbers = list(_numbers(rows, position))
        stated = summary.stated.get(column.index)
        if stated is None or not numbers or column.is_serial:
            continue
        mean = sum(numbers, Decimal(0)) / len(numbers)
        # A mean is rounded to what the sheet shows of it, which may be more or less than the column.
        yield from difference(
            Code.MEAN_DIFFERS, column, stated, mean, line=summary.line, places=places_of(stated)
        )


def difference(
    code: Code,
    column: Column,
    stated: Decimal,
    added: Decimal,
    *,
    line: int,
    places: int | None = None,
    named: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """The problem there is if two figures differ as the column shows them."""
    shown_places = column.places if places is None else places
    if shown(stated, shown_places) == shown(added, shown_places):
        return
    values = {
        "label": column.label,
        "stated": f"{stated:,.{shown_places}f}",
        "sum": f"{shown(added, shown_places):,f}",
        "difference": f"{shown(stated - added, shown_places):,f}",
    }
    yield Problem(code, Weight.WARNING, line, column.index, {**values, **(named or {})})


def _text(number: Decimal, column: Column) -> str:
    return f"{shown(number, column.places):,f}"
