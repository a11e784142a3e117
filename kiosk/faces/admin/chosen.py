"""What is done to several postings at once: copied, thrown away, taken down.

Each is asked for on its own: one that is not the visitor's to touch, and nothing is done to any. What cannot be done to
one because of how it stands is said by its title, and the others are done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.formats import listed
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import copied, posting_in_hand
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.last_time import files_of
from kiosk.faces.admin.posting import TakeDownForm
from kiosk.faces.admin.postings import list_address, list_room
from kiosk.faces.admin.undoing import offer_undo, throw_away
from kiosk.postings.acts import note
from kiosk.postings.checking import MustNotBeSaid
from kiosk.postings.lifecycle import ON_THE_WALL, State, has_hung, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import life_of, posting_by_code, withdraw
from kiosk.postings.search import PAGE_LENGTH
from kiosk.postings.transitions import Step

#: What the key Enter asks for where there is no script that keeps it quiet.
NOTHING = "nothing"
COMES_DOWN = ON_THE_WALL | {State.SCHEDULED}


@bp.get("/postings/chosen")
@allow(Right.SEE_PANEL)
def chosen_again() -> Response:
    """Whoever loads the address of the form once more gets the list it stood in."""
    return go_on(list_address())


@bp.post("/postings/chosen")
@allow(Right.SEE_PANEL)
@commits
def chosen() -> Response:
    """Do what a button says to everything that is ticked."""
    if request.form.get("do") == NOTHING:
        return list_room(TakeDownForm(), ticked=frozenset(request.form.getlist("chosen")))
    deed = DEEDS.get(request.form.get("do", ""))
    if deed is None:
        abort(400)
    right, act = deed
    codes = list(dict.fromkeys(request.form.getlist("chosen")))[:PAGE_LENGTH]
    # What is gone meanwhile, by somebody else or by the same form sent twice, is nobody's to refuse.
    found = [posting_in_hand(code, right) for code in codes if posting_by_code(code) is not None]
    if not found:
        flash(_("Nothing was done: tick what is meant first."))
        return go_on(list_address())
    return act(found, clock.now())


def _copy(found: Sequence[Posting], now: datetime) -> Response:
    """New drafts with the words of those chosen: last month's papers, all at once."""
    fit = [one for one in found if one.approved is not None]
    made = [copied(one, at=now) for one in fit]
    if made:
        flash(ngettext("%(num)d new draft.", "%(num)d new drafts.", len(made)))
        if any(files_of(one) for one in fit):
            flash(_("Attachments stayed behind: choose in each draft what still holds."))
    _say_left(_("Not copied, because it never hung: %(titles)s"), found, fit)
    return go_on(url_for("admin.postings", life="draft") if made else list_address())


def _discard(found: Sequence[Posting], now: datetime) -> Response:
    """Drafts are thrown away; what hangs goes on hanging."""
    fit = [one for one in found if one.draft is not None and one.draft.step == Step.WRITING]
    _say_left(_("Nothing to throw away, because it is no draft: %(titles)s"), found, fit)
    thrown = [throw_away(one.draft, at=now).id for one in fit if one.draft is not None]
    if thrown:
        flash(ngettext("%(num)d draft thrown away.", "%(num)d drafts thrown away.", len(thrown)))
        offer_undo("admin.undo_discard", thrown=thrown)
    return go_on(list_address())


def _take_down(found: Sequence[Posting], now: datetime) -> Response:
    """They leave every wall and every phone at once, all with one reason."""
    form = TakeDownForm()
    if not form.validate():
        return list_room(form, status=422, ticked=frozenset(one.code for one in found))
    fit = [one for one in found if state_at(life_of(one), now) in COMES_DOWN]
    reason = form.reason.data or ""
    # All of them before the trail, and in one order whoever chose them: nobody waits crosswise.
    try:
        for one in sorted(fit, key=lambda one: one.code):
            withdraw(one, reason=reason, at=now)
    except MustNotBeSaid as refused:  # of the one reason: none has come down
        say(form.reason, not_to_be_shown(refused))
        return list_room(form, status=422, ticked=frozenset(one.code for one in found))
    for one in fit:
        note("posting.take_down", one, who=visitor().name, at=now, after=reason)
    if fit:
        _say_taken_down(fit, now)
        offer_undo("admin.undo_take_down", code=[one.code for one in fit])
    _say_left(_("Not taken down, because it does not hang: %(titles)s"), found, fit)
    return go_on(list_address())


def _say_taken_down(fit: Sequence[Posting], now: datetime) -> None:
    hung = sum(has_hung(life_of(one), moment=now) for one in fit)
    if hung:
        flash(
            ngettext(
                "%(num)d taken down. It is gone from the walls and from phones.",
                "%(num)d taken down. They are gone from the walls and from phones.",
                hung,
            )
        )
    if len(fit) > hung:
        flash(
            ngettext(
                "%(num)d taken down before it hung. It comes on no wall.",
                "%(num)d taken down before they hung. They come on no wall.",
                len(fit) - hung,
            )
        )


def _say_left(sentence: str, found: Sequence[Posting], fit: Sequence[Posting]) -> None:
    left = [_title(one) for one in found if one not in fit]
    if left:
        flash(sentence % {"titles": listed(left)})


def _title(posting: Posting) -> str:
    said = posting.approved or posting.draft
    return (said.title if said else "") or _("Without a title")


#: What a button may ask for, and the right it takes.
DEEDS: dict[str, tuple[Right, Callable[[Sequence[Posting], datetime], Response]]] = {
    "copy": (Right.WRITE, _copy),
    "discard": (Right.WRITE, _discard),
    "take_down": (Right.TAKE_DOWN, _take_down),
}
