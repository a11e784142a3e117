"""The kiosk as `make run` serves it, with something bare beside it in the same workers to compare with.

Started by `benchmarks.kiosk`. `/bare/route` is a Flask route that answers two letters, `/bare/page` a static page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response

from benchmarks.report import say
from kiosk import create_app, server
from kiosk.core.config import Settings
from kiosk.serve import announcement, set_up

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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


def bare_app() -> Flask:
    """The least a Flask application can do."""
    app = Flask("bare", root_path=str(HERE))

    @app.get("/bare/route")
    def route() -> str:
        return "ok"

    @app.get("/bare/page")
    def page() -> Response:
        return Response((HERE / "bare_page.html").read_bytes(), mimetype="text/html")

    return app


def main() -> None:
    """Set up an empty instance with the sample office and serve."""
    settings = Settings.from_env()
    app = create_app(settings)
    prepared = set_up(app, settings)
    say(*announcement(settings, prepared))
    app.wsgi_app = SideBySide(app.wsgi_app, bare_app())  # type: ignore[method-assign]  # as Flask's documentation does
    server.serve(app, settings)


if __name__ == "__main__":
    main()
