"""Tables of the register (登记台账): its entries, and where the numbers of a year begin."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.core.db import Base
from kiosk.postings.models import Posting, Revision


class RegisterEntry(Base):
    """What was registered when a posting was released for the first time. The database refuses every change.

    Everything stands here as text, as it was on that day: an office is renamed, a category too.
    What comes later (corrected, taken down, concluded) is told by the posting and its trail.
    """

    __tablename__ = "register_entry"
    __table_args__ = (
        sa.CheckConstraint("serial > 0", name="serial"),
        sa.UniqueConstraint("is_sample", "number"),
        sa.UniqueConstraint("is_sample", "place", "year", "serial"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: The sample has series of its own, and only its entries can ever go.
    is_sample: Mapped[bool]
    #: Whose series: a station's code, or "" for the office.
    place: Mapped[str] = mapped_column(sa.String(12))
    place_name: Mapped[str] = mapped_column(sa.String(60))
    #: The office's year on the day of registration.
    year: Mapped[int]
    #: Counted within place and year, without gaps.
    serial: Mapped[int]
    #: What the number begins with: 柳泉 of 柳泉公开〔2026〕44号.
    word: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[str] = mapped_column(sa.String(40))
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("posting.id"), unique=True)
    #: The version that was registered.
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    registered_at: Mapped[datetime] = mapped_column(index=True)
    registered_by: Mapped[str] = mapped_column(sa.String(60))
    title: Mapped[str] = mapped_column(sa.String(200))
    #: Of that version's content.
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    category: Mapped[str] = mapped_column(sa.String(40))
    form: Mapped[str] = mapped_column(sa.String(10))
    rhythm: Mapped[str] = mapped_column(sa.String(30))
    scope: Mapped[str] = mapped_column(sa.String(20))
    shows_from: Mapped[datetime | None]
    publicity_first: Mapped[date | None]
    publicity_last: Mapped[date | None]
    #: Working days of the period by the calendar of that day.
    publicity_days: Mapped[int | None]

    posting: Mapped[Posting] = relationship()
    revision: Mapped[Revision] = relationship()


class RegisterStart(Base):
    """The first number of a year where some have been given on paper before."""

    __tablename__ = "register_start"
    __table_args__ = (sa.CheckConstraint("first > 0", name="first"),)

    place: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first: Mapped[int]
