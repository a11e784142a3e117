"""Star ratings: the frozen result of a rating period, for collectors, teams and stations."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

import msgspec

from kiosk.core.document import Document

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

    @property
    def change(self) -> Decimal | None:
        """What the score has gained since the period before; None where that is not known."""
        return None if self.previous is None else Decimal(self.score) - Decimal(self.previous)


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
