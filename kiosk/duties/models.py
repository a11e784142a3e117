"""Tables of the office's own duties: what it owes beside its disclosures, and when it did it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.accounts.models import Station
from kiosk.core.db import Base


class OwnDuty(Base):
    """Something the office or a station does at a rhythm and nobody posts: a visit, a talk, a reminder.

    No wall and no phone ever shows it.
    """

    __tablename__ = "duty"
    __table_args__ = (
        sa.CheckConstraint("minimum > 0", name="minimum"),
        sa.CheckConstraint("due_working_day IS NULL OR due_day IS NULL", name="limit"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    #: Who is responsible for it, as people say it.
    who: Mapped[str] = mapped_column(sa.String(60), default="")
    rhythm: Mapped[str] = mapped_column(sa.String(30))
    #: How often in each span.
    minimum: Mapped[int] = mapped_column(default=1)
    due_working_day: Mapped[int | None]
    due_day: Mapped[int | None]
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"), index=True)
    #: Seen by those responsible alone; else by everybody at the panel who sees duties.
    is_private: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    #: From this day on it is expected.
    begun_on: Mapped[date]
    #: The first day on which it is expected no more; None: it goes on.
    ended_on: Mapped[date | None]
    is_sample: Mapped[bool] = mapped_column(default=False)

    station: Mapped[Station | None] = relationship()
    doings: Mapped[list[DutyDone]] = relationship(
        back_populates="duty", order_by="DutyDone.done_on", cascade="all, delete-orphan"
    )


class DutyDone(Base):
    """That a duty was done on a day. What was recorded by mistake is taken back and stays."""

    __tablename__ = "duty_done"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(sa.ForeignKey("duty.id"), index=True)
    done_on: Mapped[date] = mapped_column(index=True)
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    recorded_by: Mapped[str] = mapped_column(sa.String(60))
    recorded_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]

    duty: Mapped[OwnDuty] = relationship(back_populates="doings")
