"""Requests a second of a steady wall's programme (304), against a bare Flask route in the same workers.

Both are asked by turns over kept connections, so that whatever else the machine does hits both alike.

    python -m benchmarks.programme_304
"""

from __future__ import annotations

import re
import selectors
import socket
import statistics
import time
import urllib.request
from urllib.parse import urlsplit

from benchmarks.kiosk import Kiosk, running
from benchmarks.report import figure

ROUNDS = 24
SECONDS = 0.5
CONNECTIONS = 16
END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def main() -> None:
    """Measure and print."""
    with running() as kiosk:
        secret = kiosk.device_secret()
        etag = _etag(kiosk, secret)
        steady = _request(
            kiosk, "/screen/programme", Cookie=f"kiosk_screen={secret}", If_None_Match=etag
        )
        bare = _request(kiosk, "/bare/route")
        for request in (steady, bare):
            _rate(kiosk, request, seconds=1)
        rates = [
            (_rate(kiosk, steady, seconds=SECONDS), _rate(kiosk, bare, seconds=SECONDS))
            for _ in range(ROUNDS)
        ]
    figure("programme 304, requests/s (median)", f"{statistics.median(a for a, _ in rates):.0f}")
    figure("bare Flask route, requests/s (median)", f"{statistics.median(b for _, b in rates):.0f}")
    ratio = statistics.median(a / b for a, b in rates)
    figure("ratio 304 : bare route (median of rounds)", f"{ratio:.2f}", aim=">= 1.0")


def _etag(kiosk: Kiosk, secret: str) -> str:
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{kiosk.url}/screen/programme", headers={"Cookie": f"kiosk_screen={secret}"}
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - ditto
        return str(answer.headers["ETag"])


def _request(kiosk: Kiosk, path: str, **headers: str) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {urlsplit(kiosk.url).netloc}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


def _rate(kiosk: Kiosk, request: bytes, *, seconds: float) -> float:
    """Answers a second, each connection asking again as soon as it has been answered."""
    address = urlsplit(kiosk.url)
    asking = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        connection = socket.create_connection((address.hostname, address.port))
        asking.register(connection, selectors.EVENT_READ, (connection, bytearray()))
        connection.sendall(request)
    answers = 0
    began = time.perf_counter()
    while time.perf_counter() < began + seconds:
        for key, _events in asking.select(timeout=1):
            connection, heard = key.data
            more = connection.recv(8192)
            if not more:
                raise SystemExit("The server closed a connection.")
            heard.extend(more)
            if _is_whole(heard):
                heard.clear()
                answers += 1
                connection.sendall(request)
    taken = time.perf_counter() - began
    for key in list(asking.get_map().values()):
        asking.unregister(key.fileobj)
        key.data[0].close()
    return answers / taken


def _is_whole(answer: bytearray) -> bool:
    """True when head and body are there."""
    head, found, body = bytes(answer).partition(END_OF_HEAD)
    length = LENGTH.search(head)
    return bool(found) and (length is None or len(body) >= int(length[1]))


if __name__ == "__main__":
    main()
