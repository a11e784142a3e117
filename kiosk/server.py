"""gunicorn, run inside the process that has just set everything up: one import, one start."""

from __future__ import annotations

import contextlib
import gc
import resource
from typing import Any

import sqlalchemy as sa
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # no annotations

from kiosk.core import clock, running
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.programme.build import programme_of
from kiosk.programme.watcher import watcher_of
from kiosk.screens.models import Screen

#: A wall keeps a connection open, and each connection is a descriptor.
WANTED_DESCRIPTORS = 65_536
#: Lines that are kept open beside those that a thread is busy with: two or three of each wall.
KEPT_OPEN = 4_000
#: Descriptors that are no line: files, the database.
OTHER_DESCRIPTORS = 200
#: How long an answer may still take once the server is told to stop.
STOP_WITHIN_S = 8
#: Walls and phones ask again within this; a waiting connection holds no thread.
KEEP_ALIVE_S = 75
#: Walls whose programmes are made before the fork. Each station's boards are its own and cost a start 0.3 s, so
#: that more of them would keep everybody waiting for the first answer.
MOST_WALLS_WARMED = 1
#: Pages that write nothing, asked for once before the workers begin.
WARMING = ("/healthz", "/n/", "/admin/login", "/screen/programme")
#: A worker that has not said anything for so long is replaced.
SILENT_FOR_S = 60


class Server(BaseApplication):  # type: ignore[misc]  # ditto
    """gunicorn serving an application that is already made."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app = app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Called by gunicorn: take over our options."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Called by gunicorn, before it forks."""
        return self._app


def options(app: Flask, settings: Settings, *, lines: int) -> dict[str, Any]:
    """What gunicorn is told. `lines` is how many may be open to one process."""

    def leave_connections_to_the_parent(_arbiter: object, _worker: object) -> None:
        with app.app_context():
            # A connection must not be used, nor closed, in a child of the process it was made in.
            close_connections(ours=False)

    def end_streams_with(worker: Any) -> None:
        # gunicorn waits for its threads. A stream would keep one until somebody kills the process.
        watcher_of(app).is_ending = lambda: not worker.alive

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "worker_connections": lines,
        # Workers share what was imported before the fork: 107 MB with two of them, else 180 MB.
        "preload_app": True,
        "post_fork": leave_connections_to_the_parent,
        "post_worker_init": end_streams_with,
        "graceful_timeout": STOP_WITHIN_S,
        "keepalive": KEEP_ALIVE_S,
        "timeout": SILENT_FOR_S,
        # Addresses and queries are personal data; the product writes its own lines.
        "accesslog": None,
        "errorlog": "-",
        "loglevel": "warning",
        "control_socket_disable": True,
    }


def serve(app: Flask, settings: Settings) -> None:
    """Serve until told to stop."""
    lines = most_lines(settings.threads, descriptors=raise_descriptor_limit())
    watcher_of(app).most = min(settings.most_streams, lines // 2)
    share_with_workers(app)
    with running.hold(settings.instance):
        Server(app, options(app, settings, lines=lines)).run()


def share_with_workers(app: Flask) -> None:
    """Do before the fork what each worker would else do for itself, and hold on to it.

    Templates are compiled and tables mapped by asking for a few pages. Then the collector leaves
    all this alone: it writes into every object it looks at, and what is written to is no longer
    shared.
    """
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    asking = app.test_client()
    for address in WARMING:
        asking.get(address)
    with app.test_request_context("/screen"):
        for screen in db.session.scalars(sa.select(Screen).limit(MOST_WALLS_WARMED)):
            programme_of(screen, moment=clock.now())
    with app.app_context():
        db.session.remove()
        close_connections()
    gc.collect()
    gc.freeze()


def most_lines(threads: int, *, descriptors: int) -> int:
    """How many lines one process keeps open. Without a limit it would die of the one beyond its descriptors."""
    return max(threads, min(threads + KEPT_OPEN, descriptors - OTHER_DESCRIPTORS))


def raise_descriptor_limit() -> int:
    """Allow this process and its workers as many open files as the system lets them have; return how many."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = hard != resource.RLIM_INFINITY and hard < WANTED_DESCRIPTORS
    with contextlib.suppress(ValueError, OSError):
        # Some systems promise more than they give; what we have then is what we keep.
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else WANTED_DESCRIPTORS, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]
