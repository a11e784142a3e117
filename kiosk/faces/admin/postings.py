"""All postings: looked for, filtered, sorted, a page at a time; everything stands in the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock, codes
from kiosk.core.calendar import WorkCalendar
from kiosk.core.formats import day
from kiosk.core.months import month_named, months_until
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.beginning import begun_at_once
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import number_in
from kiosk.faces.admin.looking import reads_drafts
from kiosk.faces.admin.posting import TakeDownForm
from kiosk.postings.drafts import KEPT_FOR, thrown_away
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.models import DiscardedDraft
from kiosk.postings.operations import categories, life_of, work_calendar
from kiosk.postings.publicity import days_left
from kiosk.postings.search import LIVES, OFFICE, SORTS, STATIONS, Row, Wanted, find

MOST_THROWN_AWAY = 10


@bp.get("/postings")
@allow(Right.SEE_PANEL)
def postings() -> Response:
    """The list."""
    return list_room(TakeDownForm(formdata=None))


def list_room(
    form: TakeDownForm, *, status: int = 200, ticked: frozenset[str] = frozenset()
) -> Response:
    """The list as the address wants it; `form` is why those `ticked` come down."""
    now, who, wanted = clock.now(), visitor(), _wanted()
    calendar = work_calendar()
    return page_or_fragment(
        "faces/admin/postings.html",
        "faces/admin/_postings_list.html",
        status=status,
        form=form,
        ticked=ticked,
        found=find(wanted, moment=now, places=who.places, reads=reads_drafts()),
        thrown=_thrown_away(now) if wanted.life == "draft" else (),
        once=codes.new_code(),
        wanted=wanted,
        state=lambda row: state_at(life_of(row.posting), now),
        exact=lambda row: _exact(row, now, calendar),
        may_copy=who.may(Right.WRITE),
        at_once=begun_at_once(kind=wanted.kind, category=wanted.category),
        may_order=who.may(Right.ORDER),
        may_take_down=who.may(Right.TAKE_DOWN),
        has_page=OPEN_TO_READ,
        lives=LIVES,
        sorts=words.SORTS,
        months=months_until(clock.local_day(now)),
        categories=categories(),
        places=_places(),
        address=lambda **changed: _address(wanted, **changed),
        form_address=_address(wanted, endpoint="admin.chosen", page=wanted.page),
        words=words,
    )


def _wanted() -> Wanted:
    """What the address asks for; what makes no sense asks for nothing."""
    said = request.args
    life, sort = said.get("life", ""), said.get("sort", "")
    return Wanted(
        words=said.get("q", "").strip()[:80],
        life=life if life in LIVES else "",
        category=said.get("category", ""),
        kind=said.get("kind", ""),
        place=said.get("place", ""),
        month=month_named(said.get("month", "")),
        sort=sort if sort in SORTS else "newest",
        page=number_in(said.get("page")) or 1,
    )


def list_address() -> str:
    """The list that this request's address describes, at its page."""
    wanted = _wanted()
    return _address(wanted, page=wanted.page)


def _address(wanted: Wanted, *, endpoint: str = "admin.postings", **changed: object) -> str:
    """The address of the same list with something changed; a change goes back to its first page."""
    other = replace(wanted, **{"page": 1, **changed})  # type: ignore[arg-type]  # fields by name
    said = {
        "q": other.words,
        "life": other.life,
        "category": other.category,
        "kind": other.kind,
        "place": other.place,
        "month": f"{other.month:%Y-%m}" if other.month else "",
        "sort": other.sort if other.sort != "newest" else "",
        "page": str(other.page) if other.page > 1 else "",
    }
    query = urlencode({name: value for name, value in said.items() if value})
    return url_for(endpoint) + (f"?{query}" if query else "")


def _thrown_away(now: datetime) -> list[DiscardedDraft]:
    """What the visitor may put back."""
    who = visitor()
    found = thrown_away(since=now - KEPT_FOR, places=who.places, most=MOST_THROWN_AWAY)
    return [
        one
        for one in found
        if who.may_touch(
            Right.WRITE,
            posted_by=one.station.code if one.station else None,
            category=one.category.code,
        )
    ]


def _places() -> list[tuple[str, str]]:
    """Where postings can be from, as far as the visitor has to do with it."""
    allowed = visitor().places
    own = [
        (one.code, one.short_name) for one in stations() if allowed is None or one.code in allowed
    ]
    levels = [(OFFICE, _("Office level"))] if allowed is None else []
    levels += [(STATIONS, _("Station level, all stations"))] if len(own) > 1 else []
    return levels + own


def _exact(row: Row, now: datetime, calendar: WorkCalendar) -> str:
    """What else there is to say of how a posting stands."""
    posting = row.posting
    state = state_at(life_of(posting), now)
    if state == "scheduled" and posting.shows_from:
        return _("goes up %(time)s", time=words.clock_time(posting.shows_from, now))
    if state == "publicity_running" and posting.publicity_last:
        left = days_left(posting.publicity_last, clock.local_day(now), calendar).days
        says = ngettext(
            "%(num)d day left, until %(day)s", "%(num)d days left, until %(day)s", left,
            day=day(posting.publicity_last),
        )  # fmt: skip
        return str(says)
    if state in {"publicity_running", "showing"} and posting.shows_until:
        return _("until %(day)s", day=words.last_day(posting.shows_until))
    return ""
