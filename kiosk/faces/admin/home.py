"""The first page: what hangs on the screens, what waits, what ends soon, how the seven come along."""

from __future__ import annotations

from datetime import datetime

from flask import current_app, flash, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.offices import base_url, office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.config import leads_nowhere
from kiosk.core.web import commits
from kiosk.faces.admin import health_words, reading, sign_words, waiting, words
from kiosk.faces.admin.access import Visitor, allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.beginning import begun_at_once
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.due import book_now, overdue, seven_lines, unconcluded
from kiosk.faces.admin.on_its_way import on_its_way
from kiosk.faces.admin.on_screens import tiles
from kiosk.faces.admin.takeovers import to_review_by
from kiosk.faces.admin.unseen_words import unseen_by
from kiosk.kinds.moments import MOMENTS
from kiosk.postings.operations import work_calendar
from kiosk.programme.glance import hung_now
from kiosk.programme.overview import seven_matters
from kiosk.sample import has_sample, invented_in
from kiosk.sample import remove_sample as remove_all_samples


@bp.get("/")
@allow(Right.SEE_PANEL)
def home() -> str:
    """Everything a clerk wants to know in the morning."""
    now, who = clock.now(), visitor()
    may_remove = who.may(Right.REMOVE_SAMPLE) and has_sample()
    may_set = who.may(Right.CHANGE_SETTINGS)
    is_new = may_set and reading.nobody_has("office.change")
    return render_template(
        "faces/admin/home.html",
        now=now,
        weekday=words.weekday(clock.local_day(now)),
        **_on_walls(who, now=now),
        may_write=who.may(Right.WRITE),
        # Three clicks and a photo: this is the first of them.
        moment=begun_at_once(kind=MOMENTS.name),
        once=new_code(),
        is_new=is_new,
        may_set=may_set,
        has_no_phone=may_set and not is_new and _has_no_phone(),
        sample_postings=reading.sample_postings() if may_remove else None,
        qr_leads_nowhere=leads_nowhere(base_url()),
        base_url=base_url(),
        address_is_given=current_app.config["SETTINGS"].base_url_is_given,
        words=words,
        health_words=health_words,
        sign_words=sign_words,
    )


def _has_no_phone() -> bool:
    """True while notices have no number to turn to, or one that the sample made up."""
    own = office()
    return not own.supervision_phone or "supervision_phone" in invented_in(own)


def _on_walls(who: Visitor, *, now: datetime) -> dict[str, object]:
    """What hangs, what waits to and what ends soon, as far as it is the visitor's business."""
    matters, calendar = seven_matters(), work_calendar()
    seven = {one.code for one in matters.categories}
    overview, hung = matters.at(now), hung_now(moment=now)
    walls = reading.walls(moment=now, sees=who.sees)
    # What the office has in hand is its own affair until it hangs.
    is_office = who.places is None
    return {
        "walls": walls,
        "unseen": unseen_by(who, hung, moment=now),
        "tiles": tiles(walls, hung, overview=overview, moment=now),
        "silent": [one for one in walls if one.state == "silent"],
        "on_its_way": on_its_way(who),
        "to_review": to_review_by(who),
        "drafts": waiting.drafts(who, at=now, calendar=calendar),
        "planned": waiting.planned(who, moment=now),
        "ending": waiting.ending(hung, who, today=clock.local_day(now), calendar=calendar),
        "unconcluded": unconcluded(who),
        "overview": overview,
        "seven": seven_lines(matters, book_now(), with_work=is_office),
        # What the strip of the seven does not say: of stations, of other categories, of the office's own.
        "overdue": [
            one for one in overdue(who) if one.duty.place or one.duty.category not in seven
        ],
        "may_see_duties": who.may(Right.SEE_DUTIES),
    }


@bp.post("/sample/remove")
@allow(Right.REMOVE_SAMPLE)
@commits
def remove_sample() -> Response:
    """All sample content goes at once; the page asks before."""
    removed = remove_all_samples(who=visitor().name, at=clock.now())
    flash(
        ngettext(
            "The sample is gone: %(num)d posting.", "The sample is gone: %(num)d postings.", removed
        )
    )
    return go_on(url_for("admin.home"))
