"""What a page fetches, seen through the DevTools protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession


@dataclass
class Exchange:
    """One request and its answer."""

    url: str
    kind: str
    status: int = 0
    #: As sent over the line, head included.
    received_bytes: int = 0
    #: Head of the request, as far as the browser tells it.
    asked_bytes: int = 0
    is_cached: bool = False


class Traffic:
    """Collects every exchange of a page from now on."""

    def __init__(self, session: CDPSession) -> None:
        self._by_id: dict[str, Exchange] = {}
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.requestWillBeSentExtraInfo", self._asked_head)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.responseReceivedExtraInfo", self._answered_head)
        session.on("Network.requestServedFromCache", self._cached)
        session.on("Network.loadingFinished", self._finished)

    @property
    def exchanges(self) -> list[Exchange]:
        """Those that went over the line, in the order in which they were asked for."""
        return [
            one for one in self._by_id.values() if one.url.startswith("http") and not one.is_cached
        ]

    def forget(self) -> None:
        """Begin anew."""
        self._by_id.clear()

    def _asked(self, event: dict[str, Any]) -> None:
        self._by_id[event["requestId"]] = Exchange(event["request"]["url"], event.get("type", ""))

    def _asked_head(self, event: dict[str, Any]) -> None:
        exchange = self._by_id.get(event["requestId"])
        if exchange:
            first_line = len(f"GET {exchange.url} HTTP/1.1\r\n")
            exchange.asked_bytes = first_line + _head_bytes(event["headers"])

    def _answered(self, event: dict[str, Any]) -> None:
        exchange = self._by_id.get(event["requestId"])
        if exchange:
            exchange.status = exchange.status or event["response"]["status"]
            exchange.is_cached = bool(event["response"].get("fromDiskCache"))

    def _answered_head(self, event: dict[str, Any]) -> None:
        # The page itself is told 200 where the line said 304.
        exchange = self._by_id.get(event["requestId"])
        if exchange:
            exchange.status = event["statusCode"]
            exchange.received_bytes = len(event.get("headersText", "")) or _head_bytes(
                event["headers"]
            )

    def _cached(self, event: dict[str, Any]) -> None:
        exchange = self._by_id.get(event["requestId"])
        if exchange:
            exchange.is_cached = True

    def _finished(self, event: dict[str, Any]) -> None:
        exchange = self._by_id.get(event["requestId"])
        if exchange:
            exchange.received_bytes = max(exchange.received_bytes, int(event["encodedDataLength"]))


def _head_bytes(headers: dict[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items()) + 2
