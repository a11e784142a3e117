"""Whoever signs in the panel's tests, and what they do."""

import re
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Deputy, Station
from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.lifecycle import State, state_at
from kiosk.postings.operations import life_of
from tests.client import KioskClient
from tests.faces.admin.desk import draft_of, posting_of

#: The password of everybody at the panel in tests.
PASSWORD = "red willow by the road"
SIGNERS = {
    "rita": ("苗春霞", Role.SECRECY_REVIEWER),
    "pan": ("陈守业", Role.PARTY_SIGNER),
    "adam": ("田建军", Role.ADMIN_SIGNER),
}
LOOKED = {"is_needed": "y", "is_true": "y", "is_no_secret": "y"}
READ = {"has_checked": "y"}


def account(username: str, name: str, role: Role, station: Station | None = None) -> Account:
    opened = open_account(
        username,
        display_name=name,
        password=PASSWORD,
        roles=[(role, station)],
        must_change_password=False,
    )
    opened.language = "en"
    return opened


def stands_in(name: str, *, for_: str, days: int = 1, reason: str = "出差") -> Deputy:
    """Dora, called `name`, signs for the head of the office called `for_`, from today for so many days."""
    today = clock.local_day(clock.now())
    deputy = Deputy(
        account=account("dora", name, Role.OBJECTION_HANDLER),
        role=Role.ADMIN_SIGNER,
        stands_for=for_,
        reason=reason,
        first_day=today,
        last_day=today + timedelta(days=days - 1),
    )
    db.session.add(deputy)
    db.session.commit()
    return deputy


def submitted(client: KioskClient, code: str, **more: Any) -> Any:
    began = {"when": "now", "begins": "", "once_more": "y"}
    data = {**began, "version": draft_of(code).version, **more}
    return client.post(f"/admin/postings/{code}/submit", data=data)


def did(client: KioskClient, code: str, deed: str, **more: Any) -> Any:
    """Press a button of the approval page, as whoever has just read it."""
    page = client.get(f"/admin/postings/{code}/approval").text
    found = re.search(r'name="fingerprint"[^>]*value="(\w*)"', page)
    data = {"fingerprint": found[1] if found else "", **more}
    return client.post(f"/admin/postings/{code}/approval/{deed}", data=data)


def step(code: str) -> str:
    return draft_of(code).step


def state(code: str) -> State:
    return state_at(life_of(posting_of(code)), clock.now())


def acts(code: str) -> list[str]:
    subject = f"posting {code}"
    return list(
        db.session.scalars(sa.select(Act.what).where(Act.subject == subject).order_by(Act.id))
    )
