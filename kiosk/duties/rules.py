"""How a duty stands on a day: done, stated to be nothing, in hand, due soon, overdue. Pure.

The one rule for walls, the panel's first page and its calendar. Source: DOMAIN §2.4, §7; the office's report: 及时公示.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kiosk.core.calendar import WorkCalendar
from kiosk.core.months import MONTHS_A_YEAR, month_after
from kiosk.core.rhythms import (
    DATED,
    MONTHS,
    Limit,
    Rhythm,
    Span,
    last_day,
    last_working_day,
    span_before,
    span_of,
)

ANY_DAY = Limit()
#: What was left undone longer ago is owed no more.
MOST_MONTHS_OWED = MONTHS_A_YEAR
#: What is due within so many days, today included, is due soon.
SOON_DAYS = 7


class Standing(StrEnum):
    """What is known of a span, as walls may say it."""

    DISCLOSED = "disclosed"
    NOTHING = "nothing"
    MISSING = "missing"


class State(StrEnum):
    """What that means on a day, for those who have to do it."""

    OVERDUE = "overdue"
    SOON = "soon"
    IN_HAND = "in_hand"
    OPEN = "open"
    ANY_TIME = "any_time"
    DONE = "done"
    NOTHING = "nothing"
    MISSED = "missed"


class Doing(NamedTuple):
    """That it was done on a day. `left_on`: of the newest, the last day it hung, where it hung as a plain disclosure."""

    on: date
    left_on: date | None = None
    number: str = ""
    #: How the row it was read from is found: a posting's code, or the number of a recorded doing.
    code: str = ""
    note: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Statement:
    """That a month (its first day) was stated to have nothing."""

    month: date
    stated_on: date
    is_sample: bool = False


@dataclass(frozen=True)
class Duty:
    """What, who, where, how often, how much of it, and by when."""

    name: str
    rhythm: str
    limit: Limit = ANY_DAY
    minimum: int = 1
    who: str = ""
    #: The station's code; None: the office's.
    place: str | None = None
    #: The code of its category; empty: a duty of its own.
    category: str = ""
    #: The rows behind it: of its category or of itself, and of its station.
    row: int = 0
    station: int | None = None
    is_private: bool = False
    note: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Kept:
    """What is known of a duty. `since`: from which day on it is expected; None: it is not."""

    #: The newest first.
    doings: tuple[Doing, ...] = ()
    statements: tuple[Statement, ...] = ()
    #: Days on which somebody worked on it, or for which it is planned.
    work: tuple[date, ...] = ()
    since: date | None = None


@dataclass(frozen=True)
class Found:
    """A standing and what it stands on."""

    standing: Standing
    on: date | None = None
    doings: tuple[Doing, ...] = ()
    statement: Statement | None = None

    @property
    def number(self) -> str:
        """The register number of the newest disclosure."""
        return self.doings[0].number if self.doings else ""

    @property
    def is_sample(self) -> bool:
        """True if what is counted is of the sample."""
        counted = self.doings[0] if self.doings else self.statement
        return counted is not None and counted.is_sample


@dataclass(frozen=True)
class Occurrence:
    """A duty in one span. `due`: the last day it is in time; None where it comes when there is something."""

    duty: Duty
    span: Span
    due: date | None
    state: State
    found: Found
    #: The last day somebody worked on it in this span.
    worked_on: date | None = None
    #: The last day of what hung before, if nothing has followed it.
    left_on: date | None = None

    #: True once `due` has passed.
    is_past_due: bool = False
    #: True if its span is over.
    is_over: bool = False

    @property
    def done(self) -> int:
        """How often it was done."""
        return len(self.found.doings)

    @property
    def is_late(self) -> bool:
        """True if it was done, after its last day."""
        if self.state != State.DONE or self.due is None:
            return False
        return self.found.doings[-self.duty.minimum].on > self.due

    @property
    def on(self) -> date | None:
        """The day to name beside its state: done, stated, worked on; else the day it is due."""
        if self.state == State.IN_HAND:
            return self.worked_on
        return self.found.on or self.due


def found_in(kept: Kept, span: Span, *, today: date, minimum: int = 1) -> Found:
    """How `span` stands on `today`.

    A doing outweighs a statement that there would be none. A duty that takes several doings is done
    with the last of them.
    """
    doings = tuple(one for one in kept.doings if one.on in span and one.on <= today)
    if len(doings) >= minimum:
        return Found(
            Standing.DISCLOSED, doings[-minimum].on if minimum > 1 else doings[0].on, doings
        )
    stated = next(
        (one for one in kept.statements if one.month in span and one.stated_on <= today), None
    )
    if stated is not None:
        return Found(Standing.NOTHING, stated.stated_on, doings, stated)
    return Found(Standing.MISSING, None, doings)


def occurrence(
    duty: Duty, kept: Kept, span: Span, *, today: date, calendar: WorkCalendar
) -> Occurrence:
    """How `duty` stands in `span` on `today`."""
    found = found_in(kept, span, today=today, minimum=duty.minimum)
    due = due_on(duty, kept, span, calendar)
    work = [day for day in kept.work if day in span]
    debts = owed(duty, kept, today=today)
    left_on = None
    if found.standing == Standing.MISSING and due is not None and (today in span or span in debts):
        left_on = _left_on(kept, today=today)
    # What left the wall before this span began is owed of the span it left in.
    is_lapsed = left_on is not None and not duty.limit and not debts
    state = _state(found, due, span, today=today, is_lapsed=is_lapsed)
    if state == State.MISSED and span in debts:
        state = State.OVERDUE
    if state in {State.OPEN, State.SOON, State.ANY_TIME} and work:
        state = State.IN_HAND
    return Occurrence(
        duty=duty,
        span=span,
        due=due,
        state=state,
        found=found,
        worked_on=max(work, default=None),
        left_on=left_on,
        is_past_due=due is not None and today > due,
        is_over=today > span.last,
    )


def owed(duty: Duty, kept: Kept, *, today: date) -> tuple[Span, ...]:
    """The spans that are over and still wait for it, the newest first; none older than twelve months.

    A later doing makes good what was left undone before it; a statement speaks for its own span alone.
    """
    if duty.rhythm not in MONTHS:
        return ()
    found: list[Span] = []
    earliest = month_after(today, -MOST_MONTHS_OWED)
    span = span_of(duty.rhythm, today)
    while span.last >= earliest and is_expected(kept, span):
        standing = found_in(kept, span, today=today, minimum=duty.minimum).standing
        if standing == Standing.DISCLOSED:
            break
        if standing == Standing.MISSING and span.last < today:
            found.append(span)
        span = span_before(duty.rhythm, span)
    return tuple(found)


def due_on(duty: Duty, kept: Kept, span: Span, calendar: WorkCalendar) -> date | None:
    """The last day on which `duty` is in time; None where it has none.

    Nobody is late for a day on which nobody had begun yet: then it is the last day of the span.
    """
    if duty.rhythm not in DATED:
        return None
    if duty.rhythm == Rhythm.BEFORE_HOLIDAYS:
        return last_working_day(span, calendar)
    due = last_day(span, duty.limit, calendar)
    return due if kept.since is not None and due >= kept.since else span.last


def is_expected(kept: Kept, span: Span) -> bool:
    """True if somebody waits for it in `span`."""
    return kept.since is not None and span.last >= kept.since


def in_order(found: Sequence[Occurrence]) -> list[Occurrence]:
    """What wants doing first: by state, then by the day it is due."""
    states = list(State)
    return sorted(found, key=lambda one: (states.index(one.state), one.due or date.max))


def _state(found: Found, due: date | None, span: Span, *, today: date, is_lapsed: bool) -> State:
    if found.standing == Standing.DISCLOSED:
        return State.DONE
    if found.standing == Standing.NOTHING:
        return State.NOTHING
    if due is None:
        return State.ANY_TIME
    if today > span.last:
        return State.MISSED
    if today > due or (is_lapsed and today in span):
        return State.OVERDUE
    return State.SOON if due - today < timedelta(days=SOON_DAYS) else State.OPEN


def _left_on(kept: Kept, *, today: date) -> date | None:
    """The last day of the newest disclosure, if it hangs no more and nothing has followed it."""
    newest = next((one for one in kept.doings if one.on <= today), None)
    if newest is None or newest.left_on is None or newest.left_on >= today:
        return None
    return newest.left_on
