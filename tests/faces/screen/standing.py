"""Walls that ask for their programmes again and again, and a change that they all show."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from kiosk.accounts.models import Office
from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.client import KioskClient

PROGRAMME = "/screen/programme"
SHELL = "Kiosk-Shell"


@dataclass
class Wall:
    """A paired screen and the browser on it."""

    screen: Screen
    client: KioskClient
    secret: str

    def ask(self, tag: str = "", *, method: str = "GET"):
        """Ask for the programme, with the tag of the last one."""
        headers = {"If-None-Match": tag} if tag else {}
        return self.client.open(PROGRAMME, method=method, headers=headers)

    def settle(self) -> str:
        """Ask until the short way knows the answer; return its tag."""
        tag = str(self.ask().headers["ETag"])
        assert self.ask(tag).status_code == 304
        return tag


def browser_of(screen: Screen, secret: str, app: Flask) -> Wall:
    """A browser that keeps `secret`."""
    client = app.test_client()
    assert isinstance(client, KioskClient)
    client.set_cookie("kiosk_screen", secret, path="/screen")
    return Wall(screen, client, secret)


def change_the_office() -> None:
    office = db.session.get(Office, 1)
    assert office is not None
    office.magazine = "廉洁公示"
    db.session.commit()
