"""Who is at the panel, and what they may do: read afresh on every request.

A session carries the account's number and the version of its sessions, nothing else; whoever loses
a role, an account or a password knows at the next click.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import abort, g, make_response, request, session, url_for
from flask_babel import refresh
from werkzeug.wrappers import Response

from kiosk.accounts.models import Account
from kiosk.accounts.offices import office
from kiosk.accounts.operations import (
    Credentials,
    SignInRefused,
    account_of_session,
    holdings_of,
    sign_in,
)
from kiosk.accounts.roles import Holding, Right, may, may_touch
from kiosk.core import clock
from kiosk.core.db import session as database
from kiosk.core.web import peer_address, restricted, wants_fragment
from kiosk.faces.admin.answers import go_on, own_address
from kiosk.faces.admin.carrying import what_was_typed
from kiosk.faces.admin.door import door
from kiosk.faces.admin.forms import SignInForm

View = TypeVar("View", bound=Callable[..., Any])

#: How much the time of the last click may lag; saves a cookie with every answer.
SEEN_LAG = timedelta(minutes=1)
#: Whoever signs has typed their password within so long.
PROVED_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Visitor:
    """Somebody signed in, as this request found them."""

    account_id: int
    name: str
    language: str
    must_change_password: bool
    holdings: tuple[Holding, ...]

    def may(self, right: Right, *, station: str | None = None) -> bool:
        """True if they have `right`, at `station` (a code) if one is in question."""
        return may(right, self.holdings, station=station)

    def may_touch(
        self, right: Right, *, posted_by: str | None, category: str | None = None
    ) -> bool:
        """True if they have `right` over what that station, or (None) the office, has posted."""
        return may_touch(right, self.holdings, posted_by=posted_by, category=category)

    @property
    def places(self) -> frozenset[str] | None:
        """The stations whose postings they may look at; None: everything."""
        if self.may_touch(Right.SEE_PANEL, posted_by=None):
            return None
        return frozenset(held.station for held in self.holdings if held.station is not None)

    def sees(self, station: str | None) -> bool:
        """True for what is the office's own, and for the stations they have anything to do with."""
        return station is None or self.may(Right.SEE_PANEL, station=station)


def allow(right: Right) -> Callable[[View], View]:
    """Only who holds `right` may use the view; with a printed password, nobody."""

    def decorate(view: View) -> View:
        return restricted(view, access=f"allow:{right}", check=lambda: _let_in(right))

    return decorate


def signed_in(view: View) -> View:
    """Anyone signed in may use the view, with a printed password too."""
    return restricted(view, access="signed_in", check=_recognise)


def visitor() -> Visitor:
    """Who asks, in a view marked `allow` or `signed_in`."""
    return cast(Visitor, g.visitor)


def require(right: Right, *, station: str) -> None:
    """Answer 403 unless the visitor holds `right` at `station`."""
    if not visitor().may(right, station=station):
        abort(403)


def require_touch(right: Right, *, posted_by: str | None, category: str | None = None) -> None:
    """Answer 403 unless the visitor has `right` over what that station, or the office, has posted."""
    if not visitor().may_touch(right, posted_by=posted_by, category=category):
        abort(403)


def begin_session(account: Account, *, at: datetime) -> None:
    """Start a session for `account`; nothing of the one before it is kept."""
    session.clear()
    g.pop("csrf_token", None)  # made for the session before, it would fit no form of this one
    seconds = round(at.timestamp())
    session.update(
        account=account.id, version=account.session_version, seen=seconds, proved=seconds
    )
    g.visitor = _as_visitor(account)
    g.language = account.language
    refresh()  # type: ignore[no-untyped-call]  # no annotations; the answer to signing in speaks to whom it has let in


def is_proved(*, at: datetime) -> bool:
    """True if the visitor typed their password lately enough to sign something."""
    proved = session.get("proved")
    return isinstance(proved, int) and at.timestamp() - proved < PROVED_FOR.total_seconds()


def prove(password: str, *, at: datetime) -> bool:
    """Take the visitor's password once more; True if it is theirs. Guesses count as those at the door do.

    Raises TooManyTries. Comes first in a request, because each try is counted in a transaction of its own.
    """
    number = visitor().account_id
    username = database().scalar(sa.select(Account.username).where(Account.id == number))
    database().rollback()
    if not username or not password:
        return False
    try:
        proved = sign_in(Credentials(username, password, peer_address()), at=at)
    except SignInRefused:
        return False
    session["proved"] = round(at.timestamp())
    return proved.id == number


def end_session() -> None:
    """Forget who was here; a page that asks the next one to sign in keeps its token."""
    for name in ("account", "version", "seen", "proved"):
        session.pop(name, None)


def _let_in(right: Right) -> Response | None:
    turned_away = _recognise()
    if turned_away is not None:
        return turned_away
    if visitor().must_change_password:
        return go_on(url_for("admin.password", next=_wanted()))
    if not visitor().may(right):
        abort(403)
    return None


def _recognise() -> Response | None:
    g.visitor = _visitor(at=clock.now())
    # What was read ends here: a view that writes must begin its transaction with the lock.
    database().rollback()
    if g.visitor is None:
        end_session()
        return _to_sign_in()
    g.language = g.visitor.language
    return None


def _visitor(*, at: datetime) -> Visitor | None:
    number, version, seen = session.get("account"), session.get("version"), session.get("seen")
    if not (isinstance(number, int) and isinstance(version, int) and isinstance(seen, int)):
        return None
    idle = timedelta(seconds=at.timestamp() - seen)
    account = account_of_session(number, session_version=version)
    if account is None or idle >= timedelta(minutes=office().idle_minutes):
        return None
    if idle > SEEN_LAG:
        session["seen"] = round(at.timestamp())
    return _as_visitor(account)


def _as_visitor(account: Account) -> Visitor:
    return Visitor(
        account_id=account.id,
        name=account.display_name,
        language=account.language,
        must_change_password=account.must_change_password,
        holdings=holdings_of(account, today=clock.local_day(clock.now())),
    )


def _to_sign_in() -> Response:
    """The way in; with a form that was sent, so that nobody types it twice.

    To htmx a form goes on as it always does: the browser then sends it once more as a whole page.
    """
    typed = None if wants_fragment() else what_was_typed()
    if typed is None:
        return go_on(url_for("admin.sign_in", next=_wanted()))
    form = SignInForm(formdata=None)
    form.next.data, form.carried.data = _wanted(), typed.packed()
    return make_response(door(form), 403)


def _wanted() -> str:
    """Where to come back to: this page, or the page whose form was sent."""
    if request.method == "GET":
        return own_address(request.full_path.rstrip("?"))
    before = urlsplit(request.referrer or "")
    return own_address(before.path if before.netloc == request.host else None)
