"""Throwing drafts away, and second thoughts: putting back what was thrown away or taken down by a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.formats import listed
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import draft_in_hand, number_in, posting_in_hand
from kiosk.postings import drafts
from kiosk.postings.acts import note
from kiosk.postings.lifecycle import Stage, may_be_put_back
from kiosk.postings.models import DiscardedDraft, Draft, Posting
from kiosk.postings.operations import life_of, posting_by_code, put_back

MOST_AT_ONCE = 50


@bp.post("/postings/<code>/discard")
@allow(Right.WRITE)
@commits
def discard(code: str) -> Response:
    """Throw the draft away; what hangs goes on hanging."""
    thrown = drafts.thrown_away_last(code) if posting_by_code(code) is None else None
    if thrown is None:
        thrown = throw_away(draft_in_hand(code), at=clock.now())
    else:  # the form was sent twice: it is what the first one did that is answered
        require_touch(Right.WRITE, posted_by=_place(thrown), category=thrown.category.code)
    flash(_("The draft is gone."))
    offer_undo("admin.undo_discard", thrown=[thrown.id])
    return go_on(url_for("admin.home"))


@bp.post("/undo/drafts")
@allow(Right.WRITE)
@commits
def undo_discard() -> Response:
    """Put drafts back that were thrown away, with everything that was typed."""
    now, back, anew = clock.now(), [], []
    for number in request.form.getlist("thrown")[:MOST_AT_ONCE]:
        thrown = session().get(DiscardedDraft, number_in(number))
        if thrown is None:
            continue
        require_touch(Right.WRITE, posted_by=_place(thrown), category=thrown.category.code)
        title = thrown.title or _("Without a title")
        try:
            draft = drafts.put_back(thrown, who=visitor().name, at=now)
        except drafts.WrittenAnew:
            anew.append(title)
            continue
        back.append(draft.posting)
        note("draft.put_back", draft.posting, who=visitor().name, at=now, after=draft.title)
    if back:
        flash(ngettext("%(num)d put back.", "%(num)d put back.", len(back)))
    elif not anew:
        flash(_("It is back already, or was thrown away too long ago."))
    if anew:
        flash(
            _(
                "Not put back, because a newer draft is being written: %(titles)s",
                titles=listed(anew),
            )
        )
    if len(back) == 1:
        return go_on(url_for("admin.edit", code=back[0].code))
    return go_on(url_for("admin.postings", life="draft"))


@bp.post("/undo/take-down")
@allow(Right.TAKE_DOWN)
@commits
def undo_take_down() -> Response:
    """Hang up again what was taken down just now, where the record stays true."""
    codes = list(dict.fromkeys(request.form.getlist("code")))[:MOST_AT_ONCE]
    if not codes:
        abort(400)
    now = clock.now()
    down = [
        one for one in (posting_in_hand(code, Right.TAKE_DOWN) for code in codes) if _is_down(one)
    ]
    back = [one for one in down if may_be_undone(one, at=now)]
    reasons = {one.code: one.withdrawn_reason for one in back}
    for one in sorted(back, key=lambda one: one.code):
        put_back(one)
    for one in back:
        note("posting.put_back", one, who=visitor().name, at=now, before=reasons[one.code])
    late = [_title(one) for one in down if one not in back]
    if back:
        flash(ngettext("%(num)d hangs again.", "%(num)d hang again.", len(back)))
    elif not late:
        flash(_("It hangs again already."))
    if late:
        flash(
            _(
                "Too late to be put back, or the record would not be true: %(titles)s. Make a new draft from it instead.",
                titles=listed(late),
            )
        )
    if len(codes) == 1:
        return go_on(url_for("admin.posting", code=codes[0]))
    return go_on(url_for("admin.postings"))


def throw_away(draft: Draft, *, at: datetime) -> DiscardedDraft:
    """Throw a draft away, with its line in the trail."""
    note("draft.discard", draft.posting, who=visitor().name, at=at, before=draft.title)
    return drafts.discard(draft, who=visitor().name, at=at)


def offer_undo(endpoint: str, **fields: Iterable[object]) -> None:
    """A button beside the sentence that says what was just done, which undoes it."""
    pairs = [(name, str(value)) for name, values in fields.items() for value in values]
    flash({"address": url_for(endpoint), "fields": pairs}, "undo")  # type: ignore[arg-type]  # any JSON may be kept


def may_be_undone(posting: Posting, *, at: datetime) -> bool:
    """True if `posting` was taken down so lately that it may hang again as if nothing had been."""
    return may_be_put_back(life_of(posting), withdrawn_at=posting.withdrawn_at, moment=at)


def _is_down(posting: Posting) -> bool:
    return posting.stage == Stage.WITHDRAWN


def _place(thrown: DiscardedDraft) -> str | None:
    return thrown.station.code if thrown.station else None


def _title(posting: Posting) -> str:
    return posting.approved.title if posting.approved else posting.code
