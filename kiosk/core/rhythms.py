"""How often something comes, the spans of days that makes, and the last day in each. Pure.

What comes at once or by stages is told by the month; what is there for good has one span.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from kiosk.core.calendar import SATURDAY, WorkCalendar, days
from kiosk.core.months import MONTHS_A_QUARTER, MONTHS_A_YEAR, month_after, month_number

#: How long before a holiday its reminder begins.
DAYS_BEFORE_HOLIDAYS = 14


class Rhythm(StrEnum):
    """How often."""

    AT_ONCE = "at_once"
    BY_STAGES = "by_stages"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    LONG_TERM = "long_term"
    BEFORE_HOLIDAYS = "before_holidays"


MONTHS = {Rhythm.MONTHLY: 1, Rhythm.QUARTERLY: MONTHS_A_QUARTER, Rhythm.YEARLY: MONTHS_A_YEAR}
#: What has a last day; the others come when there is something.
DATED = frozenset({*MONTHS, Rhythm.BEFORE_HOLIDAYS})


@dataclass(frozen=True)
class Span:
    """From the first day to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


ALL_TIME = Span(date.min, date.max)


@dataclass(frozen=True)
class Limit:
    """By when within its span: on which working day, or on which day of its first month; else on its last day."""

    working_day: int | None = None
    day: int | None = None

    def __bool__(self) -> bool:
        return bool(self.working_day or self.day)


def span_of(rhythm: str, day: date) -> Span:
    """The span that `day` lies in.

    >>> span_of("quarterly", date(2026, 11, 22))
    Span(first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
    """
    if rhythm == Rhythm.LONG_TERM:
        return ALL_TIME
    months = _months(rhythm)
    first = month_after(day, -(month_number(day) % months))
    return Span(first, month_after(first, months) - timedelta(days=1))


def span_before(rhythm: str, span: Span) -> Span:
    """The one that ended the day before; what is there for good has none before."""
    return span if span == ALL_TIME else span_of(rhythm, span.first - timedelta(days=1))


def span_after(rhythm: str, span: Span) -> Span:
    """The one that begins the day after; what is there for good has none after."""
    return span if span == ALL_TIME else span_of(rhythm, span.last + timedelta(days=1))


def spans_in(rhythm: str, month: date, calendar: WorkCalendar) -> list[Span]:
    """What `month` holds of it: one span, or one for each holiday whose eve lies in that month."""
    if rhythm != Rhythm.BEFORE_HOLIDAYS:
        return [span_of(rhythm, month)]
    eves = span_of(Rhythm.MONTHLY, month)
    return [
        Span(eve - timedelta(days=DAYS_BEFORE_HOLIDAYS - 1), eve)
        for eve in days(eves.first, eves.last)
        if _is_eve(eve, calendar)
    ]


def last_day(span: Span, limit: Limit, calendar: WorkCalendar) -> date:
    """The last day in `span` on which it is still in time. Never outside of it."""
    if limit.working_day:
        counted = list(islice(_working_days(span, calendar), limit.working_day))
        return counted[-1] if len(counted) == limit.working_day else span.last
    if limit.day:
        end_of_month = month_after(span.first) - timedelta(days=1)
        return min(span.first + timedelta(days=limit.day - 1), end_of_month, span.last)
    return span.last


def last_working_day(span: Span, calendar: WorkCalendar) -> date:
    """The last working day in `span`; its last day if it has none."""
    back = (span.last - timedelta(days=count) for count in range((span.last - span.first).days + 1))
    return next((day for day in back if calendar.is_working_day(day)), span.last)


def _months(rhythm: str) -> int:
    try:
        return MONTHS.get(Rhythm(rhythm), 1)
    except ValueError:
        return 1


def _working_days(span: Span, calendar: WorkCalendar) -> Iterator[date]:
    return (day for day in days(span.first, span.last) if calendar.is_working_day(day))


def _is_eve(day: date, calendar: WorkCalendar) -> bool:
    """True if a holiday begins on the next day: days off together, one of which the week would not give."""
    next_day = day + timedelta(days=1)
    if calendar.is_working_day(next_day) or not _is_off_from(next_day, calendar):
        return False
    return calendar.is_working_day(day)


def _is_off_from(first: date, calendar: WorkCalendar) -> bool:
    day = first
    while not calendar.is_working_day(day):
        if day.weekday() < SATURDAY:
            return True
        day += timedelta(days=1)
    return False
