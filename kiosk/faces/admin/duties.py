"""What is due: a month at a time, what wants doing first; and the statement that there is nothing to post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.core.months import MOST_OFFERED, month_after, month_named
from kiosk.core.numbers import whole_number
from kiosk.core.web import commits, page_or_fragment
from kiosk.duties import operations
from kiosk.duties.models import OwnDuty
from kiosk.duties.reading import Book, Unconcluded, book, conclusions_due
from kiosk.duties.rules import Occurrence, State, in_order
from kiosk.faces.admin import words
from kiosk.faces.admin.access import Visitor, allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import note
from kiosk.faces.admin.due import book_now, sees, weeks_of
from kiosk.faces.admin.duty_forms import DutyForm, duty_form
from kiosk.postings.models import Category
from kiosk.postings.operations import work_calendar

OFFICE = "office"
#: How far ahead one may look.
MONTHS_AHEAD = 3
#: The parts of the page, in its order, and the states each holds.
PARTS = {
    "overdue": (State.OVERDUE,),
    "to_do": (State.SOON, State.IN_HAND, State.OPEN),
    "missed": (State.MISSED,),
    "any_time": (State.ANY_TIME,),
    "done": (State.DONE, State.NOTHING),
}


@dataclass(frozen=True)
class Line:
    """One duty on the page, and what the visitor may do about it."""

    found: Occurrence
    may_write: bool
    may_state: bool
    may_record: bool


@bp.get("/duties")
@allow(Right.SEE_DUTIES)
def duties() -> Response:
    """A month of it; which month, and whose, stands in the address."""
    return duties_room()


@bp.post("/duties/nothing")
@allow(Right.PUBLISH)
@commits
def duty_nothing() -> Response:
    """State that a category has nothing to post in a month: that counts as disclosed, and walls say so."""
    category, station, month = _asked_for()
    place = station.code if station else None
    require_touch(Right.PUBLISH, posted_by=place, category=category.code)
    now = clock.now()
    try:
        stated = operations.state_nothing(
            category, station, month=month, moment=now, today=clock.local_day(now)
        )
    except operations.NotForIt:
        abort(422)
    except operations.Disclosed:
        flash(_("Something of it has been posted meanwhile: then there was something."))
        return go_on(_back(month))
    if stated is not None:
        said = {"month": ("", f"{stated.month:%Y-%m}"), "place": ("", place or "")}
        note("category.nothing", f"category {category.code}", said)
    flash(_("Recorded: nothing to post. A later posting takes its place by itself."))
    return go_on(_back(month))


def duties_room(*, status: int = 200, form: DutyForm | None = None) -> Response:
    """The page, also for a form of it that comes back."""
    who, now = visitor(), clock.now()
    known = book_now()
    month = _month(known.today)
    if month != known.today.replace(day=1):
        known = book(moment=now, calendar=work_calendar(), back_to=min(month, known.today))
    places, place = _places(who), request.args.get("place", "")
    is_now = month == known.today.replace(day=1)
    of_month = known.now() if is_now else known.of_month(month)
    found = [one for one in of_month if _is_shown(who, one, place)]
    return page_or_fragment(
        "faces/admin/duties.html",
        "faces/admin/_duties_room.html",
        status=status,
        month=month,
        months=_months(known.today),
        place=place,
        places=places,
        names={one.code: one.short_name for one in places},
        parts=_parts(who, found, today=known.today),
        weeks=weeks_of(month, found, known.calendar),
        unconcluded=_unconcluded(who, place) if is_now else [],
        unbegun=_unbegun(who, known, place) if is_now else [],
        is_now=is_now,
        today=known.today,
        unknown_years=known.calendar.unknown_years(month, month_after(month, MONTHS_AHEAD)),
        may_set_calendar=who.may(Right.CHANGE_SETTINGS),
        ended=_ended(who),
        form=(form or duty_form(fresh=True)) if who.may(Right.KEEP_DUTIES) else None,
        once=new_code(),
        words=words,
    )


def _parts(who: Visitor, found: Iterable[Occurrence], *, today: date) -> dict[str, list[Line]]:
    lines = [_line(who, one, today=today) for one in in_order(list(found))]
    return {
        name: [line for line in lines if line.found.state in states]
        for name, states in PARTS.items()
    }


def _line(who: Visitor, found: Occurrence, *, today: date) -> Line:
    duty = found.duty
    is_open = found.state not in {State.DONE, State.NOTHING} and found.span.first <= today
    if not duty.category:
        keeps = who.may_touch(Right.KEEP_DUTIES, posted_by=duty.place)
        return Line(found, may_write=False, may_state=False, may_record=keeps and is_open)
    at_it = {"posted_by": duty.place, "category": duty.category}
    return Line(
        found,
        may_write=is_open and found.state != State.MISSED and who.may_touch(Right.WRITE, **at_it),
        may_state=is_open and who.may_touch(Right.PUBLISH, **at_it),
        may_record=False,
    )


def _is_shown(who: Visitor, found: Occurrence, place: str) -> bool:
    return _is_at(found.duty.place, place) and sees(who, found.duty)


def _is_at(there: str | None, place: str) -> bool:
    """True if `place`, as the address names it, is there; the empty one is everywhere."""
    return not place or there == (None if place == OFFICE else place)


def _unconcluded(who: Visitor, place: str) -> list[Unconcluded]:
    """What wants its conclusion."""
    return [
        one
        for one in conclusions_due(moment=clock.now())
        if _is_at(one.place, place) and who.may(Right.SEE_DUTIES, station=one.place)
    ]


def _unbegun(who: Visitor, known: Book, place: str) -> list[tuple[str, list[str | None]]]:
    """Categories nobody waits for yet, each with the places it was never posted at."""
    found: dict[str, list[str | None]] = {}
    for duty in known.unbegun():
        if sees(who, duty) and _is_at(duty.place, place):
            found.setdefault(duty.name, []).append(duty.place)
    return list(found.items())


def _ended(who: Visitor) -> list[OwnDuty]:
    """Duties nobody waits for any more, for those who kept them."""
    query = (
        sa.select(OwnDuty).where(OwnDuty.ended_on.is_not(None)).options(joinedload(OwnDuty.station))
    )
    return [
        one
        for one in session().scalars(query.order_by(OwnDuty.ended_on.desc(), OwnDuty.id))
        if who.may_touch(Right.KEEP_DUTIES, posted_by=one.station.code if one.station else None)
    ]


def _places(who: Visitor) -> list[Station]:
    return [one for one in stations() if who.may(Right.SEE_DUTIES, station=one.code)]


def _month(today: date) -> date:
    """The month the address names; this one for what makes no sense."""
    asked = month_named(request.args.get("month", ""))
    return asked if asked in _months(today) else today.replace(day=1)


def _months(today: date) -> list[date]:
    """The newest first."""
    return [month_after(today, MONTHS_AHEAD - back) for back in range(MONTHS_AHEAD + MOST_OFFERED)]


def _asked_for() -> tuple[Category, Station | None, date]:
    """What the form is about. Anything else than its own buttons gets 404."""
    category = session().get(Category, whole_number(request.form.get("category")) or 0)
    number = request.form.get("station", "")
    station = session().get(Station, whole_number(number) or 0) if number else None
    month = month_named(request.form.get("month", ""))
    if category is None or month is None or (number and station is None):
        abort(404)
    return category, station, month


def _back(month: date) -> str:
    return url_for("admin.duties", month=f"{month:%Y-%m}", place=request.form.get("place") or None)
