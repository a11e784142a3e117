"""Structured log lines, one JSON object each, without personal data.

Paths are logged by their rule (`/n/<code>`), never with the values in them; no names, no bodies,
no addresses; errors by where they happened, without their message.
"""

from __future__ import annotations

import json
import logging
import time
import traceback
from datetime import UTC, datetime

from flask import Flask, Response, g, request

LOG = logging.getLogger("kiosk")


class JsonLines(logging.Formatter):
    """Every record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line.update(getattr(record, "facts", {}))
        if record.exc_info:
            line["traceback"] = _traceback(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _traceback(error: BaseException | None) -> str:
    """Where `error` and its causes were raised. Not what they say: that may be what people typed."""
    lines: list[str] = []
    while error is not None:
        name = f"{type(error).__module__}.{type(error).__qualname__}\n"
        lines += [*traceback.format_tb(error.__traceback__), name]
        hidden = None if error.__suppress_context__ else error.__context__
        error = error.__cause__ or hidden
    return "".join(lines)


def log(event: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write one line. `facts` must hold no personal data."""
    LOG.log(level, event, extra={"facts": facts})


def init_logs(app: Flask) -> None:
    """Send our lines to standard error, and one line for each answer slower or worse than usual."""
    if not LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        LOG.addHandler(handler)
        LOG.setLevel(logging.INFO)
        LOG.propagate = False
    app.before_request(_start)
    app.after_request(_note)


SLOW_S = 1.0
FIRST_SERVER_ERROR = 500


def _start() -> None:
    g.started = time.perf_counter()


def _note(response: Response) -> Response:
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    if request.method != "GET" or response.status_code >= FIRST_SERVER_ERROR or seconds > SLOW_S:
        rule = request.url_rule.rule if request.url_rule else "(none)"
        log(
            "answer",
            method=request.method,
            rule=rule,
            status=response.status_code,
            ms=round(seconds * 1000),
            request=g.get("request_id", ""),
        )
    return response
