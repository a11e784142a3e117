"""Closing a posting: what came of its publicity period (公示结论), and filing it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from flask import flash, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.formats import day as short_day
from kiosk.core.formats import listed
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.closing_form import ConclusionForm
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.posting import dark_days, room
from kiosk.postings.checking import MustNotHang
from kiosk.postings.closing import (
    BeingCorrected,
    MayComeBack,
    MayNameSomebody,
    NamesSomebody,
    NoConclusion,
    NotOver,
    StillHangs,
    WasDark,
    archive,
    conclude,
    may_be_concluded,
)
from kiosk.postings.models import Posting
from kiosk.postings.transitions import NoReason, NotNow


@bp.get("/postings/<code>/conclusion")
@allow(Right.PUBLISH)
def conclusion_page(code: str) -> Response:
    """The posting with the question what came of its period: also for whoever loads that form once more."""
    found = posting_in_hand(code, Right.PUBLISH)
    if not may_be_concluded(found, clock.now()):
        return _nothing_to_conclude(code)
    return room(found, asks="conclusion")


@bp.post("/postings/<code>/conclusion")
@allow(Right.PUBLISH)
@commits
def conclusion_post(code: str) -> Response:
    """Record what came of it. It is shown on the phone page, and stays as it is written."""
    found = posting_in_hand(code, Right.PUBLISH)
    now = clock.now()
    dark = dark_days(found, now)
    form = ConclusionForm(found, dark_days=len(dark))
    if not form.validate():
        return _once_more(found, form)
    try:
        conclude(found, form.found, who=visitor().name, at=now, dark=dark)
    except (NotNow, NotOver):
        return _nothing_to_conclude(code)
    except NoReason:
        say(form.why, _("There is a conclusion already. Say why it is corrected."))
    except WasDark as refused:
        say(form.why_not_longer, _why_asked(refused.days))
    except MustNotHang as refused:
        say(form.text, not_to_be_shown(refused))
    except NamesSomebody as refused:
        say(
            form.text,
            _(
                "It names %(names)s. Who objected is never shown: write it without names.",
                names=listed(refused.names),
            ),
        )
    except MayNameSomebody as refused:
        form.ask_whether_names(refused.names)
        say(
            form.text,
            _(
                "%(names)s may be somebody's name. Who objected is never shown: write it without names, or say below that it is none.",
                names=listed(refused.names),
            ),
        )
    else:
        flash(_("Recorded. The phone page shows it."))
        return go_on(url_for("admin.posting", code=code))
    return _once_more(found, form)


@bp.post("/postings/<code>/archive")
@allow(Right.PUBLISH)
@commits
def archive_post(code: str) -> Response:
    """File what has ended: nothing in it changes any more."""
    found = posting_in_hand(code, Right.PUBLISH)
    try:
        archive(found, who=visitor().name, at=clock.now())
    except NoConclusion:
        flash(_("Its publicity period has no conclusion yet. Write it first."))
    except StillHangs:
        flash(_("It has not ended yet: what hangs is not archived."))
    except MayComeBack:
        flash(_("Taking it down can still be undone. Archive it once that time is over."))
    except BeingCorrected:
        flash(_("A correction of it is being written. Finish it or throw it away first."))
    except NotNow:
        flash(_("It is not for archiving. Here is how it stands."))
    else:
        flash(
            _("Archived, with the reason why it was taken down.")
            if found.withdrawn_at
            else _("Archived. It stays readable, and nothing in it changes any more.")
        )
    return go_on(url_for("admin.posting", code=code))


def _once_more(found: Posting, form: ConclusionForm) -> Response:
    return room(found, conclusion_form=form, asks="conclusion", status=422)


def _why_asked(days: Collection[date]) -> str:
    """Nothing is closed over days that nobody saw it on without a word."""
    return ngettext(
        "On %(num)d working day a board was dark all day (%(days)s), and that was not made good. Lengthen the period, or say why not.",
        "On %(num)d working days a board was dark all day (%(days)s), and that was not made good. Lengthen the period, or say why not.",
        len(days),
        days=listed(short_day(one) for one in days),
    )


def _nothing_to_conclude(code: str) -> Response:
    flash(_("There is nothing to conclude here now. Here is how it stands."))
    return go_on(url_for("admin.posting", code=code))
