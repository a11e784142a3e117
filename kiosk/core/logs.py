"""Structured log lines, one JSON object each, without personal data.

Paths are logged by their rule (`/n/<code>`), never with the values in them; no names, no bodies,
no addresses.
"""

from __future__ import annotations

import json
import logging
import time
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
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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
