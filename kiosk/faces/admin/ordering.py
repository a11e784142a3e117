"""What follows what on the walls of a station: moved up and down, or left in the usual order."""

from __future__ import annotations

import re

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.web import commits, page_or_fragment, wants_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, require, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.postings.models import Posting
from kiosk.programme.order import keep_order, places_at, put_beside, rotation, usual_order

#: What a button asks for: k3v7qm.before.p9d2xa. Named by neighbours, so that twice is as once.
_MOVE = re.compile(r"(\w{1,16})\.(before|after)\.(\w{1,16})", re.ASCII)
USUAL = "usual"


@bp.get("/order")
@allow(Right.ORDER)
def order() -> Response:
    """The first station whose walls one may put in order."""
    first = next(iter(_own_stations()), None)
    if first is None:
        abort(404)
    return go_on(url_for("admin.rotation_page", code=first.code))


@bp.get("/order/<code>")
@allow(Right.ORDER)
def rotation_page(code: str) -> Response:
    """What follows what at one station."""
    return _room(_station(code), moved=request.args.get("moved", ""))


@bp.post("/order/<code>")
@allow(Right.ORDER)
@commits
def rotation_post(code: str) -> Response:
    """Move one posting beside another, or go back to the usual order."""
    station, deed = _station(code), request.form.get("do", "")
    move = _MOVE.fullmatch(deed)
    if deed == USUAL:
        _forget(station)
    elif move is None:
        abort(400)
    else:
        _move(station, move[1], **{move[2]: move[3]})
    moved = move[1] if move else ""
    if wants_fragment():
        return _room(station, moved=moved, way=move[2] if move else "")
    return go_on(url_for("admin.rotation_page", code=code, moved=moved or None, _anchor=moved))


def _move(station: Station, code: str, **beside: str) -> None:
    hanging = {one.code: one for one in rotation(station, moment=clock.now())}
    before = list(hanging)
    wanted = put_beside(before, code, **beside)
    if code not in hanging or not set(beside.values()) <= set(hanging):
        flash(_("It does not hang here any more; this is how it stands now."))
        return
    place = wanted.index(code) + 1
    if wanted != before:
        keep_order(station, [hanging[one] for one in wanted])
        _note(station, before=f"{code} {before.index(code) + 1}", after=f"{code} {place}")
    flash(
        _("Number %(place)d now: %(title)s. The walls follow at once.")
        % {"place": place, "title": _title(hanging[code])}
    )


def _forget(station: Station) -> None:
    if places_at(station.id):
        usual_order(station)
        _note(station, before="", after=USUAL)
    flash(_("The walls show the usual order again."))


def _note(station: Station, *, before: str, after: str) -> None:
    subject = f"station {station.code}"
    who = visitor().name
    trail.record(
        "station.order", who=who, subject=subject, at=clock.now(), before=before, after=after
    )


def _station(code: str) -> Station:
    found = next((one for one in stations() if one.code == code), None)
    if found is None:
        abort(404)
    require(Right.ORDER, station=code)
    return found


def _own_stations() -> list[Station]:
    return [one for one in stations() if visitor().may(Right.ORDER, station=one.code)]


def _room(station: Station, *, moved: str = "", way: str = "") -> Response:
    who = visitor()
    return page_or_fragment(
        "faces/admin/order.html",
        "faces/admin/_order_room.html",
        station=station,
        stations=_own_stations(),
        hanging=rotation(station, moment=clock.now()),
        is_touched=bool(places_at(station.id)),
        may_open=lambda one: who.may_touch(
            Right.SEE_PANEL, posted_by=one.station.code if one.station else None
        ),
        moved=moved,
        way=way,
        words=words,
    )


def _title(posting: Posting) -> str:
    return posting.approved.title if posting.approved else ""
