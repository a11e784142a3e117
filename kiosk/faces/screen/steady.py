"""The short way for a wall that has nothing new to learn: its 304 without entering Flask.

A wall asks for its programme again and again, and nearly every answer is the 304 it got before.
That answer depends on the cookie, the tag asked with, the change signal and the office's day. So the
304 that Flask gave is kept and given again while all four are the same. After a change the programmes
of all walls that listen are made ahead, and given with the headers that Flask gave the last one. The signal is read from the
database for every request: a change, or a screen's revocation, shows in the very next answer of every
worker. Whatever is not known goes to Flask.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import sqlalchemy as sa
from flask import Flask
from werkzeug.http import parse_cookie

from kiosk.core import clock, codes
from kiosk.core.assets import LEAST_COMPRESSED_BYTES
from kiosk.core.db import one_question_engine
from kiosk.faces.screen.device import COOKIE
from kiosk.faces.screen.shell import SHELL_HEADER
from kiosk.programme.ahead import Ahead, Made, ahead_of
from kiosk.programme.build import Programme, Standing
from kiosk.programme.signal import READ_SIGNAL

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/screen/programme"
CLOCK_HEADER = "Kiosk-Now"
#: The number of the change signal that a wall has heard of: no answer may be older.
AT_LEAST = "HTTP_KIOSK_AT_LEAST"
MOST_DIGITS = 18
BEHIND = [("Retry-After", "1"), ("Cache-Control", "no-store"), ("Content-Length", "0")]
#: Headers that are each answer's own.
OWN = {"etag", "content-length", CLOCK_HEADER.lower(), SHELL_HEADER.lower()}
#: All forgotten when full: one request a wall learns it again.
MOST_WALLS_KNOWN = 5000


@dataclass(frozen=True)
class _Answer:
    """A 304 as Flask gave it."""

    tag: str
    standing: Standing
    shell: str
    status: str
    headers: list[tuple[str, str]]


class _Asked(NamedTuple):
    """What a wall asks with."""

    wall: bytes
    tag: str
    takes_gzip: bool


#: Status, headers without the time, body.
_Given = tuple[str, list[tuple[str, str]], tuple[bytes, ...]]


class SteadyWalls:
    """WSGI middleware; what it knows belongs to this process and this application."""

    def __init__(self, wsgi_app: WSGIApplication, engine: sa.Engine, ahead: Ahead) -> None:
        self._wsgi_app = wsgi_app
        self._engine = engine
        self._ahead = ahead
        #: By the hash of the whole cookie header, so that no secret is kept.
        self._known: dict[bytes, _Answer] = {}
        #: Headers of a programme as Flask sends it, compressed or not, without what is each one's own.
        self._heads: dict[bool, list[tuple[str, str]]] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Give the known 304 or the programme made ahead, or ask Flask; nothing that is older than what the wall has heard."""
        standing = self._standing() if _is_wall_asking(environ) else None
        if standing is None:
            return self._wsgi_app(environ, start_response)
        if standing.version < _at_least(environ):
            start_response("503 Service Unavailable", BEHIND)
            return ()
        wall = hashlib.sha256(environ["HTTP_COOKIE"].encode("latin-1")).digest()
        asked = _Asked(wall, environ.get("HTTP_IF_NONE_MATCH") or "", _takes_gzip(environ))
        made = self._ahead.of(_device(environ), standing)
        given = self._again(asked, standing, made) or self._first(asked, made)
        if given is None:
            return self._wsgi_app(environ, self._noting(asked, standing, start_response))
        status, headers, body = given
        now = str(clock.milliseconds(clock.now()))
        start_response(status, [*headers, (CLOCK_HEADER, now)])
        return body

    def _again(self, asked: _Asked, standing: Standing, made: Made | None) -> _Given | None:
        """The 304 this wall got before, if that still stands or what was made since is the same."""
        known = self._known.get(asked.wall)
        if known is None or known.tag != asked.tag:
            return None
        if known.standing != standing:
            if made is None or made.shell != known.shell:
                return None
            if _form(made.programme, asked)[1] != asked.tag:
                return None
            self._known[asked.wall] = replace(known, standing=standing)
        return known.status, known.headers, ()

    def _first(self, asked: _Asked, made: Made | None) -> _Given | None:
        """What was made ahead, as Flask would send it."""
        if made is None:
            return None
        is_packed, tag = _form(made.programme, asked)
        head = self._heads.get(is_packed)
        if head is None or tag == asked.tag:
            return None
        body = made.programme.packed if is_packed else made.programme.body
        own = [("ETag", tag), ("Content-Length", str(len(body))), (SHELL_HEADER, made.shell)]
        return "200 OK", [*head, *own], (body,)

    def _noting(
        self, asked: _Asked, standing: Standing, start_response: StartResponse
    ) -> StartResponse:
        """`start_response` that learns from Flask. `standing` was read before: the answer is no older."""

        def start(status: str, headers: list[tuple[str, str]], *error: object) -> object:
            said = {name.lower(): value for name, value in headers}
            self._known.pop(asked.wall, None)
            if status.startswith("304") and "set-cookie" not in said:
                if len(self._known) >= MOST_WALLS_KNOWN:
                    self._known.clear()
                kept = [header for header in headers if header[0] != CLOCK_HEADER]
                shell = said.get(SHELL_HEADER.lower(), "")
                self._known[asked.wall] = _Answer(asked.tag, standing, shell, status, kept)
            elif status.startswith("200") and "set-cookie" not in said:
                head = [header for header in headers if header[0].lower() not in OWN]
                self._heads[said.get("content-encoding") == "gzip"] = head
            return start_response(status, headers, *error)  # type: ignore[arg-type]  # passed on

        return start  # type: ignore[return-value]  # ditto

    def _standing(self) -> Standing | None:
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
        return Standing(rows[0][0], clock.local_day(clock.now())) if rows else None


def init_steady(app: Flask) -> None:
    """Put the short way before `app`."""
    with app.app_context():
        engine = one_question_engine()
    app.wsgi_app = SteadyWalls(app.wsgi_app, engine, ahead_of(app))  # type: ignore[method-assign]  # Flask's own way


def _is_wall_asking(environ: WSGIEnvironment) -> bool:
    """True for a wall that asks for its programme."""
    if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] != "GET":
        return False
    return bool(environ.get("HTTP_COOKIE")) and not environ.get("QUERY_STRING")


def _takes_gzip(environ: WSGIEnvironment) -> bool:
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def _device(environ: WSGIEnvironment) -> str:
    """The hash of the secret that the wall keeps; of nothing, if it keeps none."""
    return codes.secret_hash(parse_cookie(environ["HTTP_COOKIE"]).get(COOKIE, ""))


def _form(made: Programme, asked: _Asked) -> tuple[bool, str]:
    """Whether a wall gets it compressed, and the tag it has so; by the same rule as in Flask."""
    is_packed = asked.takes_gzip and made.size >= LEAST_COMPRESSED_BYTES
    return is_packed, f'"{made.etag}-gzip"' if is_packed else f'"{made.etag}"'


def _at_least(environ: WSGIEnvironment) -> int:
    said = environ.get(AT_LEAST) or ""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= MOST_DIGITS else 0
