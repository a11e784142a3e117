"""The approval page in words: who has signed and whose turn it is, what happened so far, what follows from signing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kiosk.accounts.models import Act
from kiosk.accounts.offices import base_url
from kiosk.core.db import session
from kiosk.core.formats import day, listed, minute
from kiosk.faces.admin import words
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.approval_view import ApprovalView, SignatureRow, Status, Step
from kiosk.faces.admin.draft_words import sent_back
from kiosk.faces.admin.on_its_way import on_its_way, turn_of
from kiosk.faces.admin.sign_words import PARTS, POSTS
from kiosk.faces.admin.signers import Hand, awaited
from kiosk.postings.acts import subject
from kiosk.postings.asking import needs_of, writers_of
from kiosk.postings.models import Posting, Revision, Signature, Submission
from kiosk.postings.register import is_registered
from kiosk.postings.signing import Group, Needs, Part, signed_by
from kiosk.postings.submissions import missing_of

MOST_STEPS = 12
#: Of more who hold one office none is named.
MOST_NAMES = 3
#: One character on the tile before a signature; of a need that two may answer, the character of signing.
TILES = {
    Part.DRAFTER: _l("Wrote"),
    Part.REVIEWER: _l("Rev."),
    Part.PARTY: _l("Sec."),
    Part.ADMIN: _l("Head."),
    Part.CHIEF: _l("Chief"),
    Part.SUPERVISOR: _l("Sup."),
}
EITHER = _l("Sign.")
TITLES = {
    Needs.JOINT: _l("Joint signature of party and office"),
    Needs.ONE: _l("Signature"),
    Needs.STATION: _l("Signature of the station"),
    Needs.NONE: _l("Publishing"),
}


def approval_view(
    submission: Submission,
    *,
    hand: Hand | None,
    who: Visitor,
    instead: str,
    at: datetime,
) -> ApprovalView:
    """The page for a submission under way: `hand` is the visitor's part in what is next."""
    revision, groups = submission.revision, missing_of(submission)
    turn = turn_of(groups)
    is_review = any(Part.REVIEWER in group for group in turn)
    return ApprovalView(
        title=_("Review") if is_review else str(TITLES[_needs_here(submission)]),
        stage="review" if is_review else "signing",
        waits=_waits(turn),
        tone="warn",
        subject=_subject(revision),
        signatures=_rows(submission, groups, hand=hand, who=who),
        steps=steps_of(revision.posting),
        explains=_explains(submission, is_review=is_review, at=at) if hand else "",
        instead=instead,
        passes_on=_passed_on(revision, _waits(turn)),
        **_neighbours(who, revision.posting),
    )


def ended_view(submission: Submission, *, may_write: bool) -> ApprovalView:
    """The page for one that was sent back or taken back: nothing of it stands any more."""
    revision = submission.revision
    is_back = submission.outcome == "sent_back"
    rows = [replace(_given(one), status="void") for one in _in_order(revision.signatures)]
    rows += [_asked_for(group, "void", name="") for group in missing_of(submission)]
    draft = revision.posting.draft
    said = sent_back(draft.sent_back) if draft else ""
    return ApprovalView(
        title=str(TITLES[_needs_here(submission)]),
        stage="writing",
        waits=_("Sent back to its writer") if is_back else _("Taken back"),
        tone="error" if is_back else "neutral",
        subject=_subject(revision),
        signatures=tuple(rows),
        steps=steps_of(revision.posting),
        instead=_(
            "%(why)s The signatures under this version are void.", why=f"{said}。" if said else ""
        )
        if may_write or is_back
        else _("It was taken back to be written on. The signatures under this version are void."),
    )


def steps_of(posting: Posting) -> tuple[Step, ...]:
    """What happened to it on its way, the newest first."""
    query = (
        sa.select(Act)
        .where(Act.subject == subject(posting), Act.what.in_(_STEPS))
        .order_by(Act.id.desc())
    )
    found = session().scalars(query.limit(MOST_STEPS))
    return tuple(
        Step(act.at, _STEPS[act.what](words.actor(act.who), act), is_last=at == 0)
        for at, act in enumerate(found)
    )


def _sent(who: str, act: Act) -> str:
    return _("%(who)s sent version %(num)s to be signed", who=who, num=_version(act))


def _version(act: Act) -> str:
    return act.after.partition(" ")[0]


def _sent_back(who: str, act: Act) -> str:
    return _("%(who)s sent it back: %(why)s", who=who, why=act.after)


def _published(who: str, act: Act) -> str:
    if not words.is_correction(act):
        return _("%(who)s published it", who=who)
    return _("%(who)s published the correction, version %(num)s", who=who, num=_version(act))


def _on_paper(who: str, act: Act) -> str:
    """As `submissions` has noted it: who signed, in which part, on which day."""
    said = json.loads(act.after)
    return _(
        "%(who)s entered from paper that %(name)s signed on %(day)s (%(part)s)",
        who=who,
        name=said["name"],
        part=str(PARTS[Part(said["part"])]),
        day=day(date.fromisoformat(said["on"])),
    )


_STEPS: dict[str, Callable[[str, Act], str]] = {
    "draft.begin": lambda who, _act: _("%(who)s began it", who=who),
    "posting.submit": _sent,
    "posting.review": lambda who, _act: _("%(who)s reviewed it", who=who),
    "posting.sign": lambda who, _act: _("%(who)s agreed", who=who),
    "posting.review_on_paper": _on_paper,
    "posting.sign_on_paper": _on_paper,
    "posting.send_back": _sent_back,
    "posting.recall": lambda who, _act: _("%(who)s took it back", who=who),
    "posting.publish": _published,
    "posting.take_down": lambda who, act: _(
        "%(who)s took it down: %(why)s", who=who, why=act.after
    ),
}


def _rows(
    submission: Submission, groups: Sequence[Group], *, hand: Hand | None, who: Visitor
) -> tuple[SignatureRow, ...]:
    """Signatures given and waited for, in the order of the paper form."""
    expected = awaited(submission.station, wrote=writers_of(submission))
    given = [(Part(one.part), _given(one)) for one in submission.revision.signatures]
    waiting = []
    for group in groups:
        first = min(group, key=list(Part).index)
        is_mine = hand is not None and hand.part in group
        people = [name for part in Part if part in group for name in expected.get(part, [])]
        is_told = len(people) == 1 or (len(group) == 1 and len(people) <= MOST_NAMES)
        name = who.name if is_mine else listed(people) if is_told else ""
        row = _asked_for(group, "waiting", name=name)
        if is_mine and hand is not None:
            row = replace(row, is_mine=True, post=str(POSTS[hand.part]), deputy_for=hand.deputy_for)
        waiting.append((first, row))
    order = list(Part)
    return tuple(
        row for _part, row in sorted([*given, *waiting], key=lambda one: order.index(one[0]))
    )


def _in_order(signatures: Sequence[Signature]) -> list[Signature]:
    return sorted(signatures, key=lambda one: list(Part).index(Part(one.part)))


def _given(one: Signature) -> SignatureRow:
    part = Part(one.part)
    return SignatureRow(
        tile=str(TILES[part]),
        part=str(PARTS[part]),
        name=one.name,
        post=one.post or str(PARTS[part]),
        status="signed",
        signed_at=one.signed_at,
        signed_on=one.signed_on,
        remark=one.remark,
        on_paper=bool(one.entered_by),
        entered_by=one.entered_by,
        deputy_for=one.deputy_for,
    )


def _asked_for(group: Group, status: Status, *, name: str) -> SignatureRow:
    parts = [part for part in Part if part in group]
    said = _(" or ").join(str(PARTS[part]) for part in parts)
    tile = TILES[parts[0]] if len(parts) == 1 else EITHER
    return SignatureRow(tile=str(tile), part=said, name=name, post=said, status=status)


def _needs_here(submission: Submission) -> Needs:
    """At a station its chief and supervisor sign, whatever the office would ask of itself."""
    needs = needs_of(submission)
    return Needs.STATION if needs is Needs.JOINT and submission.station else needs


def _waits(groups: Sequence[Group]) -> str:
    if groups and Part.REVIEWER in groups[0]:
        return _("To be reviewed")
    said = [_(" or ").join(str(POSTS[part]) for part in Part if part in group) for group in groups]
    return _("To be signed by %(parts)s", parts=listed(said))


def _subject(revision: Revision) -> str:
    return _("%(title)s · version %(num)d", title=revision.title, num=revision.number)


def _explains(submission: Submission, *, is_review: bool, at: datetime) -> str:
    if is_review:
        return _("Then it goes on to those who sign. Sent back, it can be written on again.")
    begins = submission.begins if submission.begins and submission.begins > at else None
    posting = submission.revision.posting
    deciding = signed_by(needs_of(submission), at_station=submission.station is not None)
    if len(deciding) > 1:
        goes_up = (
            _("Once both have signed it goes up by itself at %(when)s.", when=minute(begins))
            if begins
            else _("Once both have signed it goes up by itself.")
        )
    else:
        goes_up = (
            _("Once signed it goes up by itself at %(when)s.", when=minute(begins))
            if begins
            else _("Once signed it goes up by itself.")
        )
    said = [goes_up]
    if is_registered(posting.kind, submission.category.form) and not posting.register_number:
        said.append(_("It is entered in the register then."))
    return " ".join([*said, _("Changing it after a signature makes every signature void.")])


def _passed_on(revision: Revision, waits: str) -> str:
    """What one sends to whoever signs: signers act on phones."""
    address = base_url() + _address(revision.posting.code)
    return _(
        "%(waits)s: %(subject)s %(address)s",
        waits=waits,
        subject=_subject(revision),
        address=address,
    )


def _neighbours(who: Visitor, here: Posting) -> dict[str, str]:
    """Where the one before and the one after are, of those that are on their way."""
    codes = [one.code for one in on_its_way(who)]
    if here.code not in codes:
        return {}
    at = codes.index(here.code)
    return {
        "before": _address(codes[at - 1]) if at else "",
        "after": _address(codes[at + 1]) if at + 1 < len(codes) else "",
    }


def _address(code: str) -> str:
    return url_for("admin.approval", code=code)
