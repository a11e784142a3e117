"""The office and its stations, as every face asks for them."""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask import current_app

from kiosk.accounts.models import Account, Office, Person, Station
from kiosk.core import codes
from kiosk.core.config import Settings
from kiosk.core.db import Base, session

#: 系统管理员, 监控室: an account that several people share is nobody's name.
_POST = re.compile("[员室所站部办科组岗]$")


def _unnamed() -> Office:
    """Every column is said, so that a form filled from it fits the row that is made of it."""
    return Office(
        id=1,
        name="收费所",
        short_name="收费所",
        branch="",
        brand="",
        magazine="公示公开",
        moments_column="",
        language="zh_CN",
        handover_times="",
        duty_phone="",
        supervision_phone="",
        opinion_box="",
        base_url="",
        idle_minutes=480,
        counts_from="first",
        page_seconds="{}",
        showing_hours="00:00-24:00",
        retention_years=5,
    )


#: What an installation is called until somebody says otherwise.
UNNAMED = _unnamed()


def office() -> Office:
    """The office of this installation; an unnamed one while nothing has been set up."""
    return session().get(Office, 1) or UNNAMED


def base_url() -> str:
    """What QR codes start with: as the environment says, else the panel, else the address served.

    Never what a request says.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if settings.base_url_is_given:
        return settings.base_url
    return office().base_url or settings.base_url


def stations() -> list[Station]:
    """All stations, in the office's order."""
    return list(session().scalars(sa.select(Station).order_by(Station.position, Station.id)))


def handovers_at(own: str, offices: str | None) -> str:
    """When shifts hand over at a station: at its `own` times, or those of the office where it says nothing."""
    return own or offices or ""


def hidden_by_name() -> dict[str, bool]:
    """Everybody's name, and whether boards hide it: of two people called alike one is enough.

    Whoever does not work here any more is known too: texts go on naming them.
    """
    is_hidden = sa.func.count(Person.hidden_at) > 0
    rows = session().execute(sa.select(Person.name, is_hidden).group_by(Person.name))
    return {name: bool(hidden) for name, hidden in rows}


def names_known() -> set[str]:
    """Everybody of whom this office knows a name: its people, who answers for its stations, and who has or had an account."""
    answering = {
        name for one in stations() for name in (one.chief, one.integrity_supervisor) if name
    }
    accounts = {
        name
        for name in session().scalars(sa.select(Account.display_name))
        if not _POST.search(name)
    }
    return set(session().scalars(sa.select(Person.name))) | answering | accounts


def station_by_token(token: str) -> Station | None:
    """The station whose own list `token` leads to."""
    return session().scalar(sa.select(Station).where(Station.list_token == token))


def change(row: Base, **said: object) -> dict[str, tuple[object, object]]:
    """Take over what is now said of `row`; return what changed, as (before, after)."""
    changed = {
        name: (getattr(row, name), value)
        for name, value in said.items()
        if getattr(row, name) != value
    }
    for name, (_before, after) in changed.items():
        setattr(row, name, after)
    return changed


def named_office() -> Office:
    """The office's row, made with the first thing that is said of it."""
    found = session().get(Office, 1)
    if found is None:
        found = _unnamed()
        session().add(found)
    return found


def add_station(name: str, *, short_name: str) -> Station:
    """A station beside those there are, under the next free code."""
    taken = {one.code for one in stations()}
    number = next(number for number in range(1, 1000) if f"S{number:02}" not in taken)
    station = Station(
        code=f"S{number:02}",
        name=name,
        short_name=short_name,
        list_token=codes.new_code(codes.LIST_TOKEN_LENGTH),
        position=len(taken),
    )
    session().add(station)
    return station


def short_station_name(name: str) -> str:
    """What fits a table cell: 双泉堡收费站 → 双泉堡站."""
    return f"{name.removesuffix('收费站')}站" if name.endswith("收费站") else name
