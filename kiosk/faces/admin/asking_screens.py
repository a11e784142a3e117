"""Asking a wall to do something at once: to load itself anew, to show its number."""

from __future__ import annotations

from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.screens import full_name, note_act, screen_in_hand
from kiosk.screens.health import IDENTIFY_S, Ask, ask
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


def _asked(screen_id: int, what: Ask) -> Screen:
    found = screen_in_hand(screen_id)
    ask(found, what, at=clock.now())
    note_act(f"screen.{what}", found)
    return found
