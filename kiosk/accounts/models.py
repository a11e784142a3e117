"""Tables of the office, its stations and people, accounts and the trail."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kiosk.core.db import Base


class Office(Base):
    """The one office this installation serves (a single row, id 1)."""

    __tablename__ = "office"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    short_name: Mapped[str] = mapped_column(sa.String(20))
    branch: Mapped[str] = mapped_column(sa.String(60), default="")
    #: The service brand (左公柳) and the magazine (××驿站) that stands on the spine.
    brand: Mapped[str] = mapped_column(sa.String(20), default="")
    magazine: Mapped[str] = mapped_column(sa.String(20), default="")
    moments_column: Mapped[str] = mapped_column(sa.String(20), default="")
    #: Language of wall and phone.
    language: Mapped[str] = mapped_column(sa.String(10), default="zh_CN")
    #: "08:00,16:00,00:00": when shifts hand over.
    handover_times: Mapped[str] = mapped_column(sa.String(120), default="")
    duty_phone: Mapped[str] = mapped_column(sa.String(40), default="")
    supervision_phone: Mapped[str] = mapped_column(sa.String(40), default="")
    opinion_box: Mapped[str] = mapped_column(sa.String(120), default="")
    #: What QR codes start with, where the environment does not say; empty: the address served.
    base_url: Mapped[str] = mapped_column(sa.String(28), default="", server_default="")
    #: Minutes after which a panel that was left alone must be signed in to again.
    idle_minutes: Mapped[int] = mapped_column(default=480, server_default="480")
    #: JSON: {what stands on a page: seconds it stays}, as far as it is not the usual.
    page_seconds: Mapped[str] = mapped_column(sa.Text, default="{}", server_default="{}")
    #: "07:00-22:00": when boards are meant to be lit, every day; evidence is reckoned against it.
    #: From which day a publicity period is counted: first (that on which it begins) or next.
    counts_from: Mapped[str] = mapped_column(sa.String(10), default="first", server_default="first")
    showing_hours: Mapped[str] = mapped_column(
        sa.String(11), default="00:00-24:00", server_default="00:00-24:00"
    )
    #: So many years after it came down, what is archived may be handed over.
    retention_years: Mapped[int] = mapped_column(default=5, server_default="5")


class ShowingHours(Base):
    """From which day on boards are meant to be lit from when to when: evidence of a day goes by what held then."""

    __tablename__ = "showing_hours"

    since: Mapped[date] = mapped_column(primary_key=True)
    hours: Mapped[str] = mapped_column(sa.String(11))


class Station(Base):
    """A toll station of the office."""

    __tablename__ = "station"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(12), unique=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    #: What fits a table cell: 双泉堡站.
    short_name: Mapped[str] = mapped_column(sa.String(20))
    #: Kilometre mark, shown beside the name (optional).
    stake: Mapped[str] = mapped_column(sa.String(20), default="")
    chief: Mapped[str] = mapped_column(sa.String(20), default="")
    integrity_supervisor: Mapped[str] = mapped_column(sa.String(20), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    #: When its shifts hand over, as the office's are kept; empty: when the office's do.
    handover_times: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    #: The secret part of the address of this station's list on the phone.
    list_token: Mapped[str] = mapped_column(sa.String(24), unique=True)
    position: Mapped[int] = mapped_column(default=0)
    is_sample: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """Somebody who works here. Holds nothing that may not be public inside the office."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    post: Mapped[str] = mapped_column(sa.String(40), default="")
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"), index=True)
    employee_number: Mapped[str] = mapped_column(sa.String(20), default="")
    #: Since when no wall and no phone shows them; None: they are shown. Why stands in the trail alone.
    hidden_at: Mapped[datetime | None]
    is_sample: Mapped[bool] = mapped_column(default=False)

    station: Mapped[Station | None] = relationship()


class WorkingDayOverride(Base):
    """A day the office has entered as working or off, beside the announced calendar."""

    __tablename__ = "working_day_override"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]


class Account(Base):
    """Someone who may sign in to the panel."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(sa.String(40), unique=True)
    display_name: Mapped[str] = mapped_column(sa.String(40))
    password_hash: Mapped[str] = mapped_column(sa.String(200))
    #: Set while the password is one that was printed or given by somebody else.
    must_change_password: Mapped[bool] = mapped_column(default=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    language: Mapped[str] = mapped_column(sa.String(10), default="zh_CN")
    #: Raised whenever every open session must end: password changed, account closed.
    session_version: Mapped[int] = mapped_column(default=1)
    is_sample: Mapped[bool] = mapped_column(default=False)

    grants: Mapped[list[Grant]] = relationship(
        back_populates="account", cascade="all, delete-orphan"
    )
    #: Whom it stands in for, at what time.
    deputies: Mapped[list[Deputy]] = relationship(
        back_populates="account", cascade="all, delete-orphan", order_by="Deputy.id"
    )


class Grant(Base):
    """A role an account holds: for the whole office (no station) or for one station, and for all
    categories or (a contributor's own) for one.
    """

    __tablename__ = "role_grant"
    __table_args__ = (sa.UniqueConstraint("account_id", "role", "station_id", "category_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(30))
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"))
    #: A category's code; empty: all of them.
    category_code: Mapped[str] = mapped_column(sa.String(40), default="")

    account: Mapped[Account] = relationship(back_populates="grants")
    station: Mapped[Station | None] = relationship()


class Deputy(Base):
    """That an account signs in somebody else's part for a while: both offices in one hand, away, or named in it."""

    __tablename__ = "deputy"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    #: Whose part: one of the roles that sign.
    role: Mapped[str] = mapped_column(sa.String(30))
    #: None: the office's.
    station_id: Mapped[int | None] = mapped_column(sa.ForeignKey("station.id"))
    #: For whom, in words.
    stands_for: Mapped[str] = mapped_column(sa.String(40))
    reason: Mapped[str] = mapped_column(sa.String(80))
    first_day: Mapped[date]
    last_day: Mapped[date]

    account: Mapped[Account] = relationship(back_populates="deputies")
    station: Mapped[Station | None] = relationship()


class SignInTry(Base):
    """A sign-in that has not succeeded, kept for a quarter of an hour to slow down guessing.

    Whose name was typed is kept as a hash only: people type passwords into the wrong box.
    """

    __tablename__ = "sign_in_try"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    name_hash: Mapped[str] = mapped_column(sa.String(64), index=True)
    #: Who is connected to us; what a header claims only where proxies are trusted.
    address: Mapped[str] = mapped_column(sa.String(64), index=True)


class Act(Base):
    """One thing a person meant and did. Rows are only ever added: the database refuses anything else."""

    __tablename__ = "act"
    __table_args__ = (sa.UniqueConstraint("chain", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    #: Kept as text, so that the trail survives the account.
    who: Mapped[str] = mapped_column(sa.String(60), index=True)
    what: Mapped[str] = mapped_column(sa.String(60), index=True)
    subject: Mapped[str] = mapped_column(sa.String(120), index=True)
    before: Mapped[str] = mapped_column(sa.Text, default="")
    after: Mapped[str] = mapped_column(sa.Text, default="")
    #: Which chain it belongs to, its place there from 1 on, and the hash over it and the one before (accounts/chain.py).
    chain: Mapped[str] = mapped_column(sa.String(10))
    place: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))
