"""Two people on one draft: what each of them changed since they had the same words before them. Pure.

Fields are compared one by one; a table, and a list whose entries have numbers, as a whole: after a row went, the same
field is another row's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from kiosk.kinds.editing import Typed

_WHOLE = re.compile(r"(table-[a-z0-9]+)-|(.+?)-\d+(?:-|$)", re.ASCII)
_DIGITS = 12
#: What is not there and what is empty are one.
NOTHING = ""


@dataclass(frozen=True)
class Merged:
    """Both versions put together. `disputed` are the fields both have changed: there `typed` has one's own words."""

    typed: Typed
    disputed: frozenset[str]
    #: What only the other one has changed, and what only oneself has.
    theirs: frozenset[str]
    mine: frozenset[str]


def unit_of(name: str) -> str:
    """What a field is compared as: itself, or the table or list it belongs to."""
    found = _WHOLE.match(name)
    return (found[1] or found[2]) if found else name


def prints_of(typed: Typed) -> dict[str, str]:
    """A short print of what each field, table and list says; nothing for what is empty."""
    said: dict[str, list[str]] = {}
    for name, value in typed:
        if value:
            plain = value.replace("\r\n", "\n")
            said.setdefault(unit_of(name), []).append(f"{name}\0{plain}")
    return {
        unit: sha256("\1".join(sorted(pairs)).encode()).hexdigest()[:_DIGITS]
        for unit, pairs in said.items()
    }


def changed(before: Typed, after: Typed) -> dict[str, str]:
    """What differs between two versions, with its print before."""
    old, new = prints_of(before), prints_of(after)
    return {
        unit: old.get(unit, NOTHING)
        for unit in {**old, **new}
        if old.get(unit, NOTHING) != new.get(unit, NOTHING)
    }


def merged(mine: Typed, theirs: Typed, base: Mapping[str, str] | None) -> Merged:
    """One's own words and the stored ones, put together.

    `base` has the prints, as they were when one began, of what has been saved otherwise since; what it does not
    have only oneself can have changed. None: nobody knows any more, so that whatever differs is disputed.
    """
    own, stored = prints_of(mine), prints_of(theirs)
    differing = frozenset(changed(theirs, mine))
    if base is None:
        return Merged(mine, differing, frozenset(), frozenset())
    # Changed and changed back is not changed.
    by_them = {one for one in differing & set(base) if stored.get(one, NOTHING) != base[one]}
    only_by_them = frozenset(one for one in by_them if own.get(one, NOTHING) == base[one])
    kept = [pair for pair in mine if unit_of(pair[0]) not in only_by_them]
    taken = [pair for pair in theirs if unit_of(pair[0]) in only_by_them]
    return Merged(
        typed=[*kept, *taken],
        disputed=frozenset(by_them) - only_by_them,
        theirs=only_by_them,
        mine=differing - by_them,
    )
