"""What will hang on a screen at a time to come, by the rules its wall goes by."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.i18n import speaking
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.on_screens import screen_in_sight
from kiosk.programme.glance import Hung, hung_now, turns_of
from kiosk.programme.order import places_everywhere
from kiosk.programme.overview import overview_now
from kiosk.screens.models import Screen

#: Nobody plans further ahead, and the calendar ends somewhere.
FURTHEST = timedelta(days=366)


@bp.get("/screens/<int:screen_id>/turns")
@allow(Right.SEE_PANEL)
def screen_turns(screen_id: int) -> Response:
    """What rotates there at a moment that is asked for, or now. What did hang is not asked here: a plan is no proof."""
    screen, now = screen_in_sight(screen_id), clock.now()
    asked = request.args.get("at", "")
    moment = moment_asked(asked, now)
    return page_or_fragment(
        "faces/admin/turns.html",
        "faces/admin/_turns_room.html",
        status=422 if asked and moment is None else 200,
        screen=screen,
        asked=asked,
        moment=moment,
        now=now,
        turns=_turns(screen, moment or now),
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


def _turns(screen: Screen, moment: datetime) -> list[Hung]:
    with speaking(office().language):
        overview = overview_now(moment=moment)
        places = places_everywhere().get(screen.station_id)
        return turns_of(screen, hung_now(moment=moment), overview=overview, places=places)
