"""Who signs: the usual names for the paper form, who wrote on a draft, and in which parts the visitor may sign."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Deputy, Grant, Station
from kiosk.accounts.roles import Holding, Role
from kiosk.core.db import session
from kiosk.core.document import Document
from kiosk.faces.admin.access import Visitor, visitor
from kiosk.faces.admin.sign_words import POSTS
from kiosk.kinds.contract import Kind
from kiosk.kinds.hiding import Hiding
from kiosk.postings.acts import subject
from kiosk.postings.checking import SPOKEN_OF, is_private
from kiosk.postings.drafts import saved_by
from kiosk.postings.models import Draft, Posting, Revision, Signature
from kiosk.postings.signing import (
    STATION_PARTS,
    Group,
    Part,
    Signer,
    plain,
    refusal,
    stood_in_for,
    without_makers,
)
from kiosk.postings.submissions import Paper
from kiosk.sample import invented_people

#: In which part a role signs.
PART_OF = {
    Role.SECRECY_REVIEWER: Part.REVIEWER,
    Role.PARTY_SIGNER: Part.PARTY,
    Role.ADMIN_SIGNER: Part.ADMIN,
    Role.STATION_CHIEF: Part.CHIEF,
    Role.INTEGRITY_SUPERVISOR: Part.SUPERVISOR,
}
#: Boards on which whoever signs may stand: the list of their phones is no matter of theirs.
ABOUT_NOBODY = frozenset({"contacts"})


@dataclass(frozen=True)
class Hand:
    """A part in which the visitor may sign; `deputy_for` says for whom, where they stand in for somebody."""

    part: Part
    deputy_for: str = ""


def paper_of(kind: Kind[Any], content: Document) -> Paper:
    """A version as its signers see it."""
    strings = [] if kind.name in ABOUT_NOBODY else kind.strings(content)
    texts = [without_makers(one) for one in strings]

    def names(person: str) -> bool:
        return bool(Hiding(frozenset({person})).named_in(texts))

    return Paper(content, names)


def writers_of_draft(draft: Draft) -> list[Signer]:
    """Everybody who began, saved or sends this draft."""
    here = visitor()
    others = [Signer(one) for one in written_by(draft) if plain(one) != plain(here.name)]
    return [Signer(here.name, here.account_id), *others]


def written_by(draft: Draft) -> list[str]:
    """Everybody who began or saved it."""
    began = session().scalars(
        sa.select(Act.who).where(Act.subject == subject(draft.posting), Act.what == "draft.begin")
    )
    return list(dict.fromkeys([*began, *saved_by(draft), draft.saved_by]))


def usual_signers(station: Station | None, *, but: str) -> dict[Part, str]:
    """Who holds the office there, by their accounts, and of several the one who signed last; where nobody has
    an account for it, who signed on paper last for that station, or for the office.

    Without the person `but`, who may not sign what they write, and nobody of the sample.
    """
    place = Posting.station_id == (station.id if station else None)
    signed = session().execute(
        sa.select(Signature.part, Signature.name)
        .join(Revision, Revision.id == Signature.revision_id)
        .join(Posting, Posting.id == Revision.posting_id)
        .where(place, ~Posting.is_sample)
        .where(Revision.approved_at.is_not(None), Signature.deputy_for == "")
        .order_by(Revision.approved_at.desc(), Signature.id.desc())
        .limit(40)
    )
    nobody = {plain(name) for name in (but, *invented_people())}
    before = [(Part(part), name) for part, name in signed if part in set(Part)]
    holders = [
        (part, one.name)
        for part, all_of_it in holders_of(station).items()
        for one in all_of_it
        if plain(one.name) not in nobody
    ]
    taken = {part for part, _name in holders}
    own = {(part, plain(name)) for part, name in holders}
    last = [
        (part, name)
        for part, name in before
        if plain(name) not in nobody and (part not in taken or (part, plain(name)) in own)
    ]
    found: dict[Part, str] = {}
    for part, name in [*last, *holders]:
        found.setdefault(part, name)
    return found


def holders_of(station: Station | None) -> dict[Part, list[Signer]]:
    """Who holds each office there by their accounts, in the order in which it was given to them."""
    held = session().execute(
        sa.select(Grant.role, Account.display_name, Account.id)
        .join(Account, Account.id == Grant.account_id)
        .where(
            Account.is_active,
            ~Account.is_sample,
            Grant.role.in_(PART_OF),
            sa.or_(
                Grant.station_id.is_(None), Grant.station_id == (station.id if station else None)
            ),
        )
        .order_by(Grant.id)
    )
    found: dict[Part, list[Signer]] = {}
    for role, name, account in held:
        found.setdefault(PART_OF[Role(role)], []).append(Signer(name, account))
    return found


def awaited(station: Station | None, *, wrote: Iterable[Signer]) -> dict[Part, list[str]]:
    """Whose signature each part waits for: all who hold the office and have not written on it; where nobody
    has an account for it, whoever signed on paper last.
    """
    makers = list(wrote)
    last = {part: [Signer(name)] for part, name in usual_signers(station, but="").items()}
    return {
        part: list(dict.fromkeys(one.name for one in people if not _is_among(one, makers)))
        for part, people in {**last, **holders_of(station)}.items()
    }


def without_signers(
    groups: Iterable[Group],
    station: Station | None,
    *,
    wrote: Iterable[Signer],
    names: Callable[[str], bool],
    today: date,
) -> list[Group]:
    """Those of `groups` in which accounts hold the office, and every one of them, deputies too, may not sign."""
    makers, held = list(wrote), holders_of(station)
    deputies = _deputies_of(station, today)

    def may(part: Part, one: Signer) -> bool:
        return refusal(part, one, given=(), wrote=makers, is_named=names(one.name)) is None

    return [
        group
        for group in groups
        if any(held.get(part) for part in group)
        and not any(
            may(part, one)
            for part in group
            for one in [*held.get(part, []), *deputies.get(part, [])]
        )
    ]


def _deputies_of(station: Station | None, today: date) -> dict[Part, list[Signer]]:
    """Who stands in there today."""
    query = (
        sa.select(Deputy.role, Account.display_name, Account.id)
        .join(Account, Account.id == Deputy.account_id)
        .where(
            Account.is_active,
            Deputy.role.in_(PART_OF),
            Deputy.first_day <= today,
            Deputy.last_day >= today,
            sa.or_(
                Deputy.station_id.is_(None), Deputy.station_id == (station.id if station else None)
            ),
        )
    )
    found: dict[Part, list[Signer]] = {}
    for role, name, account in session().execute(query):
        found.setdefault(PART_OF[Role(role)], []).append(Signer(name, account))
    return found


def hands_of(who: Visitor, *, station: Station | None) -> list[Hand]:
    """The parts in which `who` may sign for that station, or (None) for the office: their own, then as a deputy."""
    place = station.code if station else None
    found = [
        Hand(PART_OF[held.role], _for_whom(held))
        for held in who.holdings
        if held.role in PART_OF and _reaches(PART_OF[held.role], held.station, place)
    ]
    return sorted(found, key=lambda hand: bool(hand.deputy_for))


def hand_for(hands: Iterable[Hand], parts: Iterable[Part]) -> Hand | None:
    """With which of their hands they may sign one of `parts`, their own before a deputy's."""
    wanted = set(parts)
    return next((one for one in hands if one.part in wanted), None)


def _is_among(one: Signer, people: Iterable[Signer]) -> bool:
    return any(one.is_same(other) for other in people)


def _for_whom(held: Holding) -> str:
    """For whom a deputy signs, and why as far as that may be read.

    What was said when they were named may be older than the check on it, and keeps nobody from signing.
    """
    if not held.stands_for:
        return ""
    whom, _why = stood_in_for(held.stands_for)
    said = (one for one in (held.stands_for, whom) if not is_private(one, spoken_of=SPOKEN_OF))
    return next(said, str(POSTS[PART_OF[held.role]]))


def _reaches(part: Part, held_at: str | None, place: str | None) -> bool:
    """True if a part held at a station (None: for the whole office) reaches what `place` posts."""
    if part in STATION_PARTS:
        return place is not None and held_at in {None, place}
    return held_at is None
