"""The rules of a playlist: what of all that is due rotates at a moment, how often, for how long, and until when that holds.

Pure. A playlist's rules are a document; without any line everything that is due rotates, once a round. A line speaks of one
kind or of one posting, and a line about a posting goes before one about its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from kiosk.core import clock
from kiosk.core.document import Document
from kiosk.programme.rounds import round_of
from kiosk.programme.weave import Candidate, in_order, woven

MINUTES_A_DAY = 24 * 60
MOST_WEIGHT = 5
#: A page of whatever is set apart stays no shorter than any other (page_times.py), and not for good.
LEAST_SECONDS, MOST_SECONDS = 12, 120
#: Behind everything that has a place.
NO_PLACE = 1000
A_DAY = timedelta(days=1)


class Times(Document, frozen=True):
    """When a line holds; empty: always. What is left open does not narrow it."""

    #: From and until, in minutes since the office's midnight; one that ends before it begins goes on past midnight and
    #: belongs to the day on which it begins.
    spans: tuple[tuple[int, int], ...] = ()
    #: 1 is Monday.
    weekdays: tuple[int, ...] = ()
    first_day: date | None = None
    last_day: date | None = None


class Line(Document, frozen=True):
    """What holds for one kind, or for one posting."""

    #: "kind:notices" or "posting:k3v7qm"
    target: str
    is_hidden: bool = False
    #: How often it comes in the time in which others come once.
    weight: int = 1
    #: What stands in the place of the usual seconds of its pages (for prose: the most).
    seconds: int | None = None
    #: Smaller comes earlier.
    place: int | None = None
    is_pinned: bool = False
    times: Times = Times()
    #: What becomes of it at other times than those.
    otherwise: Literal["usual", "hidden"] = "usual"


class Rules(Document, frozen=True):
    """What holds on the screens that have chosen a playlist."""

    lines: tuple[Line, ...] = ()


EVERYTHING = Rules()
#: Of what no line speaks.
AS_USUAL = Line(target="")


class Due(NamedTuple):
    """A posting and when it is due: from `begins` until before `ends`; None: as long as anybody asks."""

    candidate: Candidate
    kind: str
    begins: datetime | None = None
    ends: datetime | None = None

    def is_at(self, moment: datetime) -> bool:
        """True if it is due then."""
        begun = self.begins is None or self.begins <= moment
        return begun and (self.ends is None or moment < self.ends)


@dataclass(frozen=True)
class Turn:
    """A posting's turn. `seconds`: of its pages; None: the usual ones."""

    code: str
    seconds: int | None = None


@dataclass(frozen=True)
class Round:
    """What rotates, over and over, in this order. `until`: the next moment at which anything can change by itself."""

    turns: tuple[Turn, ...]
    until: datetime | None

    @property
    def seconds(self) -> dict[str, int]:
        """The seconds that are not the usual ones, by code."""
        return {one.code: one.seconds for one in self.turns if one.seconds is not None}


def round_at(
    postings: Iterable[Due],
    rules: Rules,
    moment: datetime,
    *,
    places: Mapping[str, int] | None = None,
) -> Round:
    """What of `postings` rotates at `moment`. `places` are those people have given at the screen's station.

    The order in which postings come in does not matter.
    """
    every = list(postings)
    shown = [
        (one, line)
        for one in every
        if one.is_at(moment) and not (line := line_for(one, rules, moment)).is_hidden
    ]
    lines = {one.candidate.code: line for one, line in shown}
    order, leading = _ordered([one.candidate for one, _line in shown], lines, places or {})
    turns = round_of(
        order,
        [lines[one.code].weight for one in order],
        leading=leading,
        alternates=not (places and _has_no_places(lines.values())),
    )
    return Round(
        tuple(Turn(one.code, lines[one.code].seconds) for one in turns),
        until=min((one for one in _edges(every, rules, moment) if one > moment), default=None),
    )


def line_for(one: Due, rules: Rules, moment: datetime) -> Line:
    """What holds for a posting at `moment`; where no line speaks of it, a line that changes nothing."""
    for target in (f"posting:{one.candidate.code}", f"kind:{one.kind}"):
        for line in rules.lines:
            if line.target != target:
                continue
            if holds(line.times, moment):
                return line
            if line.otherwise == "hidden" and not line.is_hidden:
                return Line(target=target, is_hidden=True)
    return AS_USUAL


def holds(times: Times, moment: datetime) -> bool:
    """True if `moment` lies within `times`, by the office's clock."""
    here = clock.local(moment)
    day, minute = here.date(), here.hour * 60 + here.minute
    if not times.spans:
        return _is_among(times, day)
    return any(
        (begins <= minute and (minute < ends or ends <= begins) and _is_among(times, day))
        or (minute < ends <= begins and _is_among(times, day - A_DAY))
        for begins, ends in times.spans
    )


def edges(times: Times, days: Iterable[date]) -> list[datetime]:
    """Every moment of these days at which `times` can begin or cease to hold."""
    found = [
        clock.day_begins(day) + timedelta(minutes=minute)
        for day in days
        for minute in _minutes(times)
    ]
    if times.first_day is not None:
        found.append(clock.day_begins(times.first_day))
    if times.last_day is not None:
        found += [
            clock.day_ends(times.last_day) + timedelta(minutes=ends)
            for ends in (0, *(ends for begins, ends in times.spans if ends <= begins))
        ]
    return found


def turning_points(rules: Rules, days: Iterable[date]) -> list[datetime]:
    """The same for all lines of `rules`."""
    days = list(days)
    return [point for line in rules.lines for point in edges(line.times, days)]


def _edges(postings: Iterable[Due], rules: Rules, moment: datetime) -> list[datetime]:
    """Moments at which something can change, the next one after `moment` among them."""
    today = clock.local_day(moment)
    own = [point for one in postings for point in (one.begins, one.ends) if point is not None]
    return own + turning_points(rules, [today, today + A_DAY])


def _minutes(times: Times) -> set[int]:
    """The minutes of any day at which something can change."""
    found = {minute for span in times.spans for minute in span}
    return found | {0} if times.weekdays else found


def _is_among(times: Times, day: date) -> bool:
    return (
        (not times.weekdays or day.isoweekday() in times.weekdays)
        and (times.first_day is None or times.first_day <= day)
        and (times.last_day is None or day <= times.last_day)
    )


def _ordered(
    candidates: Sequence[Candidate], lines: Mapping[str, Line], places: Mapping[str, int]
) -> tuple[list[Candidate], int]:
    """Every candidate once, and how many of them stay in front: what opens a round, then what is pinned.

    Where a line gives a place, those of the station do not count.
    """
    ranked = [_ranked(one, lines[one.code]) for one in candidates]
    opening = woven(one for one in ranked if one.opens)
    pinned = sorted(
        (one for one in ranked if lines[one.code].is_pinned and not one.opens),
        key=lambda one: (one.rank, one.code),
    )
    rest = [one for one in ranked if not one.opens and not lines[one.code].is_pinned]
    behind = in_order(rest, places) if _has_no_places(lines.values()) else woven(rest)
    return [*opening, *pinned, *behind], len(opening) + len(pinned)


def _ranked(one: Candidate, line: Line) -> Candidate:
    place = line.place if line.place is not None else NO_PLACE
    return one._replace(rank=(place, *one.rank))


def _has_no_places(lines: Iterable[Line]) -> bool:
    return all(line.place is None for line in lines)
