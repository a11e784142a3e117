"""Accounts: who may come in, what each may do, a password for whoever has forgotten theirs."""

from __future__ import annotations

import json
from functools import partial

import sqlalchemy as sa
from flask import abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    BooleanField,
    HiddenField,
    SelectChoice,
    StringField,
)
from wtforms.validators import Regexp

from kiosk.accounts import operations, trail
from kiosk.accounts.models import Account, Grant, Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right, Role
from kiosk.core import clock, codes
from kiosk.core.db import session
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.deputy_form import blank_deputy
from kiosk.faces.admin.forms import PanelForm, say
from kiosk.kinds.editing import NEEDED, OpenSelectField, at_most, stripped
from kiosk.postings.models import Category
from kiosk.postings.operations import categories
from kiosk.postings.wording import category_name

PASSWORD_LENGTH = 12
MOST_ROLES = 12
EVERYWHERE = ""


class NewAccountForm(PanelForm):
    """Somebody who is to come in."""

    username = StringField(
        _l("User name"),
        [
            NEEDED,
            at_most(40),
            Regexp(r"^[a-z0-9._-]*$", message=_l("Small letters, digits, dots and dashes only.")),
        ],
        filters=[stripped],
    )
    display_name = StringField(_l("Name"), [NEEDED, at_most(40)], filters=[stripped])
    #: Made with the page: sent twice, it opens one account, and both answers show its password.
    once = HiddenField(default=codes.new_secret)


class AccountForm(PanelForm):
    """An account: its name, and whether it is open. Roles stand in rows of their own."""

    display_name = StringField(_l("Name"), [NEEDED, at_most(40)], filters=[stripped])
    is_active = BooleanField(_l("May sign in"))
    role = OpenSelectField(
        _l("Another role"),
        choices=[
            SelectChoice("", "—"),
            *(SelectChoice(one, word) for one, word in words.ROLES.items()),
        ],
    )
    station = OpenSelectField(_l("Where it counts"), choices=[])
    category = OpenSelectField(_l("For which category"), choices=[])
    seen = HiddenField()

    def offer(self) -> None:
        """Let every station and category be chosen."""
        everywhere = SelectChoice(EVERYWHERE, _l("The whole office"))
        self.station.choices = [
            everywhere,
            *(SelectChoice(one.code, one.short_name) for one in stations()),
        ]
        self.category.choices = [
            SelectChoice("", _l("All categories")),
            *(SelectChoice(one.code, category_name(one)) for one in categories()),
        ]


@bp.get("/accounts")
@allow(Right.MANAGE_PEOPLE)
def accounts() -> Response:
    """Everybody who may come in."""
    return _accounts_room(NewAccountForm(formdata=None))


@bp.post("/accounts")
@allow(Right.MANAGE_PEOPLE)
@commits
def account_add() -> Response:
    """Open an account; its password is shown once, and must be changed at the first sign-in."""
    form = NewAccountForm()
    fine = form.validate()
    username, name = form.username.data or "", form.display_name.data or ""
    password, there = _password_for(username), operations.account_called(username)
    if fine and there is not None and operations.has_given_password(there, password):
        return _opened(there, password)
    if fine and there is not None:
        say(form.username, _("There is an account of that name already."))
        fine = False
    if not fine:
        return _accounts_room(form, status=422)
    made = operations.open_account(username, display_name=name, password=password, roles=[])
    session().flush()
    _note("account.add", made, after=made.display_name)
    return _opened(made, password)


def _opened(made: Account, password: str) -> Response:
    """The new account's page: htmx takes its heading along, which is another than that of the page with the form."""
    answer = account_room(made, is_another_page=True, password=password)
    answer.headers["HX-Retarget"] = answer.headers["HX-Reselect"] = "#main"
    answer.headers["HX-Push-Url"] = url_for("admin.account", account_id=made.id)
    return answer


@bp.get("/accounts/<int:account_id>")
@allow(Right.MANAGE_PEOPLE)
def account(account_id: int) -> Response:
    """One account."""
    return account_room(account_in_hand(account_id))


@bp.post("/accounts/<int:account_id>")
@allow(Right.MANAGE_PEOPLE)
@commits
def account_post(account_id: int) -> Response:
    """Save name, roles and whether it is open. Whoever loses a role knows at the next click."""
    found, form = account_in_hand(account_id), AccountForm()
    form.offer()
    if not form.validate():
        return account_room(found, form, status=422)
    wanted = _wanted_grants(found, form)
    if form.seen.data != _mark(found) and not _says(found, form, wanted):
        say(form.seen, _("Somebody else saved this meanwhile. This is how it stands now."))
        return account_room(found, status=409, notice=form.seen.errors[-1])
    before = _described(found)
    stays_admin = form.is_active.data and any(_runs_all(one) for one in wanted)
    if not stays_admin and not operations.runs_without(found):
        say(form.is_active, _("Somebody must be able to give accounts and roles."))
        return account_room(found, form, status=422)
    found.display_name = form.display_name.data or ""
    operations.set_grants(found, wanted)
    operations.set_active(found, active=form.is_active.data)
    session().flush()
    if _described(found) != before:
        _note("account.change", found, before=before, after=_described(found))
    flash(_("Saved."))
    return go_on(url_for("admin.account", account_id=found.id))


@bp.post("/accounts/<int:account_id>/password")
@allow(Right.MANAGE_PEOPLE)
@commits
def account_password(account_id: int) -> Response:
    """A new password for whoever has forgotten theirs, shown once."""
    found = account_in_hand(account_id)
    password = _password_for(found.username)
    if not operations.has_given_password(found, password):
        operations.give_password(found, password=password)
        _note("account.password_reset", found)
    return account_room(found, password=password)


def _password_for(username: str) -> str:
    """A new password, and the same one for the same form sent twice."""
    once = request.form.get("once") or codes.new_secret()
    key: str = current_app.config["SECRET_KEY"]
    return codes.drawn_code(f"password\0{once}\0{username}", key=key, length=PASSWORD_LENGTH)


def account_in_hand(account_id: int) -> Account:
    """The account of that number; 404 if there is none."""
    found = session().get(Account, account_id)
    if found is None:
        abort(404)
    return found


def _wanted_grants(found: Account, form: AccountForm) -> list[Grant]:
    """The roles that were ticked to stay, and the one that was added."""
    staying = set(request.form.getlist("keep"))
    wanted = [one for one in found.grants if str(one.id) in staying]
    if form.role.data in set(Role) and len(wanted) < MOST_ROLES:
        where = form.station.data or EVERYWHERE
        station = session().scalar(sa.select(Station).where(Station.code == where))
        if station is None and where != EVERYWHERE:
            abort(404)
        wanted.append(
            Grant(role=form.role.data, station=station, category_code=form.category.data or "")
        )
    return wanted


def _says(found: Account, form: AccountForm, wanted: list[Grant]) -> bool:
    """True if the account is already as the form wants it: the form was sent twice."""
    return (
        found.display_name == form.display_name.data
        and found.is_active == form.is_active.data
        and operations.holds(found, wanted)
    )


def _runs_all(grant: Grant) -> bool:
    at_one_station = grant.station is not None or grant.station_id is not None
    return grant.role == Role.SYSTEM_ADMIN and not at_one_station


def _mark(found: Account) -> str:
    return f"{found.display_name}/{found.is_active}/" + ",".join(
        str(one.id) for one in sorted(found.grants, key=lambda one: one.id)
    )


def _described(found: Account) -> str:
    roles = sorted(
        "@".join(
            filter(None, (one.role, one.station.code if one.station else "", one.category_code))
        )
        for one in found.grants
    )
    said = {"name": found.display_name, "is_active": found.is_active, "roles": roles}
    return json.dumps(said, ensure_ascii=False)


def _note(what: str, found: Account, *, before: str = "", after: str = "") -> None:
    trail.record(
        what,
        who=visitor().name,
        subject=f"account {found.username}",
        at=clock.now(),
        before=before,
        after=after,
    )


def _accounts_room(form: NewAccountForm, *, status: int = 200) -> Response:
    query = (
        sa.select(Account)
        .options(selectinload(Account.grants).selectinload(Grant.station))
        .order_by(~Account.is_active, Account.display_name, Account.id)
    )
    return page_or_fragment(
        "faces/admin/accounts.html",
        "faces/admin/_accounts_room.html",
        status=status,
        form=form,
        accounts=list(session().scalars(query)),
        holdings_of=partial(operations.holdings_of, today=clock.local_day(clock.now())),
        words=words,
    )


def account_room(
    found: Account,
    form: AccountForm | None = None,
    *,
    status: int = 200,
    is_another_page: bool = False,
    **more: object,
) -> Response:
    """One account, and whom it stands in for; whole where the form stood on another page."""
    if form is None:
        form = AccountForm(formdata=None)
        form.offer()
        form.display_name.data, form.is_active.data = found.display_name, found.is_active
    form.seen.data = _mark(found)
    names = {one.code: category_name(one) for one in session().scalars(sa.select(Category))}
    return page_or_fragment(
        "faces/admin/account.html",
        "faces/admin/account.html" if is_another_page else "faces/admin/_account_room.html",
        status=status,
        account=found,
        form=form,
        category_names=names,
        words=words,
        once=codes.new_secret(),
        **{"deputy_form": blank_deputy(), "today": clock.local_day(clock.now()), **more},
    )
