"""Star ratings: the frozen result of a rating period, for collectors, teams and stations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

import msgspec

from kiosk.core.document import Document
from kiosk.kinds.contract import Facts, Kind

LEAST_STAR_NAMED = 3

#: A number of stars, and a score with the decimals it was published with.
StarCount = Annotated[int, msgspec.Meta(ge=0, le=5)]
Score = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+(\.[0-9]+)?$")]


class Collector(Document, frozen=True, kw_only=True):
    """One toll collector's result. `rank` and `score` are None for whoever did not take part."""

    name: str
    station_code: str
    station: str
    team: str = ""
    rank: int | None = None
    score: Score | None = None
    star: StarCount | None = None
    change: str = ""


class Team(Document, frozen=True, kw_only=True):
    """One shift team's result."""

    station: str
    team: str
    score: Score
    star: StarCount


class StationResult(Document, frozen=True, kw_only=True):
    """One station's result; `previous` is its score in the period before, if known."""

    code: str
    station: str
    score: Score
    star: StarCount
    previous: Score | None = None


class StarResult(Document, frozen=True, kw_only=True):
    """The result of one rating period. Nothing in it is computed when it is shown."""

    title: str
    period: str
    rule: str
    participants: int
    #: How many people hold each number of stars, five first: [5★, 4★, 3★, 2★, 1★, 0★].
    distribution: tuple[int, int, int, int, int, int]
    collectors: tuple[Collector, ...]
    teams: tuple[Team, ...] = ()
    stations: tuple[StationResult, ...] = ()


class Stars(Kind[StarResult]):
    """星级考核."""

    name = "stars"
    content = StarResult
    theme = "crimson"
    dwell = "stars"

    def title(self, content: StarResult) -> str:
        return content.title

    def visible(self, content: StarResult, facts: Facts) -> StarResult:
        if facts.publicity is not None and not facts.publicity_is_over:
            return content
        return msgspec.structs.replace(
            content, collectors=tuple(one for one in content.collectors if named_for_good(one))
        )

    def axis_ends(self, stations: Sequence[StationResult]) -> tuple[int, int]:
        """The axis on which stations are compared: whole even points around all their scores."""
        scores = [Decimal(text) for one in stations for text in (one.score, one.previous) if text]
        low, high = math.floor(min(scores) / 2) * 2, math.ceil(max(scores) / 2) * 2
        return low, max(high, low + 2)

    def axis_place(self, score: str, stations: Sequence[StationResult]) -> float:
        """Where on that axis a score stands, 0 to 100."""
        low, high = self.axis_ends(stations)
        return round(float((Decimal(score) - low) / (high - low) * 100), 1)


def named_for_good(collector: Collector) -> bool:
    """True for whoever took part and earned three stars or more (DOMAIN §3.7)."""
    return collector.rank is not None and (collector.star or 0) >= LEAST_STAR_NAMED


STARS = Stars()
