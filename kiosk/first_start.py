"""What an empty installation is given at its first start: categories, an account, the sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from kiosk import sample
from kiosk.accounts import trail
from kiosk.accounts.models import Account, Office, Station
from kiosk.accounts.offices import base_url
from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core import clock, codes
from kiosk.core.config import Settings
from kiosk.core.db import session
from kiosk.postings.models import Posting
from kiosk.screens.models import Screen
from kiosk.screens.operations import fresh_claim

FIRST_START = "first start"
FIRST_USERNAME = "admin"
FIRST_NAME = "系统管理员"
PASSWORD_LENGTH = 12  # 31^12: about 59 bits


@dataclass(frozen=True)
class FirstAccount:
    """The account made now. `password` is None when the person who starts has chosen it."""

    username: str
    password: str | None


@dataclass(frozen=True)
class Prepared:
    """What the start has to tell. `claims` are names of sample screens and the secrets of their links."""

    office: str | None
    account: FirstAccount | None
    claims: tuple[tuple[str, str], ...]
    #: What QR codes start with.
    base_url: str


def prepare(settings: Settings, *, at: datetime) -> Prepared:
    """Give the installation what it lacks; on a later start, only fresh links. Commits nothing."""
    empty = is_empty()
    sample.seed_categories()
    account = add_first_account(settings, at=at)
    if empty and settings.load_sample:
        sample.load_sample(clock.local_day(at), at=at, who=FIRST_START)
    named = session().get(Office, 1)
    claims = unclaimed_sample_screens()
    return Prepared(named.name if named else None, account, claims, base_url())


def is_empty() -> bool:
    """True until somebody has named the office, added a station or posted anything."""
    return not any(
        session().scalar(sa.select(sa.exists().where(model.id.is_not(None))))
        for model in (Office, Station, Posting)
    )


def add_first_account(settings: Settings, *, at: datetime) -> FirstAccount | None:
    """Add `admin` if no person has an account yet; the sample's accounts belong to nobody."""
    if session().scalar(sa.select(sa.exists().where(~Account.is_sample))):
        return None
    password = settings.admin_password or codes.new_code(PASSWORD_LENGTH)
    open_account(
        FIRST_USERNAME,
        display_name=FIRST_NAME,
        password=password,
        # A small office has one person for everything; roles are parted when people are added.
        roles=[(Role.SYSTEM_ADMIN, None), (Role.CLERK, None)],
        must_change_password=settings.admin_password is None,
    )
    trail.record("account.add", who=FIRST_START, subject=f"account {FIRST_USERNAME}", at=at)
    return FirstAccount(FIRST_USERNAME, None if settings.admin_password else password)


def unclaimed_sample_screens() -> tuple[tuple[str, str], ...]:
    """A fresh one-use link for every sample screen no browser has claimed: its station and name, and the secret.

    A revoked one is not offered: somebody has taken its device away on purpose.
    """
    query = (
        sa.select(Screen)
        .where(Screen.is_sample, Screen.secret_hash.is_(None), ~Screen.is_revoked)
        .order_by(Screen.id)
    )
    return tuple(
        (f"{screen.station.short_name} · {screen.name}", fresh_claim(screen))
        for screen in session().scalars(query)
    )
