"""Covering a number in the tables of a notice: a column of figures that holds phone numbers becomes one of text."""

from __future__ import annotations

import re
from typing import Any

from kiosk.kinds.editing import Cover, Parts, Typed

_CELL = re.compile(r"table-(?P<id>[a-z0-9]{1,12})-(?:total|[0-9]{1,3})-(?P<key>\w{1,40})", re.ASCII)


def masked_grids(typed: Typed, covered: Typed) -> Typed:
    """`covered` is `typed` with numbers covered; the columns that has happened in hold text from now on."""
    columns = {
        f"table-{match['id']}-type-{match['key']}"
        for (name, before), (_name, after) in zip(typed, covered, strict=True)
        if before != after and (match := _CELL.fullmatch(name))
    }
    return [(name, "text" if name in columns else value) for name, value in covered]


def masked_tables(parts: Parts, cover: Cover) -> Parts:
    """The parts with numbers covered in their tables and in the names of files."""
    made = dict(parts)
    if "tables" in parts:
        made["tables"] = [_masked(one, cover) for one in parts["tables"]]
    if "attachments" in parts:
        made["attachments"] = [
            {**one, "name": cover("name", one["name"])} for one in parts["attachments"]
        ]
    return made


def _masked(table: dict[str, Any], cover: Cover) -> dict[str, Any]:
    changed: set[str] = set()

    def line(row: dict[str, Any]) -> dict[str, Any]:
        made = {key: _cell(key, cell, cover) for key, cell in row.items()}
        changed.update(key for key in row if made[key] != row[key])
        return made

    rows = [line(row) for row in table["rows"]]
    total = line(table["total"]) if table.get("total") else table.get("total")
    columns = [
        {
            **one,
            "label": cover("label", one["label"]),
            "unit": cover("unit", one.get("unit", "")),
            "type": "text" if one["key"] in changed else one.get("type", "text"),
        }
        for one in table["columns"]
    ]
    words = {name: cover(name, table.get(name, "")) for name in ("caption", "note")}
    return {**table, **words, "columns": columns, "rows": rows, "total": total}


def _cell(key: str, cell: object, cover: Cover) -> object:
    """A cell covered; one that holds no number of somebody's stays what it is, a figure included."""
    if cell is None:
        return None
    made = cover(key, str(cell))
    return cell if made == str(cell) else made
