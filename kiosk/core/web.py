"""How every face answers: who may ask, one transaction a request, page or fragment, headers."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as BaseResponse

from kiosk.core.db import db, means_to_write, reads_again

View = TypeVar("View", bound=Callable[..., Any])
FIRST_FAILING_STATUS = 400
TOO_LARGE_STATUS = 413
#: A misguided proxy may pass on anything; tables keep this much.
MOST_ADDRESS_LENGTH = 64
#: How much of a body that is too large is read and thrown away.
MOST_THROWN_AWAY = 512 * 1024 * 1024
CHUNK = 64 * 1024

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


def public(view: View) -> View:
    """Anyone may open this view."""
    return restricted(view, access="public", check=lambda: None)


def restricted(view: View, *, access: str, check: Callable[[], BaseResponse | None]) -> View:
    """Say who may use `view`: `check` returns None to let in, or the answer that keeps out.

    `access` names the rule for the pages and tests that list it.
    """
    view.access = access  # type: ignore[attr-defined]  # read by the guard and the route-walk test
    view.check = check  # type: ignore[attr-defined]  # ditto
    return view


def commits(view: View) -> View:
    """One transaction for the whole request: an answer below 400 commits, anything else rolls back
    unless the view has said `keep_anyway`.

    The answer leaves after the commit, so whoever reads "saved" can rely on it. HEAD asks what GET
    would answer, and stores nothing.
    """

    @wraps(view)
    def committing(*args: Any, **kwargs: Any) -> BaseResponse:
        means_to_write()
        # What a guard has read began without the lock: the work begins afresh, with it.
        db.session.rollback()
        try:
            answer = make_response(view(*args, **kwargs))
            is_fine = answer.status_code < FIRST_FAILING_STATUS or "keep_anyway" in g
            if is_fine and request.method != "HEAD":
                db.session.commit()
            else:
                db.session.rollback()
        except BaseException:
            # Before the error page is made: autoflush must not write what has failed.
            db.session.rollback()
            raise
        finally:
            reads_again()
        return answer

    committing.commits = True  # type: ignore[attr-defined]  # read by the route-walk test
    return cast(View, committing)


def reads_only(view: View) -> View:
    """Say of a view that it stores nothing, though what it reads is too long for an address."""
    view.reads_only = True  # type: ignore[attr-defined]  # read by the route-walk test
    return view


def keep_anyway() -> None:
    """Commit what this request has done although its answer says that something is not right yet."""
    g.keep_anyway = True


def init_web(app: Flask) -> None:
    """Install the guard, the headers, the request id and the mending of slashes."""
    app.before_request(_name_request)
    app.before_request(_mend_slashes)
    app.before_request(_guard)
    app.after_request(_finish)


def wants_fragment() -> bool:
    """True if htmx will swap the answer into a page that is already there."""
    _looked_at("HX-Request")
    _looked_at("HX-Boosted")
    _looked_at("HX-History-Restore-Request")
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def page_or_fragment(page: str, fragment: str, *, status: int = 200, **values: Any) -> Response:
    """Render the whole page, or only the fragment when htmx asked for it at the same URL."""
    template = fragment if wants_fragment() else page
    return make_response(render_template(template, **values), status)


def peer_address() -> str:
    """Who is connected to us, or whom the trusted proxies name; as much of it as is kept."""
    return (request.remote_addr or "")[:MOST_ADDRESS_LENGTH]


def see_other(location: str) -> BaseResponse:
    """Send the browser on with GET, after a form was accepted."""
    return redirect(location, code=303)


def _looked_at(header: str) -> None:
    g.setdefault("looked_at", set()).add(header)


def _name_request() -> None:
    g.request_id = secrets.token_hex(4)


def _mend_slashes() -> BaseResponse | None:
    """Send on an address with a slash too few or too many, by its path alone.

    Werkzeug's own redirect would repeat the `Host` header, which anybody may invent.
    """
    wrong = request.routing_exception
    if not isinstance(wrong, RequestRedirect):
        return None
    _scheme, _empty, _host, path = wrong.new_url.split("/", 3)
    return redirect("/" + path.lstrip("/"), code=wrong.code)


def _guard() -> BaseResponse | None:
    """Deny by default: a view that does not say who may use it is used by nobody."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    check = getattr(view, "check", None)
    if check is None:
        abort(403)
    return cast("BaseResponse | None", check())


def _finish(response: Response) -> Response:
    if response.status_code == TOO_LARGE_STATUS:
        _read_to_the_end()
    for header in sorted(g.get("looked_at", ())):
        response.vary.add(header)
    headers = response.headers
    headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    # The board is internal to the office (DOMAIN §2.1): nothing of it belongs in a search engine.
    headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    return response


def _read_to_the_end() -> None:
    """Let the browser send what it has begun to: on a line that closes meanwhile it reads no answer."""
    left = min(request.content_length or 0, MOST_THROWN_AWAY)
    body = request.environ["wsgi.input"]
    with contextlib.suppress(OSError):
        while left > 0 and (chunk := body.read(min(CHUNK, left))):
            left -= len(chunk)
