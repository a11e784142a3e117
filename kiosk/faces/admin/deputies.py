"""Deputies: who signs in somebody else's part for a while. Named by the administrator, kept in the trail."""

from __future__ import annotations

import json
from datetime import timedelta

import sqlalchemy as sa
from flask import abort, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.models import Account, Deputy, Station
from kiosk.accounts.operations import holders_of
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.formats import listed
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.accounts import account_in_hand, account_room
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.deputy_form import PREFIX, DeputyForm
from kiosk.faces.admin.forms import say
from kiosk.postings.signing import plain


@bp.post("/accounts/<int:account_id>/deputies")
@allow(Right.MANAGE_PEOPLE)
@commits
def deputy_add(account_id: int) -> Response:
    """From its first day to its last this account signs in another's part; sent twice, it is named once."""
    found, form = account_in_hand(account_id), DeputyForm(prefix=PREFIX)
    form.offer()
    if not form.validate():
        return account_room(found, status=422, deputy_form=form)
    station = session().scalar(sa.select(Station).where(Station.code == form.station.data))
    wrong = _why_not_for(found, form, station)
    if wrong:
        say(form.stands_for, wrong)
        return account_room(found, status=422, deputy_form=form)
    deputy = Deputy(
        role=form.role.data,
        station=station,
        stands_for=form.stands_for.data or "",
        reason=form.reason.data or "",
        first_day=form.first_day.data,
        last_day=form.last_day.data,
    )
    if not any(_said(one) == _said(deputy) for one in found.deputies):
        found.deputies.append(deputy)
        session().flush()
        _note("deputy.add", found, after=_said(deputy))
    flash(_("Saved."))
    return go_on(url_for("admin.account", account_id=found.id))


@bp.post("/accounts/<int:account_id>/deputies/<int:deputy_id>/end")
@allow(Right.MANAGE_PEOPLE)
@commits
def deputy_end(account_id: int, deputy_id: int) -> Response:
    """From now on it signs in nobody's part; what it signed stays signed."""
    found = account_in_hand(account_id)
    deputy = next((one for one in found.deputies if one.id == deputy_id), None)
    if deputy is None:
        abort(404)
    today = clock.local_day(clock.now())
    before = _said(deputy)
    if deputy.last_day >= today:
        deputy.last_day = today - timedelta(days=1)
        _note("deputy.end", found, before=before, after=_said(deputy))
    flash(_("Saved."))
    return go_on(url_for("admin.account", account_id=found.id))


def _why_not_for(found: Account, form: DeputyForm, station: Station | None) -> str:
    """Why `found` stands in for nobody of that name; empty if it may.

    Whoever has an account for the part is named by it. Where nobody has, it may be anybody without an account:
    the office signs on paper then.
    """
    name = form.stands_for.data or ""
    if plain(name) == plain(found.display_name):
        return _("Nobody is their own deputy.")
    holders = [one for one in holders_of(form.role.data, station) if one is not found]
    if any(plain(one.display_name) == plain(name) for one in holders):
        return ""
    # Nobody of the sample holds a real office.
    usual = [one for one in holders if one.is_active and one.is_sample == found.is_sample]
    if usual:
        names = listed(one.display_name for one in usual)
        return _("Write who holds that part: %(names)s.", names=names)
    everybody = session().scalars(sa.select(Account.display_name).where(~Account.is_sample))
    if plain(name) in {plain(one) for one in everybody}:
        return _("%(name)s has an account, and does not hold that part.", name=name)
    return ""


def _said(deputy: Deputy) -> str:
    said = {
        "role": deputy.role,
        "station": deputy.station.short_name if deputy.station else "",
        "stands_for": deputy.stands_for,
        "reason": deputy.reason,
        "first_day": deputy.first_day.isoformat(),
        "last_day": deputy.last_day.isoformat(),
    }
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
