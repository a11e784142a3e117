"""Where screens hung, from when to when, when they rested there and when shifts handed over before them.

Kept beside them, so that evidence outlives a screen, its name and its place, and goes by what was set then.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import handovers_at
from kiosk.core.db import one_at_a_time, session
from kiosk.screens.models import Screen, Standing


class _Place(NamedTuple):
    """What is said of the station of a screen."""

    code: str
    name: str
    handovers: str


def note_standings(*, at: datetime) -> None:
    """Let the record say of all screens what holds from now on: to be called when shifts hand over at other times."""
    claimed = sa.select(Screen).where(Screen.secret_hash.is_not(None)).order_by(Screen.id)
    for screen in session().scalars(claimed).all():
        note_standing(screen, at=at)


def note_standing(screen: Screen, *, at: datetime) -> None:
    """Let the record say where `screen` hangs from now on, if it says anything else.

    To be called whenever a screen gets a device, loses it, or is said to hang elsewhere; a report calls it
    too, so that whatever was missed is made good.
    """
    if _is_so(screen, *_now(screen)):
        return
    # Two requests at once must not begin two: what is open is asked again behind the lock.
    one_at_a_time(f"standing {screen.mark}", session())
    place, stands = _now(screen)
    if _is_so(screen, place, stands):
        return
    if stands is not None:
        stands.ends = at
    if screen.secret_hash is not None:
        begun = Standing(
            device=screen.mark,
            name=screen.name,
            station=place.code,
            station_name=place.name,
            audience=screen.audience,
            rests=rests_of(screen),
            handovers=place.handovers,
            begins=at,
        )
        session().add(begun)


def rests_of(screen: Screen) -> str:
    """From when to when `screen` shows no posting at night, whatever it shows instead; empty: it always does."""
    return screen.night_hours if screen.night else ""


def end_standing(screen: Screen, *, at: datetime) -> None:
    """Say that `screen` hangs nowhere any more: it is about to be deleted."""
    _place, stands = _now(screen)
    if stands is not None:
        stands.ends = at


def standing_since(screen: Screen) -> datetime | None:
    """Since when there has been a device that was `screen`; None: there never was one."""
    return session().scalar(
        sa.select(sa.func.min(Standing.begins)).where(Standing.device == screen.mark)
    )


def _is_so(screen: Screen, place: _Place, stands: Standing | None) -> bool:
    if screen.secret_hash is None or stands is None:
        return screen.secret_hash is None and stands is None
    noted = (stands.name, stands.station, stands.audience, stands.rests, stands.handovers)
    return noted == (
        screen.name,
        place.code,
        screen.audience,
        rests_of(screen),
        place.handovers,
    )


def _now(screen: Screen) -> tuple[_Place, Standing | None]:
    """What is said of its station, and what the record says of it: another request may have said either a moment ago."""
    code, name, own, offices, stands = (
        session()
        .execute(
            sa.select(
                Station.code,
                Station.name,
                Station.handover_times,
                Office.handover_times,
                Standing,
            )
            .select_from(Station)
            .outerjoin(Office, Office.id == 1)
            .outerjoin(Standing, sa.and_(Standing.device == screen.mark, Standing.ends.is_(None)))
            .where(Station.id == screen.station_id)
            .order_by(Standing.id.desc())
            .limit(1)
        )
        .one()
    )
    return _Place(code, name, handovers_at(own, offices)), stands
