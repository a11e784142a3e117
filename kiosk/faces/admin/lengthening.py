"""Making a publicity period longer where boards were dark: what the page with the proof proposes, done by somebody."""

from __future__ import annotations

from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.formats import long_day
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.evidence import evidence_room
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.lengthen_form import LengthenForm
from kiosk.postings.checking import MustNotHang
from kiosk.postings.coverage import Extension
from kiosk.postings.lengthening import (
    IsConcluded,
    Longer,
    NotLonger,
    lengthen,
    may_be_lengthened,
)
from kiosk.postings.models import Posting
from kiosk.postings.transitions import NotNow
from kiosk.programme.evidence import Evidence, evidence_of


@bp.get("/postings/<code>/lengthen")
@allow(Right.PUBLISH)
def lengthen_page(code: str) -> Response:
    """Whoever comes here by an address alone finds the form on the page with the proof."""
    return go_on(url_for("admin.evidence", code=code))


@bp.post("/postings/<code>/lengthen")
@allow(Right.PUBLISH)
@commits
def lengthen_post(code: str) -> Response:
    """Lengthen it by what is proposed now; walls and phones show the new last day at once."""
    found, form, now = posting_in_hand(code, Right.PUBLISH), LengthenForm(), clock.now()
    proof = evidence_of(found, moment=now)
    proposed = proof.extension if proof else None
    if proof is None or proposed is None or not may_be_lengthened(found):
        return _nothing_to_do(code)
    if form.until.data != str(proposed.until):
        form.propose(proposed)
        say(form.reason, _("The proposal has changed meanwhile. Look at the last day again."))
        return evidence_room(found, proof, form=form, status=409)
    form.validate()
    if proposed.unknown_years and not form.knows_years.data:
        say(form.knows_years, _("Check the last day, then tick this."))
    if any(one.errors for one in form):
        return evidence_room(found, proof, form=form, status=422)
    return _lengthened(found, proof, proposed, form)


def _lengthened(
    found: Posting, proof: Evidence, proposed: Extension, form: LengthenForm
) -> Response:
    longer = Longer(proposed.until, tuple(sorted(proposed.dark)))
    try:
        lengthen(found, longer, reason=form.reason.data or "", who=visitor().name, at=clock.now())
    except (NotNow, IsConcluded, NotLonger):
        return _nothing_to_do(found.code)
    except MustNotHang as refused:
        say(form.reason, not_to_be_shown(refused))
        return evidence_room(found, proof, form=form, status=422)
    flash(_("Lengthened until %(day)s. Walls and phones show it.", day=long_day(proposed.until)))
    return go_on(url_for("admin.evidence", code=found.code))


def _nothing_to_do(code: str) -> Response:
    flash(_("There is nothing to lengthen here now. Here is how it stands."))
    return go_on(url_for("admin.evidence", code=code))
