"""The check on privacy and secrecy: its finds in place, masking a number, keeping a word with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from kiosk.accounts.roles import Right
from kiosk.checks.documents import public_phones
from kiosk.checks.examining import Examined
from kiosk.checks.finds import Find, Grade, What
from kiosk.checks.numbers import masked
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.document import BadContent
from kiosk.core.formats import listed
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import (
    Desk,
    desk_of,
    draft_in_hand,
    posting_in_hand,
    with_parts,
)
from kiosk.faces.admin.find_words import all_shown, unread_words
from kiosk.faces.admin.forms import PanelForm
from kiosk.faces.admin.saving import save_desk
from kiosk.kinds.editing import NEEDED, Cover, at_most, stripped
from kiosk.postings import drafts
from kiosk.postings.checking import keep, keeps_of, look_through
from kiosk.postings.models import Posting

#: What the button says that masks everything.
ALL = "all"
#: Of many that were masked.
MOST_NAMED = 3
#: A list of phones by the hundred is masked at once, and read in the draft.
MOST_SHOWN = 60
#: Where a button leads back to.
BACK = {"publish": "admin.publish_page", "checks": "admin.checks_page"}


class KeepForm(PanelForm):
    """Why something that was found may stand all the same: the trail keeps it."""

    reason = StringField(_l("Keep it, because…"), [NEEDED, at_most(200)], filters=[stripped])
    find = HiddenField()
    back = HiddenField()


@bp.get("/postings/<code>/checks")
@allow(Right.SEE_PANEL)
def checks_page(code: str) -> Response:
    """What was found in a draft, for whoever writes it and for the secrecy reviewer."""
    posting = posting_in_hand(code, Right.SEE_PANEL)
    if not _may_look(posting):
        abort(403)
    return _room(_desk(posting), KeepForm(formdata=None))


@bp.post("/postings/<code>/checks/mask")
@allow(Right.WRITE)
@commits
def mask(code: str) -> Response:
    """Cover a number, or all that block, wherever they stand in the draft: 138****0000."""
    desk = desk_of(draft_in_hand(code), at=clock.now())
    finds = _all_to_mask(desk) if request.form.get("find") == ALL else _to_mask(desk)
    try:
        is_done = bool(finds) and _save_masked(desk, finds)
    except drafts.StaleDraft:
        finds = []
    if not finds:
        flash(_("The draft has changed meanwhile. Look again."))
    elif not is_done:
        flash(_("It cannot be masked from here. Change it in the draft."))
    else:
        flash(_("Masked: %(number)s", number=listed(one.suggestion for one in finds[:MOST_NAMED])))
    return _back(code)


@bp.post("/postings/<code>/checks/keep")
@allow(Right.KEEP_FINDS)
@commits
def keep_find(code: str) -> Response:
    """Let a text stand as it is; the reason stays in the trail."""
    posting = posting_in_hand(code, Right.KEEP_FINDS)
    desk, form = _desk(posting), KeepForm()
    find = _find(desk)
    if find is None or not find.may_keep:
        flash(_("The draft has changed meanwhile. Look again."))
        return _back(code)
    if not form.validate():
        return _room(desk, form, status=422)
    keep(
        find,
        posting=posting,
        reason=form.reason.data or "",
        who=visitor().name,
        at=clock.now(),
    )
    flash(_("Kept, with your reason in the trail. When the text changes, it is asked for anew."))
    return _back(code)


def seen_in(desk: Desk, *, signers: Iterable[str] = ()) -> Examined | None:
    """Everything that would hang, looked through; None if the draft cannot be read."""
    try:
        content = desk.content()
    except BadContent:
        return None
    reason = desk.placing.reason.data or ""
    return look_through(content, media=media_folder(), reason=reason, signers=signers)


def check_values(
    desk: Desk, *, back: str, form: KeepForm | None = None, signers: Iterable[str] = ()
) -> dict[str, Any]:
    """What `_finds.html` shows; `back` is the page its buttons lead back to."""
    seen, posting = seen_in(desk, signers=signers), desk.posting
    place = posting.station.code if posting.station else None
    who = visitor()
    keeps = keeps_of(posting)
    return {
        "seen": seen,
        "open": seen.open_finds(keeps) if seen else [],
        "blocks": seen.blocking(keeps) if seen else [],
        "finds": all_shown(seen, desk, keeps, most=MOST_SHOWN) if seen else [],
        "unread": unread_words(seen) if seen else [],
        "keep_form": form or KeepForm(formdata=None),
        "back": back,
        "may_mask": who.may_touch(Right.WRITE, posted_by=place, category=posting.category.code),
        "may_keep": who.may_touch(Right.KEEP_FINDS, posted_by=place),
    }


def media_folder() -> Path:
    """Where pictures and files are kept."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.media_folder


def _desk(posting: Posting) -> Desk:
    if posting.draft is None:
        flash(
            _("This is no draft any more: it was published or thrown away. Here is how it stands.")
        )
        abort(go_on(url_for("admin.posting", code=posting.code)))
    return desk_of(posting.draft, at=clock.now())


def _may_look(posting: Posting) -> bool:
    place, category = posting.station.code if posting.station else None, posting.category.code
    return any(
        visitor().may_touch(right, posted_by=place, category=category)
        for right in (Right.WRITE, Right.KEEP_FINDS)
    )


def _find(desk: Desk) -> Find | None:
    """The find this request's button stands beside, if it is still there."""
    seen = seen_in(desk)
    wanted = request.form.get("find", "")
    return next((one for one in seen.finds if one.id == wanted), None) if seen else None


def _to_mask(desk: Desk) -> list[Find]:
    find = _find(desk)
    return [find] if find and find.may_mask else []


def _all_to_mask(desk: Desk) -> list[Find]:
    seen = seen_in(desk)
    found = seen.finds if seen else ()
    return [one for one in found if one.may_mask and one.grade is Grade.BLOCK]


def _save_masked(desk: Desk, finds: Sequence[Find]) -> bool:
    """Save the draft with these numbers covered; False if nobody typed them. Raises StaleDraft if they
    were shown from an older version.
    """
    typed, parts = desk.kind.masked(desk.typed, desk.parts, _cover(desk, finds))
    if typed == desk.typed and parts == desk.parts:
        return False
    changed = with_parts(desk_of(desk.draft, at=clock.now(), typed=typed), parts)
    save_desk(changed)
    return True


def _cover(desk: Desk, finds: Sequence[Find]) -> Cover:
    """Covers these numbers, mobile ones not where phone numbers are there for everybody."""
    every = {one.digits for one in finds}
    private = {one.digits for one in finds if one.what is not What.MOBILE}
    public = public_phones(desk.content())

    def cover(name: str, value: str) -> str:
        return masked(value, only=private if name.rpartition("-")[2] in public else every)

    return cover


def _back(code: str) -> Response:
    return go_on(url_for(BACK.get(request.form.get("back", ""), BACK["checks"]), code=code))


def _room(desk: Desk, form: KeepForm, *, status: int = 200) -> Response:
    return page_or_fragment(
        "faces/admin/checks.html",
        "faces/admin/_checks_room.html",
        status=status,
        desk=desk,
        posting=desk.posting,
        **check_values(desk, back="checks", form=form),
    )
