"""Which versions of a posting hung, and from when to when. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kiosk.postings.models import Posting, Revision


@dataclass(frozen=True)
class Hung:
    """A version, and when it was what hung; `ends` None: until taken down."""

    revision: Revision
    begins: datetime
    ends: datetime | None


def versions_hung(posting: Posting, *, first_from: datetime | None) -> list[Hung]:
    """Every version of `posting` that hung, the newest last, which is in force and is there in any case; none of a draft.

    `first_from` is from when on the first one was to hang: a correction that begins the period anew moves
    the posting's own beginning. A version that was replaced before its hour is none of these.
    """
    approved = [one for one in posting.revisions if one.approved_at is not None]
    followed_by = [*approved[1:], None] if approved else []
    found = [
        Hung(one, begins, _end(posting, following))
        for one, following, begins in zip(
            approved, followed_by, _beginnings(posting, approved, first_from), strict=True
        )
    ]
    return [
        one for one in found if one is found[-1] or (one.ends is not None and one.begins < one.ends)
    ]


def _beginnings(
    posting: Posting, approved: list[Revision], first_from: datetime | None
) -> Iterator[datetime]:
    begins = first_from or posting.shows_from
    for one in approved:
        if one.approved_at is None:
            continue
        sent = one.submission
        if sent is not None and sent.restarts:
            begins = sent.begins
        if one is approved[-1]:
            begins = posting.shows_from
        yield max(begins or one.approved_at, one.approved_at)


def _end(posting: Posting, following: Revision | None) -> datetime | None:
    ends = [posting.shows_until, following.approved_at if following else posting.withdrawn_at]
    return min((one for one in ends if one is not None), default=None)
