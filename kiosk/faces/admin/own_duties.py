"""The office's own duties: visits, talks, reminders. Added, changed, done, ended; what was done is never deleted.

They stay inside the panel, and with those who keep them: no wall and no phone knows of them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Station
from kiosk.accounts.offices import change
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.web import commits, page_or_fragment
from kiosk.duties import operations
from kiosk.duties.models import DutyDone, OwnDuty
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import Changed, differences, is_stale, note
from kiosk.faces.admin.duties import duties_room
from kiosk.faces.admin.duty_forms import DoneForm, DutyForm, duty_form

MOST_DONE_SHOWN = 24


@bp.post("/duties/own")
@allow(Right.KEEP_DUTIES)
@commits
def duty_add() -> Response:
    """Another duty; the same form sent twice adds one."""
    form = duty_form()
    if not form.validate():
        return duties_room(status=422, form=form)
    said = form.said()
    _require(session().get(Station, said["station_id"]) if said["station_id"] else None)
    same = sa.select(OwnDuty.id).filter_by(**said, ended_on=None).limit(1)
    if session().scalar(same) is None:
        made = OwnDuty(**said, begun_on=_today())
        session().add(made)
        session().flush()
        _note("duty.add", made, {name: ("", value) for name, value in said.items() if value})
    flash(_("Added: %(name)s", name=said["name"]))
    return go_on(url_for("admin.duties"))


@bp.get("/duties/own/<int:duty_id>")
@allow(Right.SEE_DUTIES)
def duty(duty_id: int) -> Response:
    """One of them, and when it was done."""
    found = _duty(duty_id, seen=True)
    form = duty_form(found)
    return _duty_room(found, form)


@bp.post("/duties/own/<int:duty_id>")
@allow(Right.KEEP_DUTIES)
@commits
def duty_post(duty_id: int) -> Response:
    """Save what is said of it; what was done stays done."""
    found, form = _duty(duty_id), duty_form()
    if not form.validate():
        return _duty_room(found, form, status=422)
    if is_stale(form, found):
        return _duty_room(found, form, status=409, differences=differences(form, found))
    said = form.said()
    _require(session().get(Station, said["station_id"]) if said["station_id"] else None)
    _note("duty.change", found, change(found, **said))
    flash(_("Saved."))
    return go_on(url_for("admin.duty", duty_id=duty_id))


@bp.post("/duties/own/<int:duty_id>/done")
@allow(Right.KEEP_DUTIES)
@commits
def duty_done(duty_id: int) -> Response:
    """Record that it was done."""
    found, form = _duty(duty_id), DoneForm()
    on, remark = form.done_on.data, form.remark.data or ""
    if not form.validate() or on is None:
        return _duty_room(found, duty_form(found), status=422, done_form=form)
    done = operations.record_done(found, on=on, note=remark, who=visitor().name, at=clock.now())
    if done is not None:
        _note("duty.done", found, {"done_on": ("", str(on)), "note": ("", remark)})
    flash(_("Recorded: %(name)s", name=found.name))
    return go_on(url_for("admin.duties"))


@bp.post("/duties/done/<int:done_id>/take-back")
@allow(Right.KEEP_DUTIES)
@commits
def duty_take_back(done_id: int) -> Response:
    """What was recorded by mistake counts no more; that it was recorded stays."""
    done = session().get(DutyDone, done_id)
    if done is None:
        abort(404)
    found = _duty(done.duty_id)
    if done.taken_back_at is None:
        done.taken_back_at = clock.now()
        _note("duty.take_back", found, {"done_on": (str(done.done_on), "")})
    flash(_("Taken back."))
    return go_on(url_for("admin.duty", duty_id=found.id))


@bp.post("/duties/own/<int:duty_id>/end")
@allow(Right.KEEP_DUTIES)
@commits
def duty_end(duty_id: int) -> Response:
    """Nobody waits for it any more; what was done stays to be read."""
    found = _duty(duty_id)
    if found.ended_on is None:
        _note("duty.end", found, change(found, ended_on=_today()))
    flash(_("Ended: %(name)s", name=found.name))
    return go_on(url_for("admin.duty", duty_id=duty_id))


@bp.post("/duties/own/<int:duty_id>/resume")
@allow(Right.KEEP_DUTIES)
@commits
def duty_resume(duty_id: int) -> Response:
    """It is expected again, from today on."""
    found = _duty(duty_id)
    if found.ended_on is not None:
        _note("duty.resume", found, change(found, ended_on=None, begun_on=_today()))
    flash(_("Taken up again: %(name)s", name=found.name))
    return go_on(url_for("admin.duty", duty_id=duty_id))


def _today() -> date:
    return clock.local_day(clock.now())


def _duty(duty_id: int, *, seen: bool = False) -> OwnDuty:
    """The duty, for those who keep it; `seen`: for those who may know of it. 404 to everybody else."""
    query = sa.select(OwnDuty).where(OwnDuty.id == duty_id).options(joinedload(OwnDuty.station))
    found = session().scalar(query)
    if found is None:
        abort(404)
    right = Right.SEE_DUTIES if seen and not found.is_private else Right.KEEP_DUTIES
    place = found.station.code if found.station else None
    fine = (
        visitor().may(right, station=place)
        if right == Right.SEE_DUTIES
        else visitor().may_touch(right, posted_by=place)
    )
    if not fine:
        abort(404)
    return found


def _require(station: Station | None) -> None:
    require_touch(Right.KEEP_DUTIES, posted_by=station.code if station else None)


def _note(what: str, found: OwnDuty, changed: Changed) -> None:
    plain = {name: (_plain(old), _plain(new)) for name, (old, new) in changed.items()}
    chain = Chain.SAMPLE if found.is_sample else Chain.OFFICE
    note(what, f"duty {found.id}", plain, chain=chain)


def _plain(value: object) -> object:
    return str(value) if isinstance(value, date) else value


def _duty_room(
    found: OwnDuty,
    form: DutyForm,
    *,
    status: int = 200,
    done_form: DoneForm | None = None,
    **more: Any,
) -> Response:
    doings = session().scalars(
        sa.select(DutyDone)
        .where(DutyDone.duty_id == found.id)
        .order_by(DutyDone.done_on.desc(), DutyDone.id.desc())
        .limit(MOST_DONE_SHOWN)
    )
    place = found.station.code if found.station else None
    return page_or_fragment(
        "faces/admin/duty.html",
        "faces/admin/_duty_room.html",
        status=status,
        duty=found,
        form=form,
        done_form=done_form or DoneForm(formdata=None, done_on=_today()),
        doings=list(doings),
        may_keep=visitor().may_touch(Right.KEEP_DUTIES, posted_by=place),
        rhythm=words.RHYTHMS[found.rhythm],
        words=words,
        **more,
    )
