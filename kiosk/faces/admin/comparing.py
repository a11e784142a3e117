"""What is being written beside what was approved last, as a card that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _

from kiosk.accounts.models import Station
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, decode
from kiosk.faces.admin.comparison_counts import Aside, summary
from kiosk.faces.admin.comparison_words import Shown, Wording, asides_shown
from kiosk.faces.admin.drafting import Desk, number_in
from kiosk.faces.admin.words import SCOPES
from kiosk.kinds.comparing import compared, whole
from kiosk.kinds.contract import Kind
from kiosk.postings.models import Category, Posting, Revision
from kiosk.postings.visibility import Scope
from kiosk.postings.wording import category_name

#: What the switch above a comparison sends.
WHOLE = "whole"


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


@dataclass(frozen=True)
class Place:
    """Under which category a draft is to hang, where (None: the office), and for whom."""

    category: Category
    station: Station | None
    scope: str


def place_meant(desk: Desk) -> Place:
    """What its writer has chosen, as whoever looks at it may see it without the right to choose."""
    posting, placing = desk.posting, desk.placing
    said = placing.station.data
    return Place(
        category=session().get(Category, number_in(placing.category.data)) or posting.category,
        station=posting.station if said is None else session().get(Station, number_in(said)),
        scope=placing.scope.data if placing.scope.data in set(Scope) else posting.scope,
    )


def asides_of(posting: Posting, meant: Place) -> list[Aside]:
    """Where it is to hang and for whom, beside where it hangs now."""
    return [
        Aside(_("Category"), category_name(posting.category), category_name(meant.category)),
        Aside(_("Where it hangs"), _place(posting.station), _place(meant.station)),
        Aside(_("Whom it is for"), str(SCOPES[posting.scope]), str(SCOPES[meant.scope])),
    ]


def _place(station: Station | None) -> str:
    return station.name if station else _("All stations (office)")
