"""Fixtures of the panel's tests: two stations, a cast, and clients that are signed in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from flask import Flask

from kiosk.accounts.models import Account, Grant, Station
from kiosk.accounts.passwords import hashed
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.models import Category
from kiosk.screens import operations
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site
from tests.client import KioskClient
from tests.faces.admin.desk import begun, saved
from tests.faces.admin.signing import PASSWORD, SIGNERS, account


@dataclass(frozen=True)
class Cast:
    """Who is at the panel in these tests. All speak English; Bo and Cy belong to one station each."""

    admin: Account
    clerk: Account
    signer: Account
    chief: Account
    other_chief: Account


@pytest.fixture
def stations(app_context, now) -> tuple[Station, Station]:
    """Two stations, so that there is always one that is not meant."""
    both = (
        Station(code="SQB", name="Shuangquanbao station", short_name="SQB", list_token="token1"),
        Station(code="SZP", name="Shazaoping station", short_name="SZP", list_token="token2"),
    )
    db.session.add_all(both)
    db.session.commit()
    return both


@cache
def _hash_of_password() -> str:
    """Slow on purpose, so made once."""
    return hashed(PASSWORD)


@pytest.fixture
def cast(stations) -> Cast:
    """Five accounts with passwords of their own."""
    sqb, szp = stations

    def opened(username: str, role: Role, station: Station | None = None) -> Account:
        account = Account(
            username=username,
            display_name=username.title(),
            password_hash=_hash_of_password(),
            must_change_password=False,
            language="en",
            grants=[Grant(role=role, station=station)],
        )
        db.session.add(account)
        return account

    cast = Cast(
        admin=opened("ada", Role.SYSTEM_ADMIN),
        clerk=opened("cleo", Role.CLERK),
        signer=opened("sid", Role.PARTY_SIGNER),
        chief=opened("bo", Role.STATION_CHIEF, sqb),
        other_chief=opened("cy", Role.STATION_CHIEF, szp),
    )
    db.session.commit()
    return cast


@pytest.fixture
def enter(app: Flask, cast: Cast) -> Callable[[str], KioskClient]:
    """A browser of its own, signed in: enter("ada")."""

    def signed_in(username: str, password: str = PASSWORD) -> KioskClient:
        client = app.test_client()
        assert isinstance(client, KioskClient)
        answer = client.post("/admin/login", data={"username": username, "password": password})
        assert answer.status_code == 303, answer.text
        return client

    return signed_in


@pytest.fixture
def categories(app_context) -> dict[str, Category]:
    """One category without a publicity period, one with five working days, one of moments."""
    made = {
        code: Category(
            code=code, name=name, kind=kind, form=form, rhythm="at_once", level="office",
            min_working_days=days, default_days=usual, position=number, signing="none",
        )
        for number, (code, name, kind, form, days, usual) in enumerate(
            [
                ("notice", "通知公告", "notices", "公开", None, 15),
                ("awards", "评优评先", "notices", "公示", 5, None),
                ("moments", "身影", "moments", "宣传", None, 30),
            ]
        )
    }  # fmt: skip
    db.session.add_all(made.values())
    db.session.commit()
    return made


@pytest.fixture
def screens(stations) -> tuple[Screen, Screen]:
    """A screen at each station."""
    both = tuple(
        operations.add_screen(Site(name=f"{station.code} room", station=station))
        for station in stations
    )
    db.session.commit()
    return both  # type: ignore[return-value]  # two stations, two screens


@pytest.fixture
def waiting(app_context, now) -> str:
    """The code of a browser that waits to be paired; it keeps "the wall's secret"."""
    code = operations.begin_pairing("the wall's secret", address="192.0.2.1", at=now).code
    db.session.commit()
    return code


@pytest.fixture
def signers(enter, categories) -> dict[str, KioskClient]:
    """A reviewer and both heads, signed in; the category wants a joint signature."""
    for code in ("notice", "awards"):
        categories[code].signing = "joint"
    for username, (name, role) in SIGNERS.items():
        account(username, name, role)
    db.session.commit()
    return {username: enter(username) for username in SIGNERS}


@pytest.fixture
def cleo(enter, signers) -> KioskClient:
    """The clerk."""
    client: KioskClient = enter("cleo")
    return client


@pytest.fixture
def notice(cleo, categories) -> str:
    """A draft that is ready."""
    code = begun(cleo, categories["notice"])
    assert saved(cleo, code).status_code == 303
    return code
