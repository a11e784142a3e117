"""The table of conclusions (公示结论): what came of publicity periods."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.core.db import Base
from kiosk.postings.models import Posting


class Conclusion(Base):
    """What came of a publicity period. The database refuses every change; a correction is another one, and the newest counts."""

    __tablename__ = "conclusion"
    __table_args__ = (
        sa.CheckConstraint("outcome IN ('none', 'handled')", name="outcome"),
        sa.CheckConstraint("objections >= 0", name="objections"),
        sa.CheckConstraint("(objections = 0) = (outcome = 'none')", name="outcome_objections"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("posting.id"), index=True)
    #: Only those of the sample can ever go, with it.
    is_sample: Mapped[bool]
    #: closing.Outcome
    outcome: Mapped[str] = mapped_column(sa.String(10))
    #: How many objections were received; by whom is told nowhere.
    objections: Mapped[int]
    text: Mapped[str] = mapped_column(sa.String(300))
    #: Why an earlier conclusion was corrected; of a first one, why the dark days of its period were not made good.
    reason: Mapped[str] = mapped_column(sa.String(200))
    concluded_at: Mapped[datetime]
    concluded_by: Mapped[str] = mapped_column(sa.String(60))

    posting: Mapped[Posting] = relationship()
