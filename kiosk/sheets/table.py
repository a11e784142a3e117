"""A recognised sheet as a notice holds a table: plain dicts and lists, figures as decimal strings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kiosk.sheets.choices import AS_RECOGNISED, Choices, LineKind
from kiosk.sheets.columns import Column, Content
from kiosk.sheets.layout import bare
from kiosk.sheets.numbers import Signed, shown
from kiosk.sheets.recognise import Recognised
from kiosk.sheets.totals import summary_of, total_contents

Plain = str | int | None
MOST_PLACES = 2


def as_table(
    found: Recognised, *, caption: str | None = None, choices: Choices = AS_RECOGNISED
) -> dict[str, Any]:
    """The table document of a notice. Columns without a single content are left out.

    Cells that are named as errors are empty in it; whoever uses it asks `found.errors` first.
    """
    positions = [
        position
        for position, column in enumerate(found.columns)
        if any(row.contents[position] is not None for row in found.rows)
    ]
    columns = [found.columns[position] for position in positions]
    table: dict[str, Any] = {
        "caption": found.title if caption is None else caption,
        "columns": [_column(column) for column in columns],
        "rows": [
            {
                _key(found.columns[position]): plain(
                    found.columns[position], row.contents[position]
                )
                for position in positions
            }
            for row in found.rows
        ],
        "note": " ".join([*asides(found), *found.below]),
    }
    total = total_contents(
        found.rows,
        found.columns,
        found.summaries,
        as_stated=choices.keeps_totals,
        unread=found.unread,
    )
    if total:
        table["total"] = {
            _key(column): plain(column, total[column.index])
            for column in columns
            if column.index in total
        }
    return table


def asides(found: Recognised) -> list[str]:
    """Lines of averages and of running sums, which a table has no row for, as sentences: 平均：得分 98.33."""
    said = []
    for one in found.marked:
        if one.kind in (LineKind.MEAN, LineKind.RUNNING):
            stated = summary_of(one.line, one.kind, found.columns).stated
            figures = [
                f"{column.label} {_exact(stated[column.index], column)}{_unit(column)}"
                for column in found.columns
                if column.index in stated
            ]
            label = next((text for _index, cell in one.line.filled() if (text := bare(cell))), "")
            if figures and label:
                said.append(f"{label.rstrip(':：')}：{'，'.join(figures)}。")
    return said


def _unit(column: Column) -> str:
    return "%" if column.kind == "percent" else column.unit


def _exact(value: Decimal, column: Column) -> str:
    """As many decimals as it has, but no more than people read."""
    return f"{shown(value, max(column.places, MOST_PLACES)).normalize():f}"


def plain(column: Column, content: Content) -> Plain:
    """A cell as documents hold it: whole numbers as such, other figures with the column's decimals.

    What was written with a plus keeps it, and is a text then: +600.
    """
    if isinstance(content, Signed) and column.kind != "star":
        return f"+{shown(content, column.places):f}"
    if isinstance(content, Decimal):
        if column.kind in {"int", "star"}:
            return int(shown(content, 0))
        return f"{shown(content, column.places):f}"
    return content.isoformat() if isinstance(content, date) else content


def _column(column: Column) -> dict[str, str]:
    return {
        "key": _key(column),
        "label": column.label,
        "type": column.kind,
        "unit": column.unit,
    }


def _key(column: Column) -> str:
    return f"c{column.index + 1}"
