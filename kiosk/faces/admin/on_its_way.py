"""What is on its way to the wall: whose business it is, what waits for the visitor's own signature, and what for others'."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import abort, g
from sqlalchemy.orm import joinedload, selectinload

from kiosk.accounts.models import Account
from kiosk.core.db import session
from kiosk.faces.admin.access import Visitor, visitor
from kiosk.faces.admin.signers import Hand, hand_for, hands_of, written_by
from kiosk.postings.asking import under_way, writers_of
from kiosk.postings.models import Posting, Revision, Submission
from kiosk.postings.operations import posting_by_code
from kiosk.postings.signing import Group, Part, Signer
from kiosk.postings.submissions import missing_of


@dataclass(frozen=True)
class OnItsWay:
    """A version that waits. `hand` is the visitor's part in what is next; None: it is others' turn."""

    submission: Submission
    hand: Hand | None
    #: Whose turn it is.
    turn: tuple[Group, ...]

    @property
    def code(self) -> str:
        return self.submission.revision.posting.code


def on_its_way(who: Visitor) -> list[OnItsWay]:
    """Everything under way that `who` has to do with, the oldest first; what waits for them before all else."""
    query = (
        sa.select(Submission)
        .where(Submission.outcome == "")
        .options(
            joinedload(Submission.revision)
            .joinedload(Revision.posting)
            .joinedload(Posting.category),
            joinedload(Submission.revision).selectinload(Revision.signatures),
            selectinload(Submission.station),
            selectinload(Submission.category),
        )
        .order_by(Submission.submitted_at, Submission.id)
    )
    own = [one for one in session().scalars(query) if _is_business_of(who, one)]
    found = [_seen_by(who, one) for one in own]
    return sorted(found, key=lambda one: one.hand is None)


def posting_on_its_way(code: str) -> Posting:
    """The posting of that code, if what is not out yet of it is the visitor's business."""
    found = posting_with_papers(code)
    require_business_of(found)
    return found


def posting_with_papers(code: str) -> Posting:
    """The posting of that code, for whoever may read what was signed for its released versions: for a station's
    posting those who have to do with the station, for the office's own everybody.
    """
    found = posting_by_code(code)
    if found is None:
        abort(404)
    g.posting_kind = found.kind
    if not visitor().sees(place_of(found)) and visitor().places is not None:
        abort(403)
    return found


def require_business_of(found: Posting) -> None:
    """Answer 403 to whom a draft, or what is with its signers, is no business of.

    Whoever may sign it sees the place it shall hang at, or everything; beyond that only whoever wrote on it does.
    """
    who = visitor()
    if not (_reaches(who, place_of(found)) or _wrote_on(found, who)):
        abort(403)


def place_of(found: Posting) -> str | None:
    """The station it hangs at, or shall hang at."""
    submission = under_way(found)
    station = submission.station if submission is not None else found.station
    return station.code if station else None


def came_back(found: Posting) -> Submission | None:
    """What was sent back or taken back, while somebody writes on it; None if nothing was."""
    newest = found.revisions[-1].submission if found.revisions and found.draft else None
    return newest if newest is not None and newest.outcome in {"sent_back", "recalled"} else None


def turn_of(groups: list[Group]) -> tuple[Group, ...]:
    """What may be signed now: the review alone, or all that decide, in any order."""
    return tuple(groups[:1] if groups and Part.REVIEWER in groups[0] else groups)


def _is_business_of(who: Visitor, submission: Submission) -> bool:
    return _reaches(who, submission.station.code if submission.station else None)


def _reaches(who: Visitor, place: str | None) -> bool:
    """True if what is not out yet at `place` (None: the office) is theirs to look at."""
    return who.places is None or place in who.places


def _wrote_on(found: Posting, who: Visitor) -> bool:
    """True if they wrote on it. Where only a name is known, it counts as far as nobody else is called so."""
    submission = under_way(found) or came_back(found)
    wrote = writers_of(submission) if submission else []
    names = written_by(found.draft) if found.draft else []
    here = Signer(who.name, who.account_id)
    return any(
        here.is_same(one) and (one.account is not None or _is_alone(who))
        for one in [*wrote, *map(Signer, names)]
    )


def _is_alone(who: Visitor) -> bool:
    called = sa.select(sa.func.count()).where(Account.display_name == who.name)
    return session().scalar(called) == 1


def _seen_by(who: Visitor, submission: Submission) -> OnItsWay:
    turn = turn_of(missing_of(submission))
    hand = hand_for(
        hands_of(who, station=submission.station), (part for group in turn for part in group)
    )
    return OnItsWay(submission, hand, turn)
