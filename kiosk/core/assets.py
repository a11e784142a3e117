"""Static files: addressed by content so that browsers keep them for good. Answers are sent compressed.

A script module names the modules it imports relative to itself, without a hash. So the modules of a
face are addressed together: below a folder named after the hash of them all.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import lru_cache, partial
from http import HTTPStatus
from itertools import zip_longest
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.core.web import public

FOR_GOOD = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
COMPRESSED = (".css", ".js")
COMPRESSED_TYPES = {"text/html", "application/json"}
FILES = {"static", "modules"}
STATIC = FILES | {"sheet", "font_sheet"}
SHEETS = "style sheets sent as one"
LEAST_COMPRESSED_BYTES = 1024


def init_assets(
    app: Flask,
    *,
    sheets: Mapping[str, tuple[str, ...]] | None = None,
    compressed: frozenset[str] = frozenset(),
) -> None:
    """Give templates the addresses of static files, and answers their caching and compression.

    `sheets` are style sheets that are sent as one, by a name: patterns of files below static/, in
    order. `compressed` are the blueprints whose own answers are compressed too. No page with a token in
    it may be among them: its compressed length would help to guess the token.
    """
    app.jinja_env.globals.update(
        asset=asset,
        core_fonts=core_fonts,
        font_sheet=font_sheet,
        module=module,
        modules=modules,
        style_sheet=style_sheet,
    )
    app.add_url_rule("/static/~<tree>/<path:filename>", "modules", _module)
    app.extensions[SHEETS] = dict(sheets or {})
    for name in app.extensions[SHEETS]:
        app.add_url_rule(f"/static/{name}-<version>.css", "sheet", _named, defaults={"name": name})
    # Beside the vendored sheets, because they name their files relative to themselves.
    app.add_url_rule("/static/vendor/fonts/all-<version>.css", "font_sheet", _font_sheet)
    app.after_request(partial(_finish, compressed=compressed))


def asset(path: str) -> str:
    """The address of a static file with its content's hash: `/static/x.css?v=1a2b3c4d5e`."""
    return url_for("static", filename=path, v=_hash(_folder() / path))


def core_fonts() -> list[str]:
    """The addresses of the font files that hold the characters nearly every board uses."""
    folder = _folder()
    found = sorted(folder.glob("vendor/fonts/*/*-core-*.woff2"))
    return [url_for("static", filename=path.relative_to(folder).as_posix()) for path in found]


def font_sheet() -> str:
    """The address of the style sheet of all our fonts.

    Their faces take turns in it: each pair shares its list of characters, so it packs to half.
    """
    return url_for("font_sheet", version=_version(_font_sheets(_folder())))


def style_sheet(name: str) -> str:
    """The address of the style sheets that `init_assets` was told to send as one by this name."""
    return url_for("sheet", name=name, version=_version(_sheets(name)))


def module(path: str) -> str:
    """The address of a script module: `/static/~1a2b3c4d5e/x.js`. What it imports is addressed alike."""
    return url_for("modules", tree=_version(_scripts(_folder())), filename=path)


def modules(*folders: str) -> list[str]:
    """The addresses of all script modules in some folders, for a page that wants them at once."""
    found = (path for folder in folders for path in sorted((_folder() / folder).glob("*.js")))
    return [module(path.relative_to(_folder()).as_posix()) for path in found]


@public
def _module(tree: str, filename: str) -> Response:
    return current_app.send_static_file(filename)


@public
def _named(name: str, version: str) -> BaseResponse:
    return _sheet(b"\n".join(path.read_bytes() for path in _sheets(name)))


@public
def _font_sheet(version: str) -> BaseResponse:
    sheets = (path.read_bytes().splitlines() for path in _font_sheets(_folder()))
    # One rule a line; those of each sheet keep their order, because the last one wins.
    turns = zip_longest(*sheets, fillvalue=b"")
    return _sheet(b"\n".join(rule for turn in turns for rule in turn))


def _sheet(content: bytes) -> BaseResponse:
    answer = Response(content, mimetype="text/css")
    answer.add_etag()
    return answer.make_conditional(request)


@lru_cache(maxsize=8)
def _font_sheets(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("vendor/fonts/*.css")))


def _sheets(name: str) -> tuple[Path, ...]:
    return _found(_folder(), current_app.extensions[SHEETS][name])


@lru_cache(maxsize=8)
def _found(folder: Path, patterns: tuple[str, ...]) -> tuple[Path, ...]:
    return tuple(path for pattern in patterns for path in sorted(folder.glob(pattern)))


@lru_cache(maxsize=8)
def _scripts(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.rglob("*.js")))


@lru_cache(maxsize=8)
def _version(paths: tuple[Path, ...]) -> str:
    return hashlib.sha256("".join(map(_hash, paths)).encode()).hexdigest()[:10]


def _folder() -> Path:
    return Path(str(current_app.static_folder))


@lru_cache(maxsize=1024)
def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def _finish(response: Response, *, compressed: frozenset[str]) -> Response:
    is_static = request.endpoint in STATIC and response.status_code in {200, 206, 304}
    if is_static:
        response.headers["Cache-Control"] = FOR_GOOD if _is_named_by_content() else REVALIDATE
        is_text = request.path.endswith(COMPRESSED)
    else:
        is_text = request.blueprint in compressed and response.mimetype in COMPRESSED_TYPES
    if not is_text:
        return response
    response.vary.add("Accept-Encoding")
    accepted = "gzip" in request.headers.get("Accept-Encoding", "")
    if accepted and response.status_code == HTTPStatus.OK:
        of_file = request.endpoint in FILES
        _compress(response, _packed_file(response) if of_file else _packed(response))
    return response


def _is_named_by_content() -> bool:
    # Fonts carry their content's hash in their names; ours are asked for with it.
    named = request.view_args or {}
    if request.endpoint == "modules":
        return bool(named["tree"] == _version(_scripts(_folder())))
    if request.endpoint == "font_sheet":
        return bool(named["version"] == _version(_font_sheets(_folder())))
    if request.endpoint == "sheet":
        return bool(named["version"] == _version(_sheets(named["name"])))
    return "v" in request.args or request.path.endswith(".woff2")


def _packed(response: Response) -> bytes | None:
    if response.is_streamed or len(response.get_data()) < LEAST_COMPRESSED_BYTES:
        return None
    return gzip.compress(response.get_data(), 6, mtime=0)


def _packed_file(response: Response) -> bytes | None:
    path = _folder() / str((request.view_args or {}).get("filename", ""))
    if not path.is_file() or path.stat().st_size < LEAST_COMPRESSED_BYTES:
        return None
    response.direct_passthrough = False
    response.close()
    return _gzipped(path, path.stat().st_mtime_ns)


def _compress(response: Response, packed: bytes | None) -> None:
    if packed is None:
        return
    response.set_data(packed)
    response.headers["Content-Encoding"] = "gzip"
    # Another encoding is another representation: its tag says so.
    tag = response.get_etag()[0]
    if tag:
        response.set_etag(f"{tag}-gzip")
        response.make_conditional(request)


@lru_cache(maxsize=256)
def _gzipped(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
