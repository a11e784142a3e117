"""The short way for a wall that has nothing new to learn: its 304 without entering Flask.

A wall asks for its programme again and again, and nearly every answer is the 304 it got before.
That answer depends on the cookie, the tag asked with, the change signal and the office's day. So the
304 that Flask gave is kept and given again while all four are the same. The signal is read from the
database for every request: a change, or a screen's revocation, shows in the very next answer of every
worker. Whatever is not known goes to Flask.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from flask import Flask

from kiosk.core import clock
from kiosk.core.db import one_question_engine
from kiosk.programme.signal import READ_SIGNAL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/screen/programme"
CLOCK_HEADER = "Kiosk-Now"
#: The number of the change signal that a wall has heard of: no answer may be older.
AT_LEAST = "HTTP_KIOSK_AT_LEAST"
MOST_DIGITS = 18
BEHIND = [("Retry-After", "1"), ("Cache-Control", "no-store"), ("Content-Length", "0")]
#: All forgotten when full: one request a wall learns it again.
MOST_WALLS_KNOWN = 5000


class _Standing(NamedTuple):
    """What an answer holds for: the change signal and the office's day."""

    version: int
    day: date


@dataclass(frozen=True)
class _Answer:
    """A 304 as Flask gave it."""

    tag: str
    standing: _Standing
    status: str
    headers: list[tuple[str, str]]


class SteadyWalls:
    """WSGI middleware; what it knows belongs to this process and this application."""

    def __init__(self, wsgi_app: WSGIApplication, engine: sa.Engine) -> None:
        self._wsgi_app = wsgi_app
        self._engine = engine
        #: By the hash of the whole cookie header, so that no secret is kept.
        self._known: dict[bytes, _Answer] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Give the known 304, or ask Flask; neither while this process knows less than the wall has heard of."""
        standing = self._standing() if _is_wall_asking(environ) else None
        if standing is None:
            return self._wsgi_app(environ, start_response)
        if standing.version < _at_least(environ):
            start_response("503 Service Unavailable", BEHIND)
            return ()
        tag = environ.get("HTTP_IF_NONE_MATCH")
        if not tag:
            return self._wsgi_app(environ, start_response)
        wall = hashlib.sha256(environ["HTTP_COOKIE"].encode("latin-1")).digest()
        known = self._known.get(wall)
        if known is None or known.tag != tag or known.standing != standing:
            noting = self._noting(wall, tag, standing, start_response)
            return self._wsgi_app(environ, noting)
        now = str(clock.milliseconds(clock.now()))
        start_response(known.status, [*known.headers, (CLOCK_HEADER, now)])
        return ()

    def _noting(
        self, wall: bytes, tag: str, standing: _Standing, start_response: StartResponse
    ) -> StartResponse:
        """`start_response` that keeps a 304. `standing` was read before: the answer is no older."""

        def start(status: str, headers: list[tuple[str, str]], *error: object) -> object:
            names = {name.lower() for name, _value in headers}
            if status.startswith("304") and "set-cookie" not in names:
                if len(self._known) >= MOST_WALLS_KNOWN:
                    self._known.clear()
                kept = [header for header in headers if header[0] != CLOCK_HEADER]
                self._known[wall] = _Answer(tag, standing, status, kept)
            else:
                self._known.pop(wall, None)
            return start_response(status, headers, *error)  # type: ignore[arg-type]  # passed on

        return start  # type: ignore[return-value]  # ditto

    def _standing(self) -> _Standing | None:
        """How things stand now, or None when the database cannot say."""
        errors = (sa.exc.SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error)
        try:
            # Below SQLAlchemy's Connection, which takes four times as long.
            connection = self._engine.raw_connection()
        except errors:
            return None
        try:
            cursor = connection.cursor()
            cursor.execute(READ_SIGNAL)
            rows = cursor.fetchall()
            cursor.close()
        except errors:
            # Perhaps the server has been away: the pool must not hand this one out again.
            connection.invalidate()
            return None
        finally:
            connection.close()
        return _Standing(rows[0][0], clock.local_day(clock.now())) if rows else None


def init_steady(app: Flask) -> None:
    """Put the short way before `app`."""
    with app.app_context():
        engine = one_question_engine()
    app.wsgi_app = SteadyWalls(app.wsgi_app, engine)  # type: ignore[method-assign]  # Flask's own way


def _is_wall_asking(environ: WSGIEnvironment) -> bool:
    """True for a wall that asks for its programme."""
    if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] != "GET":
        return False
    return bool(environ.get("HTTP_COOKIE")) and not environ.get("QUERY_STRING")


def _at_least(environ: WSGIEnvironment) -> int:
    said = environ.get(AT_LEAST) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else 0
