"""What is asked for a version on its way to the wall, put down beside the frozen text it is asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec

from kiosk.accounts.models import Station
from kiosk.core.document import Document
from kiosk.core.media import Attachment
from kiosk.postings.checking import refuse_what_is_private
from kiosk.postings.models import Category, Posting, Revision, Submission
from kiosk.postings.operations import add_revision, alone_with
from kiosk.postings.signing import Needs, Signer


class Basis(msgspec.Struct, frozen=True):
    """The meeting a decision was taken at (三重一大), as its papers say it."""

    meeting: str
    held_on: date
    present: int
    due: int
    #: 主要领导末位表态: whoever leads spoke last.
    chief_spoke_last: bool = False


@dataclass(frozen=True)
class Asked:
    """Where and when it shall hang, and on what basis. None leaves it to the rules."""

    category: Category
    scope: str
    station: Station | None = None
    begins: datetime | None = None
    publicity_first: date | None = None
    publicity_days: int | None = None
    last_day: date | None = None
    #: A correction that changes what matters: the publicity period begins anew.
    restarts: bool = False
    basis: Basis | None = None


def asked_as_it_stands(posting: Posting) -> Asked:
    """What a posting's own row says of it."""
    return Asked(category=posting.category, scope=posting.scope, station=posting.station)


def put_down(
    posting: Posting,
    content: Document,
    asked: Asked,
    *,
    schema: int,
    title: str,
    reason: str,
    writers: Iterable[Signer],
    who: str,
    at: datetime,
) -> Submission:
    """Freeze `content` as the next version of `posting`, with what is asked for it. Nothing hangs yet.

    Raises MustNotBeSaid for a basis that nobody may read.
    """
    if asked.basis is not None:
        refuse_what_is_private({"basis": asked.basis.meeting})
    alone_with(posting)
    revision = add_revision(posting, content, schema=schema, title=title, reason=reason)
    submission = Submission(
        category=asked.category,
        station=asked.station,
        scope=asked.scope,
        needs=asked.category.signing,
        begins=asked.begins,
        publicity_first=asked.publicity_first,
        publicity_days=asked.publicity_days,
        last_day=asked.last_day,
        restarts=asked.restarts,
        basis=msgspec.json.encode(asked.basis).decode() if asked.basis else "",
        submitted_at=at,
        submitted_by=who,
        writers=json.dumps([[one.name, one.account] for one in writers], ensure_ascii=False),
    )
    revision.submission = submission
    return submission


def basis_of(submission: Submission) -> Basis | None:
    """The meeting, if one was asked for."""
    return msgspec.json.decode(submission.basis, type=Basis) if submission.basis else None


def scan_of(submission: Submission) -> Attachment | None:
    """The scan of its signed form; None while there is none."""
    return msgspec.json.decode(submission.scan, type=Attachment) if submission.scan else None


def basis_named(posting: Posting) -> Basis | None:
    """The meeting that its released versions named last; None if none did."""
    approved = [one for one in posting.revisions if one.approved_at is not None]
    named = (basis_of(one.submission) for one in reversed(approved) if one.submission)
    return next((one for one in named if one), None)


def writers_of(submission: Submission) -> list[Signer]:
    """Everybody who wrote on that version."""
    return [Signer(name, account) for name, account in json.loads(submission.writers)]


def needs_of(submission: Submission) -> Needs:
    """What its category asked for when it was sent."""
    return Needs(submission.needs)


def under_way(posting: Posting) -> Submission | None:
    """The submission that is on its way to its signers; None if nothing is."""
    newest: Revision | None = posting.revisions[-1] if posting.revisions else None
    submission = newest.submission if newest else None
    return submission if submission is not None and not submission.outcome else None
