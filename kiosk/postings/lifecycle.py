"""What state a posting is in at a moment: what people decided, seen through time. Pure.

People decide a *stage* (draft, registered, withdrawn, archived; what was withdrawn may be archived too).
Time adds the rest: a registered posting waits for its hour, runs its publicity period, hangs, and ends.
Source: DOMAIN §2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from kiosk.core import clock


class Stage(StrEnum):
    """What people have decided."""

    DRAFT = "draft"
    REGISTERED = "registered"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    #: Taken down, and filed after that: whoever asks what was released never finds it.
    WITHDRAWN_ARCHIVED = "withdrawn_archived"


class State(StrEnum):
    """What is so at a moment."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLICITY_RUNNING = "publicity_running"
    SHOWING = "showing"
    ENDED = "ended"
    ENDED_ARCHIVED = "ended_archived"
    WITHDRAWN = "withdrawn"
    WITHDRAWN_ARCHIVED = "withdrawn_archived"


#: So long somebody may find that it was a slip of the hand to take a posting down.
SECOND_THOUGHTS = timedelta(minutes=10)
#: What somebody has taken down, filed or not: walls and phones know nothing of it.
TAKEN_DOWN = frozenset({Stage.WITHDRAWN, Stage.WITHDRAWN_ARCHIVED})
FILED = frozenset({Stage.ARCHIVED, Stage.WITHDRAWN_ARCHIVED})
ON_THE_WALL = frozenset({State.PUBLICITY_RUNNING, State.SHOWING})
#: States whose phone page may say something: on now, or over.
OPEN_TO_READ = ON_THE_WALL | {State.ENDED, State.ENDED_ARCHIVED}


@dataclass(frozen=True)
class Life:
    """What the state depends on. Moments in UTC; the publicity days are the office's, both included."""

    stage: str
    shows_from: datetime | None
    shows_until: datetime | None
    publicity_first: date | None = None
    publicity_last: date | None = None


def state_at(life: Life, moment: datetime) -> State:
    """The state of a posting with this `life` at `moment`."""
    if life.stage in TAKEN_DOWN:
        return State(life.stage)
    if life.stage == Stage.DRAFT or life.shows_from is None:
        return State.DRAFT
    if moment < life.shows_from:
        return State.SCHEDULED
    if life.shows_until is not None and moment >= life.shows_until:
        return State.ENDED_ARCHIVED if life.stage == Stage.ARCHIVED else State.ENDED
    return State.PUBLICITY_RUNNING if publicity_runs(life, moment) else State.SHOWING


def has_hung(life: Life, *, moment: datetime) -> bool:
    """True if it has been on walls by `moment`, which is when it was taken down if it was."""
    return life.stage != Stage.DRAFT and life.shows_from is not None and life.shows_from <= moment


def publicity_runs(life: Life, moment: datetime) -> bool:
    """True from 00:00 of the first day to 24:00 of the last."""
    if life.publicity_first is None or life.publicity_last is None:
        return False
    first, last = clock.day_begins(life.publicity_first), clock.day_ends(life.publicity_last)
    return first <= moment < last


def publicity_is_over(life: Life, moment: datetime) -> bool:
    """True once a publicity period has been and gone; False where there never was one."""
    return life.publicity_last is not None and moment >= clock.day_ends(life.publicity_last)


def last_day(life: Life, moment: datetime) -> date | None:
    """The last day of a publicity period while that runs, else the last on which it hangs; None: until taken down."""
    if publicity_runs(life, moment):
        return life.publicity_last
    until = life.shows_until
    return clock.local_day(until - timedelta(microseconds=1)) if until else None


def turning_points(life: Life) -> list[datetime]:
    """Every moment at which the state, or what may be named, changes by itself."""
    points = [life.shows_from, life.shows_until]
    if life.publicity_first is not None and life.publicity_last is not None:
        points += [clock.day_begins(life.publicity_first), clock.day_ends(life.publicity_last)]
    return sorted({point for point in points if point is not None})


def may_be_put_back(life: Life, *, withdrawn_at: datetime | None, moment: datetime) -> bool:
    """True if a taking down may be undone: lately, and before anything has passed that people count.

    Else it would look as if it had hung when it began or ended, or through a day of its publicity
    period on which it did not.
    """
    if life.stage != Stage.WITHDRAWN or withdrawn_at is None:
        return False
    if not withdrawn_at <= moment <= withdrawn_at + SECOND_THOUGHTS:
        return False
    return not any(withdrawn_at < point <= moment for point in turning_points(life))
