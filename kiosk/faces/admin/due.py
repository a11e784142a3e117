"""What of all that is due concerns whoever looks. Read once a request, however often it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import g

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.rhythms import span_of
from kiosk.duties.reading import Book, book
from kiosk.duties.rules import Duty, Occurrence, Standing, State
from kiosk.faces.admin.access import Visitor
from kiosk.postings.operations import work_calendar
from kiosk.programme.overview import SevenMatters

IN_HAND = "in_hand"


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
    at_office = {
        one.duty.category: one for one in known.now() if one.duty.category and not one.duty.place
    }
    return [
        _seven_line(one.code, one.name, at_office[one.code], known.today, with_work=with_work)
        for one in matters.categories
        if one.code in at_office
    ]


def _seven_line(
    code: str, name: str, found: Occurrence, today: date, *, with_work: bool
) -> SevenLine:
    is_overdue = found.state == State.OVERDUE
    if found.found.standing == Standing.MISSING and with_work and found.worked_on:
        return SevenLine(code, name, IN_HAND, found.worked_on, is_overdue)
    on = found.found.on or found.due or span_of(found.duty.rhythm, today).last
    return SevenLine(code, name, found.found.standing.value, on, is_overdue)


def counted(found: Iterable[Occurrence]) -> int:
    """How many of them are done, or stated to be nothing."""
    return sum(one.state in {State.DONE, State.NOTHING} for one in found)
