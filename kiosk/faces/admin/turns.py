"""What will hang on a screen at a time to come: from the programme its wall goes by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.i18n import speaking
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.on_screens import screen_in_sight
from kiosk.faces.admin.playlist_words import MODES, kind_said, seconds_said
from kiosk.programme.glance import Hung, hung_now, overview_hung
from kiosk.programme.outlook import Hanging, Turn, hanging_at
from kiosk.programme.overview import overview_now
from kiosk.programme.playlists import Playlist
from kiosk.screens.models import Screen

#: Nobody plans further ahead, and the calendar ends somewhere.
FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class Row:
    """A turn as it is read. `hung`: the posting; None: what walls make up by themselves."""

    turn: Turn
    title: str
    kind: str
    seconds: str
    hung: Hung | None = None


@bp.get("/screens/<int:screen_id>/turns")
@allow(Right.SEE_PANEL)
def screen_turns(screen_id: int) -> Response:
    """What rotates there at a moment that is asked for, or now. What did hang is not asked here: a plan is no proof."""
    screen, now = screen_in_sight(screen_id), clock.now()
    asked = request.args.get("at", "")
    moment = moment_asked(asked, now)
    hanging, rows = turns_at(screen, moment or now, now=now)
    return page_or_fragment(
        "faces/admin/turns.html",
        "faces/admin/_turns_room.html",
        status=422 if asked and moment is None else 200,
        screen=screen,
        asked=asked,
        moment=moment,
        now=now,
        hanging=hanging,
        turns=rows,
        playlist=session().get(Playlist, screen.playlist_id) if screen.playlist_id else None,
        mode=MODES.get(hanging.mode),
        error=_("Choose a time to come, at most a year ahead.") if asked and not moment else "",
        may_open=lambda one: visitor().may_touch(Right.SEE_PANEL, posted_by=one.station),
        may_order=visitor().may(Right.ORDER, station=screen.station.code),
        words=words,
    )


def moment_asked(text: str, now: datetime) -> datetime | None:
    """The moment a browser's field for date and time says, in the office's zone; None unless it is to come. Pure."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    here = now.astimezone(clock.OFFICE_ZONE).replace(tzinfo=None)
    if moment.tzinfo is not None or not here < moment <= here + FURTHEST:
        return None
    return moment.replace(tzinfo=clock.OFFICE_ZONE)


def turns_at(screen: Screen, at: datetime, *, now: datetime) -> tuple[Hanging, list[Row]]:
    """What rotates on `screen` at `at`, and its turns as they are read, in their order."""
    with speaking(office().language):
        hanging = hanging_at(screen, at, moment=now)
        overview = overview_now(moment=at)
        known = {one.code: one for one in hung_now(moment=at)}
    if overview is not None:
        # Said to whoever is at the panel, in their language.
        own = overview_hung(overview)
        known[own.code] = own
    return hanging, [_row(one, known.get(one.code)) for one in hanging.turns]


def _row(turn: Turn, hung: Hung | None) -> Row:
    kind = kind_said(turn.kind)
    title = hung.title if hung else kind
    return Row(turn, title, kind, seconds_said(turn.least, turn.most), hung)
