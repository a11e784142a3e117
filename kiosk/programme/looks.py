"""How boards look before they hang: the frame around them, and the walls one would see them on."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office, stations
from kiosk.core.db import session
from kiosk.programme.page_times import own_seconds
from kiosk.screens.models import Screen, ScreenReport
from kiosk.screens.scale import type_scale


@dataclass(frozen=True)
class Look:
    """A wall to look at a board on: its pixels, its diagonal, and from where it is read."""

    name: str
    width: int
    height: int
    inches: int
    distance_dm: int
    overscan_percent: int = 0

    @property
    def scale(self) -> float:
        """The factor its type grows by."""
        return type_scale(self.inches, self.distance_dm)


#: The usual one lying, the same standing, and the old one (DESIGN §2.2; RULINGS: 32 inches want 1.34).
USUAL_LOOKS = (
    Look("wide", 1920, 1080, 43, 30),
    Look("tall", 1080, 1920, 43, 30),
    Look("old", 1366, 768, 32, 30),
)


#: How many walls of each look every station has, among those that have said how large they are.
_LOOK = (
    ScreenReport.width_px,
    ScreenReport.height_px,
    Screen.panel_inches,
    Screen.distance_dm,
    Screen.overscan_percent,
)
_SIZES = (
    sa.select(*_LOOK, Screen.station_id, sa.func.count())
    .join(Screen, Screen.id == ScreenReport.screen_id)
    .where(ScreenReport.width_px > 0, ScreenReport.height_px > 0)
    .group_by(*_LOOK, Screen.station_id)
    .order_by(sa.func.min(Screen.id))
)


@dataclass(frozen=True)
class Vantage:
    """The wall of the office's own that one looks at: at which station, and how it looks (None: nobody knows)."""

    station: Station | None
    look: Look | None

    def looks(self) -> list[Look]:
        """The office's own look first, then the usual ones that are not the same."""
        own = [self.look] if self.look else []
        return own + [one for one in USUAL_LOOKS if not (self.look and _alike(one, self.look))]


def vantage(station: Station | None) -> Vantage:
    """The commonest wall of `station`, or of the whole office (None, or a station that has none)."""
    walls = [(Look("own", *size), at, count) for *size, at, count in session().execute(_SIZES)]
    here = [one for one in walls if station is not None and one[1] == station.id] or walls
    counts: Counter[Look] = Counter()
    for look, _at, count in here:
        counts[look] += count
    if not counts:
        return Vantage(station or next(iter(stations()), None), None)
    look = counts.most_common(1)[0][0]
    example = next(at for one, at, _count in here if one == look)
    return Vantage(station or session().get(Station, example), look)


def frame_of(station: Station | None) -> dict[str, object]:
    """What stands around every board on the walls of `station`, and how long their pages stay."""
    own = office()
    return {
        "station": station.name if station else own.name,
        "stake": station.stake if station else "",
        "brand": own.magazine or own.brand,
        "seconds": own_seconds(),
    }


def _alike(one: Look, other: Look) -> bool:
    return (
        len({(look.width, look.height, look.scale, look.overscan_percent) for look in (one, other)})
        == 1
    )
