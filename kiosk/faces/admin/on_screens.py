"""What hangs on each screen now: a few of them on the first page, and the wall of one in a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template, url_for
from flask_babel import gettext as _

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent
from kiosk.core.i18n import speaking
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.heard import Heard, heard_from
from kiosk.faces.admin.reading import Wall
from kiosk.kinds.overview import Overview
from kiosk.programme.build import frame_on_walls, screen_facts
from kiosk.programme.glance import Hung, wall_values
from kiosk.programme.wall_words import wall_words
from kiosk.screens.models import Screen, ScreenReport

MOST_TILES = 6
#: What a screen that has not told its size is taken for.
USUAL_SIZE = (1920, 1080)
#: Which screens are shown when there are more: first those somebody must look after.
_TELLING = {"silent": 0, "online": 1, "resting": 2, "new": 3, "free": 4}


@dataclass(frozen=True)
class Tile:
    """A screen with what it said last of what is on it; None: it was never heard of, or has no device."""

    wall: Wall
    heard: Heard | None
    width: int
    height: int

    @property
    def drawn_ms(self) -> int | None:
        """By which clock its wall is drawn: a silent one's by that of the moment it was heard last; None: now."""
        if self.heard is None or self.wall.state == "online":
            return None
        return clock.milliseconds(self.heard.report.seen_at)

    @property
    def address(self) -> str:
        """Where what is on it can be seen; empty: it cannot be drawn."""
        if self.heard is None or not self.heard.is_drawn:
            return ""
        number = self.wall.screen.id
        if self.heard.is_empty:
            return url_for("admin.screen_empty_wall", screen_id=number)
        return url_for("admin.screen_wall", screen_id=number, code=self.heard.report.on_posting)


def tiles(
    walls: Sequence[Wall], hung: Sequence[Hung], *, overview: Overview | None, moment: datetime
) -> list[Tile]:
    """The tiles of the first page, in the order of `walls`."""
    chosen = most_telling(walls)
    heard = heard_from(chosen, hung, overview=overview, moment=moment)
    return [tile_of(wall, heard.get(wall.screen.id)) for wall in chosen]


def tile_of(wall: Wall, heard: Heard | None) -> Tile:
    """One screen's."""
    width, height = _size(wall.report)
    return Tile(wall, heard, width, height)


def most_telling(walls: Sequence[Wall], *, most: int = MOST_TILES) -> list[Wall]:
    """At most so many of `walls`, in their own order: those that have gone silent are left out last."""
    places = range(len(walls))
    chosen = sorted(places, key=lambda place: (_TELLING[walls[place].state], place))[:most]
    return [walls[place] for place in sorted(chosen)]


def screen_in_sight(screen_id: int) -> Screen:
    """The screen with that number; 404 if there is none, 403 if the visitor has nothing to do with its station."""
    screen = session().get(Screen, screen_id)
    if screen is None:
        abort(404)
    if not visitor().sees(screen.station.code):
        abort(403)
    return screen


@bp.get("/screens/<int:screen_id>/wall/<code>")
@allow(Right.SEE_PANEL)
def screen_wall(screen_id: int, code: str) -> str:
    """One board as that screen shows it now; a tile has it in a frame, and it can be opened by itself."""
    screen, now = screen_in_sight(screen_id), clock.now()
    with speaking(office().language):
        try:
            values = wall_values(screen, code, moment=now)
        except BadContent:
            values = None
        if values is None:
            abort(404)
        return _page(screen, values, now)


@bp.get("/screens/<int:screen_id>/wall")
@allow(Right.SEE_PANEL)
def screen_empty_wall(screen_id: int) -> str:
    """What that screen shows while nothing is posted on it."""
    screen = screen_in_sight(screen_id)
    with speaking(office().language):
        return _page(screen, {"is_empty": True}, clock.now())


def _page(screen: Screen, values: dict[str, object], now: datetime) -> str:
    width, height = _size(session().get(ScreenReport, screen.id))
    frame = frame_on_walls(screen.station)
    return render_template(
        "faces/admin/preview.html",
        **values,
        heading=_("On the screen"),
        title=f"{screen.station.short_name} · {screen.name}",
        frame=frame,
        screen={**screen_facts(screen, frame), "width": width, "height": height},
        words=wall_words(),
        now_ms=clock.milliseconds(now),
    )


def _size(report: ScreenReport | None) -> tuple[int, int]:
    if report is None or not report.width_px or not report.height_px:
        return USUAL_SIZE
    return report.width_px, report.height_px
