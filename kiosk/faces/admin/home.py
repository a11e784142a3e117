"""The first page: what hangs now, how the seven stand, how the screens are."""

from __future__ import annotations

from flask import flash, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.offices import base_url
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.config import leads_nowhere
from kiosk.core.web import commits
from kiosk.faces.admin import reading, words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.programme.overview import overview_now
from kiosk.sample import has_sample
from kiosk.sample import remove_sample as remove_all_samples


@bp.get("/")
@allow(Right.SEE_PANEL)
def home() -> str:
    """Everything a clerk wants to know in the morning."""
    now, who = clock.now(), visitor()
    may_remove = who.may(Right.REMOVE_SAMPLE) and has_sample()
    return render_template(
        "faces/admin/home.html",
        now=now,
        weekday=words.weekday(clock.local_day(now)),
        walls=reading.walls(moment=now, sees=who.sees),
        kinds=reading.hanging(moment=now, sees=who.sees),
        overview=overview_now(moment=now),
        is_new=who.may(Right.CHANGE_SETTINGS) and reading.nobody_has("office.change"),
        sample_postings=reading.sample_postings() if may_remove else None,
        qr_leads_nowhere=leads_nowhere(base_url()),
        base_url=base_url(),
        words=words,
    )


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
