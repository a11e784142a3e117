"""What is being written beside what was approved last: for whoever writes it, checks it or signs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.models import Station
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, decode
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.comparison_words import BADGES, Aside, Shown, Wording, asides_shown, summary
from kiosk.faces.admin.drafting import Desk, desk_of, number_in, posting_in_hand
from kiosk.faces.admin.words import SCOPES
from kiosk.kinds.comparing import compared, whole
from kiosk.kinds.contract import Kind
from kiosk.postings.models import Category, Posting, Revision
from kiosk.postings.visibility import Scope
from kiosk.postings.wording import category_name

#: What the switch above a comparison sends.
WHOLE = "whole"
#: Who looks at what does not hang yet: who writes, checks or publishes it.
MAY_LOOK = (Right.WRITE, Right.KEEP_FINDS, Right.PUBLISH)


@dataclass(frozen=True)
class ComparisonShown:
    """The card with what changed, or with the whole text.

    `before` is the number of the version it is compared with, None if there is none; `unread` says of that
    version that it cannot be read any more.
    """

    shown: tuple[Shown, ...]
    summary: str
    is_whole: bool
    before: int | None
    unread: bool = False

    @property
    def has_before(self) -> bool:
        """True if there is anything to compare with."""
        return self.before is not None and not self.unread


@bp.get("/postings/<code>/compare")
@allow(Right.SEE_PANEL)
def compare(code: str) -> Response:
    """What is being written of a posting now, beside what was approved of it last."""
    posting = posting_looked_at(code)
    if posting.draft is None:
        flash(
            _("This is no draft any more: it was published or thrown away. Here is how it stands.")
        )
        return go_on(url_for("admin.posting", code=code))
    desk = desk_of(posting.draft, at=clock.now())
    try:
        content = desk.content()
    except BadContent:
        content = None
    return page_or_fragment(
        "faces/admin/compare.html",
        "faces/admin/_comparison.html",
        posting=posting,
        desk=desk,
        comparison=compared_with(desk.kind, posting.approved, content, asides_of(desk))
        if content
        else None,
        change_words=BADGES,
        address=url_for("admin.compare", code=code),
        may_write=may_touch(posting, Right.WRITE),
        may_publish=may_touch(posting, Right.PUBLISH),
    )


def posting_looked_at(code: str) -> Posting:
    """The posting of that code, for those who may see what does not hang yet; else 403, or 404."""
    posting = posting_in_hand(code, Right.SEE_PANEL)
    if not any(may_touch(posting, right) for right in MAY_LOOK):
        abort(403)
    return posting


def may_touch(posting: Posting, right: Right) -> bool:
    """True if the visitor has that right over the posting."""
    own = posting.station.code if posting.station else None
    return visitor().may_touch(right, posted_by=own, category=posting.category.code)


def compared_with(
    kind: Kind[Any], before: Revision | None, content: Document, asides: Sequence[Aside] = ()
) -> ComparisonShown:
    """`content` beside an older revision; alone if there is none, or if the whole of it is asked for."""
    old, unread = None, False
    if before is not None:
        try:
            old = decode(before.content, kind.content)
        except BadContent:
            # A version of long ago, which this program reads no more: the whole text says it all.
            unread = True
    is_whole = old is None or request.args.get("show") == WHOLE
    words = Wording(kind, [one for one in (old, content) if one is not None])
    found = compared(old or content, content, write=words.write)
    if is_whole:
        shown = words.everything(whole(content, write=words.write))
    else:
        shown = words.changes(found)
    return ComparisonShown(
        shown=(*shown, *asides_shown(asides, wants_all=is_whole)),
        summary="" if old is None else summary(found, asides),
        is_whole=is_whole,
        before=before.number if before else None,
        unread=unread,
    )


def asides_of(desk: Desk) -> list[Aside]:
    """Where a draft is to hang and for whom, beside where it hangs now."""
    posting, placing = desk.posting, desk.placing
    category = session().get(Category, number_in(placing.category.data)) or posting.category
    said = placing.station.data
    station = posting.station if said is None else session().get(Station, number_in(said))
    scope = placing.scope.data if placing.scope.data in set(Scope) else posting.scope
    return [
        Aside(
            str(placing.category.label.text),
            category_name(posting.category),
            category_name(category),
        ),
        Aside(str(placing.station.label.text), _place(posting.station), _place(station)),
        Aside(str(placing.scope.label.text), str(SCOPES[posting.scope]), str(SCOPES[scope])),
    ]


def _place(station: Station | None) -> str:
    return station.name if station else _("All stations (office)")
