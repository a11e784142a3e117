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
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.accounts import account_in_hand, account_room
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.deputy_form import PREFIX, DeputyForm


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
