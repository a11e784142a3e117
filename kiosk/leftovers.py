"""Files in the instance folder that nothing refers to any more: found, and swept away after a safe age.

A picture that was replaced, a sheet that was taken, an attachment of a draft that was thrown away for good: the bytes stay,
because somebody may just be about to save what names them. What any version of a posting names is kept for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from kiosk.core.db import session
from kiosk.postings.models import DiscardedDraft, Draft, Revision, Submission

#: Younger than this, a file may belong to a form that is still open, or to a draft that is put back.
SAFE_AGE = timedelta(days=30)
_SHA = re.compile(r"[0-9a-f]{64}")
#: The names under which the product itself keeps files; anything else there is not ours to judge.
_OURS = re.compile(
    r"(?P<picture>[0-9a-f]{64})\.(jpg|pdf|docx|xlsx|png)"
    r"|made/(?P<cut>[0-9a-f]{64})-\d+-\d+-[a-z-]+\.jpg"
    r"|attachments/(?P<attachment>[0-9a-f]{64})\.[a-z]{3,4}"
    r"|sheets/(?P<sheet>[0-9a-f]{64})"
    r"|((made|attachments|sheets)/)?(?P<half>tmp\w{8})"
)
_NAMING = (
    Revision.content,
    Submission.scan,
    Draft.typed,
    Draft.parts,
    DiscardedDraft.typed,
    DiscardedDraft.parts,
)
_AT_ONCE = 200


@dataclass(frozen=True)
class Leftover:
    """A file no posting, draft or import names. Its age says how long it has lain there untouched."""

    path: Path
    byte_size: int
    age: timedelta

    @property
    def is_safe_to_sweep(self) -> bool:
        """True once nobody can be about to use it."""
        return self.age >= SAFE_AGE


def leftovers(folder: Path, *, now: datetime) -> list[Leftover]:
    """Every such file below `folder`, the instance's media, by name."""
    # The files first: what is named only after this was there before, and is young again (`write_once`).
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = _named()
    return [found for path in files if (found := _leftover(path, folder, named, now=now))]


def sweep(folder: Path, *, older_than: timedelta, now: datetime) -> list[Leftover]:
    """Delete what has lain there for longer than `older_than`; return what went.

    Raises ValueError for less than the safe age.
    """
    if older_than < SAFE_AGE:
        raise ValueError(f"at least {SAFE_AGE.days} days")
    gone = []
    for one in leftovers(folder, now=now):
        if one.age >= older_than:
            one.path.unlink(missing_ok=True)
            gone.append(one)
    return gone


def _leftover(path: Path, folder: Path, named: set[str], *, now: datetime) -> Leftover | None:
    match = _OURS.fullmatch(path.relative_to(folder).as_posix())
    if match is None:
        return None
    sha = next(
        (match[group] for group in ("picture", "cut", "attachment", "sheet") if match[group]), ""
    )
    if sha in named:
        return None
    try:
        facts = path.stat()
    except FileNotFoundError:  # gone while we looked
        return None
    return Leftover(path, facts.st_size, timedelta(seconds=now.timestamp() - facts.st_mtime))


def _named() -> set[str]:
    """Every hash that any posting, draft or import says, read a few documents at a time."""
    return {sha for text in _texts() for sha in _SHA.findall(text)}


def _texts() -> Iterator[str]:
    for column in _NAMING:
        rows = session().scalars(sa.select(column).execution_options(yield_per=_AT_ONCE))
        yield from rows
