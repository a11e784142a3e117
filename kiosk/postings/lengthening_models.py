"""The table of lengthenings (公示期延长): publicity periods that were made longer than they were released."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.core.db import Base
from kiosk.postings.models import Posting


class Lengthening(Base):
    """That a period ends later than it did, and why. The database refuses every change; one more is another row."""

    __tablename__ = "lengthening"
    __table_args__ = (sa.CheckConstraint("publicity_last > last_before", name="longer"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("posting.id"), index=True)
    #: Only those of the sample can ever go, with it.
    is_sample: Mapped[bool]
    last_before: Mapped[date]
    publicity_last: Mapped[date]
    #: When it would have come down, or had; None: it hung until taken down.
    until_before: Mapped[datetime | None]
    #: JSON: the dark working days that are made good.
    dark_days: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.String(200))
    lengthened_at: Mapped[datetime]
    lengthened_by: Mapped[str] = mapped_column(sa.String(60))

    posting: Mapped[Posting] = relationship()
