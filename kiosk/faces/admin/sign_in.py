"""Coming in and going out."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.accounts.operations import Credentials, SignInRefused, TooManyTries
from kiosk.accounts.operations import sign_in as open_with
from kiosk.core import clock
from kiosk.core.web import commits, public, see_other
from kiosk.faces.admin.access import begin_session, end_session, own_address, signed_in
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.forms import SignInForm, say

REFUSED = _l("The user name or the password is not right.")
WAIT = _l("Too many tries. Wait a quarter of an hour, then try again.")


@bp.get("/login")
@public
def sign_in() -> str:
    """The way in."""
    form = SignInForm()
    form.next.data = own_address(request.args.get("next"))
    return _door(form)


@bp.post("/login")
@public
@commits
def sign_in_post() -> Response | tuple[str, int]:
    """Names and passwords are told apart by nobody: the same words and the same time for both."""
    form = SignInForm()
    if not form.validate():
        return _door(form), 422
    now = clock.now()
    given = Credentials(
        form.username.data or "", form.password.data or "", request.remote_addr or ""
    )
    try:
        account = open_with(given, at=now)
    except TooManyTries:
        return _door(form, notice=WAIT), 429
    except SignInRefused:
        say(form.password, REFUSED)
        return _door(form), 422
    begin_session(account, at=now)
    return see_other(own_address(form.next.data))


@bp.post("/logout")
@signed_in
@commits
def sign_out() -> Response:
    """The way out; a form, so that no link can throw anybody out."""
    end_session()
    return go_on(url_for("admin.sign_in"))


def _door(form: SignInForm, *, notice: object = None) -> str:
    return render_template("faces/admin/sign_in.html", form=form, notice=notice)
