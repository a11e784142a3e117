"""What a person decides about a sheet. Everything left open is recognised.

A structure of plain values, so that it can travel in a form field and be stored with a draft as JSON.
Lines are numbered as the sheet numbers them, columns from 0.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Literal

import msgspec

from kiosk.sheets.problems import column_index

#: The types of a notice's columns.
Kind = Literal["text", "int", "number", "money", "percent", "date", "star"]
NUMERIC: frozenset[Kind] = frozenset(("int", "number", "money", "percent"))
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)


class LineKind(StrEnum):
    """What a line of the sheet was taken for."""

    TITLE = "title"
    HEAD = "head"
    ROW = "row"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    MEAN = "mean"
    #: A sum over more than the sheet holds, which nothing here can check: 本年累计.
    RUNNING = "running"
    #: A line inside the table that only names what follows: 一、办公用品.
    SECTION = "section"
    NOTE = "note"
    LEFT_OUT = "left_out"


class Role(StrEnum):
    """What a column of a star sheet holds."""

    SERIAL = "serial"
    RANK = "rank"
    NUMBER = "number"
    NAME = "name"
    STATION = "station"
    TEAM = "team"
    POST = "post"
    ITEM = "item"
    BONUS = "bonus"
    DEDUCTION = "deduction"
    SCORE = "score"
    STAR = "star"
    CHANGE = "change"
    STATUS = "status"
    NONE = "none"


class Choices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was decided by hand."""

    sheet: int | None = None
    #: First and last line of the head; (0, 0) for a range that has none.
    head: tuple[int, int] | None = None
    #: First and last line that may be a row.
    rows: tuple[int, int] | None = None
    lines: dict[int, LineKind] = {}
    labels: dict[int, str] = {}
    kinds: dict[int, Kind] = {}
    roles: dict[int, Role] = {}
    left_out: tuple[int, ...] = ()
    #: New texts of single cells, by their names: {"C23": "曹慧敏"}.
    corrections: dict[str, str] = {}
    takes_hidden: bool = False
    #: The total row says what the sheet says, also where the rows add up to something else.
    keeps_totals: bool = False

    def corrected(self) -> dict[int, dict[int, str]]:
        """The corrections by line and column; names that name no cell are passed over."""
        found: dict[int, dict[int, str]] = {}
        for name, text in self.corrections.items():
            if place := _CELL.fullmatch(name):
                found.setdefault(int(place[2]), {})[column_index(place[1])] = text
        return found


AS_RECOGNISED = Choices()
