"""The change signal: one number that moves whenever what walls show may have changed.

It is raised in the same transaction as the change, so whoever reads a number sees at least what
it stands for. Heartbeats live in tables of their own and do not move it.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from kiosk.accounts.models import Office, Person, Station, WorkingDayOverride
from kiosk.core.db import Base, session
from kiosk.postings.models import Category, NilReturn, Posting, Revision, Signature
from kiosk.programme.order import RotationPlace
from kiosk.programme.playlists import Playlist
from kiosk.programme.takeovers import Takeover
from kiosk.screens.models import Screen

WATCHED = (
    Office,
    Station,
    # No line of a board breaks within the name of somebody who is known.
    Person,
    WorkingDayOverride,
    Category,
    Posting,
    Revision,
    Signature,
    NilReturn,
    Screen,
    RotationPlace,
    Playlist,
    Takeover,
)
#: The number, asked for below the ORM by those who ask very often.
READ_SIGNAL = "SELECT version FROM change_signal"


class ChangeSignal(Base):
    """The number itself (a single row, id 1, made by the migration)."""

    __tablename__ = "change_signal"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int]


def version() -> int:
    """The signal as this transaction sees it."""
    return session().scalar(sa.select(ChangeSignal.version)) or 0


def _raise_on_change(session_: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = (*session_.new, *session_.dirty, *session_.deleted)
    if any(isinstance(one, WATCHED) for one in changed):
        session_.execute(
            sa.update(ChangeSignal).values(version=ChangeSignal.version + 1),
            execution_options={"synchronize_session": False},
        )


def watch() -> None:
    """Raise the signal with every change from now on. Safe to call twice."""
    if not event.contains(Session, "before_flush", _raise_on_change):
        event.listen(Session, "before_flush", _raise_on_change)
