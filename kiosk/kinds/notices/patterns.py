"""What a notice of each category usually says: title, opening, closing, columns of its tables. Pure.

Whoever finds writing hard begins with these and changes the ××. Source: DOMAIN §6 and the papers of
the sample office; what is known (issuer, month, quarter) is filled in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.core.document import Document, from_builtins
from kiosk.core.months import MONTHS_A_QUARTER, month_after, quarter_of
from kiosk.core.prose import lines_of
from kiosk.kinds.notices.content import ColumnType

_FILE = Path(__file__).with_name("patterns.json")
#: 如下 and no list behind it in the same paragraph.
_ANNOUNCES = re.compile(r"如下(?:$|[：:。.]$|，[^：:]*$)")
_CLAIM = re.compile(r"已经[^，。]{2,12}核对")
_PLACE = re.compile(r"\{[a-z_]+\}")
_QUARTERS = "一二三四"


class PatternColumn(Document, frozen=True, kw_only=True):
    """One column of a table that such a notice usually has."""

    label: str
    type: ColumnType = "text"
    unit: str = ""


class PatternTable(Document, frozen=True, kw_only=True):
    """One table that such a notice usually has."""

    caption: str
    columns: tuple[PatternColumn, ...]


class Pattern(Document, frozen=True, kw_only=True):
    """What a notice usually says. In curly brackets stands what is known only when it is used."""

    title: str = ""
    opening: str = ""
    closing: str = ""
    tables: tuple[PatternTable, ...] = ()

    @property
    def body(self) -> str:
        """Opening and closing, with room between them."""
        return "\n\n".join(part for part in (self.opening, self.closing) if part)


def pattern_of(category: str) -> Pattern:
    """What a notice of that category usually says; an empty pattern where nobody has written one."""
    return _patterns().get(category, Pattern())


def patterns() -> Collection[Pattern]:
    """What notices of all categories usually say."""
    return _patterns().values()


def filled(text: str, *, on: date, issuer: str, branch: str = "", about: date | None = None) -> str:
    """`text` with the issuer and the periods before `on` filled in, or those that `about` lies in.

    >>> filled("{issuer}{last_month}公务用车使用情况公开", on=date(2026, 1, 5), issuer="柳泉所")
    '柳泉所2025年12月公务用车使用情况公开'
    """
    month = about or month_after(on, -1)
    quarter = quarter_of(about or month_after(on, -MONTHS_A_QUARTER))
    known = {
        "issuer": issuer,
        "branch": branch or issuer,
        "year": str((about or on).year),
        "last_month": f"{month.year}年{month.month}月",
        "last_quarter": f"{quarter.year}年第{_QUARTERS[quarter.month // MONTHS_A_QUARTER]}季度",
    }
    for name, value in known.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def announced_last(body: str) -> str:
    """The last paragraph of `body` if it announces what follows it: 现将考勤情况公开如下。

    What a pattern closes with is no such thing.
    """
    closings = {line for one in patterns() for line in lines_of(one.closing)}
    lines = [line for line in lines_of(body) if line not in closings]
    return lines[-1] if lines and _ANNOUNCES.search(lines[-1]) else ""


def vouched(body: str) -> str:
    """What an opening that nobody has changed says somebody has done: 已经廉政监督员核对."""
    lines = lines_of(body)
    for opening in {one.opening for one in patterns()}:
        claim = _CLAIM.search(opening)
        shape = ".{1,20}".join(map(re.escape, _PLACE.split(opening)))
        if claim and any(re.fullmatch(shape, line) for line in lines):
            return claim[0]
    return ""


@cache
def _patterns() -> dict[str, Pattern]:
    written: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return {code: from_builtins(one, Pattern) for code, one in written.items()}
