"""Programmes made before walls ask for them.

After a change every wall that listens asks at once, each of them any of the server's processes. So every process makes the
programmes of all walls, in one sitting, before it tells those that listen to it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.programme.build import Programme, Standing, programme_as, standing_at
from kiosk.programme.sitting import Sitting
from kiosk.screens.models import Screen

#: Where an application keeps what it has made ahead.
EXTENSION = "kiosk-ahead"
#: Every screen that a device is, whether or not it listens.
_SCREENS = (
    sa.select(Screen).where(Screen.secret_hash.is_not(None)).options(joinedload(Screen.station))
)


class Made(NamedTuple):
    """What is given to a wall that asks."""

    programme: Programme
    #: The fingerprint of its page without what is due. Each wall's own: the page bears the screen's name.
    shell: str


class Ahead:
    """What was made ahead by this process, as things stood then."""

    def __init__(self, app: Flask, shells: Callable[[], Callable[[Screen], str]]) -> None:
        self._app = app
        self._shells = shells
        self._making = Lock()
        self.forget()

    def forget(self) -> None:
        """Have nothing made ahead."""
        #: One thing, so that nobody sees half of it.
        self._kept: tuple[Standing | None, dict[str, Made]] = (None, {})

    def of(self, device: str, standing: Standing) -> Made | None:
        """What was made for a device (the hash of its secret), if it was as things stand now.

        What is just being made is waited for: to make it a second time would take longer, and keep the first from its end.
        """
        as_it_stood, made = self._kept
        if as_it_stood != standing:
            with self._making:
                as_it_stood, made = self._kept
        return made.get(device) if as_it_stood == standing else None

    def make(self) -> None:
        """Make the programmes of all walls, as things stand now."""
        with self._making, self._app.test_request_context("/screen"):
            now = clock.now()
            standing = standing_at(now)
            sitting, shell_of = Sitting(now), self._shells()
            made = {
                str(one.secret_hash): Made(
                    programme_as(one, standing, moment=now, sitting=sitting), shell_of(one)
                )
                for one in session().scalars(_SCREENS)
            }
            self._kept = (standing, made)


def init_ahead(app: Flask, shells: Callable[[], Callable[[Screen], str]]) -> Ahead:
    """Let `app` make programmes ahead; `shells` gives the face's way to tell the fingerprint of a screen's page."""
    ahead = app.extensions[EXTENSION] = Ahead(app, shells)
    return ahead


def ahead_of(app: Flask) -> Ahead:
    """What `app` makes ahead."""
    ahead: Ahead = app.extensions[EXTENSION]
    return ahead
