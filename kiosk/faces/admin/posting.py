"""One posting: what it says, how it stands, what was done to it, and taking it down."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import flash, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from kiosk.accounts.models import Act
from kiosk.accounts.roles import Right
from kiosk.core import clock, codes
from kiosk.core.db import session
from kiosk.core.document import BadContent, decode
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.closing_form import OUTCOMES, ConclusionForm
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import PanelForm, say
from kiosk.faces.admin.paper_form import form_of, signed_on_paper
from kiosk.faces.admin.undoing import may_be_undone
from kiosk.faces.admin.unseen_words import unseen_posting
from kiosk.kinds.editing import NEEDED, at_most, stripped
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.acts import note, subject
from kiosk.postings.checking import MustNotBeSaid
from kiosk.postings.closing import (
    conclusions_of,
    left_short,
    may_be_archived,
    may_be_concluded,
)
from kiosk.postings.coverage import Extension
from kiosk.postings.lengthening import may_be_lengthened
from kiosk.postings.lifecycle import OPEN_TO_READ, Stage, State, has_hung, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import life_of, withdraw
from kiosk.postings.publishing import may_be_taken_down
from kiosk.programme.evidence import evidence_of
from kiosk.programme.naming import naming_now

MOST_ACTS = 50


class TakeDownForm(PanelForm):
    """Why something comes down: the trail keeps it."""

    reason = StringField(
        _l("Why it comes down"),
        [NEEDED, at_most(200)],
        filters=[stripped],
    )


@bp.get("/postings/<code>")
@allow(Right.SEE_PANEL)
def posting(code: str) -> Response:
    """One posting."""
    return room(posting_in_hand(code, Right.SEE_PANEL))


@bp.get("/postings/<code>/take-down")
@allow(Right.TAKE_DOWN)
def take_down_page(code: str) -> Response:
    """The same with the question why it comes down: also for whoever loads that form once more."""
    found = posting_in_hand(code, Right.TAKE_DOWN)
    return room(found, asks="take_down")


@bp.post("/postings/<code>/take-down")
@allow(Right.TAKE_DOWN)
@commits
def take_down(code: str) -> Response:
    """It leaves every wall and every phone at once; the reason stays in the trail."""
    found, form = posting_in_hand(code, Right.TAKE_DOWN), TakeDownForm()
    if not may_be_taken_down(found):
        flash(
            _("It does not hang any more. Here is how it stands.")
            if has_hung(life_of(found), moment=found.withdrawn_at or clock.now())
            else _("It has never hung: there is nothing to take down. Here is how it stands.")
        )
        return go_on(url_for("admin.posting", code=code))
    if not form.validate():
        return room(found, form, status=422, asks="take_down")
    now, reason = clock.now(), form.reason.data or ""
    try:
        withdraw(found, reason=reason, at=now)
    except MustNotBeSaid as refused:
        say(form.reason, not_to_be_shown(refused))
        return room(found, form, status=422, asks="take_down")
    note("posting.take_down", found, who=visitor().name, at=now, after=reason)
    flash(
        _("Taken down. It is gone from the walls and from phones.")
        if has_hung(life_of(found), moment=now)
        else _("Taken down before it hung. It comes on no wall.")
    )
    return go_on(url_for("admin.posting", code=code))


def room(
    found: Posting,
    form: TakeDownForm | None = None,
    *,
    conclusion_form: ConclusionForm | None = None,
    asks: str = "",
    status: int = 200,
) -> Response:
    """The page of a posting; `asks` says which of its forms stands open."""
    now, who = clock.now(), visitor()
    dark = _dark(found, now)
    state = state_at(life_of(found), now)
    own = found.station.code if found.station else None
    return page_or_fragment(
        "faces/admin/posting.html",
        "faces/admin/_posting_room.html",
        status=status,
        posting=found,
        state=state,
        form=form or TakeDownForm(formdata=None),
        asks=asks,
        closing=_closing(found, conclusion_form, dark, now=now),
        dark=dark if may_be_lengthened(found) else None,
        once=codes.new_code(),
        acts=_acts(found),
        has_page=state in OPEN_TO_READ,
        may_export=who.may_touch(Right.SEE_REGISTER, posted_by=own),
        may_write=who.may_touch(Right.WRITE, posted_by=own, category=found.category.code),
        may_check=found.draft is not None
        and any(
            who.may_touch(right, posted_by=own, category=found.category.code)
            for right in (Right.WRITE, Right.KEEP_FINDS)
        ),
        may_take_down=who.may_touch(Right.TAKE_DOWN, posted_by=own) and may_be_taken_down(found),
        may_undo=who.may_touch(Right.TAKE_DOWN, posted_by=own) and may_be_undone(found, at=now),
        may_order=own is not None and who.may(Right.ORDER, station=own),
        hidden=_hidden_in(found),
        unseen=unseen_posting(who, found.code, moment=now)
        if state == State.PUBLICITY_RUNNING
        else [],
        form_of=form_of(found),
        papers=signed_on_paper(found),
        may_scan=who.may_touch(Right.PUBLISH, posted_by=own),
        now=now,
        words=words,
    )


def _closing(
    found: Posting, form: ConclusionForm | None, dark: Extension | None, *, now: datetime
) -> dict[str, object] | None:
    """What stands there of its end; None while nothing has ended."""
    if found.approved is None or found.stage == Stage.DRAFT:
        return None
    own = found.station.code if found.station else None
    may = visitor().may_touch(Right.PUBLISH, posted_by=own, category=found.category.code)
    conclusions = conclusions_of(found)
    is_open = may_be_concluded(found, now)
    days = len(dark.dark) if dark else 0
    return {
        "conclusions": conclusions,
        "is_due": is_open and not conclusions,
        "since": found.publicity_last + timedelta(days=1) if found.publicity_last else None,
        "form": (
            form
            or ConclusionForm(
                found, dark_days=days, filled=True, stands=next(iter(conclusions), None)
            )
        )
        if may and is_open
        else None,
        "asks_why_not_longer": bool(days) and not conclusions,
        "left_short": left_short(conclusions),
        "may_archive": may and may_be_archived(found, now, is_concluded=bool(conclusions)),
        "outcomes": OUTCOMES,
    }


def _dark(found: Posting, now: datetime) -> Extension | None:
    """The days on which a board was dark, for whoever may make them good or conclude over them."""
    own = found.station.code if found.station else None
    may = visitor().may_touch(Right.PUBLISH, posted_by=own, category=found.category.code)
    if not may or not (may_be_lengthened(found) or may_be_concluded(found, now)):
        return None
    return _extension(found, now)


def dark_days(found: Posting, now: datetime) -> list[date]:
    """The working days of its period on which a board was dark all day long, and that nobody made good."""
    extension = _extension(found, now)
    return list(extension.dark) if extension else []


def _extension(found: Posting, now: datetime) -> Extension | None:
    proof = evidence_of(found, moment=now)
    return proof.extension if proof else None


def _hidden_in(found: Posting) -> list[str]:
    """Whom walls and phones do not show, though what hangs names them."""
    if found.approved is None:
        return []
    kind = kind_called(found.kind)
    try:
        content = decode(found.approved.content, kind.content)
    except BadContent:
        return []
    signers = (one.name for one in found.approved.signatures)
    return naming_now().hiding.named_in([*kind.strings(content), *signers])


def _acts(found: Posting) -> list[Act]:
    query = sa.select(Act).where(Act.subject == subject(found)).order_by(Act.id.desc())
    return list(session().scalars(query.limit(MOST_ACTS)))
