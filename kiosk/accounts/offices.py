"""The office and its stations, as every face asks for them."""

from __future__ import annotations

import sqlalchemy as sa
from flask import g

from kiosk.accounts.models import Office, Station
from kiosk.core.db import session

#: What an installation is called until somebody says otherwise.
UNNAMED = Office(id=1, name="收费所", short_name="收费所", magazine="公示公开", language="zh_CN")


def office() -> Office:
    """The office of this installation; an unnamed one while nothing has been set up."""
    return session().get(Office, 1) or UNNAMED


def stations() -> list[Station]:
    """All stations, in the office's order."""
    return list(session().scalars(sa.select(Station).order_by(Station.position, Station.id)))


def station_by_token(token: str) -> Station | None:
    """The station whose own list `token` leads to."""
    return session().scalar(sa.select(Station).where(Station.list_token == token))


def speak_the_office_language() -> None:
    """Wall and phone speak the office's language (the panel speaks each account's)."""
    g.language = office().language
