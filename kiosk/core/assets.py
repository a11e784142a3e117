"""Static files: addressed by content, so that browsers may keep them for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

FOR_GOOD = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"


def init_assets(app: Flask) -> None:
    """Give templates `asset()` and static answers their caching."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_cache)


def asset(path: str) -> str:
    """The address of a static file with its content's hash: `/static/x.css?v=1a2b3c4d`."""
    return url_for("static", filename=path, v=_hash(Path(str(current_app.static_folder)) / path))


@lru_cache(maxsize=1024)
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _cache(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in {200, 206, 304}:
        # Vendored files carry their version in their names; ours are asked for with their hash.
        kept = "v" in request.args or "/vendor/fonts/" in request.path
        response.headers["Cache-Control"] = FOR_GOOD if kept else REVALIDATE
    return response
