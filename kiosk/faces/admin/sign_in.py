"""Coming in and going out."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.accounts.operations import Credentials, SignInRefused, TooManyTries
from kiosk.accounts.operations import sign_in as open_with
from kiosk.core import clock
from kiosk.core.web import commits, peer_address, public, see_other
from kiosk.faces.admin.access import begin_session, end_session, signed_in
from kiosk.faces.admin.account import password_page
from kiosk.faces.admin.answers import go_on, own_address
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.carrying import carried_on, unpacked
from kiosk.faces.admin.door import door
from kiosk.faces.admin.forms import PasswordForm, SignInForm, say

REFUSED = _l("The user name or the password is not right.")
WAIT = _l("Too many tries. Wait a quarter of an hour, then try again.")


@bp.get("/login")
@public
def sign_in() -> str:
    """The way in."""
    form = SignInForm()
    form.next.data = own_address(request.args.get("next"))
    return door(form)


@bp.post("/login")
@public
@commits
def sign_in_post() -> Response | tuple[str, int]:
    """Names and passwords are told apart by nobody: the same words and the same time for both."""
    form = SignInForm()
    if not form.validate():
        return door(form), 422
    now = clock.now()
    given = Credentials(form.username.data or "", form.password.data or "", peer_address())
    try:
        account = open_with(given, at=now)
    except TooManyTries:
        return door(form, notice=WAIT), 429
    except SignInRefused:
        say(form.password, REFUSED)
        return door(form), 422
    begin_session(account, at=now)
    return _go_in(form, must_change_password=account.must_change_password)


@bp.post("/logout")
@signed_in
@commits
def sign_out() -> Response:
    """The way out; a form, so that no link can throw anybody out."""
    end_session()
    return go_on(url_for("admin.sign_in"))


def _go_in(form: SignInForm, *, must_change_password: bool) -> Response:
    """To where one wanted; with a form that waits, first to what sends it."""
    carried, wanted = unpacked(form.carried.data), own_address(form.next.data)
    if carried is None:
        return see_other(wanted)
    if not must_change_password:
        return carried_on(carried, next_address=wanted)
    another = PasswordForm(formdata=None)
    another.next.data, another.carried.data = wanted, form.carried.data
    return password_page(another)
