"""That something in its publicity period hangs on no screen, in sentences, for whoever can do something about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _

from kiosk.accounts.offices import stations
from kiosk.core.db import session
from kiosk.core.formats import listed
from kiosk.faces.admin.access import Visitor
from kiosk.programme.glance import Hung, hung_now
from kiosk.programme.playlists import Playlist
from kiosk.programme.unseen import Unseen, unseen_now


@dataclass(frozen=True)
class Warned:
    """One of them: its code, and what is said of it."""

    code: str
    says: str


def unseen_by(
    who: Visitor, hung: Iterable[Hung], *, moment: datetime, playlist: int | None = None
) -> list[Warned]:
    """What of `hung` no screen shows, as far as `who` has to do with the stations; of one playlist, where that one hides it."""
    found = [
        one
        for one in unseen_now(hung, moment=moment)
        if any(who.sees(code) for code in one.stations)
        and (playlist is None or playlist in one.playlists)
    ]
    if not found:
        return []
    names = {one.code: one.short_name for one in stations()}
    query = sa.select(Playlist.id, Playlist.name).order_by(Playlist.name)
    called = {row.id: row.name for row in session().execute(query)}
    return [Warned(one.hung.code, _said(one, who, names, called)) for one in found]


def unseen_posting(who: Visitor, code: str, *, moment: datetime) -> list[Warned]:
    """The same of one posting."""
    return unseen_by(
        who, [one for one in hung_now(moment=moment) if one.code == code], moment=moment
    )


def _said(one: Unseen, who: Visitor, names: dict[str, str], called: dict[int, str]) -> str:
    hidden_by = listed(name for number, name in called.items() if number in one.playlists)
    if one.is_everywhere:
        return _(
            "“%(title)s” is in its publicity period and no screen shows it. Hidden by: %(playlists)s.",
            title=one.hung.title,
            playlists=hidden_by,
        )
    return _(
        "“%(title)s” is in its publicity period and no screen shows it at %(places)s. Hidden by: %(playlists)s.",
        title=one.hung.title,
        places=listed(names.get(code, code) for code in one.stations if who.sees(code)),
        playlists=hidden_by,
    )
