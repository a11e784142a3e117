"""Columns whose head only says that they sum something up: what the rows come to tells whether that is money.

小计 beside 单价（元） and 数量 is an amount; beside 出勤 and 请假 it is a number of days.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kiosk.sheets.columns import Content, Reading
from kiosk.sheets.numbers import shown

_SUMS_UP = re.compile(r"(?:小计|合计|总计|共计|合价|总额)")
_UNSAID = frozenset({"int", "number"})
_FEWEST_ROWS = 2
#: In so many of the rows it must hold.
_HOLDS_IN = Decimal(2) / 3
_PLACES = 2


def amounts(readings: Sequence[Reading]) -> list[int]:
    """The places of columns that hold money though neither their heads nor their cells say so."""
    return [
        at
        for at, one in enumerate(readings)
        if one.column.kind in _UNSAID
        and not one.unit
        and _SUMS_UP.fullmatch(one.column.label)
        and any(map(_holds, _come_to(readings, at)))
    ]


def _come_to(readings: Sequence[Reading], at: int) -> Iterator[list[tuple[Content, Content]]]:
    """What stands in that column beside what it would be: each price times each quantity, and the money left of it."""
    stated = readings[at].contents
    money = [one for one in readings[:at] if one.column.kind == "money"]
    counted = [one for one in readings[:at] if one.column.kind in _UNSAID]
    for price in money:
        for quantity in counted:
            pairs = zip(price.contents, quantity.contents, strict=True)
            yield list(zip(stated, (_times(one, two) for one, two in pairs), strict=True))
    if len(money) > 1:
        rows = zip(*(one.contents for one in money), strict=True)
        yield list(zip(stated, map(_added, rows), strict=True))


def _times(one: Content, other: Content) -> Content:
    return one * other if isinstance(one, Decimal) and isinstance(other, Decimal) else None


def _added(row: Sequence[Content]) -> Content:
    return sum((one for one in row if isinstance(one, Decimal)), Decimal(0))


def _holds(pairs: Sequence[tuple[Content, Content]]) -> bool:
    figures = [
        (one, other)
        for one, other in pairs
        if isinstance(one, Decimal) and isinstance(other, Decimal)
    ]
    if len(figures) < _FEWEST_ROWS:
        return False
    right = sum(shown(one, _PLACES) == shown(other, _PLACES) for one, other in figures)
    return right >= _HOLDS_IN * len(figures)
