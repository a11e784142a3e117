"""Static files: addressed by content so that browsers keep them for good. Answers are sent compressed.

A script module names the modules it imports relative to itself, without a hash. So the modules of a
face are addressed together: below a folder named after the hash of them all. What a wall loads is
joined into few files (joined.py), each addressed by the hash of what is in it.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, current_app, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from kiosk.core import joined
from kiosk.core.web import public

FOR_GOOD = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
COMPRESSED = (".css", ".js")
COMPRESSED_TYPES = {"text/html", "application/json"}
FILES = {"static", "modules"}
#: Endpoints of joined files, and where an application keeps how each is made.
JOINED = {"sheet": "text/css", "script": "text/javascript", "font_sheet": "text/css"}
MADE_BY = "joined files"
#: Those of them that only fit the page they were made with.
MATCHED = {"sheet", "script"}
STATIC = FILES | set(JOINED)
LEAST_COMPRESSED_BYTES = 1024


def init_assets(
    app: Flask,
    *,
    sheets: Mapping[str, tuple[str, ...]] | None = None,
    scripts: Mapping[str, str] | None = None,
    outdated: Mapping[str, str] | None = None,
    compressed: frozenset[str] = frozenset(),
) -> None:
    """Give templates the addresses of static files, and answers their caching and compression.

    `sheets` are style sheets that are sent as one, by a name: patterns of files below static/, in
    order. `scripts` are modules that are sent as one with all they import, by a name; whoever asks for one
    of another version gets the module that `outdated` has under that name. `compressed`
    are the blueprints whose own answers are compressed too. No page with a token in it may be among
    them: its compressed length would help to guess the token.
    """
    app.jinja_env.globals.update(
        asset=asset,
        core_fonts=core_fonts,
        module=module,
        style_sheet=partial(_joined_address, "sheet"),
        script=partial(_joined_address, "script"),
        font_sheet=partial(_joined_address, "font_sheet", ""),
    )
    app.add_url_rule("/static/~<tree>/<path:filename>", "modules", _module)
    made_by: dict[tuple[str, str], Callable[[Path], bytes]] = {
        ("font_sheet", ""): joined.font_sheet
    }
    for name, patterns in (sheets or {}).items():
        made_by["sheet", name] = partial(joined.sheet, patterns=patterns)
        app.add_url_rule(f"/static/{name}-<version>.css", "sheet", _joined, defaults={"name": name})
    for name, entry in (scripts or {}).items():
        made_by["script", name] = partial(joined.script, entry=entry)
        app.add_url_rule(f"/static/{name}-<version>.js", "script", _joined, defaults={"name": name})
    for name, entry in (outdated or {}).items():
        made_by["script", f"outdated {name}"] = partial(joined.script, entry=entry)
    # Beside the vendored sheets, because they name their files relative to themselves.
    fonts = "/static/vendor/fonts/all-<version>.css"
    app.add_url_rule(fonts, "font_sheet", _joined, defaults={"name": ""})
    app.extensions[MADE_BY] = made_by
    app.after_request(partial(_finish, compressed=compressed))


def asset(path: str) -> str:
    """The address of a static file with its content's hash: `/static/x.css?v=1a2b3c4d5e`."""
    return url_for("static", filename=path, v=_hash(_folder() / path))


def core_fonts() -> list[str]:
    """The addresses of the font files that hold the characters nearly every board uses."""
    folder = _folder()
    found = sorted(folder.glob("vendor/fonts/*/*-core-*.woff2"))
    return [url_for("static", filename=path.relative_to(folder).as_posix()) for path in found]


def drawn_by_core_fonts(text: str) -> bool:
    """True if a page with this text needs no font but the core ones."""
    return joined.drawn_by_core(text, _folder())


def module(path: str) -> str:
    """The address of a script module: `/static/~1a2b3c4d5e/x.js`. What it imports is addressed alike."""
    return url_for("modules", tree=_version(_scripts(_folder())), filename=path)


def script_version(name: str) -> str:
    """Ten digits that are others whenever the script of that name is."""
    return _hash_of(_content("script", name))


@public
def _module(tree: str, filename: str) -> Response:
    return current_app.send_static_file(filename)


@public
def _joined(name: str, version: str) -> BaseResponse:
    kind = str(request.endpoint)
    content = _content(kind, name)
    if kind in MATCHED and version != _hash_of(content):
        # A page that a browser has kept for long: it must not get half of itself from another version.
        content = _instead(kind, name)
    answer = Response(content, mimetype=JOINED[kind])
    answer.add_etag()
    return answer.make_conditional(request)


def _instead(kind: str, name: str) -> bytes:
    if (kind, f"outdated {name}") not in current_app.extensions[MADE_BY]:
        abort(404)
    return _content(kind, f"outdated {name}")


def _joined_address(kind: str, name: str) -> str:
    return url_for(kind, name=name, version=_hash_of(_content(kind, name)))


def _content(kind: str, name: str) -> bytes:
    made_by: Mapping[tuple[str, str], Callable[[Path], bytes]] = current_app.extensions[MADE_BY]
    return made_by[kind, name](_folder())


@lru_cache(maxsize=16)
def _hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


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
        _compress(
            response, _packed_file(response) if of_file else _packed(response, keep=is_static)
        )
    return response


def _is_named_by_content() -> bool:
    # Fonts carry their content's hash in their names; ours are asked for with it.
    named = request.view_args or {}
    if request.endpoint == "modules":
        return bool(named["tree"] == _version(_scripts(_folder())))
    if request.endpoint in JOINED:
        return bool(named["version"] == _hash_of(_content(request.endpoint, named["name"])))
    return "v" in request.args or request.path.endswith(".woff2")


class PackedResponse(Response):
    """An answer that brings its compressed form along."""

    packed = b""


def _packed(response: Response, *, keep: bool) -> bytes | None:
    if response.is_streamed or len(response.get_data()) < LEAST_COMPRESSED_BYTES:
        return None
    if isinstance(response, PackedResponse):
        return response.packed
    content = response.get_data()
    return _gzipped_text(content) if keep else gzip.compress(content, 6, mtime=0)


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


@lru_cache(maxsize=16)
def _gzipped_text(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


@lru_cache(maxsize=256)
def _gzipped(path: Path, _changed_ns: int) -> bytes:
    return gzip.compress(path.read_bytes(), 9, mtime=0)
