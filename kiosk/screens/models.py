"""Tables of screens, pairing codes and what screens report."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.accounts.models import Station
from kiosk.core import codes
from kiosk.core.db import Base


class Screen(Base):
    """A device on a wall."""

    __tablename__ = "screen"
    __table_args__ = (
        sa.CheckConstraint("audience IN ('hall', 'staff', 'party')", name="audience"),
        sa.CheckConstraint("panel_inches BETWEEN 10 AND 200", name="panel_inches"),
        sa.CheckConstraint("distance_dm BETWEEN 5 AND 300", name="distance_dm"),
        sa.CheckConstraint("night IN ('', 'night', 'dark')", name="night"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What it is called in what it reports and in evidence: numbers may be given again, this never is.
    mark: Mapped[str] = mapped_column(
        sa.String(16), unique=True, index=True, default=codes.new_code, server_default=""
    )
    name: Mapped[str] = mapped_column(sa.String(60))
    station_id: Mapped[int] = mapped_column(sa.ForeignKey("station.id"), index=True)
    #: hall (drivers pass), staff (staff room) or party (the party members' room)
    audience: Mapped[str] = mapped_column(sa.String(10), default="staff")
    panel_inches: Mapped[int] = mapped_column(default=43)
    #: Viewing distance in decimetres.
    distance_dm: Mapped[int] = mapped_column(default=30)
    #: How much more than 4 % the panel hides at its edges, in per cent.
    overscan_percent: Mapped[int] = mapped_column(default=0)
    #: What it does at night: as by day (empty), the night board (night) or nothing (dark); and from when to when.
    night: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    night_hours: Mapped[str] = mapped_column(
        sa.String(11), default="00:00-06:30", server_default="00:00-06:30"
    )
    keeper: Mapped[str] = mapped_column(sa.String(40), default="")
    keeper_phone: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Hash of the secret the device keeps; None until it is claimed or after it is revoked.
    secret_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    #: Hash of the one-use link that turns a browser into this screen.
    claim_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    #: The rules it shows things by (programme/playlists.py); None: all that is due.
    playlist_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("playlist.id", ondelete="SET NULL"), index=True
    )
    is_sample: Mapped[bool] = mapped_column(default=False)
    #: True from being revoked until a device claims it again: somebody wants it dark.
    is_revoked: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: How often it has been asked to do something at once, what last (see health.Ask), and when.
    asked: Mapped[int] = mapped_column(default=0, server_default="0")
    ask: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    asked_at: Mapped[datetime | None]
    #: Raised by `change` alone, so that a device that claims its screen disturbs no open form.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    station: Mapped[Station] = relationship()

    # Two saves at once: the database refuses the second (StaleDataError).
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012 - SQLAlchemy reads it so

    def change(self, **said: object) -> dict[str, tuple[object, object]]:
        """Take over what is now said of the screen; return what changed, as (before, after)."""
        changed = {
            name: (getattr(self, name), value)
            for name, value in said.items()
            if getattr(self, name) != value
        }
        for name, (_before, after) in changed.items():
            setattr(self, name, after)
        if changed:
            self.version += 1
        return changed

    def revoke(self) -> None:
        """Let no device be this screen any more; what it keeps and every link handed out are void."""
        self.secret_hash = None
        self.claim_hash = None
        self.is_revoked = True


class ScreenReport(Base):
    """What a screen last said of itself. Apart from `screen`, so that a heartbeat changes no wall."""

    __tablename__ = "screen_report"

    screen_id: Mapped[int] = mapped_column(
        sa.ForeignKey("screen.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime]
    width_px: Mapped[int] = mapped_column(default=0)
    height_px: Mapped[int] = mapped_column(default=0)
    engine: Mapped[str] = mapped_column(sa.String(80), default="")
    #: Which version of the wall its page is, and since when that page is loaded.
    version: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    begun_at: Mapped[datetime | None]
    #: Seconds its own clock is ahead of ours; negative: behind.
    drift_s: Mapped[int | None]
    #: Megabytes its page takes, and megabytes it may still store; None: its browser does not say.
    memory_mb: Mapped[int | None]
    storage_mb: Mapped[int | None]
    error: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    error_at: Mapped[datetime | None]
    #: What is on: a kind of board, or what stands in the place of one. Empty: it has not said.
    on_kind: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    on_posting: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    on_revision: Mapped[int] = mapped_column(default=0, server_default="0")
    on_page: Mapped[int] = mapped_column(default=0, server_default="0")
    on_pages: Mapped[int] = mapped_column(default=0, server_default="0")
    #: With which rows its tables begin this time: "0,240".
    on_begins: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    on_since: Mapped[datetime | None]
    next_posting: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    #: Up to which number it has done what it was asked, and since when we know.
    done: Mapped[int] = mapped_column(default=0, server_default="0")
    done_at: Mapped[datetime | None]
    #: How many rows of plays it has sent that could not be true, when last, and what was wrong then.
    aside: Mapped[int] = mapped_column(default=0, server_default="0")
    aside_at: Mapped[datetime | None]
    aside_why: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")


class Standing(Base):
    """From when to when a screen with a device hung somewhere. No key to the screen: it outlives it."""

    __tablename__ = "screen_standing"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The mark of the screen.
    device: Mapped[str] = mapped_column(sa.String(16), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    #: Code and name of the station.
    station: Mapped[str] = mapped_column(sa.String(12), index=True)
    station_name: Mapped[str] = mapped_column(sa.String(40))
    audience: Mapped[str] = mapped_column(sa.String(10))
    #: From when to when it rests each night, showing no posting: "22:00-06:30"; empty: it does not.
    rests: Mapped[str] = mapped_column(sa.String(11), default="", server_default="")
    #: When the shifts before it handed over: "08:00,16:00"; empty: nobody had said, or nobody had begun to keep it.
    handovers: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    begins: Mapped[datetime]
    #: None: it still hangs there.
    ends: Mapped[datetime | None]


class Play(Base):
    """How often one screen has shown one posting in full on one day, as counted since one of its starts.

    No keys to other tables: evidence outlives screens. The counters only grow.
    """

    __tablename__ = "play"
    __table_args__ = (
        sa.UniqueConstraint("device", "day", "posting", "revision", "boot"),
        sa.Index(None, "posting", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The mark of the screen.
    device: Mapped[str] = mapped_column(sa.String(16))
    #: Which start of the screen's page has counted this.
    boot: Mapped[str] = mapped_column(sa.String(16))
    #: Code of the posting; empty where a screen that was alone too long has summed up many.
    posting: Mapped[str] = mapped_column(sa.String(16))
    revision: Mapped[int]
    #: SHA-256 of what that revision says.
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    #: The office's day.
    day: Mapped[date]
    times: Mapped[int]
    seconds: Mapped[int]
    #: 24 hexadecimal digits, one an hour: the quarter-hours in which a showing was completed, the first of the day first.
    quarters: Mapped[str] = mapped_column(sa.String(24))
    reported_at: Mapped[datetime]


class Pairing(Base):
    """A browser that waits to be told which screen it is."""

    __tablename__ = "pairing"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The six digits on the wall; free again once used or expired.
    code: Mapped[str] = mapped_column(sa.String(6), unique=True)
    #: Hash of the secret the waiting browser keeps.
    secret_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    #: Who is connected to us, never what a header claims.
    address: Mapped[str] = mapped_column(sa.String(64), default="", server_default="", index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
