"""How long a page of a wall stays: the usual seconds, and what the office has set instead (DESIGN §5)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kiosk.accounts.offices import office

#: What no page undercuts, and none exceeds.
LEAST_SECONDS = 12
MOST_SECONDS = 45
#: Prose: the time to look up, then that to read.
PROSE_BEGINS_WITH, CHARACTERS_A_SECOND = 4, 5
#: By what stands on the page, as boards name it; the browser knows the same. Prose takes as long as
#: its characters do: here stands the most.
USUAL_SECONDS = {
    "prose": 45,
    "table": 20,
    "stars": 25,
    "honors": 20,
    "honor": 18,
    "moment": 20,
    "contacts": 15,
    "overview": 20,
}
#: Pages that no office sets a time for.
FIXED_SECONDS = {"empty": 30, "handover": 20, "night": 60}


def seconds_of(
    dwell: str, characters: int, own: Mapping[str, int] | None = None, *, set_to: int = 0
) -> float:
    """How long a page stays on which `characters` stand, never zero; the wall reckons the same (rotation.js). Pure.

    `own` is what the office has set, `set_to` what a playlist has set for its board instead of either.
    """
    own = own or {}
    fixed = {**USUAL_SECONDS, **FIXED_SECONDS}
    if dwell in fixed and dwell != "prose":
        return set_to or own.get(dwell) or fixed[dwell]
    most = set_to or own.get("prose") or USUAL_SECONDS["prose"]
    return min(max(LEAST_SECONDS, PROSE_BEGINS_WITH + characters / CHARACTERS_A_SECOND), most)


def own_seconds() -> dict[str, int]:
    """What the office has set, as far as it is not the usual."""
    said = json.loads(office().page_seconds)
    return {name: said[name] for name in USUAL_SECONDS if name in said}


def page_seconds() -> dict[str, int]:
    """How long each sort of page stays."""
    return USUAL_SECONDS | own_seconds()


def kept(seconds: Mapping[str, int]) -> str:
    """What is stored of `seconds`: only what is not the usual, so that a better usual reaches everyone."""
    own = {name: value for name, value in seconds.items() if USUAL_SECONDS.get(name) != value}
    return json.dumps(own, sort_keys=True)
