"""A sheet held against the totals of a notice: whoever publishes one should know if the other disagrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Any

from kiosk.sheets.columns import Column
from kiosk.sheets.problems import Code, Problem
from kiosk.sheets.recognise import Recognised
from kiosk.sheets.totals import difference, sums_of

#: 燃油费 and 油费, 出车里程 and 行驶里程 share so many characters at their end.
_SHARED_END = 2
_NO_FIGURES = {"text", "date", "star"}


@dataclass(frozen=True)
class _Stated:
    label: str
    unit: str
    total: Decimal


def against_table(found: Recognised, table: Mapping[str, Any]) -> list[Problem]:
    """Where the rows of the sheet add up to something else than the total of a notice's table says.

    Columns of one label are the same, else those of one unit whose labels end alike, if that leaves
    no choice on either side.
    """
    sums = sums_of(found.rows, found.columns)
    columns = [column for column in found.columns if column.index in sums]
    problems: list[Problem] = []
    for column, stated in _pairs(columns, _stated(table)):
        named = {"other": stated.label}
        problems += difference(
            Code.STATED_TOTAL_DIFFERS,
            column,
            stated.total,
            sums[column.index],
            line=0,
            named=named,
        )
    return problems


def _stated(table: Mapping[str, Any]) -> list[_Stated]:
    total = table.get("total") or {}
    return [
        _Stated(column["label"], column.get("unit", ""), Decimal(str(total[column["key"]])))
        for column in table["columns"]
        if total.get(column["key"]) is not None and column["type"] not in _NO_FIGURES
    ]


def _pairs(columns: Sequence[Column], stated: Sequence[_Stated]) -> list[tuple[Column, _Stated]]:
    alike = [(column, one) for column in columns for one in stated if column.label == one.label]
    left = [column for column in columns if column not in [pair[0] for pair in alike]]
    rest = [one for one in stated if one not in [pair[1] for pair in alike]]
    close = [(column, one) for column in left for one in rest if _are_close(column, one)]
    return alike + [
        (column, one)
        for column, one in close
        if sum(pair[0] is column for pair in close) == sum(pair[1] is one for pair in close) == 1
    ]


def _are_close(column: Column, stated: _Stated) -> bool:
    ends = zip(reversed(column.label), reversed(stated.label), strict=False)
    shared = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], ends))
    return shared >= _SHARED_END and (not column.unit or stated.unit in {"", column.unit})
