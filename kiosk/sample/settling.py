"""When a posting of the sample hangs, so that it is in its state on the day asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.postings import publicity
from kiosk.postings.lifecycle import Life, Stage, State, state_at
from kiosk.sample.moving import Announced

#: By how many working days a publicity period may be longer than written. A period of "at least
#: five working days" that begins on a Wednesday can end before the Tuesday it must reach, where
#: a weekend of make-up working days lies in it.
MOST_EXTRA_DAYS = 3
LAST_MOMENT = timedelta(microseconds=1)


class NoSuchMove(ValueError):
    """No whole number of weeks keeps the posting in its state."""


@dataclass(frozen=True)
class Outline:
    """When a posting hangs, as written: its publicity period, or its first and last day, or both.

    Without `until` it hangs until the period ends, and without a period until taken down.
    """

    state: State
    begins: date
    until: date | None = None
    publicity_first: date | None = None
    working_days: int = 0
    #: It hangs only after its publicity period, not during it (the star result).
    waits_for_period: bool = False

    @property
    def stage(self) -> Stage:
        """What people have decided about it."""
        decided = {State.ENDED_ARCHIVED: Stage.ARCHIVED, State.WITHDRAWN: Stage.WITHDRAWN}
        return decided.get(self.state, Stage.REGISTERED)


@dataclass(frozen=True)
class Settled:
    """Where a posting has come to stand."""

    weeks: int
    shows_from: datetime
    shows_until: datetime | None
    announced: Announced | None = None

    def life(self, stage: Stage) -> Life:
        """What the lifecycle rules need."""
        period = self.announced.period if self.announced else None
        return Life(
            stage=stage,
            shows_from=self.shows_from,
            shows_until=self.shows_until,
            publicity_first=period.first if period else None,
            publicity_last=period.last if period else None,
        )


def whole_weeks(as_of: date, written_for: date) -> tuple[int, int]:
    """The whole weeks from `written_for` that end on or before `as_of`, and on or after it."""
    days = (as_of - written_for).days
    return days // 7, -(-days // 7)


def settle(outline: Outline, *, as_of: date, written_for: date, calendar: WorkCalendar) -> Settled:
    """Move `outline` so that it is in its state through the whole of `as_of`. Raises NoSuchMove."""
    for settled in _possible(outline, whole_weeks(as_of, written_for), calendar):
        life = settled.life(outline.stage)
        moments = (clock.day_begins(as_of), clock.day_ends(as_of) - LAST_MOMENT)
        if all(state_at(life, moment) == outline.state for moment in moments):
            return settled
    raise NoSuchMove(f"{outline.state} on {as_of}")


def outline_of(record: dict[str, Any], state: State) -> Outline:
    """The outline of a posting as the sample's files hold it."""
    display = record.get("display") or {}
    period = record.get("publicity") or {}
    until = display.get("until")
    return Outline(
        state=state,
        begins=date.fromisoformat(display.get("from") or period["start"]),
        until=date.fromisoformat(until) if until else None,
        publicity_first=date.fromisoformat(period["start"]) if period else None,
        working_days=period.get("working_days", 0),
        waits_for_period=bool(display and period),
    )


def _possible(
    outline: Outline, weeks: tuple[int, int], calendar: WorkCalendar
) -> Iterator[Settled]:
    for extra in range(MOST_EXTRA_DAYS + 1 if outline.publicity_first else 1):
        for one in weeks:
            yield _moved_by(outline, one, outline.working_days + extra, calendar)


def _moved_by(outline: Outline, weeks: int, working_days: int, calendar: WorkCalendar) -> Settled:
    distance = timedelta(weeks=weeks)
    begins = clock.day_begins(outline.begins + distance)
    ends = clock.day_ends(outline.until + distance) if outline.until else None
    if outline.publicity_first is None:
        return Settled(weeks, begins, ends)
    period = publicity.period(outline.publicity_first + distance, working_days, calendar)
    over = clock.day_ends(period.last)
    if outline.waits_for_period:
        return Settled(weeks, max(begins, over), ends, Announced(period, working_days))
    return Settled(weeks, begins, over, Announced(period, working_days))
