"""What is on its way to the wall: what waits for the visitor's own signature, and what for others'."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from kiosk.core.db import session
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.signers import Hand, hand_for, hands_of
from kiosk.postings.models import Posting, Revision, Submission
from kiosk.postings.signing import Group, Part
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


def turn_of(groups: list[Group]) -> tuple[Group, ...]:
    """What may be signed now: the review alone, or all that decide, in any order."""
    return tuple(groups[:1] if groups and Part.REVIEWER in groups[0] else groups)


def _is_business_of(who: Visitor, submission: Submission) -> bool:
    place = submission.station.code if submission.station else None
    return who.places is None or (place is not None and place in who.places)


def _seen_by(who: Visitor, submission: Submission) -> OnItsWay:
    turn = turn_of(missing_of(submission))
    hand = hand_for(
        hands_of(who, station=submission.station), (part for group in turn for part in group)
    )
    return OnItsWay(submission, hand, turn)
