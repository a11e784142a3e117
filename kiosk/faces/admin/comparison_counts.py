"""How much changed, in words: 改 2 处，增 1 行，删 1 行."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.kinds.compared import Comparison

SENTENCES: dict[str, Callable[[int], str]] = {
    "places": lambda n: ngettext("%(num)d change", "%(num)d changes", n),
    "paragraphs_added": lambda n: ngettext("%(num)d paragraph added", "%(num)d paragraphs added", n),
    "paragraphs_removed": lambda n: ngettext("%(num)d paragraph gone", "%(num)d paragraphs gone", n),
    "rows_added": lambda n: ngettext("%(num)d row added", "%(num)d rows added", n),
    "rows_removed": lambda n: ngettext("%(num)d row gone", "%(num)d rows gone", n),
    "moved": lambda n: ngettext("%(num)d row moved", "%(num)d rows moved", n),
    "columns_added": lambda n: ngettext("%(num)d column added", "%(num)d columns added", n),
    "columns_removed": lambda n: ngettext("%(num)d column gone", "%(num)d columns gone", n),
    "tables_added": lambda n: ngettext("%(num)d table added", "%(num)d tables added", n),
    "tables_removed": lambda n: ngettext("%(num)d table gone", "%(num)d tables gone", n),
    "entries_added": lambda n: ngettext("%(num)d entry added", "%(num)d entries added", n),
    "entries_removed": lambda n: ngettext("%(num)d entry gone", "%(num)d entries gone", n),
    "attachments_added": lambda n: ngettext("%(num)d attachment added", "%(num)d attachments added", n),
    "attachments_removed": lambda n: ngettext("%(num)d attachment gone", "%(num)d attachments gone", n),
    "pictures_added": lambda n: ngettext("%(num)d picture added", "%(num)d pictures added", n),
    "pictures_removed": lambda n: ngettext("%(num)d picture gone", "%(num)d pictures gone", n),
    "unsaid": lambda n: ngettext("%(num)d thing set otherwise", "%(num)d things set otherwise", n),
}  # fmt: skip


@dataclass(frozen=True)
class Aside:
    """Something beside the document that may have changed: its category, where it hangs, until when."""

    label: str
    old: str
    new: str


def summary(found: Comparison, asides: Sequence[Aside]) -> str:
    """改 2 处，增 1 行，删 1 行; empty if nothing changed."""
    counts = found.counts
    counts["places"] += sum(one.old != one.new for one in asides)
    return _(", ").join(say(counts[what]) for what, say in SENTENCES.items() if counts[what])
