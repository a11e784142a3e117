"""A form that was sent after its session had ended: its words go along through signing in.

Nothing is stored for somebody unknown. The words stand in the page at which one signs in, and then in
a page that sends them to where they were meant for, once its button is pressed. Without script too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from kiosk.accounts.offices import base_url
from kiosk.core.web import page_or_fragment, wants_fragment
from kiosk.faces.admin.answers import HOME, own_address
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.door import door
from kiosk.faces.admin.forms import SignInForm
from kiosk.faces.errors import stale_form

#: Passwords are typed anew, whatever happens; the others have no words.
NOT_CARRIED = frozenset(
    {"admin.sign_in_post", "admin.sign_out", "admin.password_post", "admin.language"}
)
TOKEN = "csrf_token"  # noqa: S105 - a field's name
#: Says to the browser that htmx asks in: send this form once more, as a whole page.
STALE_HEADER = "Kiosk-Form"


@dataclass(frozen=True)
class Carried:
    """What was typed, for which address, and whether files came with it (which no page can carry)."""

    address: str
    pairs: tuple[tuple[str, str], ...]
    had_files: bool

    def packed(self) -> str:
        """As one hidden field."""
        return json.dumps([self.address, self.pairs, self.had_files], ensure_ascii=False)


def unpacked(text: str | None) -> Carried | None:
    """What a hidden field says; None if that is nothing, or nothing of ours."""
    try:
        address, pairs, had_files = json.loads(text or "")
        words = tuple((str(name), str(value)) for name, value in pairs)
    except (ValueError, TypeError):
        return None
    if own_address(str(address)) == HOME:
        return None
    return Carried(str(address), words, bool(had_files))


def what_was_typed() -> Carried | None:
    """The form of this request, if somebody has typed it into a page of ours."""
    if request.method != "POST" or request.endpoint in NOT_CARRIED or not _is_from_here():
        return None
    pairs = tuple(pair for pair in request.form.items(multi=True) if pair[0] != TOKEN)
    if not any(value for _name, value in pairs):
        return None
    return Carried(request.full_path.rstrip("?"), pairs, bool(request.files))


def carried_on(carried: Carried, *, next_address: str, status: int = 200) -> Response:
    """The page that sends it: nothing of it has been done yet."""
    return page_or_fragment(
        "faces/admin/carried.html",
        "faces/admin/_carried_form.html",
        status=status,
        carried=carried,
        next_address=next_address,
    )


@bp.errorhandler(CSRFError)
def stale(error: CSRFError) -> Response:
    """A page of another session: somebody has signed in anew beside it. What was typed can be sent on."""
    form = SignInForm()
    if request.endpoint == "admin.sign_in_post" and unpacked(form.carried.data):
        return Response(door(form), 400, mimetype="text/html")
    typed = what_was_typed()
    if typed is None:
        return stale_form(error)
    if wants_fragment():
        answer = stale_form(error)
        answer.headers[STALE_HEADER] = "stale"
        return answer
    back = own_address(urlsplit(request.referrer or "").path)
    return carried_on(typed, next_address=back, status=400)


def _is_from_here() -> bool:
    """True for a page of ours, as the browser says: no other site may put words into anybody's mouth."""
    said = urlsplit(request.headers.get("Origin") or request.referrer or "").netloc
    return bool(said) and said in {request.host, urlsplit(base_url()).netloc}
