"""紧急插播: replacing what is on walls at once. A form, a second look, then it is on; ended by its time or before, reviewed after."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import abort, current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.offices import office, stations
from kiosk.accounts.roles import Right
from kiosk.checks.finds import Grade
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.core.formats import listed, minute
from kiosk.core.i18n import speaking
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import Visitor, allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.changes import Changed, note
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.paging import page_of
from kiosk.faces.admin.takeover_form import (
    REACHES,
    EndForm,
    ReviewForm,
    TakeoverForm,
    UntilForm,
    called,
    found_words,
    may_there,
)
from kiosk.postings.operations import work_calendar
from kiosk.programme import takeovers
from kiosk.programme.naming import naming_now
from kiosk.programme.takeover_boards import LEVELS, takeover_values
from kiosk.programme.takeovers import BadEnd, Over, OwnTakeover, Place, Reach, Takeover
from kiosk.screens.models import Screen

ONCE = re.compile(r"[2-9a-z]{9}")
#: Whom a wall there must not tell what is for staff alone.
DRIVERS = "hall"


@bp.get("/takeovers")
@allow(Right.SEE_PANEL)
def takeover_room() -> str:
    """What is on, what was, and who has reviewed it."""
    now = clock.now()
    newest = sa.select(Takeover).order_by(Takeover.begins_at.desc(), Takeover.id.desc())
    return render_template(
        "faces/admin/takeovers.html",
        found=page_of(newest),
        running=takeovers.not_over(now),
        may_begin=visitor().may(Right.TAKE_OVER),
        **_words(now),
    )


@bp.get("/takeovers/print")
@allow(Right.SEE_PANEL)
def takeover_print() -> str:
    """The record of one year, on paper."""
    now = clock.now()
    asked = request.args.get("year", "")
    year = int(asked) if re.fullmatch(r"20\d\d", asked) else clock.local_day(now).year
    query = sa.select(Takeover).where(Takeover.year == year).order_by(Takeover.serial)
    rows = list(session().scalars(query))
    return render_template("faces/admin/takeovers_print.html", rows=rows, year=year, **_words(now))


@bp.get("/takeovers/new")
@allow(Right.TAKE_OVER)
def takeover_new() -> Response:
    """The form; whom to call is filled in."""
    form = TakeoverForm(visitor(), formdata=None)
    form.once.data, form.phone.data = new_code(), office().duty_phone
    return _form_page(form)


@bp.post("/takeovers/new")
@allow(Right.TAKE_OVER)
@commits
def takeover_begin() -> Response:
    """First what it would do, for a second look; then, said once more, it is done."""
    now, form = clock.now(), TakeoverForm(visitor())
    until = form.end(now) if form.validate() else None
    if until is None:
        form.seen.data = ""
        return _form_page(form, status=422)
    if "change" in request.form:
        return _form_page(form)
    typed = form.once.data or ""
    once = typed if ONCE.fullmatch(typed) else new_code()
    if takeovers.takeover_called(once) is not None:  # sent twice
        return go_on(url_for("admin.takeover", code=once))
    screens = takeovers.screens_at(form.place)
    if not screens:
        say(form.reach, _("No screen hangs there."))
        return _form_page(form, status=422)
    if form.seen.data != _mark(screens):
        return _second_look(form, screens, until=until, now=now)
    made = takeovers.begin(
        form.said,
        form.place,
        until=until,
        who=visitor().name,
        at=now,
        calendar=work_calendar(),
        code=once,
    )
    note("takeover.begin", _subject(made), _all_of(made))
    flash(_("It is on now: %(headline)s", headline=made.headline.replace("\n", " ")))
    return go_on(url_for("admin.takeover", code=made.code))


@bp.get("/takeovers/<code>")
@allow(Right.SEE_PANEL)
def takeover(code: str) -> Response:
    """One of them: what it says, where it is on, and what can be done about it."""
    return _page(_takeover(code))


@bp.post("/takeovers/<code>/lengthen")
@allow(Right.TAKE_OVER)
@commits
def takeover_lengthen(code: str) -> Response:
    """Let it end later."""
    found, form, now = _in_hand(code), UntilForm(), clock.now()
    before, until = found.ends_at, form.end(now) if form.validate() else None
    if until is None:
        return _page(found, until_form=form, status=422)
    try:
        takeovers.lengthen(found, until=until, at=now)
    except Over:
        flash(_("It is over already."))
    except BadEnd:
        say(form.lasts, _("It ends later than that already."))
        return _page(found, until_form=form, status=422)
    else:
        changed = {"until": (minute(before), minute(until))}
        note("takeover.lengthen", _subject(found), changed)
        flash(_("It goes on until %(moment)s.", moment=minute(until)))
    return go_on(url_for("admin.takeover", code=code))


@bp.post("/takeovers/<code>/end")
@allow(Right.TAKE_OVER)
@commits
def takeover_end(code: str) -> Response:
    """End it before its time; the walls go on with what was on."""
    found, form, now = _in_hand(code), EndForm(), clock.now()
    if not form.validate():
        return _page(found, end_form=form, status=422)
    try:
        takeovers.end(found, why=form.why.data or "", who=visitor().name, at=now)
    except Over:
        flash(_("It is over already."))
    else:
        changed = {"until": (minute(found.ends_at), minute(now)), "why": ("", form.why.data)}
        note("takeover.end", _subject(found), changed)
        flash(_("Ended. The screens go on with what was on."))
    return go_on(url_for("admin.takeover", code=code))


@bp.post("/takeovers/<code>/review")
@allow(Right.REVIEW)
@commits
def takeover_review(code: str) -> Response:
    """Note that it was right, or what was not."""
    found, form, who = _takeover(code), ReviewForm(), visitor()
    if not may_at(who, Right.REVIEW, found.place):
        abort(403)
    if not form.validate():
        return _page(found, review_form=form, status=422)
    remark = form.remark.data or ""
    try:
        is_first = takeovers.review(found, remark=remark, who=who.name, at=clock.now())
    except OwnTakeover:
        flash(_("Somebody else has to review what you have begun yourself."))
    else:
        if is_first:
            note("takeover.review", _subject(found), {"remark": ("", remark)})
        flash(_("Reviewed."))
    return go_on(url_for("admin.takeover", code=code))


def may_at(who: Visitor, right: Right, place: Place) -> bool:
    """True if `who` has `right` everywhere it is shown; of screens that are gone, only the office knows."""
    if who.may_touch(right, posted_by=None):
        return True
    if place.reach is Reach.OFFICE:
        return False
    there = place.places
    if place.reach is Reach.SCREENS:
        query = sa.select(Screen).where(Screen.mark.in_(place.places))
        there = frozenset(one.station.code for one in session().scalars(query))
    return bool(there) and all(who.may_touch(right, posted_by=code) for code in there)


def to_review_by(who: Visitor) -> list[Takeover]:
    """What waits for `who` to be reviewed, the oldest first."""
    if not who.may(Right.REVIEW):
        return []
    return [
        one
        for one in takeovers.to_review()
        if one.begun_by != who.name and may_at(who, Right.REVIEW, one.place)
    ]


def where(place: Place) -> str:
    """双泉堡站、沙枣坪站: where it is shown, in words."""
    if place.reach is Reach.OFFICE:
        return str(REACHES[place.reach])
    if place.reach is Reach.STATIONS:
        names = {one.code: one.short_name for one in stations()}
        return listed(names.get(code, code) for code in sorted(place.places))
    return listed(called(one) for one in takeovers.screens_at(place)) or str(REACHES[place.reach])


def _form_page(form: TakeoverForm, *, status: int = 200) -> Response:
    return page_or_fragment(
        "faces/admin/takeover_new.html",
        "faces/admin/_takeover_form.html",
        status=status,
        form=form,
        has_places=any(may_there(visitor(), one) for one in stations()),
    )


def _second_look(
    form: TakeoverForm, screens: list[Screen], *, until: datetime, now: datetime
) -> Response:
    """What it would replace, and how it looks there: nothing has happened yet."""
    is_changed, form.seen.data = bool(form.seen.data), _mark(screens)
    hidden = naming_now().hiding.named_in(
        [form.said.headline, form.said.details, form.said.actions]
    )
    return page_or_fragment(
        "faces/admin/takeover_look.html",
        "faces/admin/_takeover_look.html",
        form=form,
        screens=[called(one) for one in screens],
        drivers=[called(one) for one in screens if one.audience == DRIVERS],
        is_changed=is_changed,
        until=until,
        typed=[pair for pair in request.form.items(multi=True) if pair[0] not in NOT_SENT_ON],
        doubts=[found_words(find) for _field, find in form.finds(Grade.WARN)],
        hidden=hidden,
        level=LEVELS[form.said.level],
        wall=_wall(form, screens, until=until, now=now),
    )


#: What the second look says anew.
NOT_SENT_ON = frozenset({"csrf_token", "seen", "change"})


def _wall(form: TakeoverForm, screens: list[Screen], *, until: datetime, now: datetime) -> str:
    """A whole page with nothing but this on it, as the first of its walls would show it."""
    with speaking(office().language):
        values = takeover_values(form.said, screens[0].station, begins=now, until=until)
        return render_template(
            "faces/admin/takeover_wall.html", now_ms=clock.milliseconds(now), **values
        )


def _page(
    found: Takeover,
    *,
    until_form: UntilForm | None = None,
    end_form: EndForm | None = None,
    review_form: ReviewForm | None = None,
    status: int = 200,
) -> Response:
    now, who = clock.now(), visitor()
    is_running = found.is_running(now)
    may_review = found.reviewed_at is None and may_at(who, Right.REVIEW, found.place)
    return page_or_fragment(
        "faces/admin/takeover.html",
        "faces/admin/_takeover_room.html",
        status=status,
        found=found,
        is_running=is_running,
        may_end=is_running and may_at(who, Right.TAKE_OVER, found.place),
        may_review=may_review and found.begun_by != who.name,
        until_form=until_form or UntilForm(formdata=None),
        end_form=end_form or EndForm(formdata=None),
        review_form=review_form or ReviewForm(formdata=None),
        asks_end=end_form is not None or "end" in request.args,
        **_words(now),
    )


def _words(now: datetime) -> dict[str, Any]:
    return {
        "now": now,
        "today": clock.local_day(now),
        "levels": LEVELS,
        "where": where,
        "words": words,
    }


def _takeover(code: str) -> Takeover:
    found = takeovers.takeover_called(code)
    if found is None:
        abort(404)
    return found


def _in_hand(code: str) -> Takeover:
    """The takeover, for those who may end it; 403 to everybody else."""
    found = _takeover(code)
    if not may_at(visitor(), Right.TAKE_OVER, found.place):
        abort(403)
    return found


def _mark(screens: list[Screen]) -> str:
    """Of which screens the second look speaks: if others have come meanwhile, it is taken again."""
    said = "\n".join([current_app.config["SECRET_KEY"], *sorted(one.mark for one in screens)])
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _subject(one: Takeover) -> str:
    return f"takeover {one.code}"


def _all_of(one: Takeover) -> Changed:
    """What it says and does, for the trail: it stands there whole."""
    said = {
        "number": f"{one.year}–{one.serial}",
        "level": one.level,
        "headline": one.headline,
        "details": one.details,
        "actions": one.actions,
        "phone": one.phone,
        "where": where(one.place),
        "screens": len(one.screens),
        "from": minute(one.begins_at),
        "until": minute(one.ends_at),
    }
    return {name: ("", value) for name, value in said.items() if value != ""}
