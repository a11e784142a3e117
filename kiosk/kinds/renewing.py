"""An older document on its way into a new draft: the same words, of the next period and of today. Pure.

Figures, names and days in the text stay: they are what somebody overwrites.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import msgspec

from kiosk.core.document import Document
from kiosk.core.periods import months_on, moved_on, period_in, without_periods
from kiosk.kinds.editing import Parts, Typed

#: Fields in which periods are named, and days that are today's again.
WORDS = frozenset({"title", "subtitle", "body", "period"})
#: What sums up the older document, with its figures: there is nothing to sum up yet.
SUMMED_UP = "summary"
DAYS = frozenset({"sign_date", "day"})
#: Whom one turns to is filled in anew, and says nothing of whether anybody has written here.
TURNED_TO = frozenset({"contact", "seal"})
#: Parts that are of the older document alone: its files, and the result it vouches for.
LEFT_BEHIND = frozenset({"attachments", "embeds"})
#: 10月15日: a day in the text is of its month, like the month itself.
_DAY_OF_MONTH = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日")


def renewed(typed: Typed, parts: Parts, *, on: date) -> tuple[Typed, Parts]:
    """What was typed of an older document, and its parts, for the next one of its sort, written on that day.
    Its files stay behind: last month's scan must not hang with this month's words.
    """
    said = [(name, "" if name == SUMMED_UP else text) for name, text in typed]
    return _moved(said, parts, months=_months(dict(typed), on), on=on)


def redone(typed: Typed, parts: Parts, *, on: date) -> tuple[Typed, Parts]:
    """The same for what was taken down and is written once more: it is of the same month or year."""
    return _moved(typed, parts, months=0, on=on)


def _moved(typed: Typed, parts: Parts, *, months: int, on: date) -> tuple[Typed, Parts]:
    kept = {name: part for name, part in parts.items() if name not in LEFT_BEHIND}
    return (
        [(name, _field(name, text, months, on)) for name, text in typed],
        {**kept, "tables": [_table(one, months) for one in kept["tables"]]}
        if "tables" in kept
        else kept,
    )


def is_renewed_only(old: Document, new: Document) -> bool:
    """True if `new` says what `old` says, of another period and signed on another day."""
    left = TURNED_TO | {SUMMED_UP}
    before, after = (
        {key: one for key, one in msgspec.to_builtins(each).items() if key not in left}
        for each in (old, new)
    )
    return bool(_bare(before) == _bare(after))


def has_kept_a_table(old: Document, new: Document) -> bool:
    """True if a table of `new` has the very rows that one of `old` has, months and days aside."""
    before, after = ([_bare(one["rows"]) for one in _tables(each)] for each in (old, new))
    return any(one in before for one in after)


def is_same_paper(old: Document, new: Document) -> bool:
    """True if both say the same of the same period, whenever they were signed and whatever files hang with them."""
    return bool(_words(msgspec.to_builtins(old)) == _words(msgspec.to_builtins(new)))


def _bare(node: object) -> object:
    if isinstance(node, str):
        return without_periods(_DAY_OF_MONTH.sub("", node))
    if isinstance(node, (list, tuple)):
        return [_bare(one) for one in node]
    if isinstance(node, dict):
        return {key: _bare(value) for key, value in _words(node).items()}
    return node


def _tables(document: Document) -> list[dict[str, Any]]:
    return [one for one in msgspec.to_builtins(document).get("tables", ()) if one["rows"]]


def _words(document: dict[str, object]) -> dict[str, object]:
    left = DAYS | LEFT_BEHIND
    return {key: value for key, value in document.items() if key not in left}


def _months(said: dict[str, str], on: date) -> int:
    period = period_in(said.get("title", "")) or period_in(said.get("body", ""))
    return months_on(period, on=on) if period else 0


def _field(name: str, text: str, months: int, on: date) -> str:
    if name in DAYS:
        return on.isoformat()
    return moved_on(text, months=months) if name in WORDS else text


def _table(table: Parts, months: int) -> Parts:
    """Its caption, its note and the names of its columns; the cells stay."""
    words = {
        name: moved_on(table[name], months=months)
        for name in ("caption", "note")
        if table.get(name)
    }
    columns = [
        {**one, "label": moved_on(one["label"], months=months)} for one in table.get("columns", [])
    ]
    return {**table, **words, "columns": columns}
