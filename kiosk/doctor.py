"""What may be wrong with an installation, in sentences. Looks only; changes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import sqlalchemy as sa

from kiosk import leftovers
from kiosk.accounts import trail
from kiosk.accounts.chain import Chain, Fault
from kiosk.accounts.offices import base_url
from kiosk.core import clock
from kiosk.core.config import KEY_FILE, Settings, leads_nowhere
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.core.glyphs import describe, missing_anywhere
from kiosk.core.privacy import readable_by_others
from kiosk.core.revisions import known_revisions, schema_revision
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.operations import readable_postings, work_calendar
from kiosk.postings.proof import Altered, Breach

LEAST_FREE_BYTES = 500 * 1024 * 1024
MOST_NAMED = 5
#: What is wrong with an approved text, in both languages.
ALTERED = {
    Breach.CONTENT: ("的内容与批准时不符", "does not say what was approved"),
    Breach.RELEASE: ("与操作记录不符", "is not the one that the trail says was released"),
    Breach.REGISTER: ("与登记台账不符", "is not the one that was registered"),
    Breach.SIGNATURES: ("的签批与操作记录不符", "has other signatures than the trail"),
    Breach.MISSING: ("已不在系统中，而操作记录载有其发布", "was released and is no longer there"),
}
Grade = Literal["ok", "warning", "error"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `error`: the kiosk cannot do its work; `warning`: somebody should act."""

    grade: Grade
    text: str


def findings(settings: Settings, *, today: date) -> list[Finding]:
    """Everything there is to say, worst causes first: without a database the rest is not asked."""
    found = [_instance(settings), *_secrets(settings), _space(settings)]
    database = _database()
    found.append(database)
    if database.grade == "ok":
        asked: tuple[Callable[[], Iterator[Finding]], ...] = (
            _trail,
            _glyphs,
            lambda: _calendar(today),
            lambda: _leftovers(settings),
        )
        found += [finding for ask in asked for finding in ask()]
    return [*found, _address(base_url() if database.grade == "ok" else settings.base_url)]


def _instance(settings: Settings) -> Finding:
    try:
        with tempfile.TemporaryFile(dir=settings.instance):
            pass
    except OSError as error:
        return Finding("error", f"The folder {settings.instance}: {error.strerror}.")
    return Finding("ok", f"The folder {settings.instance} can be written to.")


def _secrets(settings: Settings) -> Iterator[Finding]:
    """Files of early installations, and of those copied by hand, may be anybody's to read."""
    database = db.engine.url.database if db.engine.dialect.name == "sqlite" else None
    files = [settings.instance / KEY_FILE, *([Path(database)] if database else [])]
    for file in filter(readable_by_others, files):
        yield Finding("warning", f"Other users of this machine may read {file}: chmod 600 {file}")


def _space(settings: Settings) -> Finding:
    free = shutil.disk_usage(settings.instance).free
    text = f"{free // 1024**2} MB are free on its disk."
    return Finding("ok" if free >= LEAST_FREE_BYTES else "warning", text)


def _database() -> Finding:
    newest = known_revisions()[0]
    try:
        with db.engine.connect() as connection:
            revision = schema_revision(connection)
    except sa.exc.SQLAlchemyError:
        return Finding("error", "The database cannot be read; check DATABASE_URL.")
    if revision is None:
        return Finding("error", "The database is empty; `make run` sets it up.")
    if revision != newest:
        return Finding("error", f"The database stands at {revision}, not at {newest}: restart.")
    return Finding("ok", f"The database can be read and stands at {revision}.")


def _glyphs() -> Iterator[Finding]:
    lacking = False
    for posting in readable_postings():
        revision = posting.approved
        if revision is None:
            continue
        kind = kind_called(posting.kind)
        text = "".join(kind.strings(decode(revision.content, kind.content)))
        missing = [describe(character) for character in missing_anywhere(text)]
        if missing:
            lacking = True
            yield Finding(
                "warning", f"No shipped font has {', '.join(missing)} in “{revision.title}”."
            )
    if not lacking:
        yield Finding("ok", "The shipped fonts have every character of what is published.")


def _calendar(today: date) -> Iterator[Finding]:
    calendar = work_calendar()
    for year in (today.year, today.year + 1):
        if calendar.is_known(year):
            yield Finding("ok", f"The holidays of {year} are known.")
        else:
            yield Finding(
                "warning", f"The holidays of {year} are not known: working days may be wrong."
            )


def _trail() -> Iterator[Finding]:
    for chain in Chain:
        head, fault = trail.verified(chain)
        if fault is not None:
            yield Finding("error", trail_fault(fault))
        elif head and chain == Chain.OFFICE:
            yield Finding("ok", f"The trail is whole: {head.place} acts, head {head}.")


def trail_fault(fault: Fault) -> str:
    """What is wrong with the trail, in a sentence in both languages."""
    act = fault.found
    if act is None and fault.is_of_paper:
        return (
            f"链头不符：记录中没有第 {fault.place} 条；请核对是否录错，如未录错，则第 {fault.place} 条或其后的记录已被删除。 "
            f"The head does not match: the trail has no act {fault.place}. "
            "Unless it was mistyped, this act, or what came after it, was removed."
        )
    if act is None:
        return (
            f"记录缺失：第 {fault.place} 条或其后的记录已被删除。 "
            f"Act {fault.place} of the trail is missing: it, or what came after it, was removed."
        )
    if fault.is_of_paper:
        return (
            f"链头不符：第 {act.place} 条的哈希与纸上所印不同；请核对是否录错，如未录错，则这条或更早的记录已被整链重写。 "
            f"The head does not match: act {act.place} has another hash than the paper says. "
            "Unless it was mistyped, this act or one before it was rewritten together with all that followed."
        )
    named = f"{act.at:%Y-%m-%d %H:%M} UTC, {act.who}, {act.what}, {act.subject}"
    return (
        f"第 {act.place} 条记录（{named}）与当时写入的不符。 "
        f"Act {act.place} of the trail ({named}) is not what was written then."
    )


def altered_said(altered: Altered) -> str:
    """Which approved text is not what was approved, in a sentence in both languages."""
    chinese, english = ALTERED[altered.breach]
    title = f"《{altered.title}》" if altered.title else ""
    return (
        f"{altered.number}{title}第 {altered.version} 版{chinese}。 "
        f"Version {altered.version} of {altered.number} {altered.title}".rstrip()
        + f" {english}."
    )


def _leftovers(settings: Settings) -> Iterator[Finding]:
    """Files that are in nobody's way, but are not needed either."""
    found = leftovers.leftovers(settings.media_folder, now=clock.now())
    if not found:
        yield Finding(
            "ok", "Every file in the instance folder belongs to a posting, a draft or an import."
        )
        return
    names = ", ".join(
        one.path.relative_to(settings.media_folder).as_posix() for one in found[:MOST_NAMED]
    )
    more = f" and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    old = sum(one.is_safe_to_sweep for one in found)
    size = sum(one.byte_size for one in found) // 1024
    yield Finding(
        "warning" if old else "ok",
        f"{len(found)} files ({size} KB) that no posting, draft or import refers to any more: {names}{more}. "
        f"{old} of them are older than {leftovers.SAFE_AGE.days} days; `kiosk sweep` removes those.",
    )


def _address(base: str) -> Finding:
    if leads_nowhere(base):
        return Finding(
            "warning",
            f"QR codes lead to {base}, which no phone can open: set KIOSK_BASE_URL "
            "or start with HOST=0.0.0.0.",
        )
    return Finding("ok", f"QR codes lead to {base}.")
