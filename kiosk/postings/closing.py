"""What closes a posting: the conclusion of its publicity period (公示结论), and the archive.

A conclusion is an act and stays as it was written; a correction is another one with its reason (decision 28).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa

from kiosk.accounts.offices import names_known
from kiosk.checks.people import people_in
from kiosk.checks.words import NAMES
from kiosk.core.db import one_at_a_time, session
from kiosk.postings.acts import note
from kiosk.postings.checking import refuse_what_is_private
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.lifecycle import Stage, State, may_be_put_back, publicity_is_over, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import alone_with, life_of
from kiosk.postings.signing import plain
from kiosk.postings.transitions import Deed, NoReason, NotNow, Step, move

MOST_CHARACTERS = 300
#: A name of one character is in every text.
_LEAST_NAME = 2
_STEPS = {
    Stage.REGISTERED: Step.IN_FORCE,
    Stage.WITHDRAWN: Step.WITHDRAWN,
    Stage.ARCHIVED: Step.ARCHIVED,
    Stage.WITHDRAWN_ARCHIVED: Step.WITHDRAWN_ARCHIVED,
}


class Outcome(StrEnum):
    """What came of a publicity period."""

    NO_OBJECTION = "none"
    HANDLED = "handled"


class NotOver(Exception):
    """There is no publicity period here that is over: nothing to conclude yet."""


class WrongCount(Exception):
    """No objection has a number, or objections have none."""


class WasDark(Exception):
    """On these working days a board was dark all day long; nobody has said why they are not made good."""

    def __init__(self, days: list[date]):
        super().__init__(f"{len(days)} dark days")
        self.days = days


class NamesSomebody(Exception):
    """The text of a conclusion about objections names people; who objected is never shown."""

    def __init__(self, names: list[str]):
        super().__init__(f"{len(names)} names")
        self.names = names


class MayNameSomebody(Exception):
    """The same of what may be names, though no list has them; whoever writes it says whether they are."""

    def __init__(self, names: list[str]):
        super().__init__(f"{len(names)} that may be names")
        self.names = names


class StillHangs(Exception):
    """What hangs, or waits to, is not filed."""


class NoConclusion(Exception):
    """There was a publicity period, and nobody has said what came of it."""


class MayComeBack(Exception):
    """Whoever took it down may still find that it was a slip of the hand."""


class BeingCorrected(Exception):
    """A correction of it is being written, or is on its way to its signers."""


@dataclass(frozen=True)
class Found:
    """What somebody says came of a publicity period.

    `reason`: why an earlier conclusion is corrected. `why_not_longer`: why dark days are not made good.
    `no_names`: what looks like somebody's name and is none, as whoever writes it says.
    """

    outcome: Outcome
    objections: int
    text: str
    reason: str = ""
    why_not_longer: str = ""
    no_names: frozenset[str] = frozenset()


def step_of(posting: Posting) -> Step:
    """Where `posting` is in the table of its life, a version under way left aside."""
    return _STEPS.get(Stage(posting.stage), Step.WRITING)


def may_be_concluded(posting: Posting, moment: datetime) -> bool:
    """True from the day after its publicity period on, until it is archived."""
    return posting.stage == Stage.REGISTERED and publicity_is_over(life_of(posting), moment)


def may_be_archived(posting: Posting, moment: datetime, *, is_concluded: bool) -> bool:
    """True for what has ended, is not being corrected, and has its conclusion if it needs one; and for what was taken down."""
    return _not_yet(posting, moment, is_concluded=is_concluded) is None


def people_named(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that `text` has in it, with gaps in them or without. Pure."""
    said = plain(text)
    return sorted(one for one in names if len(plain(one)) >= _LEAST_NAME and plain(one) in said)


def names_listed(content: str) -> set[str]:
    """Everybody in a column of names of the tables that stored `content` has. Pure."""
    return set(_names_in(json.loads(content)))


def conclude(
    posting: Posting, found: Found, *, who: str, at: datetime, dark: Collection[date] = ()
) -> Conclusion:
    """Say what came of the publicity period of `posting`, as an act of `who`.

    `dark` are the working days that nobody has made good on which a board was dark all day long. Whoever
    concludes first says why they stay as they are; that is asked once.

    Raises NotNow or NotOver if there is nothing to conclude, NoReason if an earlier conclusion is corrected
    without one, WasDark, WrongCount, MustNotHang or NamesSomebody for a text that nobody may read,
    and MayNameSomebody until what may be a name is said to be none.
    """
    one_at_a_time(f"conclusion {posting.code}", session())
    move(step_of(posting), Deed.CONCLUDE)
    if not may_be_concluded(posting, at):
        raise NotOver
    if (found.outcome == Outcome.NO_OBJECTION) != (found.objections == 0):
        raise WrongCount
    earlier = conclusion_of(posting)
    if earlier is not None and not found.reason:
        raise NoReason
    unmade = sorted(dark) if earlier is None else []
    if unmade and not found.why_not_longer:
        raise WasDark(unmade)
    _refuse_what_is_private(posting, found)
    reason = found.reason if earlier else found.why_not_longer if unmade else ""
    made = Conclusion(
        posting=posting,
        is_sample=bool(posting.is_sample),
        outcome=found.outcome,
        objections=found.objections,
        text=found.text,
        reason=reason,
        concluded_at=at,
        concluded_by=who,
    )
    session().add(made)
    note(
        "posting.conclude",
        posting,
        who=who,
        at=at,
        before=_written(earlier) if earlier else "",
        after=_written(made, unmade),
    )
    return made


def archive(posting: Posting, *, who: str, at: datetime) -> None:
    """File `posting`: nothing in it changes any more. What was taken down has its reason for a conclusion.

    Raises NotNow, StillHangs, MayComeBack, BeingCorrected or NoConclusion.
    """
    alone_with(posting)
    refused = _not_yet(posting, at, is_concluded=conclusion_of(posting) is not None)
    if refused is not None:
        raise refused
    posting.stage = move(step_of(posting), Deed.ARCHIVE).to.value
    note("posting.archive", posting, who=who, at=at, after=posting.register_number or "")


def conclusions_of(posting: Posting) -> list[Conclusion]:
    """Everything that was concluded about `posting`, the newest first."""
    query = sa.select(Conclusion).where(Conclusion.posting_id == posting.id)
    return list(session().scalars(query.order_by(Conclusion.id.desc())))


def conclusion_of(posting: Posting) -> Conclusion | None:
    """The conclusion that counts; None if nobody has written one."""
    return next(iter(conclusions_of(posting)), None)


def conclusions_by_posting(postings: Collection[int]) -> Mapping[int, list[Conclusion]]:
    """Those of the postings with these numbers in one question, of each the newest first."""
    query = sa.select(Conclusion).where(Conclusion.posting_id.in_(postings))
    found: dict[int, list[Conclusion]] = {}
    for one in session().scalars(query.order_by(Conclusion.id.desc())):
        found.setdefault(one.posting_id, []).append(one)
    return found


def left_short(conclusions: Sequence[Conclusion]) -> Conclusion | None:
    """The one of a posting's `conclusions`, the newest first, whose reason says why dark days were not made good. Pure.

    That can only be the first one written: the reason of every other says why it corrects.
    """
    first = conclusions[-1] if conclusions else None
    return first if first is not None and first.reason else None


def drop_sample_conclusions() -> None:
    """Take out what was concluded about the sample; the database lets nothing else go."""
    session().execute(sa.delete(Conclusion).where(Conclusion.is_sample))


def _not_yet(posting: Posting, moment: datetime, *, is_concluded: bool) -> Exception | None:
    """Why `posting` cannot be filed at `moment`; None if it can."""
    step = step_of(posting)
    try:
        move(step, Deed.ARCHIVE)
    except NotNow as refused:
        return refused
    life = life_of(posting)
    if step is Step.IN_FORCE and state_at(life, moment) != State.ENDED:
        return StillHangs()
    if may_be_put_back(life, withdrawn_at=posting.withdrawn_at, moment=moment):
        return MayComeBack()
    if posting.draft is not None:
        return BeingCorrected()
    if step is Step.WITHDRAWN:
        return None
    return NoConclusion() if posting.publicity_last is not None and not is_concluded else None


def _refuse_what_is_private(posting: Posting, found: Found) -> None:
    said = {
        "conclusion": found.text,
        "reason": found.reason,
        "why_not_longer": found.why_not_longer,
    }
    refuse_what_is_private(said)
    if found.outcome == Outcome.HANDLED:
        revision = posting.approved
        signers = {one.name for one in revision.signatures} if revision else set()
        known = names_known() | (names_listed(revision.content) if revision else set())
        whole = "\n".join(said.values())
        named = people_named(whole, known - signers)
        if named:
            raise NamesSomebody(named)
        likely = set(people_in(whole)) - signers
        if likely - found.no_names:
            raise MayNameSomebody(sorted(likely))


def _names_in(node: object) -> Iterator[str]:
    if isinstance(node, list):
        for one in node:
            yield from _names_in(one)
    elif isinstance(node, dict):
        if {"columns", "rows"} <= node.keys():
            keys = [one["key"] for one in node["columns"] if NAMES.search(one["label"])]
            yield from (str(row[key]) for row in node["rows"] for key in keys if row.get(key))
        for one in node.values():
            yield from _names_in(one)


def _written(conclusion: Conclusion, dark: Iterable[date] = ()) -> str:
    """As the trail keeps it, with the `dark` days that were left as they are."""
    said: dict[str, object] = {
        "outcome": str(conclusion.outcome),
        "objections": conclusion.objections,
        "text": conclusion.text,
        "reason": conclusion.reason,
    }
    if days := [str(day) for day in dark]:
        said["dark_days"] = ", ".join(days)
    return json.dumps(said, ensure_ascii=False)
