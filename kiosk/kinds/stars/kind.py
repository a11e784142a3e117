"""What only stars know about being shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
from flask_babel import gettext as _

from kiosk.kinds.contract import Facts, Kind
from kiosk.kinds.editing import Cover, Known, Parts, Typed
from kiosk.kinds.stars import editor as editing
from kiosk.kinds.stars.content import Collector, StarResult, StationResult

LEAST_STAR_NAMED = 3
STATION_SUFFIX = "收费站"


class Stars(Kind[StarResult]):
    """星级考核."""

    name = "stars"
    content = StarResult
    editor = editing.StarsEditor
    theme = "crimson"

    def title(self, content: StarResult) -> str:
        return content.title

    def content_of(self, editor: editing.StarsEditor, parts: Parts, known: Known) -> StarResult:
        return editing.result_of(editor, parts, known)

    def values_of(self, content: StarResult) -> dict[str, Any]:
        return editing.values_of(content)

    def parts_of(self, content: StarResult) -> Parts:
        return editing.parts_of(content)

    def masked(self, typed: Typed, parts: Parts, cover: Cover) -> tuple[Typed, Parts]:
        covered, _parts = super().masked(typed, parts, cover)
        return covered, editing.masked_result(parts, cover)

    def lacking(self, parts: Parts) -> str:
        result = parts.get("result", {})
        if any(result.get(name) for name in ("collectors", "teams", "stations")):
            return ""
        return _("Nobody is in it yet: import the ranked sheet.")

    def visible(self, content: StarResult, facts: Facts) -> StarResult:
        if self.names_all(facts):
            return content
        return msgspec.structs.replace(
            content, collectors=tuple(one for one in content.collectors if named_for_good(one))
        )

    def names_all(self, facts: Facts) -> bool:
        """True while the result is out for objections; afterwards only the best are named."""
        return facts.publicity is not None and not facts.publicity_is_over

    def axis_ends(self, stations: Sequence[StationResult]) -> tuple[int, int]:
        """The axis on which stations are compared: whole even points around all their scores."""
        scores = [Decimal(text) for one in stations for text in (one.score, one.previous) if text]
        low, high = math.floor(min(scores) / 2) * 2, math.ceil(max(scores) / 2) * 2
        return low, max(high, low + 2)

    def axis_place(self, score: str, stations: Sequence[StationResult]) -> float:
        """Where on that axis a score stands, 0 to 100."""
        low, high = self.axis_ends(stations)
        return round(float((Decimal(score) - low) / (high - low) * 100), 1)

    def short_name(self, station: str) -> str:
        """双泉堡收费站 → 双泉堡站: the lines of a ranking have no room for more."""
        stem = station.removesuffix(STATION_SUFFIX)
        return stem if stem == station else f"{stem}站"


def named_for_good(collector: Collector) -> bool:
    """True for whoever took part and earned three stars or more (DOMAIN §3.7)."""
    return collector.rank is not None and (collector.star or 0) >= LEAST_STAR_NAMED


STARS = Stars()
