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
from kiosk.screens.models import Screen

#: A wall keeps a connection open, and each connection is a descriptor.
WANTED_DESCRIPTORS = 65_536
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


def options(app: Flask, settings: Settings) -> dict[str, Any]:
    """What gunicorn is told."""

    def leave_connections_to_the_parent(_arbiter: object, _worker: object) -> None:
        with app.app_context():
            # A connection must not be used, nor closed, in a child of the process it was made in.
            close_connections(ours=False)

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        # Workers share what was imported before the fork: 107 MB with two of them, else 180 MB.
        "preload_app": True,
        "post_fork": leave_connections_to_the_parent,
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
    raise_descriptor_limit()
    share_with_workers(app)
    with running.hold(settings.instance):
        Server(app, options(app, settings)).run()


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


def raise_descriptor_limit() -> None:
    """Allow this process and its workers as many open files as the system lets them have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = hard != resource.RLIM_INFINITY and hard < WANTED_DESCRIPTORS
    with contextlib.suppress(ValueError, OSError):
        # Some systems promise more than they give; what we have then is what we keep.
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else WANTED_DESCRIPTORS, hard))
