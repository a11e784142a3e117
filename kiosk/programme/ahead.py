"""Programmes made before walls ask for them.

After a change every wall that listens asks at once. So whoever tells them makes their programmes first, one after the other
in one sitting, and tells each station's walls as soon as theirs are made.
"""

from __future__ import annotations

from collections.abc import Collection, Generator
from itertools import groupby

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.programme.build import Programme, Standing, programme_as, standing_at
from kiosk.screens.models import Screen

#: Where an application keeps what it has made ahead.
EXTENSION = "kiosk-ahead"


class Ahead:
    """The programmes made ahead by this process, as things stood then."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        #: One thing, so that nobody sees half of it.
        self._kept: tuple[Standing | None, dict[str, Programme]] = (None, {})

    def of(self, device: str, standing: Standing) -> Programme | None:
        """The programme of a device (the hash of its secret), if it was made as things stand now."""
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
            made: dict[str, Programme] = {}
            self._kept = (standing, made)
            for _like, alike in groupby(listening, key=lambda one: (one.station_id, one.audience)):
                ready = {
                    str(one.secret_hash): programme_as(one, standing, moment=now) for one in alike
                }
                made.update(ready)
                yield list(ready)


def init_ahead(app: Flask) -> Ahead:
    """Let `app` make programmes ahead."""
    ahead = app.extensions[EXTENSION] = Ahead(app)
    return ahead


def ahead_of(app: Flask) -> Ahead:
    """What `app` makes ahead."""
    ahead: Ahead = app.extensions[EXTENSION]
    return ahead
