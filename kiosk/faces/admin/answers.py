"""How the panel answers: one URL gives page or fragment, a form goes on or comes back."""

from __future__ import annotations

from flask import make_response
from werkzeug.wrappers import Response

from kiosk.core.web import see_other, wants_fragment


def go_on(location: str) -> Response:
    """Send the browser to another page of the panel, whether htmx asked or the browser itself.

    htmx would follow a plain redirect by itself and put that page into this one.
    """
    if not wants_fragment():
        return see_other(location)
    answer = make_response("", 204)
    answer.headers["HX-Redirect"] = location
    return answer
