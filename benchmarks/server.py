"""The kiosk as `make run` serves it, with something bare beside it in the same workers to compare with.

Started by `benchmarks.kiosk`. `/bare/route` is a Flask route that answers two letters, `/bare/page` a static page,
`/bare/events` a stream that says hello whenever a file is touched, as simply as a thread a stream can.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from flask import Flask, Response

from benchmarks.report import say
from kiosk import create_app, server
from kiosk.core.config import Settings
from kiosk.programme.watcher import TICK_S
from kiosk.serve import announcement, set_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: The file in the instance folder that makes the bare stream say hello.
HELLO = "hello"
HERE = Path(__file__).resolve().parent


class SideBySide:
    """Requests below /bare go to the bare application, all others to the kiosk."""

    def __init__(self, kiosk: WSGIApplication, bare: WSGIApplication) -> None:
        self._kiosk = kiosk
        self._bare = bare

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request; both sides pay the same for the choice."""
        is_bare = environ["PATH_INFO"].startswith("/bare/")
        return (self._bare if is_bare else self._kiosk)(environ, start_response)


def bare_app(instance: Path = HERE) -> Flask:
    """The least a Flask application can do."""
    app = Flask("bare", root_path=str(HERE), instance_path=str(instance))

    @app.get("/bare/route")
    def route() -> str:
        return "ok"

    @app.get("/bare/page")
    def page() -> Response:
        return Response((HERE / "bare_page.html").read_bytes(), mimetype="text/html")

    hello = Hello(Path(app.instance_path) / HELLO)

    @app.get("/bare/events")
    def events() -> Response:
        return Response(hello.said(), mimetype="text/event-stream")

    return app


class Hello:
    """Says hello to all streams when its file is touched. It looks as often as the kiosk's watcher."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._touched = Condition()
        self._times = 0
        self._watching = False

    def said(self) -> Iterator[bytes]:
        """What one stream says."""
        times = -1
        while True:
            with self._touched:
                if not self._watching:
                    self._watching = True
                    Thread(target=self._watch, daemon=True).start()
                self._touched.wait_for(lambda: self._times != times)  # noqa: B023 - asked before it moves on
                times = self._times
            yield b"data: hello\n\n"

    def _watch(self) -> None:
        seen = 0
        while True:
            time.sleep(TICK_S)
            touched = self._file.stat().st_mtime_ns if self._file.exists() else 0
            if touched != seen:
                seen = touched
                with self._touched:
                    self._times += 1
                    self._touched.notify_all()


def main() -> None:
    """Set up an empty instance with the sample office and serve."""
    settings = Settings.from_env()
    app = create_app(settings)
    prepared = set_up(app, settings)
    say(*announcement(settings, prepared))
    app.wsgi_app = SideBySide(app.wsgi_app, bare_app(settings.instance))  # type: ignore[method-assign]  # as Flask's documentation does
    server.serve(app, settings)


if __name__ == "__main__":
    main()
