"""One's own account: the password and the language."""

from __future__ import annotations

from flask import abort, flash, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from kiosk.accounts import operations
from kiosk.accounts.models import Account
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.i18n import LANGUAGES
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import begin_session, signed_in, visitor
from kiosk.faces.admin.answers import go_on, own_address
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.carrying import carried_on, unpacked
from kiosk.faces.admin.forms import PasswordForm, say

WRONG = _l("This is not the password in use.")
WEAK = _l("Choose another one: not the old one, not the user name, at most 200 characters.")


@bp.get("/password")
@signed_in
def password() -> Response:
    """Choose a password of one's own; who came with a printed one must."""
    form = PasswordForm()
    form.next.data = own_address(request.args.get("next"))
    return password_page(form)


@bp.post("/password")
@signed_in
@commits
def password_post() -> Response:
    """Every other session of this account ends."""
    form = PasswordForm()
    if not form.validate():
        return password_page(form, status=422)
    now, account = clock.now(), _own_account()
    try:
        operations.change_password(
            account, old=form.old.data or "", new=form.new.data or "", at=now
        )
    except operations.WrongPassword:
        say(form.old, WRONG)
        return password_page(form, status=422)
    except operations.WeakPassword:
        say(form.new, WEAK)
        return password_page(form, status=422)
    begin_session(account, at=now)
    carried, wanted = unpacked(form.carried.data), own_address(form.next.data)
    if carried is not None:
        return carried_on(carried, next_address=wanted)
    flash(_("The new password counts from now on."))
    return go_on(wanted)


@bp.post("/language")
@signed_in
@commits
def language() -> Response:
    """What the panel speaks to this account."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        abort(400)
    if chosen != visitor().language:
        operations.choose_language(_own_account(), chosen, at=clock.now())
    return go_on(own_address(request.form.get("next")))


def _own_account() -> Account:
    account = session().get(Account, visitor().account_id)
    if account is None:
        abort(403)
    return account


def password_page(form: PasswordForm, *, status: int = 200) -> Response:
    """The form for another password."""
    return page_or_fragment(
        "faces/admin/password.html", "faces/admin/_password_form.html", status=status, form=form
    )
