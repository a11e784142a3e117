"""Playlists: named sets of rules that screens choose. Several screens that share one are a group; none means all that is due."""

from __future__ import annotations

import logging

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.accounts.models import Station
from kiosk.core.db import Base, session
from kiosk.core.document import BadContent, canonical, decode
from kiosk.core.logs import log
from kiosk.programme.rules import EVERYTHING, Rules
from kiosk.screens.models import Screen


class Playlist(Base):
    """A named set of rules. Whose it is decides who may change it; all screens of that place may choose it."""

    __tablename__ = "playlist"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40), unique=True)
    #: None: the office's own.
    station_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("station.id", ondelete="CASCADE"), index=True
    )
    #: A canonical `Rules` document.
    rules: Mapped[str] = mapped_column(sa.Text, default="{}", server_default="{}")
    #: Raised by every save; of two at once the database refuses the second.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    station: Mapped[Station | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so

    def read(self) -> Rules:
        """Its rules; if this version cannot read them, none, and a line in the log: a wall never goes dark for that."""
        try:
            return decode(self.rules, Rules)
        except BadContent:
            log("unreadable playlist", level=logging.ERROR, playlist=self.id)
            return EVERYTHING

    def keep(self, rules: Rules) -> None:
        """Let this hold from now on."""
        self.rules = canonical(rules).decode()


def playlists() -> list[Playlist]:
    """All there are, the office's own first."""
    query = sa.select(Playlist).order_by(Playlist.station_id.is_not(None), Playlist.name)
    return list(session().scalars(query))


def rules_everywhere() -> dict[int | None, Rules]:
    """What every playlist says, by its number, and what holds without one."""
    return {None: EVERYTHING, **{one.id: one.read() for one in playlists()}}


def screens_with() -> dict[int, list[Screen]]:
    """The screens that have chosen each playlist, by its number."""
    query = sa.select(Screen).where(Screen.playlist_id.is_not(None)).order_by(Screen.id)
    found: dict[int, list[Screen]] = {}
    for screen in session().scalars(query):
        found.setdefault(screen.playlist_id or 0, []).append(screen)
    return found


def remove(playlist: Playlist) -> None:
    """Take it away; its screens show all that is due again."""
    for screen in session().scalars(sa.select(Screen).where(Screen.playlist_id == playlist.id)):
        screen.change(playlist_id=None)
    session().delete(playlist)
