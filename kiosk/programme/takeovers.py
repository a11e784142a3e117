"""紧急插播: what replaces everything on some walls at once and for a while; begun, lengthened, ended, reviewed.

What one says is never changed: whoever said it wrong ends it and begins another. Which one is on where several run is
decided on the wall (static/core/takeover.js), by the rule of `in_force`; a table of cases holds both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.accounts.models import Station
from kiosk.core import clock, codes
from kiosk.core.calendar import WorkCalendar, days
from kiosk.core.db import Base, one_at_a_time, session
from kiosk.screens.models import Screen
from kiosk.screens.operations import screens_in_use

LONGEST = timedelta(hours=24)
#: Nobody has so many days off in a row.
LONGEST_HOLIDAY_DAYS = 30
LOCK = "takeover"
_NAMED = re.compile(r"([^：:]*[^：:\s][^：:]*)[：:](.*\S.*)")


class Reach(StrEnum):
    """Where it is shown."""

    OFFICE = "office"
    STATIONS = "stations"
    SCREENS = "screens"


class Over(Exception):
    """It has ended already."""


class BadEnd(Exception):
    """An end that is not later than now, or more than a day away."""


class OwnTakeover(Exception):
    """Nobody reviews what they have begun themselves."""


@dataclass(frozen=True)
class Place:
    """Which walls: all, those of some stations (codes), or some screens (marks)."""

    reach: Reach
    places: frozenset[str] = frozenset()

    def has(self, *, station: str, mark: str) -> bool:
        """True for the wall of that mark at that station."""
        if self.reach is Reach.OFFICE:
            return True
        return (station if self.reach is Reach.STATIONS else mark) in self.places


@dataclass(frozen=True)
class Said:
    """What a takeover says: of how high a level (1 is the highest), what has happened, who does what, whom to call."""

    level: int
    headline: str
    details: str = ""
    #: One a line: 收费班：入口栏杆落下.
    actions: str = ""
    phone: str = ""


class Takeover(Base):
    """One of them, and what became of it. Keys to nothing: the record outlives stations, screens and accounts."""

    __tablename__ = "takeover"
    __table_args__ = (
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        sa.CheckConstraint("ends_at > begins_at", name="ends"),
        sa.CheckConstraint("reach IN ('office', 'stations', 'screens')", name="reach"),
        sa.UniqueConstraint("year", "serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    #: Counted within the office's year, without gaps.
    year: Mapped[int]
    serial: Mapped[int]
    level: Mapped[int]
    headline: Mapped[str] = mapped_column(sa.String(80))
    details: Mapped[str] = mapped_column(sa.String(200))
    actions: Mapped[str] = mapped_column(sa.Text)
    phone: Mapped[str] = mapped_column(sa.String(40))
    reach: Mapped[str] = mapped_column(sa.String(10))
    #: JSON: codes of stations or marks of screens.
    places: Mapped[str] = mapped_column(sa.Text)
    #: JSON: what the screens that it replaced at once were called.
    reached: Mapped[str] = mapped_column(sa.Text)
    begins_at: Mapped[datetime]
    #: By its own time, as last said.
    ends_at: Mapped[datetime] = mapped_column(index=True)
    begun_by: Mapped[str] = mapped_column(sa.String(60))
    #: When somebody ended it before its time; None: nobody has.
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(sa.String(60), default="")
    ended_why: Mapped[str] = mapped_column(sa.String(200), default="")
    #: The working day on which it is to be reviewed at the latest.
    review_by: Mapped[date]
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(sa.String(60), default="")
    remark: Mapped[str] = mapped_column(sa.String(200), default="")

    @property
    def until(self) -> datetime:
        """Just before this moment it is still on."""
        return min(self.ends_at, self.ended_at) if self.ended_at else self.ends_at

    @property
    def place(self) -> Place:
        """Where it is shown."""
        return Place(Reach(self.reach), frozenset(json.loads(self.places)))

    @property
    def screens(self) -> list[str]:
        """What the screens that it replaced at once were called then."""
        return [str(one) for one in json.loads(self.reached)]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """What is to be done: by whom (may be empty), and what."""
        return steps_in(self.actions)

    def is_running(self, at: datetime) -> bool:
        """True while it is on."""
        return self.begins_at <= at < self.until


def steps_in(actions: str) -> list[tuple[str, str]]:
    """收费班：入口栏杆落下 → ("收费班", "入口栏杆落下"), line by line. Pure."""
    found = []
    for line in filter(None, map(str.strip, actions.splitlines())):
        named = _NAMED.fullmatch(line)
        found.append((named[1].strip(), named[2].strip()) if named else ("", line))
    return found


def in_force(takeovers: Iterable[Takeover], at: datetime) -> list[Takeover]:
    """Those that run at `at`: the first is on, the others follow if they run then still. Pure.

    The highest level comes first, then what was begun last.
    """
    running = [one for one in takeovers if one.is_running(at)]
    return sorted(running, key=lambda one: (one.level, -one.begins_at.timestamp(), one.code))


def review_due(begun: date, calendar: WorkCalendar) -> date:
    """One working day after the day on which it was begun. Pure."""
    later = days(begun + timedelta(days=1), begun + timedelta(days=LONGEST_HOLIDAY_DAYS))
    return next(filter(calendar.is_working_day, later), begun + timedelta(days=1))


def not_over(at: datetime) -> list[Takeover]:
    """Everything that runs at `at`, the first to be shown first."""
    query = sa.select(Takeover).where(
        Takeover.ends_at > at, sa.or_(Takeover.ended_at.is_(None), Takeover.ended_at > at)
    )
    return in_force(session().scalars(query), at)


def running_at(station: Station, moment: datetime) -> list[Takeover]:
    """What runs at `moment` on any wall of `station`, the first to be shown first."""
    running = not_over(moment)
    marks = {""}
    if any(one.reach == Reach.SCREENS for one in running):
        query = sa.select(Screen.mark).where(Screen.station_id == station.id)
        marks |= set(session().scalars(query))
    return [
        one
        for one in running
        if any(one.place.has(station=station.code, mark=mark) for mark in marks)
    ]


def takeover_called(code: str) -> Takeover | None:
    """The one with that code."""
    return session().scalar(sa.select(Takeover).where(Takeover.code == code))


def screens_at(place: Place) -> list[Screen]:
    """The screens it would replace now, station by station."""
    return [one for one in screens_in_use() if place.has(station=one.station.code, mark=one.mark)]


def begin(
    said: Said,
    place: Place,
    *,
    until: datetime,
    who: str,
    at: datetime,
    calendar: WorkCalendar,
    code: str = "",
) -> Takeover:
    """Replace what is on those walls, from now until `until`. Raises BadEnd."""
    _require_end(until, at)
    one_at_a_time(LOCK, session())
    today = clock.local_day(at)
    last = sa.select(sa.func.max(Takeover.serial)).where(Takeover.year == today.year)
    made = Takeover(
        code=code or codes.new_code(),
        year=today.year,
        serial=(session().scalar(last) or 0) + 1,
        level=said.level,
        headline=said.headline,
        details=said.details,
        actions=said.actions,
        phone=said.phone,
        reach=place.reach,
        places=json.dumps(sorted(place.places)),
        reached=json.dumps(
            [f"{one.station.short_name} · {one.name}" for one in screens_at(place)],
            ensure_ascii=False,
        ),
        # A whole second: a wall whose clock is a little behind shows it at once too.
        begins_at=at.replace(microsecond=0),
        ends_at=until,
        begun_by=who,
        review_by=review_due(today, calendar),
    )
    session().add(made)
    session().flush()  # what follows in the same transaction finds it
    return made


def lengthen(takeover: Takeover, *, until: datetime, at: datetime) -> None:
    """Let it end later than was said. Raises Over and BadEnd."""
    if not takeover.is_running(at):
        raise Over
    _require_end(until, at)
    if until <= takeover.ends_at:
        raise BadEnd
    takeover.ends_at = until


def end(takeover: Takeover, *, why: str, who: str, at: datetime) -> None:
    """End it before its time. Raises Over."""
    if not takeover.is_running(at):
        raise Over
    takeover.ended_at, takeover.ended_by, takeover.ended_why = at, who, why


def review(takeover: Takeover, *, remark: str, who: str, at: datetime) -> bool:
    """Note that it was looked at afterwards; False if it was before. Raises OwnTakeover."""
    if takeover.begun_by == who:
        raise OwnTakeover
    if takeover.reviewed_at is not None:
        return False
    takeover.reviewed_at, takeover.reviewed_by, takeover.remark = at, who, remark
    return True


def to_review() -> list[Takeover]:
    """What nobody has reviewed yet, the oldest first."""
    query = sa.select(Takeover).where(Takeover.reviewed_at.is_(None))
    return list(session().scalars(query.order_by(Takeover.begins_at, Takeover.id)))


def _require_end(until: datetime, at: datetime) -> None:
    if not at < until <= at + LONGEST:
        raise BadEnd
