"""Tables of categories, postings, their revisions and signatures."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.accounts.models import Station
from kiosk.core.db import Base


class Category(Base):
    """A matter that is disclosed (公开事项): 大宗物资采购, 办公经费使用, …"""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    name_en: Mapped[str] = mapped_column(sa.String(60), default="")
    #: Which kind of board shows it: notices, stars, honors, …
    kind: Mapped[str] = mapped_column(sa.String(20))
    #: 公示, 公开, 通报 …: a notice's form, and the large word on the spine.
    form: Mapped[str] = mapped_column(sa.String(10))
    #: What the spine says; empty: the form.
    spine: Mapped[str] = mapped_column(sa.String(10), default="")
    #: paper or crimson; empty: as the kind of board has it.
    theme: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    #: How often something of it is posted: see core/rhythms.py.
    rhythm: Mapped[str] = mapped_column(sa.String(30))
    #: By when in its month, quarter or year: on which working day, or on which day; neither: by its last.
    due_working_day: Mapped[int | None]
    due_day: Mapped[int | None]
    #: Where it is expected though it was never posted there: office or all; empty: nowhere.
    expected_of: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    #: Least length of a publicity period in working days; None: no period.
    min_working_days: Mapped[int | None]
    #: How long a plain disclosure hangs; None: until taken down.
    default_days: Mapped[int | None]
    takes_objections: Mapped[bool] = mapped_column(default=False)
    #: Who signs before anything of it hangs: signing.Needs.
    signing: Mapped[str] = mapped_column(sa.String(10), default="joint")
    #: A decision (三重一大) says at which meeting it was taken.
    asks_basis: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    #: office, station or both
    level: Mapped[str] = mapped_column(sa.String(10))
    #: Place among the seven categories of the office's report, 1–7; None: not one of them.
    seven_place: Mapped[int | None]
    #: The report's own words for it.
    report_phrase: Mapped[str] = mapped_column(sa.String(120), default="")
    position: Mapped[int] = mapped_column(default=0)
    #: Nothing new is posted under it; what hangs under it goes on hanging.
    is_retired: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class Posting(Base):
    """One thing that is published: its identity and its life. What it says is in its revisions."""

    __tablename__ = "posting"
    __table_args__ = (
        sa.CheckConstraint("level IN ('office', 'station')", name="level"),
        sa.CheckConstraint("(level = 'station') = (station_id IS NOT NULL)", name="level_station"),
        sa.CheckConstraint("shows_until IS NULL OR shows_until > shows_from", name="window"),
        sa.UniqueConstraint("register_number", "is_sample"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What the QR code and the phone page's address end with.
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    kind: Mapped[str] = mapped_column(sa.String(20), index=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), index=True)
    level: Mapped[str] = mapped_column(sa.String(10))
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"), index=True)
    #: 公开范围: party, staff, station_staff or society
    scope: Mapped[str] = mapped_column(sa.String(20))
    #: lifecycle.Stage; what time adds to it, `lifecycle.state_at` says.
    stage: Mapped[str] = mapped_column(sa.String(20), default="draft")
    #: Given by `register.enter`; it may look like a number of the sample's.
    register_number: Mapped[str | None] = mapped_column(sa.String(40))
    shows_from: Mapped[datetime | None] = mapped_column(index=True)
    #: The first moment it no longer hangs; None: until taken down.
    shows_until: Mapped[datetime | None]
    publicity_first: Mapped[date | None]
    publicity_last: Mapped[date | None]
    #: JSON: the days of its publicity period that do not count, because it had passed for over when it was lengthened.
    uncounted_days: Mapped[str] = mapped_column(sa.Text, default="[]", server_default="[]")
    withdrawn_at: Mapped[datetime | None]
    withdrawn_reason: Mapped[str] = mapped_column(sa.String(200), default="")
    is_sample: Mapped[bool] = mapped_column(default=False, index=True)

    category: Mapped[Category] = relationship()
    station: Mapped[Station | None] = relationship()
    revisions: Mapped[list[Revision]] = relationship(
        back_populates="posting", order_by="Revision.number", cascade="all, delete-orphan"
    )

    draft: Mapped[Draft | None] = relationship(
        back_populates="posting", cascade="all, delete-orphan"
    )

    @property
    def approved(self) -> Revision | None:
        """The newest frozen revision: what hangs. None while nothing has been approved."""
        frozen = [revision for revision in self.revisions if revision.approved_at is not None]
        return frozen[-1] if frozen else None


class Revision(Base):
    """One version of what a posting says. Once approved it never changes."""

    __tablename__ = "revision"
    __table_args__ = (sa.UniqueConstraint("posting_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("posting.id"), index=True)
    number: Mapped[int]
    #: Version of the kind's document type that `content` was written with.
    schema: Mapped[int]
    #: Canonical JSON of the kind's document.
    content: Mapped[str] = mapped_column(sa.Text)
    #: SHA-256 of `content` as UTF-8.
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    title: Mapped[str] = mapped_column(sa.String(200))
    approved_at: Mapped[datetime | None]
    #: Why it was corrected; empty for a first version.
    reason: Mapped[str] = mapped_column(sa.String(200), default="")

    posting: Mapped[Posting] = relationship(back_populates="revisions")
    signatures: Mapped[list[Signature]] = relationship(
        back_populates="revision", order_by="Signature.id", cascade="all, delete-orphan"
    )
    submission: Mapped[Submission | None] = relationship(
        back_populates="revision", cascade="all, delete-orphan"
    )


class Submission(Base):
    """What was asked when a version was sent to its signers: where and when it shall hang, and on what basis.

    A correction waits here while what hangs goes on hanging; only the last signature moves anything.
    """

    __tablename__ = "submission"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), unique=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"))
    scope: Mapped[str] = mapped_column(sa.String(20))
    #: What the category asked for on that day: signing.Needs.
    needs: Mapped[str] = mapped_column(sa.String(10))
    #: None: as soon as it is signed.
    begins: Mapped[datetime | None]
    publicity_first: Mapped[date | None]
    publicity_days: Mapped[int | None]
    last_day: Mapped[date | None]
    #: A correction that begins the publicity period anew.
    restarts: Mapped[bool] = mapped_column(default=False)
    #: JSON: the meeting a decision was taken at (basis.Basis); empty: none was asked for.
    basis: Mapped[str] = mapped_column(sa.Text, default="")
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[str] = mapped_column(sa.String(60))
    #: JSON: everybody who wrote on it, [[name, account], …]; they neither review nor sign it.
    writers: Mapped[str] = mapped_column(sa.Text, default="[]")
    #: JSON: the scan of the signed form; empty: there is none.
    scan: Mapped[str] = mapped_column(sa.Text, default="")
    #: How it ended: released, recalled or sent_back; empty while it is under way.
    outcome: Mapped[str] = mapped_column(sa.String(10), default="", index=True)

    revision: Mapped[Revision] = relationship(back_populates="submission")
    category: Mapped[Category] = relationship()
    station: Mapped[Station | None] = relationship()


class Draft(Base):
    """What somebody is writing for a posting: its first version, or a correction of what hangs.

    What was typed is kept as it was typed, readable or not; a revision is made of it when it is published.
    """

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    posting_id: Mapped[int] = mapped_column(sa.ForeignKey("posting.id"), unique=True)
    #: JSON: what was typed, [[field, value], …].
    typed: Mapped[str] = mapped_column(sa.Text, default="[]")
    #: JSON: what nobody types: tables, attachments, an imported result.
    parts: Mapped[str] = mapped_column(sa.Text, default="{}")
    title: Mapped[str] = mapped_column(sa.String(200), default="")
    #: Raised by every save; a save that was begun from an older one is refused.
    version: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(sa.String(60))
    #: JSON: everybody who saved it, [name, …]: none of them reviews or signs it.
    writers: Mapped[str] = mapped_column(sa.Text, default="[]", server_default="[]")
    #: JSON: what the last saves have changed, [[version, {field: print of it before}], …].
    changes: Mapped[str] = mapped_column(sa.Text, default="[]", server_default="[]")
    #: Whose browser said last that it has the editor open, and when.
    open_by: Mapped[str] = mapped_column(sa.String(60), default="")
    open_account: Mapped[int | None]
    open_at: Mapped[datetime | None]
    #: writing, review or signing; while it is on its way to the signers nobody changes it.
    step: Mapped[str] = mapped_column(sa.String(10), default="writing", server_default="writing")
    #: Why it was last sent back, and by whom; empty once it is on its way again.
    sent_back: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    #: Which form began it, so that a form sent twice begins one.
    begun_with: Mapped[str] = mapped_column(
        sa.String(60), default="", server_default="", index=True
    )

    posting: Mapped[Posting] = relationship(back_populates="draft")


class DiscardedDraft(Base):
    """A draft somebody threw away, kept for a while so that it can be put back.

    It holds what is needed to make its posting anew, where that was nothing but this draft.
    """

    __tablename__ = "discarded_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Of its posting, which may be gone.
    code: Mapped[str] = mapped_column(sa.String(16), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id", ondelete="CASCADE"))
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id", ondelete="CASCADE"))
    scope: Mapped[str] = mapped_column(sa.String(20))
    typed: Mapped[str] = mapped_column(sa.Text)
    parts: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.String(200))
    is_sample: Mapped[bool] = mapped_column(default=False)
    discarded_at: Mapped[datetime] = mapped_column(index=True)
    discarded_by: Mapped[str] = mapped_column(sa.String(60))

    category: Mapped[Category] = relationship()
    station: Mapped[Station | None] = relationship()


class Signature(Base):
    """Who answered for a revision, in which part, and when."""

    __tablename__ = "signature"
    __table_args__ = (sa.UniqueConstraint("revision_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revision.id"), index=True)
    #: drafter, secrecy_reviewer, party, admin, chief or supervisor
    part: Mapped[str] = mapped_column(sa.String(20))
    name: Mapped[str] = mapped_column(sa.String(40))
    post: Mapped[str] = mapped_column(sa.String(40), default="")
    signed_on: Mapped[date]
    #: The moment, where it was signed here; None for paper, which has a day alone.
    signed_at: Mapped[datetime | None]
    account_id: Mapped[int | None]
    #: Who typed in what was signed on paper; empty: signed here.
    entered_by: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    #: For whom a deputy signed, and why; empty: in their own part.
    deputy_for: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    remark: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")

    revision: Mapped[Revision] = relationship(back_populates="signatures")


class NilReturn(Base):
    """A recorded statement that a category had nothing to disclose in a month (无事项)."""

    __tablename__ = "nil_return"
    __table_args__ = (sa.UniqueConstraint("category_id", "station_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"))
    #: None: the statement of the office.
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"))
    #: First day of the month.
    month: Mapped[date]
    stated_on: Mapped[date]
    is_sample: Mapped[bool] = mapped_column(default=False)

    category: Mapped[Category] = relationship()
