"""Programmes made before walls ask for them.

After a change every wall that listens asks at once. So whoever tells them makes their programmes first, one after the other
in one sitting, and tells each station's walls as soon as theirs are made.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator
from itertools import groupby
from typing import NamedTuple

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.programme.build import Programme, Standing, programme_as, standing_at
from kiosk.screens.models import Screen

#: Where an application keeps what it has made ahead.
EXTENSION = "kiosk-ahead"


class Made(NamedTuple):
    """What is given to a wall that asks."""

    programme: Programme
    #: The fingerprint of its page without what is due. Each wall's own: the page bears the screen's name.
    shell: str


class Ahead:
    """What was made ahead by this process, as things stood then."""

    def __init__(self, app: Flask, shell_of: Callable[[Screen], str]) -> None:
        self._app = app
        self._shell_of = shell_of
        #: One thing, so that nobody sees half of it.
        self._kept: tuple[Standing | None, dict[str, Made]] = (None, {})

    def of(self, device: str, standing: Standing) -> Made | None:
        """What was made for a device (the hash of its secret), if it was as things stand now."""
        as_it_stood, made = self._kept
        return made.get(device) if as_it_stood == standing else None

    def make(self, devices: Collection[str]) -> Generator[list[str]]:
        """Make the programmes of `devices`; tell whose are ready, those of like walls together."""
        with self._app.test_request_context("/screen"):
            now = clock.now()
            standing = standing_at(now)
            screens = session().scalars(
                sa.select(Screen)
                .where(Screen.secret_hash.is_not(None))
                .order_by(Screen.station_id, Screen.audience)
                .options(joinedload(Screen.station))
            )
            listening = [one for one in screens if one.secret_hash in devices]
            made: dict[str, Made] = {}
            self._kept = (standing, made)
            for _like, alike in groupby(listening, key=lambda one: (one.station_id, one.audience)):
                ready = {
                    str(one.secret_hash): Made(
                        programme_as(one, standing, moment=now), self._shell_of(one)
                    )
                    for one in alike
                }
                made.update(ready)
                yield list(ready)


def init_ahead(app: Flask, shell_of: Callable[[Screen], str]) -> Ahead:
    """Let `app` make programmes ahead; `shell_of` is the face's fingerprint of a screen's page."""
    ahead = app.extensions[EXTENSION] = Ahead(app, shell_of)
    return ahead


def ahead_of(app: Flask) -> Ahead:
    """What `app` makes ahead."""
    ahead: Ahead = app.extensions[EXTENSION]
    return ahead
