"""The tables of the sample's notices come back as they were, by whichever way they go in."""

from __future__ import annotations

import csv
import html
import io
import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.sheets import Recognised, as_table, open_book, pasted_book, recognise
from tests.sheets.making import plain_workbook

SAMPLE = Path(__file__).parents[2] / "kiosk" / "sample" / "office.json"
TABLES = [
    pytest.param(table, id=f"{notice['id']}-{table['caption']}")
    for notice in json.loads(SAMPLE.read_text("utf-8"))["notices"]
    for table in notice["tables"]
]
#: Whole figures alone do not say that others might have decimals.
ALIKE = {"int": "number"}
Grid = list[list[str]]


def as_grid(table: dict[str, Any]) -> Grid:
    """What an office would type: a caption, a head with units, the rows, the total."""
    columns = table["columns"]
    head = [one["label"] + (f"（{one['unit']}）" if one.get("unit") else "") for one in columns]
    rows = [[written(row.get(one["key"]), one["type"]) for one in columns] for row in table["rows"]]
    if total := table.get("total"):
        line = [written(total.get(one["key"]), one["type"]) for one in columns]
        rows.append([line[0] or "合计", *line[1:]])
    return [[table["caption"]], head, *rows]


def written(value: object, kind: str) -> str:
    if value is None:
        return ""
    if kind == "money":
        return f"{value:,.2f}"
    return f"{value}%" if kind == "percent" else str(value)


def pasted(grid: Grid) -> Recognised:
    return recognise(pasted_book("\n".join("\t".join(row) for row in grid)))


def as_csv(grid: Grid) -> Recognised:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows(grid)
    return recognise(open_book(buffer.getvalue().encode("gb18030")))


def as_page(grid: Grid) -> Recognised:
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>" for row in grid
    )
    return recognise(open_book(f"<html><table>{rows}</table></html>".encode()))


def as_workbook(grid: Grid) -> Recognised:
    return recognise(open_book(plain_workbook([[text or None for text in row] for row in grid])))


@pytest.mark.parametrize("way", [pasted, as_csv, as_page, as_workbook])
@pytest.mark.parametrize("table", TABLES)
def test_a_notices_table_comes_back_as_it_was(table, way):
    found = way(as_grid(table))
    made = as_table(found)

    assert found.problems == ()
    assert made["caption"] == table["caption"]
    assert [one["label"] for one in made["columns"]] == [one["label"] for one in table["columns"]]
    for mine, theirs in zip(made["columns"], table["columns"], strict=True):
        assert theirs["type"] in {mine["type"], ALIKE.get(mine["type"])}
        assert mine["unit"] == theirs.get("unit", "")
    assert as_grid(plainly(made)) == as_grid(plainly(table))


def plainly(table: dict[str, Any]) -> dict[str, Any]:
    """A table with figures as floats, whichever way they were held."""
    figures = {
        one["key"]: one["type"] in {"int", "number", "money", "percent"} for one in table["columns"]
    }

    def row(cells: dict[str, Any]) -> dict[str, Any]:
        return {
            key: float(value) if value is not None and figures[key] else value
            for key, value in cells.items()
        }

    columns = [
        {**one, "type": "number"} if figures[one["key"]] else one for one in table["columns"]
    ]
    total = row(table["total"]) if table.get("total") else None
    return {
        **table,
        "columns": columns,
        "rows": [row(one) for one in table["rows"]],
        "total": total,
    }
