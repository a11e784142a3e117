"""How the panel answers: one URL gives page or fragment, a form goes on or comes back."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import make_response
from werkzeug.wrappers import Response

from kiosk.core.web import see_other, wants_fragment

HOME = "/admin/"
SIGN_IN = "/admin/login"


def go_on(location: str) -> Response:
    """Send the browser to another page of the panel, whether htmx asked or the browser itself.

    htmx would follow a plain redirect by itself and put that page into this one.
    """
    if not wants_fragment():
        return see_other(location)
    answer = make_response("", 204)
    answer.headers["HX-Redirect"] = location
    return answer


def own_address(wanted: str | None) -> str:
    """`wanted` if it is an address inside the panel, else the panel's first page; nobody goes on to sign in."""
    address = wanted or HOME
    if any(ord(character) <= ord(" ") for character in address) or "\\" in address:
        return HOME
    parts = urlsplit(address)
    is_inside = parts.path == "/admin" or parts.path.startswith("/admin/")
    is_inside = is_inside and parts.path != SIGN_IN
    return address if is_inside and not parts.scheme and not parts.netloc else HOME
