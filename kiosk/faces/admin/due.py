"""What of all that is due concerns whoever looks. Read once a request, however often it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from flask import g

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar, days
from kiosk.core.rhythms import Rhythm, span_of
from kiosk.duties.known import Duty
from kiosk.duties.reading import Book, Unconcluded, book, conclusions_due
from kiosk.duties.rules import Occurrence, Standing, State, in_order
from kiosk.faces.admin.access import Visitor
from kiosk.postings.operations import work_calendar
from kiosk.programme.overview import SevenMatters

IN_HAND = "in_hand"
DAYS_A_WEEK = 7


def book_now() -> Book:
    """All duties as they are known at this moment."""
    if "duties" not in g:
        g.duties = book(moment=clock.now(), calendar=work_calendar())
    return cast(Book, g.duties)


def sees(who: Visitor, duty: Duty) -> bool:
    """True if `who` may know of `duty`: what is private is known to those alone who keep it."""
    if duty.is_private:
        return who.may_touch(Right.KEEP_DUTIES, posted_by=duty.place)
    return who.may(Right.SEE_DUTIES, station=duty.place)


def overdue(who: Visitor) -> list[Occurrence]:
    """What is overdue at the places `who` answers for: a station's people are not counted the office's."""
    if not who.may(Right.SEE_DUTIES):
        return []
    return [
        one
        for one in book_now().now()
        if one.state == State.OVERDUE
        and (who.places is None or one.duty.place in who.places)
        and sees(who, one.duty)
    ]


def unconcluded(who: Visitor) -> list[Unconcluded]:
    """Publicity periods that are over, at the places `who` publishes for, of which nobody has said what came."""
    if not who.may(Right.PUBLISH):
        return []
    return [
        one
        for one in conclusions_due(moment=clock.now())
        if who.may_touch(Right.PUBLISH, posted_by=one.place)
    ]


@dataclass(frozen=True)
class SevenLine:
    """One of the seven on the first page: as walls say it, or in hand, and whether it is overdue.

    `on` is the day it was disclosed, stated, worked on; of what is missing, the last day it is due.
    """

    category: str
    name: str
    standing: str
    on: date
    is_overdue: bool


def seven_lines(matters: SevenMatters, known: Book, *, with_work: bool) -> list[SevenLine]:
    """The seven as they come along; `with_work`: the office's drafts and plans included."""
    at_office: dict[str, list[Occurrence]] = defaultdict(list)
    for one in known.now():
        if one.duty.category and not one.duty.place:
            at_office[one.duty.category].append(one)
    return [
        _seven_line(one.code, one.name, at_office[one.code], known.today, with_work=with_work)
        for one in matters.categories
        if one.code in at_office
    ]


def _seven_line(
    code: str, name: str, known: list[Occurrence], today: date, *, with_work: bool
) -> SevenLine:
    """One of the seven: of this span first, and the longest owed last."""
    found, *owed = known
    is_overdue = bool(owed) or found.state == State.OVERDUE
    if found.found.standing == Standing.MISSING and with_work and found.worked_on:
        return SevenLine(code, name, IN_HAND, found.worked_on, is_overdue)
    due = owed[-1].due if owed else found.due
    on = found.found.on or due or span_of(found.duty.rhythm, today).last
    return SevenLine(code, name, found.found.standing.value, on, is_overdue)


@dataclass(frozen=True)
class Day:
    """A day of the calendar, and what is due on it."""

    on: date
    is_of_month: bool
    is_working: bool
    due: tuple[Occurrence, ...]


def weeks_of(month: date, found: Iterable[Occurrence], calendar: WorkCalendar) -> list[list[Day]]:
    """The weeks of `month` from Monday to Sunday, each day with what is due on it."""
    due: dict[date, list[Occurrence]] = defaultdict(list)
    for one in in_order(list(found)):
        if one.due is not None:
            due[one.due].append(one)
    of_month = span_of(Rhythm.MONTHLY, month)
    first = of_month.first - timedelta(days=of_month.first.weekday())
    last = of_month.last + timedelta(days=DAYS_A_WEEK - 1 - of_month.last.weekday())
    shown = [
        Day(
            on,
            on in of_month,
            calendar.is_working_day(on),
            tuple(due[on]) if on in of_month else (),
        )
        for on in days(first, last)
    ]
    return [shown[begin : begin + DAYS_A_WEEK] for begin in range(0, len(shown), DAYS_A_WEEK)]
