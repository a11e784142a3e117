"""The day of one screen, and what rotates on it now, as the page of all screens shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.i18n import speaking
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.playlist_words import MODES
from kiosk.faces.admin.turns import turns_at
from kiosk.programme.modes import Mode
from kiosk.programme.outlook import Stretch, day_of
from kiosk.programme.playlists import Playlist
from kiosk.screens.models import Screen

#: So many turns of a round are listed beside the screens; its own page has all.
MOST_TURNS = 8


@dataclass(frozen=True)
class Change:
    """When something else comes. `typed`: as a browser's field for date and time says it; empty: that is over."""

    at: str
    minute: int
    typed: str


@dataclass(frozen=True)
class Part:
    """A part of the day: 06:30 to 24:00, from which minute on and how long, and what the wall does then."""

    begins: str
    ends: str
    first: int
    length: int
    mode: str
    label: str
    changes: tuple[Change, ...]


def screen_day(screen: Screen, *, now: datetime) -> dict[str, object]:
    """What the templates of the day and of the round are told."""
    own = session().get(Playlist, screen.playlist_id) if screen.playlist_id else None
    name = own.name if own else _("All that is due")
    _hanging, turns = turns_at(screen, now, now=now)
    with speaking(office().language):
        stretches = day_of(screen, moment=now)
    who, place = visitor(), screen.station.code
    return {
        "day": [_part(one, name, now) for one in stretches],
        "now_minute": _minute(now),
        "turns": turns,
        "most_turns": MOST_TURNS,
        "playlist": own,
        "playlist_name": name,
        "may_order": who.may(Right.ORDER, station=place),
        "may_change_playlist": own is not None
        and who.may_touch(Right.ORDER, posted_by=own.station.code if own.station else None),
    }


def _part(one: Stretch, name: str, now: datetime) -> Part:
    ends = clock.local(one.ends)
    return Part(
        begins=f"{clock.local(one.begins):%H:%M}",
        ends="24:00" if not (ends.hour or ends.minute) else f"{ends:%H:%M}",
        first=_minute(one.begins),
        length=round((one.ends - one.begins).total_seconds() / 60),
        mode=str(one.mode),
        label=name if one.mode == Mode.DAY else str(MODES[one.mode]),
        changes=tuple(_change(at, now) for at in one.changes),
    )


def _change(at: datetime, now: datetime) -> Change:
    here = clock.local(at)
    return Change(f"{here:%H:%M}", _minute(at), f"{here:%Y-%m-%dT%H:%M}" if at > now else "")


def _minute(at: datetime) -> int:
    here = clock.local(at)
    return here.hour * 60 + here.minute
