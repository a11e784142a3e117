"""Approving: what is on its way to the wall, read, reviewed, signed, sent back or taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, PasswordField, TextAreaField

from kiosk.accounts.operations import TooManyTries
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import Document, decode
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import sign_words, words
from kiosk.faces.admin.access import allow, is_proved, prove, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.approval_page import approval_view, ended_view
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.checking import media_folder
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import PanelForm, say
from kiosk.faces.admin.looking import comparison_values
from kiosk.faces.admin.on_its_way import came_back, place_of, posting_on_its_way, turn_of
from kiosk.faces.admin.publish_form import FILL_IN
from kiosk.faces.admin.sign_in import WAIT
from kiosk.faces.admin.signers import Hand, hand_for, hands_of, paper_of
from kiosk.faces.admin.wall_look import seen_in_submission, wall_look
from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import at_most, stripped
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.asking import Basis, basis_of, needs_of, under_way
from kiosk.postings.checking import MustNotBeSaid, MustNotHang
from kiosk.postings.models import Posting, Submission
from kiosk.postings.operations import Signed, work_calendar
from kiosk.postings.publishing import EndsBeforeItBegins, Hours, TooShort, hours_due
from kiosk.postings.signing import Part, Refusal, Signer, missing
from kiosk.postings.submissions import (
    MayNotSign,
    NothingUnderWay,
    in_hand,
    missing_of,
    recall,
    send_back,
    sign,
    why_not,
)
from kiosk.postings.transitions import NotNow

#: What whoever reviews has looked at (DOMAIN §2.3).
LOOKED_AT = ("is_needed", "is_true", "is_no_secret")


class ApprovalForm(PanelForm):
    """What somebody says who reviews, signs or sends back."""

    remark = TextAreaField(_l("Opinion"), [at_most(300)], filters=[stripped])
    is_needed = BooleanField(_l("It is needed, and for those it is for"))
    is_true = BooleanField(_l("It is true and complete"))
    is_no_secret = BooleanField(_l("It tells no secret and nothing private"))
    has_checked = BooleanField(_l("I have read it and stand for it"))
    password = PasswordField(_l("Your password"))
    #: The revision that was read: signing another one signs nothing.
    fingerprint = HiddenField()


@dataclass(frozen=True)
class Approval:
    """Everything the page shows of a submission."""

    posting: Posting
    submission: Submission
    kind: Kind[Any]
    content: Document
    #: The visitor's part in what is next, why they may not sign it, and whether they may write or take it back.
    hand: Hand | None
    refusal: Refusal | None
    may_recall: bool
    may_enter_paper: bool
    hours: Hours | None
    basis: Basis | None


@bp.get("/postings/<code>/approval")
@allow(Right.SEE_PANEL)
def approval(code: str) -> Response:
    """What is to be signed, for everybody who has to do with it."""
    found = posting_on_its_way(code)
    if under_way(found) is None:
        ended = came_back(found)
        return _over(code) if ended is None else _ended_room(ended)
    return _room(found, ApprovalForm(formdata=None))


@bp.post("/postings/<code>/approval/review")
@allow(Right.REVIEW)
@commits
def review_post(code: str) -> Response:
    """It is needed, true and no secret: it goes on to those who decide."""
    form = ApprovalForm()
    form.validate()
    for name in LOOKED_AT:
        if not form[name].data:
            say(form[name], _("Look at this, then tick it."))
    return _signed(code, form, only={Part.REVIEWER})


@bp.post("/postings/<code>/approval/sign")
@allow(Right.SIGN)
@commits
def sign_post(code: str) -> Response:
    """Sign in one's own part, or as somebody's deputy; the last signature hangs it."""
    form = ApprovalForm()
    form.validate()
    if not form.has_checked.data:
        say(form.has_checked, _("Look at this, then tick it."))
    return _signed(code, form, only=set(Part) - {Part.REVIEWER, Part.DRAFTER})


@bp.post("/postings/<code>/approval/send-back")
@allow(Right.SEND_BACK)
@commits
def send_back_post(code: str) -> Response:
    """Back to whoever wrote it, with a reason; what was signed is void."""
    found, form = posting_on_its_way(code), ApprovalForm()
    try:
        submission = in_hand(found)
    except NothingUnderWay:
        return _over(code)
    if _hand(found, submission) is None:
        abort(403)
    form.validate()
    if not form.remark.data:
        say(form.remark, FILL_IN)
    if form.errors or form.remark.errors:
        return _room(found, form, status=422)
    try:
        send_back(submission, reason=form.remark.data or "", who=visitor().name, at=clock.now())
    except MustNotBeSaid as refused:
        say(form.remark, not_to_be_shown(refused))
        return _room(found, form, status=422)
    flash(_("Sent back. Whoever wrote it sees your reason."))
    return go_on(url_for("admin.home"))


@bp.post("/postings/<code>/approval/recall")
@allow(Right.WRITE)
@commits
def recall_post(code: str) -> Response:
    """Take it back to write on it; what was signed is void, which the button says."""
    found = posting_on_its_way(code)
    try:
        submission = in_hand(found)
    except NothingUnderWay:
        return _over(code)
    if not _may_recall(found):
        abort(403)
    recall(submission, who=visitor().name, at=clock.now())
    flash(_("It is a draft again. Signatures under the version before are void."))
    return go_on(url_for("admin.edit", code=code))


def _signed(code: str, form: ApprovalForm, *, only: set[Part]) -> Response:
    now = clock.now()
    _ask_for_password(form, now)
    found = posting_on_its_way(code)
    try:
        submission = in_hand(found)
    except NothingUnderWay:
        return _over(code)
    hand = _hand(found, submission, only=only)
    if hand is None:
        return _not_their_turn(found, submission, only)
    if form.fingerprint.data != submission.revision.fingerprint:
        say(form.fingerprint, _("It is another version than the one you read. Look again."))
        return _room(found, form, status=409)
    if form.errors:
        return _room(found, form, status=422)
    return _put_under(found, submission, hand, form, now)


def _ask_for_password(form: ApprovalForm, now: datetime) -> None:
    """Whoever signs has typed their password lately; a wrong one is called wrong."""
    typed = form.password.data or ""
    if is_proved(at=now):
        return
    try:
        is_theirs = prove(typed, at=now)
    except TooManyTries:
        say(form.password, WAIT)
        return
    if not is_theirs:
        say(
            form.password,
            _("This password is not right: nothing was signed. Type it once more.")
            if typed
            else _("Please type your password once more: you have been here for a while."),
        )


def _not_their_turn(found: Posting, submission: Submission, only: set[Part]) -> Response:
    """Whoever has a part in it, and not now, is told so; nobody else has any business there."""
    asked = missing(needs_of(submission), (), at_station=submission.station is not None)
    parts = {part for group in asked for part in group} & only
    if hand_for(hands_of(visitor(), station=submission.station), parts) is None:
        abort(403)
    flash(_("It is not the turn of this signature: it is signed already, or reviewed first."))
    return go_on(url_for("admin.approval", code=found.code))


def _put_under(
    found: Posting, submission: Submission, hand: Hand, form: ApprovalForm, now: datetime
) -> Response:
    """Sign; what the rules refuse is said, and nothing has been done."""
    kind, who = kind_called(found.kind), visitor()
    content = decode(submission.revision.content, kind.content)
    one = Signed(
        part=hand.part,
        name=who.name,
        post=str(sign_words.POSTS[hand.part]),
        on=clock.local_day(now),
        at=now,
        account=who.account_id,
        deputy_for=hand.deputy_for,
        remark=form.remark.data or "",
    )
    savepoint = session().begin_nested()
    try:
        is_released = sign(
            submission,
            [one],
            paper_of(kind, content),
            who=who.name,
            at=now,
            media=media_folder(),
            calendar=work_calendar(),
        )
    except MayNotSign as refused:
        say(form.remark, sign_words.why_not(refused.why, refused.name))
    except NotNow as refused:
        say(form.remark, sign_words.not_now(refused))
    except MustNotBeSaid as refused:
        say(form.remark, not_to_be_shown(refused))
    except MustNotHang:
        say(form.remark, _("It names what must not hang. Send it back, so that it can be mended."))
    except (TooShort, EndsBeforeItBegins):
        say(form.remark, _("The days it should hang are over. Send it back for other days."))
    else:
        savepoint.commit()
        if is_released:
            flash(_("Signed. It hangs from its hour on."))
        else:
            flash(_("Reviewed.") if hand.part is Part.REVIEWER else _("Signed."))
        return go_on(url_for("admin.posting" if is_released else "admin.approval", code=found.code))
    savepoint.rollback()
    return _room(found, form, status=422)


def _over(code: str) -> Response:
    flash(_("Nothing waits for a signature here any more. Here is how it stands."))
    return go_on(url_for("admin.posting", code=code))


def _hand(found: Posting, submission: Submission, *, only: set[Part] | None = None) -> Hand | None:
    """In which part the visitor has a say in what is next."""
    hands = hands_of(visitor(), station=submission.station)
    turn = turn_of(missing_of(submission))
    parts = {part for group in turn for part in group} & (only or set(Part))
    return hand_for(hands, parts)


def _may_recall(found: Posting) -> bool:
    return visitor().may_touch(Right.WRITE, posted_by=place_of(found), category=found.category.code)


def _approval(found: Posting, now: datetime) -> Approval:
    submission = under_way(found)
    if submission is None:
        abort(404)
    kind = kind_called(found.kind)
    content = decode(submission.revision.content, kind.content)
    hand = _hand(found, submission)
    who = visitor()
    refused = None
    if hand is not None:
        refused = why_not(
            submission,
            hand.part,
            Signer(who.name, who.account_id),
            is_named=paper_of(kind, content).names(who.name),
        )
    return Approval(
        posting=found,
        submission=submission,
        kind=kind,
        content=content,
        hand=hand,
        refusal=refused,
        may_recall=_may_recall(found),
        may_enter_paper=who.may_touch(Right.PUBLISH, posted_by=place_of(found)),
        hours=_hours(submission, now),
        basis=basis_of(submission),
    )


def _hours(submission: Submission, now: datetime) -> Hours | None:
    try:
        return hours_due(submission, at=now, calendar=work_calendar())
    except (TooShort, EndsBeforeItBegins):
        return None


def _ended_room(submission: Submission) -> Response:
    """What came back, as its signers read it: nothing can be done with it any more."""
    found = submission.revision.posting
    seen = seen_in_submission(submission, at=clock.now())
    return page_or_fragment(
        "faces/admin/approval.html",
        "faces/admin/_approval_room.html",
        approval=None,
        posting=found,
        view=ended_view(submission, may_write=_may_recall(found)),
        look=None,
        may_write=_may_recall(found),
        words=words,
        **comparison_values(seen, address=url_for("admin.approval", code=found.code)),
    )


def _room(found: Posting, form: ApprovalForm, *, status: int = 200) -> Response:
    now = clock.now()
    shown = _approval(found, now)
    form.fingerprint.data = shown.submission.revision.fingerprint
    seen = seen_in_submission(shown.submission, at=now)
    view = approval_view(
        shown.submission,
        hand=None if shown.refusal else shown.hand,
        who=visitor(),
        instead=sign_words.why_not(shown.refusal, visitor().name) if shown.refusal else "",
        at=now,
    )
    return page_or_fragment(
        "faces/admin/approval.html",
        "faces/admin/_approval_room.html",
        status=status,
        approval=shown,
        posting=found,
        form=form,
        asks_password=not is_proved(at=now),
        words=words,
        view=view,
        look=wall_look(seen),
        **comparison_values(seen, address=url_for("admin.approval", code=found.code)),
    )
