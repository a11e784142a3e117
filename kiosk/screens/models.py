"""Tables of screens, pairing codes and what screens report."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.accounts.models import Station
from kiosk.core.db import Base


class Screen(Base):
    """A device on a wall."""

    __tablename__ = "screen"
    __table_args__ = (
        sa.CheckConstraint("audience IN ('hall', 'staff', 'party')", name="audience"),
        sa.CheckConstraint("panel_inches BETWEEN 10 AND 200", name="panel_inches"),
        sa.CheckConstraint("distance_dm BETWEEN 5 AND 300", name="distance_dm"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    station_id: Mapped[int] = mapped_column(sa.ForeignKey("station.id"), index=True)
    #: hall (drivers pass), staff (staff room) or party (the party members' room)
    audience: Mapped[str] = mapped_column(sa.String(10), default="staff")
    panel_inches: Mapped[int] = mapped_column(default=43)
    #: Viewing distance in decimetres.
    distance_dm: Mapped[int] = mapped_column(default=30)
    #: How much more than 4 % the panel hides at its edges, in per cent.
    overscan_percent: Mapped[int] = mapped_column(default=0)
    keeper: Mapped[str] = mapped_column(sa.String(40), default="")
    keeper_phone: Mapped[str] = mapped_column(sa.String(40), default="")
    #: Hash of the secret the device keeps; None until it is claimed or after it is revoked.
    secret_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    #: Hash of the one-use link that turns a browser into this screen.
    claim_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    is_sample: Mapped[bool] = mapped_column(default=False)
    #: True from being revoked until a device claims it again: somebody wants it dark.
    is_revoked: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: Raised by `change` alone, so that a device that claims its screen disturbs no open form.
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    station: Mapped[Station] = relationship()

    # Two saves at once: the database refuses the second (StaleDataError).
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

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
