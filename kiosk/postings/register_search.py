"""Finding entries of the register: by year, series and words; the number of statements does not grow."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.core.db import session
from kiosk.postings.models import Posting, Revision, Signature
from kiosk.postings.register_models import RegisterEntry

PAGE_LENGTH = 25
MOST_WORDS = 5


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None or empty leaves it open. `place` is "" for the office, else a station's code."""

    is_sample: bool = False
    year: int | None = None
    place: str | None = None
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of entries, the newest first; `before` are those that are newer than its first."""

    entries: tuple[RegisterEntry, ...]
    total: int
    page: int
    pages: int

    @property
    def before(self) -> int:
        return (self.page - 1) * PAGE_LENGTH


def find(wanted: Wanted, *, places: Collection[str] | None) -> Found:
    """The page of what `wanted` describes among the series of `places`; None is all of them."""
    conditions = _conditions(wanted, places)
    count = sa.select(sa.func.count(RegisterEntry.id)).where(*conditions)
    total = session().scalar(count) or 0
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(wanted.page, 1), pages)
    query = _whole().where(*conditions).order_by(*_newest_first())
    rows = session().scalars(query.limit(PAGE_LENGTH).offset((page - 1) * PAGE_LENGTH))
    return Found(tuple(rows), total, page, pages)


def find_all(wanted: Wanted, *, places: Collection[str] | None) -> list[RegisterEntry]:
    """All of it as it is written on paper: the oldest first."""
    query = _whole().where(*_conditions(wanted, places)).order_by(*_newest_first())
    return list(session().scalars(query))[::-1]


def years_there(*, is_sample: bool, places: Collection[str] | None) -> list[int]:
    """The years with an entry, the newest first."""
    conditions = _conditions(Wanted(is_sample=is_sample), places)
    query = sa.select(RegisterEntry.year).where(*conditions).distinct()
    return sorted(session().scalars(query), reverse=True)


def counts(*, places: Collection[str] | None) -> dict[bool, int]:
    """How many entries the office's register has (False), and the sample's (True)."""
    query = sa.select(RegisterEntry.is_sample, sa.func.count(RegisterEntry.id))
    if places is not None:
        query = query.where(RegisterEntry.place.in_(places))
    rows = session().execute(query.group_by(RegisterEntry.is_sample))
    return {bool(is_sample): number for is_sample, number in rows}


def _whole() -> sa.Select[RegisterEntry]:
    """Entries with everything their columns are made of."""
    versions = joinedload(RegisterEntry.posting).selectinload(Posting.revisions)
    return sa.select(RegisterEntry).options(
        joinedload(RegisterEntry.posting).joinedload(Posting.station),
        joinedload(RegisterEntry.posting).joinedload(Posting.category),
        versions.selectinload(Revision.signatures),
        versions.joinedload(Revision.submission),
        joinedload(RegisterEntry.revision).selectinload(Revision.signatures),
        joinedload(RegisterEntry.revision).joinedload(Revision.submission),
    )


def _newest_first() -> tuple[sa.ColumnElement[Any], ...]:
    return RegisterEntry.registered_at.desc(), RegisterEntry.serial.desc(), RegisterEntry.id.desc()


def _conditions(wanted: Wanted, places: Collection[str] | None) -> list[sa.ColumnElement[bool]]:
    found: list[sa.ColumnElement[bool]] = [RegisterEntry.is_sample.is_(wanted.is_sample)]
    if places is not None:
        found.append(RegisterEntry.place.in_(places))
    if wanted.place is not None:
        found.append(RegisterEntry.place == wanted.place)
    if wanted.year is not None:
        found.append(RegisterEntry.year == wanted.year)
    return found + [_says(word) for word in wanted.words.split()[:MOST_WORDS]]


def _says(word: str) -> sa.ColumnElement[bool]:
    """In the number, in what was registered, in any version's text, or as the name of who signed.

    Latin words are not looked for in texts: a document's own field names would answer to them.
    """
    columns = (
        RegisterEntry.number,
        RegisterEntry.title,
        RegisterEntry.category,
        RegisterEntry.place_name,
    )
    found = [column.contains(word, autoescape=True) for column in columns]
    within = Revision.title if word.isascii() else Revision.content
    found.append(
        sa.exists().where(
            Revision.posting_id == RegisterEntry.posting_id,
            Revision.approved_at.is_not(None),
            within.contains(word, autoescape=True),
        )
    )
    found.append(
        sa.exists().where(
            Signature.revision_id == RegisterEntry.revision_id,
            Signature.name.contains(word, autoescape=True),
        )
    )
    return sa.or_(*found)
