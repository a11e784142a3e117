"""Many clients in one process: each listens to a stream, and fetches something as soon as it hears of a change."""

from __future__ import annotations

import contextlib
import re
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
TAG = re.compile(rb"etag: *(\S+)", re.IGNORECASE)
DATA = re.compile(rb"data: (\w+)\n\n")
PATIENCE_S = 30.0
MOST_TRIES = 20


@dataclass
class Client:
    """What one client asks for, and what it has heard."""

    events: str
    content: str
    cookie: str = ""
    tag: bytes = b""
    said: bytes = b""
    #: The status of its stream; 0: nobody has answered.
    status: int = 0
    tries: int = 0
    heard_at: float = 0.0
    fetched_at: float = 0.0
    answer: bytearray = field(default_factory=bytearray)
    stream: socket.socket | None = None
    line: socket.socket | None = None


@dataclass
class Round:
    """Seconds from a change until each client heard of it, and until it had fetched."""

    heard: list[float]
    fetched: list[float]


class Crowd:
    """All clients, on one selector."""

    def __init__(self, url: str, clients: list[Client]) -> None:
        address = urlsplit(url)
        self._address = (str(address.hostname), int(address.port or 80))
        self._waiting = selectors.DefaultSelector()
        self._all = clients
        #: Those who are there.
        self._clients: list[Client] = []
        #: How many clients missed a change.
        self.lost = 0
        #: How often a stream was refused for lack of room.
        self.refused = 0
        self.fetched_bytes = 0

    def open(self, count: int) -> None:
        """Open streams until there are so many; each client fetches for the first time."""
        coming = self._all[len(self._clients) : count]
        self._clients = self._all[:count]
        for client in coming:
            self._listen(client)
        self._until(lambda: all(client.fetched_at for client in self._clients))

    def listen(self, seconds: float) -> None:
        """Hear whatever is said for so long."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._hear(left)

    def round(self, change: Callable[[], float]) -> Round:
        """Make a change, which returns when it was made; wait until everybody has heard of it and has fetched."""
        for client in self._clients:
            client.heard_at = client.fetched_at = 0.0
        began = change()
        self._until(lambda: all(client.fetched_at for client in self._clients))
        self.lost += sum(not client.fetched_at for client in self._clients)
        return Round(
            [one.heard_at - began for one in self._clients if one.heard_at],
            [one.fetched_at - began for one in self._clients if one.fetched_at],
        )

    def close(self) -> None:
        """Leave."""
        self._waiting.close()
        for client in self._clients:
            for line in (client.stream, client.line):
                if line is not None:
                    line.close()

    def _until(self, holds: Callable[[], bool]) -> None:
        give_up = time.perf_counter() + PATIENCE_S
        while not holds() and time.perf_counter() < give_up:
            self._hear(0.02)

    def _hear(self, seconds: float) -> None:
        for key, _events in self._waiting.select(timeout=seconds):
            act, client = key.data
            act(client)

    def _ask(self, path: str, client: Client, **headers: str) -> bytes:
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._address[0]}:{self._address[1]}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += [f"Cookie: {client.cookie}"] if client.cookie else []
        return "\r\n".join([*lines, "", ""]).encode()

    def _connected(self, act: Callable[[Client], None], client: Client) -> socket.socket:
        line = socket.create_connection(self._address)
        self._waiting.register(line, selectors.EVENT_READ, (act, client))
        return line

    def _leave(self, line: socket.socket | None) -> None:
        if line is not None:
            self._waiting.unregister(line)
            line.close()

    def _listen(self, client: Client) -> None:
        client.tries += 1
        client.stream = self._connected(self._heard, client)
        client.stream.sendall(self._ask(client.events, client))

    def _heard(self, client: Client) -> None:
        """Something has come over a stream."""
        assert client.stream is not None  # noqa: S101 - it is what has said something
        more = _received(client.stream)
        if not client.status and more:
            client.status = int(more.split(b" ", 2)[1])
        if not more or client.status != HTTPStatus.OK:
            self._lose(client)
            return
        for said in DATA.findall(more):
            if said == client.said and said != b"hello":
                continue
            client.said = said
            client.heard_at = time.perf_counter()
            self._fetch(client)

    def _lose(self, client: Client) -> None:
        self.refused += client.status == HTTPStatus.SERVICE_UNAVAILABLE
        self._leave(client.stream)
        client.stream, client.status = None, 0
        if client.tries < MOST_TRIES:
            self._listen(client)

    def _fetch(self, client: Client) -> None:
        headers = {"Accept_Encoding": "gzip"}
        if client.said.isdigit():
            headers["Kiosk_At_Least"] = client.said.decode()
        if client.tag:
            headers["If_None_Match"] = client.tag.decode()
        client.answer.clear()
        request = self._ask(client.content, client, **headers)
        if client.line is None:
            client.line = self._connected(self._answered, client)
        client.line.sendall(request)

    def _answered(self, client: Client) -> None:
        """Something has come over the line on which a client fetches."""
        assert client.line is not None  # noqa: S101 - ditto
        more = _received(client.line)
        if not more:
            self._leave(client.line)
            client.line = None
            return
        client.answer.extend(more)
        head, found, body = bytes(client.answer).partition(END_OF_HEAD)
        length = LENGTH.search(head)
        is_whole = found and (
            head.startswith(b"HTTP/1.1 304") or (length and len(body) >= int(length[1]))
        )
        if is_whole and head.startswith((b"HTTP/1.1 304", b"HTTP/1.1 200")):
            client.fetched_at = time.perf_counter()
            self.fetched_bytes += len(client.answer)
            tag = TAG.search(head)
            client.tag = tag[1] if tag else b""


def _received(line: socket.socket) -> bytes:
    with contextlib.suppress(ConnectionResetError):
        return line.recv(262_144)
    return b""
