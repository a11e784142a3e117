"""The one table of a posting's life: in which state who may do what, and what it becomes. Pure.

`lifecycle.state_at` adds what time alone does to what is in force. Source: DOMAIN §2.3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.accounts.roles import Right


class Step(StrEnum):
    """Where a version is on its way to the wall, and what becomes of what hung."""

    WRITING = "writing"
    REVIEW = "review"
    SIGNING = "signing"
    IN_FORCE = "in_force"
    WITHDRAWN = "withdrawn"
    ARCHIVED = "archived"
    WITHDRAWN_ARCHIVED = "withdrawn_archived"


class Deed(StrEnum):
    """What somebody does to it."""

    SUBMIT = "submit"
    RELEASE = "release"
    APPROVE_REVIEW = "approve_review"
    SIGN = "sign"
    SEND_BACK = "send_back"
    RECALL = "recall"
    TAKE_DOWN = "take_down"
    PUT_BACK = "put_back"
    CONCLUDE = "conclude"
    EXTEND = "extend"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Move:
    """What a deed asks of whoever does it, and where it leads."""

    right: Right
    to: Step
    wants_reason: bool = False


#: Releasing in one go is for what needs no signature, or was signed on paper before it was typed.
#: The last signature releases by itself: who signs is asked whether anything is still missing.
TABLE: dict[tuple[Step, Deed], Move] = {
    (Step.WRITING, Deed.SUBMIT): Move(Right.WRITE, Step.REVIEW),
    (Step.WRITING, Deed.RELEASE): Move(Right.PUBLISH, Step.IN_FORCE),
    (Step.REVIEW, Deed.APPROVE_REVIEW): Move(Right.REVIEW, Step.SIGNING),
    (Step.REVIEW, Deed.SEND_BACK): Move(Right.SEND_BACK, Step.WRITING, wants_reason=True),
    (Step.REVIEW, Deed.RECALL): Move(Right.WRITE, Step.WRITING),
    (Step.SIGNING, Deed.SIGN): Move(Right.SIGN, Step.SIGNING),
    (Step.SIGNING, Deed.RELEASE): Move(Right.SIGN, Step.IN_FORCE),
    (Step.SIGNING, Deed.SEND_BACK): Move(Right.SEND_BACK, Step.WRITING, wants_reason=True),
    (Step.SIGNING, Deed.RECALL): Move(Right.WRITE, Step.WRITING),
    (Step.IN_FORCE, Deed.TAKE_DOWN): Move(Right.TAKE_DOWN, Step.WITHDRAWN, wants_reason=True),
    (Step.IN_FORCE, Deed.CONCLUDE): Move(Right.PUBLISH, Step.IN_FORCE),
    (Step.IN_FORCE, Deed.EXTEND): Move(Right.PUBLISH, Step.IN_FORCE, wants_reason=True),
    (Step.IN_FORCE, Deed.ARCHIVE): Move(Right.PUBLISH, Step.ARCHIVED),
    (Step.WITHDRAWN, Deed.PUT_BACK): Move(Right.TAKE_DOWN, Step.IN_FORCE),
    # Why it was taken down stands in the place of a conclusion.
    (Step.WITHDRAWN, Deed.ARCHIVE): Move(Right.PUBLISH, Step.WITHDRAWN_ARCHIVED),
}


class NotNow(Exception):
    """In this state nobody does that; `step` says how it stands."""

    def __init__(self, step: Step, deed: Deed):
        super().__init__(f"{deed} while {step}")
        self.step, self.deed = step, deed


class NoReason(Exception):
    """A deed that takes something from others says why."""


def move(step: Step, deed: Deed, *, reason: str = "") -> Move:
    """What that deed is in that state. Raises NotNow, or NoReason if it wants one."""
    found = TABLE.get((step, deed))
    if found is None:
        raise NotNow(step, deed)
    if found.wants_reason and not reason.strip():
        raise NoReason
    return found
