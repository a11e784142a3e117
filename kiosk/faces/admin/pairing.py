"""Pairing: a browser that shows six digits becomes a screen of a station."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.operations import TooManyTries, count_guess, forget_guesses
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits, keep_anyway, page_or_fragment, wants_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.forms import PairForm, digits, say
from kiosk.faces.admin.screens import accepted_station, own_stations, screens_room
from kiosk.screens import operations
from kiosk.screens.models import Screen
from kiosk.screens.standing import note_standing

NOBODY_WAITS = _l(
    "No screen is waiting with this code. Codes change after ten minutes: look at the wall again."
)
WAIT = _l("Too many wrong codes. Wait a quarter of an hour, then try again.")
WHOM_TO_CALL = _l("Whoever finds this screen dark must know whom to call.")


@bp.post("/screens")
@allow(Right.PAIR_SCREENS)
@commits
def screens_pair() -> Response:
    """Pair from the page of all screens."""
    form = PairForm()
    paired = _paired(form)
    if paired is None:
        return screens_room(form, status=422)
    if not wants_fragment():
        return go_on(url_for("admin.screens"))
    fresh = PairForm(formdata=None)
    fresh.offer(own_stations())
    return screens_room(fresh, new=paired.id)


@bp.get("/pair/<code>")
@allow(Right.PAIR_SCREENS)
def pair(code: str) -> Response:
    """Where the wall's own QR code leads: the same form, made for a phone, its code filled in."""
    form = PairForm()
    form.offer(own_stations())
    form.code.data = digits(code)[:6]
    return _pair_page(form)


@bp.post("/pair/<code>")
@allow(Right.PAIR_SCREENS)
@commits
def pair_post(code: str) -> Response:
    """Pair from the phone."""
    form = PairForm()
    if _paired(form) is None:
        return _pair_page(form, status=422)
    return go_on(url_for("admin.screens"))


def _paired(form: PairForm) -> Screen | None:
    """The new screen, or None with what is wrong said at its field."""
    form.offer(own_stations())
    station = accepted_station(form)
    if station is None:
        return None
    now, who = clock.now(), visitor()
    site = form.site(station)
    lacking = form.lacking(site)
    for one in lacking:
        say(one, WHOM_TO_CALL)
    if lacking:
        return None
    try:
        count_guess(who.account_id, at=now)
        screen = operations.pair(form.code.data or "", site, at=now)
    except TooManyTries:
        say(form.code, WAIT)
        return None
    except operations.UnknownPairingCode:
        keep_anyway()  # what was typed counts as a try
        say(form.code, NOBODY_WAITS)
        return None
    forget_guesses(who.account_id)
    session().flush()  # for its number
    note_standing(screen, at=now)
    trail.record(
        "screen.pair",
        who=who.name,
        subject=f"screen {screen.id}",
        at=now,
        after=f"{station.code} {screen.name} {screen.audience}",
    )
    flash(_("Paired: %(name)s", name=f"{station.short_name} · {screen.name}"))
    return screen


def _pair_page(form: PairForm, *, status: int = 200) -> Response:
    return page_or_fragment(
        "faces/admin/pair.html",
        "faces/admin/_pair_form.html",
        status=status,
        form=form,
        pair_address=request.path,
    )
