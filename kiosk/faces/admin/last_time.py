"""The posting before this one: a new draft that nobody has written in can begin with its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import abort

from kiosk.accounts.models import Act
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent, decode
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.drafting import (
    Desk,
    chosen_category,
    chosen_station,
    desk_of,
    first_typed,
    posting_in_hand,
    typed_of_revision,
    with_parts,
)
from kiosk.faces.admin.made_up import with_own_contacts
from kiosk.faces.admin.placing import PREFIX
from kiosk.kinds.editing import Parts, Typed
from kiosk.kinds.renewing import DAYS, has_kept_a_table, is_renewed_only, renewed
from kiosk.postings.acts import note, subject
from kiosk.postings.lifecycle import TAKEN_DOWN
from kiosk.postings.models import Draft, Posting
from kiosk.postings.operations import posting_by_code, published_before

#: Fields that somebody else, or another day, begins otherwise.
OWN = DAYS | {"author"}
#: The acts that fill a draft with the words of an older posting, whose code stands before them.
FILLED = "draft.fill"
FILLING = ("draft.begin", FILLED)
#: The button that takes the files of the posting before along: carry:k3f9.
CARRY = "carry:"


@dataclass(frozen=True)
class Kept:
    """What a copy has kept of the posting of that title, which it was made of: all but its periods, or at least a table."""

    title: str
    is_all: bool


@dataclass(frozen=True)
class Left:
    """Files of the posting this one was made of, which stayed behind."""

    code: str
    names: tuple[str, ...]


def last_time(desk: Desk, *, at: datetime) -> Posting | None:
    """What the same office or station hung of that category last; None once something is written here."""
    if not desk.kind.is_repeated or desk.is_correction or not _is_untouched(desk, at=at):
        return None
    return published_before(
        desk.posting,
        category=chosen_category(desk.placing, desk.posting),
        station=chosen_station(desk.placing, desk.posting),
        at=at,
    )


def as_last_time(desk: Desk, *, at: datetime) -> Desk:
    """The desk with the words and tables of the posting before, for this time; as it is if there is none."""
    before = last_time(desk, at=at)
    if before is None or before.approved is None:
        return desk
    said, parts = renewed(*typed_of_revision(before, before.approved), on=clock.local_day(at))
    typed = with_own_contacts(said, before, first_typed(desk.posting, at=at))
    words = [pair for pair in typed if not _is_placing(pair[0])]
    places = [pair for pair in desk.typed if _is_placing(pair[0])]
    return with_parts(desk_of(desk.draft, at=at, typed=[*places, *words]), parts)


def note_filled(draft: Draft, before: Posting, *, at: datetime) -> None:
    """Keep in the trail which posting a draft was filled from."""
    note(FILLED, draft.posting, who=visitor().name, at=at, before=before.code)


def copies_among(postings: Iterable[Posting]) -> set[str]:
    """The subjects of those that were filled from an older posting, asked at once."""
    subjects = [subject(one) for one in postings]
    asked = sa.select(Act.subject).where(
        Act.subject.in_(subjects), Act.what.in_(FILLING), Act.before != ""
    )
    return set(session().scalars(asked))


def still_as_before(desk: Desk) -> Kept | None:
    """What this draft has kept of the posting it was made of; None once it is a paper of its own."""
    if desk.is_correction:
        return None
    own = Act.subject == subject(desk.posting)
    code = session().scalar(
        sa.select(Act.before)
        .where(own, Act.what.in_(FILLING), Act.before != "")
        .order_by(Act.id.desc())
        .limit(1)
    )
    before = posting_by_code(code) if code else None
    if before is None or before.approved is None or before.kind != desk.kind.name:
        return None
    if before.stage in TAKEN_DOWN:
        return None  # the same paper once more, and no next month's
    old_files = {one["sha"] for one in files_of(before)}
    has_new_files = any(one["sha"] not in old_files for one in _files(desk.parts))
    try:
        old = decode(before.approved.content, desk.kind.content)
        new = desk.content()
    except BadContent:
        return None
    is_all = not has_new_files and is_renewed_only(old, new)
    return Kept(before.approved.title, is_all) if is_all or has_kept_a_table(old, new) else None


def left_by(code: str, desk: Desk) -> Left | None:
    """What stayed behind of the posting with that code; None where nothing did, or all of it is here meanwhile."""
    if not code or posting_by_code(code) is None:
        return None
    here = {one["sha"] for one in _files(desk.parts)}
    names = [str(one["name"]) for one in _files_of(code) if one["sha"] not in here]
    return Left(code, tuple(names)) if names else None


def with_files_of(code: str, desk: Desk) -> Desk:
    """The desk with the files of an older posting beside its own."""
    here = {one["sha"] for one in _files(desk.parts)}
    more = [one for one in _files_of(code) if one["sha"] not in here]
    return with_parts(desk, {**desk.parts, "attachments": [*_files(desk.parts), *more]})


def files_of(posting: Posting) -> list[dict[str, Any]]:
    """The files that hang with a posting, as parts of a draft hold them."""
    if posting.approved is None:
        return []
    _typed, parts = typed_of_revision(posting, posting.approved)
    return _files(parts)


def _files_of(code: str) -> list[dict[str, Any]]:
    found = posting_in_hand(code, Right.WRITE)
    if found.approved is None:
        abort(404)
    return files_of(found)


def _files(parts: Parts) -> list[dict[str, Any]]:
    return list(parts.get("attachments", []))


def _is_untouched(desk: Desk, *, at: datetime) -> bool:
    """True while every field says what it began with, or nothing."""
    # The parts a kind begins with are none; a kind may keep empty lists of them.
    if any(desk.parts.values()):
        return False
    began, said = _words(first_typed(desk.posting, at=at)), _words(desk.typed)
    return all(not text or text == began.get(name, "") for name, text in said.items())


def _words(typed: Typed) -> dict[str, str]:
    return {
        name: text.replace("\r\n", "\n").strip()
        for name, text in typed
        if name not in OWN and not _is_placing(name)
    }


def _is_placing(name: str) -> bool:
    return name.startswith(f"{PREFIX}-")
