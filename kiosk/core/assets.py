"""Static files: addressed by content so that browsers keep them for good, and sent compressed."""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

FOR_GOOD = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
COMPRESSED = (".css", ".js")
LEAST_COMPRESSED_BYTES = 1024


def init_assets(app: Flask) -> None:
    """Give templates `asset()` and `core_fonts()`, and static answers their caching."""
    app.jinja_env.globals.update(asset=asset, core_fonts=core_fonts, wall_styles=wall_styles)
    app.after_request(_finish)


def asset(path: str) -> str:
    """The address of a static file with its content's hash: `/static/x.css?v=1a2b3c4d5e`."""
    return url_for("static", filename=path, v=_hash(_folder() / path))


def core_fonts() -> list[str]:
    """The addresses of the font files that hold the characters nearly every board uses."""
    folder = _folder()
    found = sorted(folder.glob("vendor/fonts/*/*-core-*.woff2"))
    return [url_for("static", filename=path.relative_to(folder).as_posix()) for path in found]


def wall_styles() -> list[str]:
    """The addresses of the style sheets that the kinds of board bring for the wall."""
    folder = _folder()
    found = sorted(folder.glob("kinds/*/wall*.css"))
    return [asset(path.relative_to(folder).as_posix()) for path in found]


def _folder() -> Path:
    return Path(str(current_app.static_folder))


@lru_cache(maxsize=1024)
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _finish(response: Response) -> Response:
    if request.endpoint != "static" or response.status_code not in {200, 206, 304}:
        return response
    # Fonts carry their content's hash in their names; ours are asked for with it.
    kept = "v" in request.args or request.path.endswith(".woff2")
    response.headers["Cache-Control"] = FOR_GOOD if kept else REVALIDATE
    if request.path.endswith(COMPRESSED):
        response.vary.add("Accept-Encoding")
        if response.status_code == HTTPStatus.OK and "gzip" in request.headers.get(
            "Accept-Encoding", ""
        ):
            _compress(response)
    return response


def _compress(response: Response) -> None:
    filename = str((request.view_args or {}).get("filename", ""))
    path = _folder() / filename
    if not path.is_file() or path.stat().st_size < LEAST_COMPRESSED_BYTES:
        return
    response.direct_passthrough = False
    response.close()
    response.set_data(_gzipped(path, path.stat().st_mtime_ns))
    response.headers["Content-Encoding"] = "gzip"
    # Another encoding is another representation: its tag says so.
    tag = response.get_etag()[0]
    if tag:
        response.set_etag(f"{tag}-gzip")
        response.make_conditional(request)


@lru_cache(maxsize=256)
def _gzipped(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
