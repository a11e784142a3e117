"""What a wall does at what hour: it rotates by day, says what matters around a shift handover, and rests at night. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from kiosk.core import clock, quarters

#: A handover lasts from so long before its time until so long after it: who goes and who comes stand there together.
AROUND = timedelta(minutes=15)
#: How much longer pages stay then: people come and go.
SLOWER = 1.3
#: Of what is neither new nor a running 公示, these kinds alone hang around a handover.
KINDS_AT_HANDOVER = frozenset({"notices", "stars"})


class Mode(StrEnum):
    """What a wall does for a while."""

    DAY = "day"
    HANDOVER = "handover"
    NIGHT = "night"
    DARK = "dark"


@dataclass(frozen=True)
class Hours:
    """When the walls of one station that rest alike change what they do.

    `handovers` and `rests` as they are stored: "08:00,16:00,00:00" and "22:00-06:30". `at_rest` is what the
    wall does at night: NIGHT, DARK, or DAY for one that does not rest.
    """

    handovers: str = ""
    at_rest: Mode = Mode.DAY
    rests: str = ""

    def mode_at(self, moment: datetime) -> Mode:
        """What the wall does at `moment`. People who stand before it are told even at night."""
        minute = _minute_of_day(moment)
        if self.hands_over_in(minute):
            return Mode.HANDOVER
        if self.at_rest != Mode.DAY and _lies(minute, *quarters.minutes_of(self.rests)):
            return self.at_rest
        return Mode.DAY

    def hands_over_in(self, minute: int) -> bool:
        """True if a minute of the day lies in a handover."""
        return any(_lies(minute, *one) for one in self._around)

    def turning_points(self, days: Iterable[date]) -> list[datetime]:
        """Every moment of these days at which the wall may begin to do something else.

        A day that begins in the middle of a handover is one too: other postings are new then.
        """
        stretches = [*self._around]
        if self.at_rest != Mode.DAY:
            stretches.append(quarters.minutes_of(self.rests))
        minutes = {minute % quarters.MINUTES_A_DAY for one in stretches for minute in one}
        if self._around:
            minutes.add(0)
        midnights = [clock.day_begins(day) for day in days]
        return [one + timedelta(minutes=minute) for one in midnights for minute in sorted(minutes)]

    def shift_at(self, moment: datetime) -> tuple[str, str] | None:
        """From when to when the shift works that works at `moment`; None where nobody has said."""
        times = sorted(_times(self.handovers))
        if not times:
            return None
        minute = _minute_of_day(moment)
        begun = [one for one in times if _minutes(one) <= minute] or times
        begins = begun[-1]
        return begins, times[(times.index(begins) + 1) % len(times)]

    @property
    def rests_until(self) -> str:
        """When the rotation goes on in the morning."""
        return self.rests.partition("-")[2]

    @cached_property
    def _around(self) -> list[tuple[int, int]]:
        around = int(AROUND.total_seconds()) // 60
        return [(_minutes(one) - around, _minutes(one) + around) for one in _times(self.handovers)]


class Timetable:
    """When walls that rest alike change what they do over some days: worked out once for all of them."""

    def __init__(self, hours: Hours, days: Iterable[date]) -> None:
        self.hours = hours
        self.turning_points = hours.turning_points(days)
        self._modes: dict[datetime, Mode] = {}

    def mode_at(self, moment: datetime) -> Mode:
        """What they do at `moment`."""
        if moment not in self._modes:
            self._modes[moment] = self.hours.mode_at(moment)
        return self._modes[moment]


class News(NamedTuple):
    """What the walls are told around a handover: how one posting that is due lies to the day."""

    code: str
    kind: str
    is_new: bool
    ends_today: bool
    is_publicity: bool

    @property
    def only_runs(self) -> bool:
        """True for a running 公示 of which nothing else is to be said."""
        return self.is_publicity and not (self.is_new or self.ends_today)


def handover_parts(due: Collection[News]) -> tuple[frozenset[str], ...]:
    """What hangs around a handover, by code, each posting in the first part it belongs to: new today, running 公示, the
    other notices and stars. Where there is none of all these, whatever is due: a wall is not left with a summary alone.
    """
    new = frozenset(one.code for one in due if one.is_new)
    running = frozenset(one.code for one in due if one.is_publicity) - new
    rest = frozenset(one.code for one in due if one.kind in KINDS_AT_HANDOVER) - new - running
    if not (new or running or rest):
        return (frozenset(one.code for one in due),)
    return new, running, rest


@lru_cache(maxsize=256)
def quarters_of_handovers(handovers: str) -> int:
    """The quarter-hours of any day that lie wholly in handovers at these times.

    >>> quarters_of_handovers("08:00,00:00").bit_count()
    4
    """
    hours = Hours(handovers)
    found = 0
    for number in range(quarters.A_DAY):
        first = number * quarters.MINUTES
        minutes = range(first, first + quarters.MINUTES)
        if all(hours.hands_over_in(minute) for minute in minutes):
            found |= quarters.span(number, number + 1)
    return found


def _times(handovers: str) -> Iterator[str]:
    return (one for one in handovers.split(",") if one)


def _minutes(time: str) -> int:
    return int(time[:2]) * 60 + int(time[3:])


def _minute_of_day(moment: datetime) -> int:
    local = clock.local(moment)
    return local.hour * 60 + local.minute


def _lies(minute: int, begins: int, ends: int) -> bool:
    """True if a minute of the day lies from `begins` until before `ends`, which may be beyond midnight on either side."""
    return (minute - begins) % quarters.MINUTES_A_DAY < (ends - begins) % quarters.MINUTES_A_DAY
