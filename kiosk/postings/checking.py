"""Before a posting hangs: what was found in it, and what the secrecy reviewer has decided to keep.

A keep is an act of the trail and nothing else: who, when, why, and the very text it is bound to (decision 20).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa

from kiosk.accounts.models import Act
from kiosk.checks.examining import Examined, examined, examined_texts
from kiosk.checks.files import FileRead, Unread, read_file
from kiosk.checks.finds import Find, What
from kiosk.core.db import session
from kiosk.core.document import Document
from kiosk.core.media import Attachment, attachment_file
from kiosk.postings.acts import note, subject
from kiosk.postings.models import Posting

KEEP = "posting.keep"
#: An opinion says that something is no secret, a reason that something was one: the word tells nothing.
SPOKEN_OF = frozenset({What.SECRECY})


class MustNotHang(Exception):
    """Something in it may not hang; `finds` says what and where."""

    def __init__(self, finds: list[Find]):
        super().__init__(f"{len(finds)} finds")
        self.finds = finds


class MustNotBeSaid(MustNotHang):
    """The same of a sentence that is read beside a posting; the first part of a find's path is what it is called."""


class MayNotBeKept(Exception):
    """A number of somebody's: no reason lets it hang."""


@dataclass(frozen=True)
class Keep:
    """That somebody decided to keep a text, and why."""

    who: str
    at: datetime
    reason: str


def look_through(
    document: Document, *, media: Path, reason: str = "", signers: Iterable[str] = ()
) -> Examined:
    """Everything people would read once it hangs, looked through; files are in the folder `media`."""

    def read(file: Attachment) -> FileRead:
        path = attachment_file(media, file)
        return _read(path, file.extension) if path else FileRead(unread=Unread.GONE)

    return examined(document, read=read, reason=reason, signers=signers)


@lru_cache(maxsize=64)
def _read(path: Path, extension: str) -> FileRead:
    """A file is kept by its hash and never changes: it is looked through once, also because that takes seconds."""
    return read_file(path.read_bytes(), extension)


def keeps_of(posting: Posting) -> dict[str, Keep]:
    """What was kept of that posting, by the key of the find."""
    return keeps_among([posting])[posting.code]


def keeps_among(postings: Collection[Posting]) -> dict[str, dict[str, Keep]]:
    """The same of many by their codes, asked at once."""
    codes = {subject(one): one.code for one in postings}
    query = sa.select(Act).where(Act.what == KEEP, Act.subject.in_(codes)).order_by(Act.id)
    kept: dict[str, dict[str, Keep]] = {code: {} for code in codes.values()}
    for act in session().scalars(query):
        said = json.loads(act.after)
        kept[codes[act.subject]][said["key"]] = Keep(act.who, act.at, said["reason"])
    return kept


def keep(find: Find, *, posting: Posting, reason: str, who: str, at: datetime) -> None:
    """Let `find` stand as long as its text stays what it is. Raises MayNotBeKept."""
    if not find.may_keep:
        raise MayNotBeKept
    after = {
        "found": find.written,
        "text": find.where.text,
        "reason": reason,
        "key": find.key,
    }
    written = json.dumps(after, ensure_ascii=False)
    note(KEEP, posting, who=who, at=at, after=written)


def refuse_what_blocks(
    document: Document,
    *,
    posting: Posting,
    media: Path,
    reason: str = "",
    signers: Iterable[str] = (),
) -> None:
    """The last look, in the step that hangs it. Raises MustNotHang."""
    seen = look_through(document, media=media, reason=reason, signers=signers)
    blocking = seen.blocking(keeps_of(posting))
    if blocking:
        raise MustNotHang(blocking)


def refuse_what_is_private(
    said: Mapping[str, str], *, spoken_of: Collection[What] = frozenset()
) -> None:
    """The same rules for every sentence that is read beside a posting (why it came down, what came of it), by its name.

    Nobody looks through it before it is read: what would only be warned of in a document is refused here too, and
    written anew. Only words that are merely `spoken_of` may stand. Raises MustNotBeSaid.
    """
    finds = _private(said, spoken_of)
    if finds:
        raise MustNotBeSaid(finds)


def is_private(said: str, *, spoken_of: Collection[What] = frozenset()) -> bool:
    """True for a sentence that `refuse_what_is_private` refuses."""
    return bool(_private({"": said}, spoken_of))


def _private(said: Mapping[str, str], spoken_of: Collection[What]) -> list[Find]:
    return [one for one in examined_texts(said) if one.what not in spoken_of]
