"""All postings: looked for, filtered, sorted, a page at a time; everything stands in the address."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import copied, number_in, posting_in_hand
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.models import Category
from kiosk.postings.operations import life_of
from kiosk.postings.search import LIVES, OFFICE, PAGE_LENGTH, SORTS, Row, Wanted, find

MOST_MONTHS = 24
MOST_AT_ONCE = PAGE_LENGTH


@bp.get("/postings")
@allow(Right.SEE_PANEL)
def postings() -> Response:
    """The list."""
    now, who, wanted = clock.now(), visitor(), _wanted()
    found = find(wanted, moment=now, places=who.places)
    return page_or_fragment(
        "faces/admin/postings.html",
        "faces/admin/_postings_list.html",
        found=found,
        wanted=wanted,
        state=lambda row: state_at(life_of(row.posting), now),
        exact=lambda row: _exact(row, now),
        may_copy=who.may(Right.WRITE),
        may_order=who.may(Right.ORDER),
        has_page=OPEN_TO_READ,
        lives=LIVES,
        sorts=words.SORTS,
        months=_months(clock.local_day(now)),
        categories=_categories(),
        places=_places(),
        address=lambda **changed: _address(wanted, **changed),
        words=words,
    )


@bp.post("/postings/copies")
@allow(Right.WRITE)
@commits
def copies() -> Response:
    """New drafts with the words of those chosen: last month's papers, all at once."""
    chosen = list(dict.fromkeys(request.form.getlist("chosen")))[:MOST_AT_ONCE]
    olds = [posting_in_hand(code, Right.WRITE) for code in chosen]
    made = [copied(one, at=clock.now()) for one in olds if one.approved is not None]
    flash(
        ngettext("%(num)d new draft.", "%(num)d new drafts.", len(made))
        if made
        else _("Choose what to copy: something that hangs, or has hung.")
    )
    return go_on(url_for("admin.postings", life="draft" if made else ""))


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
        month=_month(said.get("month", "")),
        sort=sort if sort in SORTS else "newest",
        page=number_in(said.get("page")) or 1,
    )


def _address(wanted: Wanted, **changed: object) -> str:
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
    return url_for("admin.postings") + (f"?{query}" if query else "")


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _months(today: date) -> list[date]:
    """This month and those before it."""
    count = today.year * 12 + today.month - 1
    return [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MOST_MONTHS)]


def _categories() -> list[Category]:
    query = sa.select(Category).order_by(Category.position, Category.id)
    return list(session().scalars(query))


def _places() -> list[tuple[str, str]]:
    """Where postings can be from, as far as the visitor has to do with it."""
    allowed = visitor().places
    office = [(OFFICE, _("Office"))] if allowed is None else []
    return office + [
        (one.code, one.short_name) for one in stations() if allowed is None or one.code in allowed
    ]


def _exact(row: Row, now: datetime) -> str:
    """What else there is to say of how a posting stands."""
    posting = row.posting
    state = state_at(life_of(posting), now)
    if state == "scheduled" and posting.shows_from:
        return _("goes up %(time)s", time=words.clock_time(posting.shows_from, now))
    if state in {"publicity_running", "showing"} and posting.shows_until:
        return _("until %(day)s", day=words.last_day(posting.shows_until))
    return ""
