"""The working days of each year: the State Council's notice pasted as it is, laid over what the package knows."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa
from flask import abort, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, TextAreaField

from kiosk.accounts.models import WorkingDayOverride
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.holidays import Unreadable, as_notice, holidays_of, read_notice, table_of
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import note
from kiosk.faces.admin.forms import NEEDED, PanelForm, say
from kiosk.kinds.editing import at_most, stripped
from kiosk.postings.operations import work_calendar

#: A year that is over still bears periods that began in it; further ahead nothing is announced.
YEARS_BEFORE, YEARS_AHEAD = 1, 2
ANNOUNCED_IN = 11


class NoticeForm(PanelForm):
    """The notice of one year."""

    notice = TextAreaField(
        _l("The notice of the year"), [NEEDED, at_most(4000)], filters=[stripped]
    )
    #: What the form was filled from.
    seen = HiddenField()


@bp.get("/settings/calendar/<int:year>")
@allow(Right.CHANGE_SETTINGS)
def calendar(year: int) -> Response:
    """One year as it is known."""
    stored = _stored(year)
    return _room(year, NoticeForm(formdata=None, notice=stored, seen=_mark(stored)))


@bp.post("/settings/calendar/<int:year>")
@allow(Right.CHANGE_SETTINGS)
@commits
def calendar_post(year: int) -> Response:
    """Make the year what the notice says. Periods that run keep their last day."""
    form, before = NoticeForm(), _stored(year)
    if not form.validate():
        return _room(year, form, status=422)
    try:
        holidays = read_notice(form.notice.data or "", year)
    except Unreadable as error:
        say(form.notice, _sentence(error))
        return _room(year, form, status=422)
    table = table_of(holidays, year, WorkCalendar())
    after = as_notice(holidays_of(WorkCalendar(overrides=table), year))
    if form.seen.data != _mark(before) and before != after:
        form.seen.data = _mark(before)
        say(form.notice, _("Somebody else saved this meanwhile: %(stored)s", stored=before))
        return _room(year, form, status=409)
    if before != after:
        _replace(year, table)
        note("calendar.change", f"calendar {year}", {"notice": (before, after)})
    flash(_("Saved."))
    return go_on(url_for("admin.calendar", year=year))


def missing_year(today: date, known: WorkCalendar) -> int | None:
    """The year whose holidays somebody should enter: this one, or from November, when they are announced, the next. Pure."""
    due = [today.year, *([today.year + 1] if today.month >= ANNOUNCED_IN else [])]
    return next((year for year in due if not known.is_known(year)), None)


def _stored(year: int) -> str:
    """What is known of the year in the notice's words; empty if nothing is. Answers 404 outside the years shown."""
    if year not in _years():
        abort(404)
    known = work_calendar()
    return as_notice(holidays_of(known, year)) if known.is_known(year) else ""


def _replace(year: int, table: Mapping[date, bool]) -> None:
    of_year = WorkingDayOverride.day.between(date(year, 1, 1), date(year, 12, 31))
    session().execute(sa.delete(WorkingDayOverride).where(of_year))
    rows = (WorkingDayOverride(day=day, is_working=works) for day, works in table.items())
    session().add_all(rows)


def _years() -> range:
    this = clock.local_day(clock.now()).year
    return range(this - YEARS_BEFORE, this + YEARS_AHEAD + 1)


def _mark(stored: str) -> str:
    return hashlib.sha256(stored.encode()).hexdigest()[:16]


def _sentence(error: Unreadable) -> str:
    if not error.what:
        return _(
            "No day off is named here. Paste the notice with its days, such as 1月1日至3日放假."
        )
    return _(
        "“%(what)s” cannot be taken: there are no such days, or it is not said whether they are off (放假) or worked on (上班).",
        what=error.what,
    )


def _room(year: int, form: NoticeForm, *, status: int = 200) -> Response:
    known = work_calendar()
    return page_or_fragment(
        "faces/admin/calendar.html",
        "faces/admin/_calendar_room.html",
        status=status,
        year=year,
        form=form,
        years={one: known.is_known(one) for one in _years()},
    )
