"""Looking at what does not hang yet: what changed, how it looks on the wall. For those who write, check or sign it."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, g, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import MAY, Right
from kiosk.core import clock
from kiosk.core.media import Photo
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.comparing import asides_of, compared_with
from kiosk.faces.admin.comparison_words import BADGES
from kiosk.faces.admin.drafting import desk_of
from kiosk.faces.admin.previewing import picture_named_in, wall_page
from kiosk.faces.admin.wall_look import Seen, seen_in_draft, seen_in_submission, wall_look
from kiosk.postings.asking import under_way
from kiosk.postings.models import Draft, Posting
from kiosk.postings.operations import posting_by_code
from kiosk.postings.search import Reach
from kiosk.programme.looks import vantage

#: Who looks at what does not hang yet: who writes, checks, reviews, signs or publishes it.
MAY_LOOK = (Right.WRITE, Right.KEEP_FINDS, Right.PUBLISH, Right.REVIEW, Right.SIGN)


@bp.get("/postings/<code>/compare")
@allow(Right.SEE_PANEL)
def compare(code: str) -> Response:
    """What is being written of a posting now, beside what was approved of it last."""
    posting, now = posting_looked_at(code), clock.now()
    if posting.draft is None:
        flash(
            _("This is no draft any more: it was published or thrown away. Here is how it stands.")
        )
        return go_on(url_for("admin.posting", code=code))
    if under_way(posting) is not None:
        return go_on(url_for("admin.approval", code=code))
    desk = desk_of(posting.draft, at=now)
    seen = seen_in_draft(desk, at=now)
    return page_or_fragment(
        "faces/admin/compare.html",
        "faces/admin/_comparison.html",
        posting=posting,
        desk=desk,
        look=wall_look(seen),
        may_write=may_touch(posting, Right.WRITE),
        **comparison_values(seen, address=url_for("admin.compare", code=code)),
    )


@bp.get("/postings/<code>/compare/wall")
@allow(Right.SEE_PANEL)
def compared_wall(code: str) -> str:
    """A wall with what does not hang yet, for whoever looks at it without writing it."""
    posting, now = posting_looked_at(code), clock.now()
    submission = under_way(posting)
    if submission is not None:
        seen = seen_in_submission(submission, at=now)
    else:
        seen = seen_in_draft(desk_of(_draft(posting), at=now), at=now)
    seen_from = vantage(seen.place.station)
    viewed_at = seen_from.station.code if seen_from.station else None
    return wall_page(
        posting,
        seen.content,
        seen.meant(viewed_at=viewed_at),
        seen_from,
        title=seen.title,
        moment=now,
        pictures=_picture_address,
    )


@bp.get("/postings/<code>/compare/pictures/<path:path>")
@allow(Right.SEE_PANEL)
def compared_picture(code: str, path: str) -> Response:
    """A picture of what does not hang yet."""
    posting = posting_looked_at(code)
    submission = under_way(posting)
    if submission is not None:
        return picture_named_in(submission.revision.content, path)
    draft = _draft(posting)
    return picture_named_in(draft.typed + draft.parts, path)


def comparison_values(seen: Seen, *, address: str) -> dict[str, Any]:
    """What `_comparison.html` shows of it, beside what was approved last."""
    found = None
    if seen.content is not None:
        asides = asides_of(seen.posting, seen.place)
        found = compared_with(seen.kind, seen.posting.approved, seen.content, asides)
    return {"comparison": found, "change_words": BADGES, "address": address}


def posting_looked_at(code: str) -> Posting:
    """The posting of that code, for those who may see what does not hang yet; else 403, or 404."""
    found = posting_by_code(code)
    if found is None:
        abort(404)
    g.posting_kind = found.kind
    if not any(may_touch(found, right) for right in MAY_LOOK):
        abort(403)
    return found


def may_touch(posting: Posting, right: Right) -> bool:
    """True if the visitor has that right over the posting, where it hangs or shall hang."""
    submission = under_way(posting)
    station = submission.station if submission is not None else posting.station
    category = submission.category if submission is not None else posting.category
    return visitor().may_touch(
        right, posted_by=station.code if station else None, category=category.code
    )


def reads_drafts() -> frozenset[Reach]:
    """Whose drafts the visitor may look at: of which station, of which category."""
    roles = frozenset().union(*(MAY[right] for right in MAY_LOOK))
    return frozenset(
        (held.station, held.category) for held in visitor().holdings if held.role in roles
    )


def _draft(posting: Posting) -> Draft:
    if posting.draft is None:
        abort(404)
    return posting.draft


def _picture_address(photo: Photo, size: str, *, posting: str) -> str:
    return url_for("admin.compared_picture", code=posting, path=photo.path(size))
