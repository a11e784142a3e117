"""Sixty walls listen to a server on default settings, over real lines: all hear, and the panel answers as ever."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import pytest

from kiosk import create_app
from kiosk.accounts.models import Office
from kiosk.core import codes
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.core.schema import migrate_to_head
from kiosk.programme import signal
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

pytestmark = pytest.mark.sqlite  # what is tested is the server, and it is slow to start

ROOT = Path(__file__).parents[1]
WALLS = 60
#: More than there is room for, in every process.
TOO_MANY = 220
STARTS_WITHIN_S = 60
#: Nothing is said to be quick here: whatever does not come at all is found out.
PATIENCE_S = 60
#: gunicorn waits for its threads for 8 s, then kills them: a stream that does not end would take that long.
STOPS_WITHIN_S = 7.5
NUMBER = re.compile(rb"data: (\d+)\n\n")
#: Its length, and an event (RFC 9112, 7.1).
CHUNK = re.compile(rb"([0-9A-F]+)\r\n(data: \d+\n\n)\r\n")


@dataclass
class Wall:
    """One wall's stream."""

    line: socket.socket
    heard: bytes = b""
    is_over: bool = False

    @property
    def status(self) -> int:
        return int(self.heard.split(b" ", 2)[1]) if self.heard else 0

    @property
    def numbers(self) -> list[int]:
        return [int(one) for one in NUMBER.findall(self.heard)]

    @property
    def is_well_formed(self) -> bool:
        """Whether every chunk was sent as HTTP has it, by the server or past it."""
        body = self.heard.partition(b"\r\n\r\n")[2]
        lengths = [(int(length, 16), len(event)) for length, event in CHUNK.findall(body)]
        return CHUNK.sub(b"", body) == b"" and all(said == is_ for said, is_ in lengths)


class Walls:
    """Many walls, listened to at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._waiting = selectors.DefaultSelector()
        self.all: list[Wall] = []

    def open(self, secret: str) -> Wall:
        line = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE_S)
        wall = Wall(line)
        head = (
            f"GET /screen/events HTTP/1.1\r\nHost: kiosk\r\nCookie: kiosk_screen={secret}\r\n\r\n"
        )
        line.sendall(head.encode())
        self._waiting.register(line, selectors.EVENT_READ, wall)
        self.all.append(wall)
        return wall

    def until(self, holds) -> bool:
        """Listen until something holds; False if it does not in time."""
        give_up = time.monotonic() + PATIENCE_S
        while not holds() and time.monotonic() < give_up:
            for key, _events in self._waiting.select(timeout=0.1):
                more = self._read(key.data)
                key.data.heard += more
                if not more:
                    key.data.is_over = True
                    self._waiting.unregister(key.fileobj)
        return bool(holds())

    @staticmethod
    def _read(wall: Wall) -> bytes:
        with contextlib.suppress(ConnectionResetError):
            return wall.line.recv(65536)
        return b""

    def another(self, secret: str) -> Wall:
        """One more, and what it is answered."""
        wall = self.open(secret)
        self.until(lambda: wall.status or wall.is_over)
        if wall.status != HTTPStatus.OK:
            self.leave(wall)
        return wall

    def leave(self, wall: Wall) -> None:
        """As a wall that is switched off."""
        if not wall.is_over:
            self._waiting.unregister(wall.line)
        wall.line.close()

    def close(self) -> None:
        self._waiting.close()
        for wall in self.all:
            wall.line.close()


@dataclass
class Kiosk:
    """The server in its own process, and another app on its database."""

    port: int
    process: subprocess.Popen[bytes]
    app: object

    def asked(self, path: str) -> int:
        """The status of an answer, which must come in time."""
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, timeout=PATIENCE_S) as answer:
            return int(answer.status)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """The product as `make run` serves it, on its default settings, with an office of sixty walls."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    ours = {"KIOSK_INSTANCE": str(tmp_path / "instance"), "PORT": str(port), "KIOSK_SAMPLE": "off"}
    app = create_app(Settings.from_env(ours))
    migrate_to_head(app)
    with app.app_context():
        db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所"))
        station = making.station("LQ", "柳泉收费站")
        for number in range(WALLS):
            screen = add_screen(Site(f"屏{number}", station))
            screen.secret_hash = codes.secret_hash(secret_of(number))
        db.session.commit()
    names = ("KIOSK_", "HOST", "PORT", "DATABASE_URL")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "kiosk.serve"],
            cwd=ROOT,
            env=clean | ours,
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(port, process, tmp_path / "log")
        with app.app_context():
            yield Kiosk(port, process, app)
            db.session.remove()
            close_connections()
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < give_up and process.poll() is None:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture
def walls(kiosk: Kiosk) -> Iterator[Walls]:
    made = Walls(kiosk.port)
    yield made
    made.close()


def secret_of(number: int) -> str:
    return f"the-secret-of-wall-{number}"


def change() -> int:
    making.category(f"change-{signal.version()}")
    db.session.commit()
    return signal.version()


def test_sixty_walls_hear_of_a_change_while_the_panel_answers_and_keep_nobody_from_stopping(
    kiosk, walls
):
    office = [walls.open(secret_of(number)) for number in range(WALLS)]
    assert walls.until(lambda: all(wall.numbers for wall in office))

    after = change()
    assert walls.until(lambda: all(wall.numbers[-1] == after for wall in office))
    assert all(wall.is_well_formed for wall in office)
    assert [kiosk.asked(path) for path in ("/admin/login", "/n/", "/healthz")] == [200] * 3

    # However many more there are, threads stay free for everybody else, and whoever leaves makes room.
    more = [walls.open(secret_of(number % WALLS)) for number in range(TOO_MANY)]
    assert walls.until(lambda: all(wall.numbers or wall.status == 503 for wall in more))
    assert {wall.status for wall in more} == {200, 503}
    assert [kiosk.asked("/admin/login") for _ in range(20)] == [200] * 20
    for wall in more:
        walls.leave(wall)
    assert walls.until(lambda: walls.another(secret_of(0)).status == 200)
    assert not any(wall.is_over for wall in office)

    began = time.monotonic()
    kiosk.process.terminate()
    kiosk.process.wait(PATIENCE_S)
    assert time.monotonic() - began < STOPS_WITHIN_S
    assert walls.until(lambda: all(wall.is_over for wall in office))
