"""Whether what was approved still says what it said then: its content, the trail, the register and its signatures, held together.

No program of ours changes an approved revision; whoever holds the database itself can. What a part of
the trail does not say, because it is older, is passed over.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Act
from kiosk.core.db import session
from kiosk.core.document import fingerprint
from kiosk.postings.acts import PUBLISHED, SIGNED, as_said_before, named, said_by
from kiosk.postings.models import Posting, Revision, Signature
from kiosk.postings.register_models import RegisterEntry

READ_AT_ONCE = 200
_RELEASED = re.compile(r"(\d+) ([0-9a-f]{64})")
#: How the trail names a posting, and the number of one of its versions.
Version = tuple[str, int]
Said = dict[str, Any]


class Breach(StrEnum):
    """What of an approved revision is not what was written then."""

    CONTENT = "content"
    RELEASE = "release"
    REGISTER = "register"
    SIGNATURES = "signatures"
    MISSING = "missing"


@dataclass(frozen=True)
class Altered:
    """An approved revision that differs. `number`: its register number, or the posting's code."""

    breach: Breach
    number: str
    title: str
    version: int


def first_altered() -> Altered | None:
    """The first approved revision that is not what was approved; None if all are."""
    with closing(_altered()) as found:
        return next(found, None)


def _altered() -> Generator[Altered]:
    released, signed, there = _released(), _signed(), _signatures()
    query = (
        sa.select(
            Posting.code,
            Posting.is_sample,
            Posting.register_number,
            Revision.number,
            Revision.title,
            Revision.content,
            Revision.fingerprint,
            RegisterEntry.fingerprint.label("registered"),
        )
        .join(Revision.posting)
        .outerjoin(RegisterEntry, RegisterEntry.revision_id == Revision.id)
        .where(Revision.approved_at.is_not(None))
        .order_by(Revision.posting_id, Revision.number)
    )
    # Whoever walks stops at the first: a server keeps what is left ready until it is told so.
    with session().execute(query.execution_options(yield_per=READ_AT_ONCE)) as rows:
        for row in rows:
            version = (named(row.code), row.number)
            # The sample's acts are in a chain of its own, and prove nothing.
            written = None if row.is_sample else released.pop(version, None)
            breach = _breach(row, written)
            if breach is None and version in signed and _differ(signed[version], there[version]):
                breach = Breach.SIGNATURES
            if breach is not None:
                yield Altered(breach, row.register_number or row.code, row.title, row.number)
    for subject, number in released:
        yield Altered(Breach.MISSING, subject.removeprefix(named("")), "", number)


def _breach(row: Any, written: str | None) -> Breach | None:
    if fingerprint(row.content.encode()) != row.fingerprint:
        return Breach.CONTENT
    if written not in {None, row.fingerprint}:
        return Breach.RELEASE
    if row.registered not in {None, row.fingerprint}:
        return Breach.REGISTER
    return None


def _differ(signed: dict[str, Said], there: dict[str, Said]) -> bool:
    """True if the signatures that are `there` are not those that the trail says were given."""
    asked = {
        part: one if "way" in signed.get(part, one) else as_said_before(one)
        for part, one in there.items()
    }
    return signed != asked


def _released() -> dict[Version, str]:
    """The fingerprint of every version, as the act of its release has it."""
    query = sa.select(Act.subject, Act.after).where(
        Act.chain == Chain.OFFICE, Act.what == PUBLISHED
    )
    found = {}
    for subject, after in session().execute(query.order_by(Act.place)):
        if said := _RELEASED.fullmatch(after):
            found[subject, int(said[1])] = said[2]
    return found


def _signed() -> dict[Version, dict[str, Said]]:
    """What every version's signatures say, by part, as the acts of signing have it."""
    query = sa.select(Act.subject, Act.after).where(Act.chain == Chain.OFFICE, Act.what.in_(SIGNED))
    found = defaultdict[Version, dict[str, Said]](dict)
    for subject, after in session().execute(query.order_by(Act.place)):
        with suppress(ValueError, KeyError, TypeError):
            said = json.loads(after)
            found[subject, int(said["version"])][said["part"]] = said
    return found


def _signatures() -> dict[Version, dict[str, Said]]:
    """The same of the signatures that are there."""
    query = (
        sa.select(Posting.code, Revision.number, Signature)
        .join(Revision, Signature.revision_id == Revision.id)
        .join(Revision.posting)
        .where(Revision.approved_at.is_not(None), Posting.is_sample.is_(False))
    )
    found = defaultdict[Version, dict[str, Said]](dict)
    for code, number, one in session().execute(query.execution_options(yield_per=READ_AT_ONCE)):
        found[named(code), number][one.part] = said_by(one, number)
    return found
