"""A version on its way: sent to its signers, reviewed, signed here or on paper, sent back, recalled.

What may be done when, `transitions` says; who may sign, `signing`. The last signature releases it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.document import Document
from kiosk.postings.acts import act_of, note, said_by
from kiosk.postings.asking import Asked, needs_of, put_down, under_way, writers_of
from kiosk.postings.checking import (
    SPOKEN_OF,
    MustNotBeSaid,
    refuse_what_blocks,
    refuse_what_is_private,
)
from kiosk.postings.closing import step_of
from kiosk.postings.drafts import begun_on
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Draft, Posting, Submission
from kiosk.postings.operations import Signed, alone_with, put_under
from kiosk.postings.publishing import hours_due, release
from kiosk.postings.signing import (
    Given,
    Group,
    Part,
    Refusal,
    Signer,
    is_reviewed,
    missing,
    refusal,
)
from kiosk.postings.transitions import Deed, NotNow, Step, move

Says = Callable[[str], bool]
#: What stands between who sent a draft back and why; faces put it as their language does.
SENT_BACK = ": "


class MayNotSign(Exception):
    """Whoever wants to sign may not; `why` says so of the part."""

    def __init__(self, why: Refusal, part: Part, name: str):
        super().__init__(f"{name} as {part}: {why}")
        self.why, self.part, self.name = why, part, name


class WrongDay(Exception):
    """Nobody can have signed it on that day: its text was begun on `begun`, or the day is still to come."""

    def __init__(self, begun: date, *, is_to_come: bool):
        super().__init__(f"begun on {begun}")
        self.begun, self.is_to_come = begun, is_to_come


#: What may be wrong with one signature.
SignedWrong = MayNotSign | WrongDay | MustNotBeSaid


class NothingUnderWay(Exception):
    """There is nothing to sign: it was released, recalled or sent back meanwhile."""


class NotAllSigned(Exception):
    """On the paper form somebody's signature is missing; `groups` says whose."""

    def __init__(self, groups: list[Group]):
        super().__init__(f"{len(groups)} signatures are missing")
        self.groups = groups


@dataclass(frozen=True)
class Paper:
    """A version as those see it who sign: its words, and whether it says something about a person of that name."""

    content: Document
    names: Says


def submit(
    draft: Draft,
    paper: Paper,
    asked: Asked,
    *,
    schema: int,
    title: str,
    reason: str,
    writers: Iterable[Signer],
    who: str,
    at: datetime,
    media: Path,
) -> Submission:
    """Send what was written to those who review and sign it; from now on nobody changes it.

    Raises NotNow, or MustNotHang if the check on privacy and secrecy has found what nobody may publish.
    """
    posting = draft.posting
    _refuse_what_is_down(posting, Deed.SUBMIT)
    move(Step(draft.step), Deed.SUBMIT)
    refuse_what_blocks(paper.content, posting=posting, media=media, reason=reason)
    submission = put_down(
        posting,
        paper.content,
        asked,
        schema=schema,
        title=title,
        reason=reason,
        writers=writers,
        who=who,
        at=at,
    )
    draft.step = _step_of(submission)
    draft.sent_back = ""
    session().flush()
    revision = submission.revision
    note(
        "posting.submit", posting, who=who, at=at, after=f"{revision.number} {revision.fingerprint}"
    )
    return submission


def release_at_once(
    draft: Draft,
    paper: Paper,
    asked: Asked,
    signatures: Sequence[Signed],
    *,
    schema: int,
    title: str,
    reason: str,
    writers: Iterable[Signer],
    who: str,
    at: datetime,
    media: Path,
    calendar: WorkCalendar,
) -> Submission:
    """Release what needs no signature, or has been signed on paper in every part it needs.

    Raises what `submit` and `sign` raise, or NotAllSigned; then nothing has been done that may stay.
    """
    _refuse_what_is_down(draft.posting, Deed.RELEASE)
    move(Step(draft.step), Deed.RELEASE)
    names = [one.name for one in signatures]
    refuse_what_blocks(
        paper.content, posting=draft.posting, media=media, reason=reason, signers=names
    )
    submission = put_down(
        draft.posting,
        paper.content,
        asked,
        schema=schema,
        title=title,
        reason=reason,
        writers=writers,
        who=who,
        at=at,
    )
    session().flush()
    # Asked first: the others' turn comes after the review, and a pen has no turns.
    left = _left_by(submission, [Part(one.part) for one in signatures])
    if left:
        raise NotAllSigned(left)
    sign(submission, signatures, paper, who=who, at=at, media=media, calendar=calendar)
    return submission


def in_hand(posting: Posting) -> Submission:
    """The submission under way, alone with it until the transaction ends. Raises NothingUnderWay."""
    alone_with(posting)
    session().refresh(posting)
    found = under_way(posting)
    if found is None:
        raise NothingUnderWay
    session().refresh(found)
    if found.outcome:
        raise NothingUnderWay
    return found


def sign(
    submission: Submission,
    signatures: Iterable[Signed],
    paper: Paper,
    *,
    who: str,
    at: datetime,
    media: Path,
    calendar: WorkCalendar,
) -> bool:
    """Put signatures under it, one or all that are on the paper form; True if with them it is released.

    Raises NotNow, WrongDay, MayNotSign, MustNotBeSaid, MustNotHang, TooShort or EndsBeforeItBegins.
    """
    posting, revision = submission.revision.posting, submission.revision
    _refuse_what_is_down(posting, Deed.SIGN)
    put = []
    for one in signatures:
        part = Part(one.part)
        deed = Deed.APPROVE_REVIEW if part is Part.REVIEWER else Deed.SIGN
        move(_step_of(submission), deed)
        _refuse(submission, one, paper, at=at)
        put.append(put_under(revision, one))
    session().flush()
    for signature in put:
        said = json.dumps(said_by(signature, revision.number), ensure_ascii=False)
        note(act_of(signature), posting, who=who, at=at, after=said)
    if missing_of(submission):
        if posting.draft is not None:
            posting.draft.step = _step_of(submission)
        return False
    hours = hours_due(submission, at=at, calendar=calendar)
    release(submission, paper.content, hours=hours, who=who, at=at, media=media)
    return True


def faults_of(
    draft: Draft,
    signatures: Iterable[Signed],
    names: Says,
    *,
    writers: Iterable[Signer],
    at: datetime,
) -> list[SignedWrong]:
    """Whatever is wrong with signatures that shall be put under a draft at once, each by itself."""
    begun = begun_on(draft.posting) or clock.local_day(at)
    wrote, given, found = list(writers), list[Given](), list[SignedWrong]()
    for one in signatures:
        try:
            _look_at(one, names, given=given, wrote=wrote, begun=begun, at=at)
        except (MayNotSign, WrongDay, MustNotBeSaid) as wrong:
            found.append(wrong)
        given.append(Given(Part(one.part), Signer(one.name, one.account)))
    return found


def send_back(submission: Submission, *, reason: str, who: str, at: datetime) -> None:
    """Give it back to be written on, with a reason; its signatures are void. Raises NoReason or MustNotBeSaid."""
    move(_step_of(submission), Deed.SEND_BACK, reason=reason)
    refuse_what_is_private({"remark": reason}, spoken_of=SPOKEN_OF)
    _end(submission, "sent_back", said=f"{who}{SENT_BACK}{reason}"[:300])
    note("posting.send_back", submission.revision.posting, who=who, at=at, after=reason)


def recall(submission: Submission, *, who: str, at: datetime) -> None:
    """Take it back to write on it; its signatures are void."""
    move(_step_of(submission), Deed.RECALL)
    _end(submission, "recalled", said="")
    before = str(submission.revision.number)
    note("posting.recall", submission.revision.posting, who=who, at=at, before=before)


def missing_of(submission: Submission) -> list[Group]:
    """What is still to be signed; the review comes first, and nobody decides before it."""
    return _left_by(submission, [Part(one.part) for one in submission.revision.signatures])


def why_not(
    submission: Submission, part: Part, signer: Signer, *, is_named: bool
) -> Refusal | None:
    """Why that person may not sign in that part; None if they may."""
    given, wrote = _given(submission), writers_of(submission)
    return refusal(part, signer, given=given, wrote=wrote, is_named=is_named)


def _left_by(submission: Submission, given: Iterable[Part]) -> list[Group]:
    at_station = submission.station_id is not None or submission.station is not None
    return missing(needs_of(submission), given, at_station=at_station)


def _given(submission: Submission) -> list[Given]:
    return [
        Given(Part(one.part), Signer(one.name, one.account_id))
        for one in submission.revision.signatures
        if one.part in set(Part)
    ]


def _refuse_what_is_down(posting: Posting, deed: Deed) -> None:
    """A correction does not bring back what was taken down meanwhile. Raises NotNow."""
    session().flush()  # one that was begun in this very transaction is in no table yet
    alone_with(posting)
    session().refresh(posting, ["stage"])
    if posting.stage not in {Stage.DRAFT, Stage.REGISTERED}:
        raise NotNow(step_of(posting), deed)


def _refuse(submission: Submission, one: Signed, paper: Paper, *, at: datetime) -> None:
    """What is signed here is signed now; a pen has a day, which somebody typed."""
    begun = begun_on(submission.revision.posting) or clock.local_day(submission.submitted_at)
    given, wrote = _given(submission), writers_of(submission)
    _look_at(one, paper.names, given=given, wrote=wrote, begun=begun, at=at)


def _look_at(
    one: Signed,
    names: Says,
    *,
    given: Iterable[Given],
    wrote: Iterable[Signer],
    begun: date,
    at: datetime,
) -> None:
    part, today = Part(one.part), clock.local_day(at)
    if one.at is None and not begun <= one.on <= today:
        raise WrongDay(begun, is_to_come=one.on > today)
    signer = Signer(one.name, one.account)
    why = refusal(part, signer, given=given, wrote=wrote, is_named=names(one.name))
    if why is not None:
        raise MayNotSign(why, part, one.name)
    said = {str(part): one.name, "deputy_for": one.deputy_for, "remark": one.remark}
    refuse_what_is_private(said, spoken_of=SPOKEN_OF)


def _step_of(submission: Submission) -> Step:
    reviewed = {one.part for one in submission.revision.signatures} & {Part.REVIEWER}
    return Step.SIGNING if reviewed or not is_reviewed(needs_of(submission)) else Step.REVIEW


def _end(submission: Submission, outcome: str, *, said: str) -> None:
    submission.outcome = outcome
    draft = submission.revision.posting.draft
    if draft is not None:
        draft.step, draft.sent_back = Step.WRITING, said
    session().flush()
