"""The trail as people read it: newest first, a page at a time, who, when, what, from and to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from flask import request, url_for
from werkzeug.wrappers import Response

from kiosk.accounts.models import Act, Station
from kiosk.accounts.roles import Right
from kiosk.accounts.trail import head
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.months import month_after, month_named, months_until
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.paging import page_of
from kiosk.faces.admin.trail_words import ROOMS, lines_of
from kiosk.postings.models import Posting
from kiosk.screens.models import Screen

#: Where each act was done, by the first word of its name.
PLACES = {
    "postings": ("draft", "posting"),
    "screens": ("screen", "playlist", "takeover"),
    "settings": ("office", "station", "category", "calendar", "person", "duty", "register"),
    "accounts": ("account", "deputy"),
    "system": ("sample", "instance", "files"),
}


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; what makes no sense asks for nothing."""

    who: str
    room: str
    month: date | None


@bp.get("/trail")
@allow(Right.SEE_TRAIL)
def trail() -> Response:
    """Whose role counts at one station only reads what was done there."""
    wanted = _wanted()
    query = sa.select(Act).where(*_conditions(wanted))
    found = page_of(query.order_by(Act.at.desc(), Act.id.desc()))
    return page_or_fragment(
        "faces/admin/trail.html",
        "faces/admin/_trail_room.html",
        found=replace(found, rows=lines_of(found.rows)),
        wanted=wanted,
        people=_people(),
        rooms=ROOMS,
        head=head() if visitor().may_touch(Right.SEE_TRAIL, posted_by=None) else None,
        months=months_until(clock.local_day(clock.now())),
        address=lambda page: _address(wanted, page),
    )


def _wanted() -> Wanted:
    said = request.args
    room = said.get("room", "")
    return Wanted(
        who=said.get("who", "")[:60],
        room=room if room in PLACES else "",
        month=month_named(said.get("month", "")),
    )


def _conditions(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    found = [*_may_be_read()]
    if wanted.who:
        found.append(Act.who == wanted.who)
    if wanted.room:
        found.append(sa.or_(*(Act.what.startswith(f"{one}.") for one in PLACES[wanted.room])))
    if wanted.month:
        begins, ends = clock.day_begins(wanted.month), clock.day_begins(month_after(wanted.month))
        found += [Act.at >= begins, Act.at < ends]
    return found


def _may_be_read() -> list[sa.ColumnElement[bool]]:
    """Everything (but duties kept by others), or only what was done to the visitor's own stations, their screens and postings."""
    who = visitor()
    if who.may_touch(Right.SEE_TRAIL, posted_by=None):
        # The office's own duties are known to those alone who keep them.
        keeps = who.may_touch(Right.KEEP_DUTIES, posted_by=None)
        return [] if keeps else [sa.not_(Act.what.startswith("duty."))]
    codes = [one.station for one in who.holdings if one.station is not None]
    own = sa.select(Station.id).where(
        Station.code.in_([one for one in codes if who.may(Right.SEE_TRAIL, station=one)])
    )
    subjects = sa.union_all(
        sa.select(sa.literal("station ") + Station.code).where(Station.id.in_(own)),
        sa.select(sa.literal("screen ") + sa.cast(Screen.id, sa.String)).where(
            Screen.station_id.in_(own)
        ),
        sa.select(sa.literal("posting ") + Posting.code).where(Posting.station_id.in_(own)),
    )
    return [Act.subject.in_(subjects)]


def _people() -> dict[str, str]:
    """Everybody who has done something that the visitor may read, and what they are called."""
    query = sa.select(Act.who).where(*_may_be_read()).distinct().order_by(Act.who)
    return {who: words.actor(who) for who in session().scalars(query)}


def _address(wanted: Wanted, page: int) -> str:
    return url_for(
        "admin.trail",
        who=wanted.who or None,
        room=wanted.room or None,
        month=f"{wanted.month:%Y-%m}" if wanted.month else None,
        page=page if page > 1 else None,
    )
