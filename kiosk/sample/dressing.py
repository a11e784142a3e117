"""Dress the sample in an office's own names, so that its walls bear them from the first minutes on. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.accounts.office_names import office_word

_STATION_TAIL = re.compile(r"(收费站|站)$")


@dataclass(frozen=True)
class Names:
    """What an office, its brand and its stations are called. `stations` are (name, short name)."""

    office: str
    short: str
    branch: str
    brand: str
    magazine: str
    column: str
    stations: tuple[tuple[str, str], ...]


def names_in(data: Mapping[str, Any]) -> Names:
    """The names the sample was written with."""
    org = data["org"]
    return Names(
        office=org["office"],
        short=org["office_short"],
        branch=org["branch"],
        brand=org["brand"],
        magazine=org["magazine"],
        column=org["moments_column"],
        stations=tuple((one["name"], one["short_name"]) for one in data["stations"]),
    )


def dressed(node: Any, written: Names, own: Names) -> Any:
    """The same records with the `own` names wherever the `written` ones stand; keys stay."""
    # Also what an office and its stations are still called: no 柳泉 is looked for inside such a name.
    # A branch or a magazine of the old office follows it.
    stays = {written.office, written.short, *(name for both in written.stations for name in both)}
    pairs = [(old, new) for old, new in _pairs(written, own) if old and new]
    spoken = {old: new for old, new in pairs if old != new or old in stays}
    if all(old == new for old, new in spoken.items()):
        return node
    # The longest first: 双泉堡收费站 before 双泉堡.
    pattern = re.compile("|".join(map(re.escape, sorted(spoken, key=len, reverse=True))))
    return _replaced(node, pattern, spoken)


def _pairs(written: Names, own: Names) -> Sequence[tuple[str, str]]:
    pairs = [
        (written.branch, own.branch),
        (written.office, own.office),
        (written.short, own.short),
        (written.brand, own.brand),
        (written.magazine, own.magazine),
        (written.column, own.column),
    ]
    for (old, old_short), (new, new_short) in zip(written.stations, own.stations, strict=False):
        pairs += [(old, new), (old_short, new_short), (_stem(old), _stem(new))]
    # What is left of the office's name stands in numbers: 柳泉公开〔2026〕44号.
    return [*pairs, (office_word(written.short), office_word(own.short))]


def _stem(station: str) -> str:
    return _STATION_TAIL.sub("", station)


def _replaced(node: Any, pattern: re.Pattern[str], spoken: Mapping[str, str]) -> Any:
    if isinstance(node, str):
        return pattern.sub(lambda match: spoken[match[0]], node)
    if isinstance(node, list):
        return [_replaced(one, pattern, spoken) for one in node]
    if isinstance(node, dict):
        return {key: _replaced(value, pattern, spoken) for key, value in node.items()}
    return node
