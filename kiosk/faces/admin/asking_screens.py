"""Asking a wall to do something at once: to load itself anew, to show its number."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.web import commits, wants_fragment
from kiosk.faces.admin import health_words, reading
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.screens import full_name, note_act, screen_in_hand
from kiosk.screens.health import IDENTIFY_S, Ask, ask, what_was_asked
from kiosk.screens.models import Screen


@bp.post("/screens/<int:screen_id>/reload")
@allow(Right.PAIR_SCREENS)
@commits
def screen_reload(screen_id: int) -> Response:
    """The wall loads itself anew, once the server has answered it."""
    found = _asked(screen_id, Ask.RELOAD)
    flash(_("Asked: %(name)s loads itself anew.", name=full_name(found)))
    return go_on(url_for("admin.screens", screen=found.id))


@bp.post("/screens/<int:screen_id>/identify")
@allow(Right.PAIR_SCREENS)
@commits
def screen_identify(screen_id: int) -> Response:
    """The wall shows its number over everything for some seconds."""
    found = _asked(screen_id, Ask.IDENTIFY)
    flash(
        _(
            "Asked: %(name)s shows the number %(number)s for %(seconds)s seconds.",
            name=full_name(found),
            number=found.id,
            seconds=IDENTIFY_S,
        )
    )
    return go_on(url_for("admin.screens", screen=found.id))


@bp.get("/screens/<int:screen_id>/asked")
@allow(Right.PAIR_SCREENS)
def screen_asked(screen_id: int) -> str | Response:
    """What came of it so far; the page of all screens fetches it."""
    found, now = screen_in_hand(screen_id), clock.now()
    wall = reading.wall_of(found, moment=now)
    asked = what_was_asked(found, wall.report, at=now)
    if asked is None or not wants_fragment():
        return go_on(url_for("admin.screens", screen=found.id))
    return render_template(
        "faces/admin/_asked.html", chosen=wall, asked=asked, now=now, health_words=health_words
    )


def _asked(screen_id: int, what: Ask) -> Screen:
    found = screen_in_hand(screen_id)
    ask(found, what, at=clock.now())
    note_act(f"screen.{what}", found)
    return found
