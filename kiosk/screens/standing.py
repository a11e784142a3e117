"""Where screens hung, from when to when, and when they rested there: kept beside them, so that evidence outlives a screen, its name and its place."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from kiosk.accounts.models import Station
from kiosk.core.db import one_at_a_time, session
from kiosk.screens.models import Screen, Standing


def note_standing(screen: Screen, *, at: datetime) -> None:
    """Let the record say where `screen` hangs from now on, if it says anything else.

    To be called whenever a screen gets a device, loses it, or is said to hang elsewhere; a report calls it
    too, so that whatever was missed is made good.
    """
    if _is_so(screen, _open(screen)):
        return
    # Two requests at once must not begin two: what is open is asked again behind the lock.
    one_at_a_time(f"standing {screen.mark}", session())
    stands = _open(screen)
    if _is_so(screen, stands):
        return
    if stands is not None:
        stands.ends = at
    if screen.secret_hash is not None:
        station = _station(screen)
        begun = Standing(
            device=screen.mark,
            name=screen.name,
            station=station.code,
            station_name=station.name,
            audience=screen.audience,
            rests=rests_of(screen),
            begins=at,
        )
        session().add(begun)


def rests_of(screen: Screen) -> str:
    """From when to when `screen` shows no posting at night, whatever it shows instead; empty: it always does."""
    return screen.night_hours if screen.night else ""


def end_standing(screen: Screen, *, at: datetime) -> None:
    """Say that `screen` hangs nowhere any more: it is about to be deleted."""
    stands = _open(screen)
    if stands is not None:
        stands.ends = at


def standing_since(screen: Screen) -> datetime | None:
    """Since when there has been a device that was `screen`; None: there never was one."""
    return session().scalar(
        sa.select(sa.func.min(Standing.begins)).where(Standing.device == screen.mark)
    )


def _open(screen: Screen) -> Standing | None:
    return session().scalar(
        sa.select(Standing)
        .where(Standing.device == screen.mark, Standing.ends.is_(None))
        .order_by(Standing.id.desc())
        .limit(1)
    )


def _is_so(screen: Screen, stands: Standing | None) -> bool:
    if screen.secret_hash is None or stands is None:
        return screen.secret_hash is None and stands is None
    return (stands.name, stands.station, stands.audience, stands.rests) == (
        screen.name,
        _station(screen).code,
        screen.audience,
        rests_of(screen),
    )


def _station(screen: Screen) -> Station:
    """Its station, which may have been said anew a moment ago."""
    return session().get_one(Station, screen.station_id)
