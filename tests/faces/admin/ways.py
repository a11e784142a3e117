"""A way through an address that writes: who sends it, and what, so that it does what it is for.

Each way arranges what it needs and hands back the form, which the test sends. See posting_ways.py,
office_ways.py and quiet_ways.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from kiosk.accounts.models import Account, Person, Station
from kiosk.core.db import Base, db
from kiosk.duties.models import OwnDuty
from kiosk.postings.models import Category
from kiosk.postings.operations import Placing
from kiosk.screens.models import Screen
from tests.client import KioskClient
from tests.faces.admin.desk import begun, saved
from tests.faces.admin.signing import submitted
from tests.postings.making import posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)
Row = TypeVar("Row", bound=Base)


@dataclass
class House:
    """The office the ways go through. Whoever is asked for comes in once."""

    enter: Callable[[str], KioskClient]
    anybody: Callable[[], KioskClient]
    categories: dict[str, Category]
    stations: tuple[Station, Station]
    screens: tuple[Screen, Screen]
    #: Six digits on a wall that waits to be paired.
    waiting: str
    #: Opens the accounts of those who sign; their clients by user name.
    signers: Callable[[], dict[str, KioskClient]]
    inside: dict[str, KioskClient] = field(default_factory=dict)

    def _who(self, username: str) -> KioskClient:
        if username not in self.inside:
            self.inside[username] = self.enter(username)
        return self.inside[username]

    @property
    def ada(self) -> KioskClient:
        """Who keeps the settings."""
        return self._who("ada")

    @property
    def cleo(self) -> KioskClient:
        """Who writes."""
        return self._who("cleo")

    def draft(self, **typed: str) -> str:
        """A draft of Cleo's that is ready, by its code."""
        code = begun(self.cleo, self.categories["notice"])
        assert saved(self.cleo, code, **typed).status_code == 303
        return code

    def sent(self) -> str:
        """A draft that is on its way to its signers."""
        self.categories["notice"].signing = "joint"
        code = self.draft()
        assert submitted(self.cleo, code).status_code == 303
        return code

    def hung(self, code: str = "hung") -> str:
        """Something that hangs everywhere."""
        posted(self.categories["notice"], Placing("staff", shows_from=EARLIER), code=code)
        return code

    def person(self, **columns: Any) -> Person:
        return added(Person(name="田甜", **columns))

    def duty(self, **columns: Any) -> OwnDuty:
        """One of the office's own duties."""
        usual = {"name": "到收费站调研", "rhythm": "monthly", "begun_on": EARLIER.date()}
        return added(OwnDuty(**{**usual, **columns}))

    def account(self, username: str) -> int:
        query = sa.select(Account.id).where(Account.username == username)
        return db.session.scalars(query).one()


@dataclass(frozen=True)
class Form:
    """What is sent, by whom, to which address."""

    by: KioskClient
    address: str
    data: dict[str, Any] = field(default_factory=dict)
    json: Any = None

    def send(self) -> Any:
        if self.json is not None:
            return self.by.post(self.address, json=self.json)
        return self.by.post(self.address, data=self.data)


Way = Callable[[House], Form]


class Ways(list[tuple[str, Way]]):
    """Ways by the endpoint they lead through; an address with several buttons has a way for each."""

    def __call__(self, endpoint: str) -> Callable[[Way], Way]:
        """The function below leads through `endpoint`."""

        def remember(way: Way) -> Way:
            self.append((endpoint, way))
            return way

        return remember


def added(row: Row) -> Row:
    db.session.add(row)
    db.session.commit()
    return row


def post(code: str, deed: str) -> str:
    return f"/admin/postings/{code}/{deed}"


def newest(model: Any) -> int:
    return int(db.session.scalars(sa.select(sa.func.max(model.id))).one())
