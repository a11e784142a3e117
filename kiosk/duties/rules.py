"""How a duty stands on a day: done, stated to be nothing, in hand, due soon, overdue. Pure.

The one rule for walls, the panel's first page and its calendar. Source: DOMAIN §2.4, §7; the office's report: 及时公示.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.core.calendar import WorkCalendar
from kiosk.core.months import MONTHS_A_YEAR, MOST_OFFERED, month_after
from kiosk.core.rhythms import (
    DATED,
    MONTHS,
    Rhythm,
    Span,
    last_day,
    last_working_day,
    span_after,
    span_before,
    span_of,
)
from kiosk.duties.known import Doing, Duty, Filled, Kept, Statement

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
    def is_afterwards(self) -> bool:
        """True if it was done when its span was over."""
        return (
            self.state == State.DONE
            and self.found.on is not None
            and self.found.on > self.span.last
        )

    @property
    def on(self) -> date | None:
        """The day to name beside its state: done, stated, worked on; else the day it is due."""
        if self.state == State.IN_HAND:
            return self.worked_on
        return self.found.on or self.due


def found_in(duty: Duty, kept: Kept, span: Span, *, today: date) -> Found:
    """How `span` stands on `today`.

    A doing outweighs a statement that there would be none. A duty that takes several doings is done
    with the last of them.
    """
    return _found(duty, kept, span, filled(duty, kept, today=today), today=today)


def filled(duty: Duty, kept: Kept, *, today: date) -> Filled:
    """Which doings count for which span on `today`, the newest first in each. Every doing counts for one.

    The oldest doing chooses first, and none that comes later moves it:

    1. What its title names may have been due in its own month or in the one after it: figures are disclosed a month
       later. If it was done in one of these two, or its title names nothing, it fills the span in which it was done.
    2. If that is filled, or what it names is older, it fills the one of these two that is over and still owed.
    3. If neither is, it fills the span in which it was done, or, if that is filled, the oldest that is owed.

    So as many doings fill as many spans at most, one more never makes more owed, and a late paper about November
    says nothing of the month in which it goes up. What is older than two years counts where it was done.
    """
    return _worked_out(duty, kept, today)[0]


def _worked_out(duty: Duty, kept: Kept, today: date) -> tuple[Filled, tuple[Span, ...]]:
    if duty.rhythm not in MONTHS:
        return {}, ()
    key = (duty.rhythm, duty.minimum, today)
    if key not in kept.worked_out:
        by_span = _filled(duty, kept, first=month_after(today, -MOST_OFFERED), today=today)
        kept.worked_out[key] = (by_span, _owed(duty, kept, by_span, today=today))
    return kept.worked_out[key]


def _filled(duty: Duty, kept: Kept, *, first: date, today: date) -> Filled:
    found: dict[Span, list[Doing]] = defaultdict(list)
    #: What may be owed at the beginning of a month: of two thousand papers many came in the same.
    before: dict[tuple[Span, date], list[Span]] = {}

    def waiting(own: Span, day: date) -> Iterator[Span]:
        month = day.replace(day=1)
        if (own, month) not in before:
            expected = _expected_before(own, duty, kept, month)
            before[own, month] = [span for span in expected if span.first >= first]
        for span in before[own, month]:
            if len(found[span]) < duty.minimum and not _was_stated(span, kept, day):
                yield span

    for one in reversed(kept.doings):
        if first <= one.on <= today:
            own = span_of(duty.rhythm, one.on)
            is_open = len(found[own]) < duty.minimum
            found[_span_for(one, duty, own, waiting(own, one.on), is_open=is_open)].append(one)
    return {span: tuple(reversed(doings)) for span, doings in found.items() if doings}


def occurrence(
    duty: Duty, kept: Kept, span: Span, *, today: date, calendar: WorkCalendar
) -> Occurrence:
    """How `duty` stands in `span` on `today`."""
    by_span, debts = _worked_out(duty, kept, today)
    found = _found(duty, kept, span, by_span, today=today)
    due = due_on(duty, kept, span, calendar)
    work = [day for day in kept.work if day in span]
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

    Each waits until a doing fills it (`filled`) or a statement says that there was nothing in it.
    """
    return _worked_out(duty, kept, today)[1]


def expected_since(
    doings: Iterable[Doing], statements: Iterable[Statement], begun: date | None
) -> date | None:
    """From which day on it is expected: since it was done, or stated to be nothing, for the first time.

    `begun`: since when the office waits for it in any case; None: it does not.
    """
    first = [*(one.on for one in doings), *(one.stated_on for one in statements)]
    return min([*first, begun] if begun else first, default=None)


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


def _found(
    duty: Duty,
    kept: Kept,
    span: Span,
    by_span: Filled,
    *,
    today: date,
) -> Found:
    if duty.rhythm in MONTHS and span.first >= month_after(today, -MOST_OFFERED):
        doings = by_span.get(span, ())
    else:
        doings = tuple(one for one in kept.doings if one.on in span and one.on <= today)
    if len(doings) >= duty.minimum:
        return Found(Standing.DISCLOSED, _done_on(doings, duty.minimum), doings)
    stated = next(
        (one for one in kept.statements if one.month in span and one.stated_on <= today), None
    )
    if stated is not None:
        return Found(Standing.NOTHING, stated.stated_on, doings, stated)
    return Found(Standing.MISSING, None, doings)


def _done_on(doings: tuple[Doing, ...], minimum: int) -> date:
    return doings[-minimum].on if minimum > 1 else doings[0].on


def _owed(duty: Duty, kept: Kept, by_span: Filled, *, today: date) -> tuple[Span, ...]:
    return tuple(
        span
        for span in _expected_before(span_of(duty.rhythm, today), duty, kept, today)
        if _found(duty, kept, span, by_span, today=today).standing == Standing.MISSING
    )


def _expected_before(own: Span, duty: Duty, kept: Kept, day: date) -> Iterator[Span]:
    """The spans before `own` that can be owed on `day`, the newest first."""
    earliest = month_after(day, -MOST_MONTHS_OWED)
    span = span_before(duty.rhythm, own)
    while span.last >= earliest and is_expected(kept, span):
        yield span
        span = span_before(duty.rhythm, span)


def _was_stated(span: Span, kept: Kept, day: date) -> bool:
    """True if somebody had said before `day` that there was nothing in it."""
    return any(one.stated_on < day and one.month in span for one in kept.statements)


def _span_for(one: Doing, duty: Duty, own: Span, waiting: Iterable[Span], *, is_open: bool) -> Span:
    """Which span `one` fills; `waiting`: what is owed, the newest first; `is_open`: nothing has filled its own yet."""
    meant = list(_named(one, duty.rhythm))
    if is_open and (one.about is None or own in meant):
        return own
    owed_then = list(waiting)
    named = next((span for span in meant if span in owed_then), None)
    if named is not None:
        return named
    return own if is_open or not owed_then else owed_then[-1]


def _named(one: Doing, rhythm: str) -> Iterator[Span]:
    """The spans in which what its title names may have been due. What is longer than a span belongs to none."""
    about = one.about
    if about is None or about.last is None or about.months > MONTHS[Rhythm(rhythm)]:
        return
    span = span_of(rhythm, about.last)
    yield span
    yield span_after(rhythm, span)


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
