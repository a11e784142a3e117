"""Drafts: what is being written. Saved as typed, never over what somebody else has saved meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Act, Station
from kiosk.core import clock
from kiosk.core.db import one_at_a_time, session
from kiosk.postings.acts import subject
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import DiscardedDraft, Draft, Posting
from kiosk.postings.operations import Placing, new_posting
from kiosk.postings.transitions import Step

#: An editor that is open says so every half minute; two may get lost.
OPEN_FOR = timedelta(seconds=75)
MOST_CHARACTERS = 2_000_000
#: Saves by themselves come every few seconds: so many are half an hour of writing without a pause.
MOST_CHANGES = 600
#: What was thrown away can be put back for so long.
KEPT_FOR = timedelta(days=30)
#: A draft that was opened and that nobody has saved anything in: nobody's work, so no list and no count knows it.
#: Copies and corrections have a title from the first moment on.
UNTOUCHED = sa.and_(Draft.version == 1, Draft.title == "")


class StaleDraft(Exception):
    """Somebody else has saved this draft since it was opened here."""


class WrittenAnew(Exception):
    """Another draft of the same posting has been begun meanwhile."""


class UnderWay(Exception):
    """It is with its signers: nobody changes what they are reading."""


class DraftTooLong(Exception):
    """More was typed than any notice holds."""


def begin(posting: Posting, *, who: str, at: datetime) -> Draft:
    """Open a draft for `posting`, whose new version it will become."""
    _forget_untouched(before=at - KEPT_FOR)
    draft = Draft(posting=posting, saved_at=at, saved_by=who, step=Step.WRITING)
    session().add(draft)
    return draft


def begun_on(posting: Posting) -> date | None:
    """The day on which the draft in hand was begun; None if the trail does not say it."""
    act = _beginning(posting)
    return clock.local_day(act.at) if act else None


def begun_by_whom(draft: Draft) -> str:
    """Who began it; empty if the trail does not say it."""
    act = _beginning(draft.posting)
    return act.who if act else ""


def _beginning(posting: Posting) -> Act | None:
    return session().scalar(
        sa.select(Act)
        .where(Act.subject == subject(posting), Act.what == "draft.begin")
        .order_by(Act.id.desc())
        .limit(1)
    )


def save(
    draft: Draft,
    *,
    over: int,
    who: str,
    at: datetime,
    typed: str,
    title: str,
    parts: str | None = None,
    changed: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Keep what was typed. `over` is the version it was begun from; `parts` None leaves them as they are.

    `changed` are the prints, as they were before, of what is typed otherwise now.

    Raises StaleDraft if another version has been saved meanwhile, UnderWay, DraftTooLong.
    """
    if len(typed) + len(parts or "") > MOST_CHARACTERS:
        raise DraftTooLong
    values: dict[str, Any] = {"typed": typed, "title": title[:200], "saved_at": at, "saved_by": who}
    if parts is not None:
        values["parts"] = parts
    values["writers"] = json.dumps(list(dict.fromkeys([*saved_by(draft), who])), ensure_ascii=False)
    values["changes"] = _with_change(draft, over + 1, changed)
    # One statement decides, so that of two saves begun from one version only the first succeeds.
    written = session().execute(
        sa.update(Draft)
        .where(Draft.id == draft.id, Draft.version == over, Draft.step == Step.WRITING)
        .values(version=over + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session().refresh(draft)
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
        raise UnderWay if draft.step != Step.WRITING else StaleDraft


def keep_part(draft: Draft, name: str, value: Any, *, over: int) -> None:
    """Keep something beside the words, which stay that version and whose they are. Raises StaleDraft, DraftTooLong."""
    parts = json.dumps({**parts_of(draft), name: value}, ensure_ascii=False)
    if len(draft.typed) + len(parts) > MOST_CHARACTERS:
        raise DraftTooLong
    written = session().execute(
        sa.update(Draft)
        .where(Draft.id == draft.id, Draft.version == over, Draft.step == Step.WRITING)
        .values(parts=parts)
        .execution_options(synchronize_session=False)
    )
    session().refresh(draft)
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
        raise StaleDraft


def saved_by(draft: Draft) -> list[str]:
    """Everybody who has saved it, in the order in which they first did."""
    return [str(one) for one in json.loads(draft.writers)]


def prints_before(draft: Draft, *, version: int) -> dict[str, str] | None:
    """What has been saved otherwise since that version, each with its print of then; None if nobody knows any more."""
    since = [one for one in _changes_of(draft) if one[0] > version]
    if version < 1 or [number for number, _change in since] != list(
        range(version + 1, draft.version + 1)
    ):
        return None
    found: dict[str, str] = {}
    for _number, change in since:
        for name, before in change.items():
            found.setdefault(name, before)
    return found


def _changes_of(draft: Draft) -> list[tuple[int, dict[str, str]]]:
    return [(int(number), dict(change)) for number, change in json.loads(draft.changes)]


def _with_change(draft: Draft, version: int, changed: Mapping[str, str]) -> str:
    """The changes with those of one more save; the oldest are forgotten."""
    kept = [*_changes_of(draft), (version, dict(changed))][-MOST_CHANGES:]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def parts_of(draft: Draft) -> dict[str, Any]:
    """What of a draft nobody typed."""
    return dict(json.loads(draft.parts))


def say_open(draft: Draft, *, who: str, account: int, at: datetime) -> None:
    """Note that somebody has the editor open, unless somebody else was there first."""
    if other_editor(draft, account=account, at=at):
        return
    draft.open_by, draft.open_account, draft.open_at = who, account, at


def other_editor(draft: Draft, *, account: int, at: datetime) -> str | None:
    """Who else has this draft open just now."""
    heard = draft.open_at is not None and at - draft.open_at < OPEN_FOR
    return draft.open_by if heard and draft.open_account != account else None


def begun_by(form: str) -> Draft | None:
    """The draft that this very form has begun already; nobody else may begin one with it meanwhile."""
    if not form:
        return None
    one_at_a_time(f"draft {form}", session())
    return session().scalar(sa.select(Draft).where(Draft.begun_with == form))


def discard(draft: Draft, *, who: str, at: datetime) -> DiscardedDraft:
    """Throw a draft away; a posting that never was anything else goes with it. It is kept for a while.

    Raises UnderWay while it is with its signers.
    """
    if draft.step != Step.WRITING:
        raise UnderWay
    posting = draft.posting
    thrown = DiscardedDraft(
        code=posting.code,
        kind=posting.kind,
        category=posting.category,
        station=posting.station,
        scope=posting.scope,
        typed=draft.typed,
        parts=draft.parts,
        title=draft.title,
        is_sample=posting.is_sample,
        discarded_at=at,
        discarded_by=who,
    )
    session().add(thrown)
    posting.draft = None
    if posting.stage == Stage.DRAFT:
        session().delete(posting)
    session().flush()  # its number is what undoing asks for
    forget_thrown_away(before=at - KEPT_FOR)
    return thrown


def put_back(thrown: DiscardedDraft, *, who: str, at: datetime) -> Draft:
    """Make a draft of what was thrown away, of the same posting under the same code. Raises WrittenAnew."""
    posting = session().scalar(sa.select(Posting).where(Posting.code == thrown.code))
    if posting is None:
        placing = Placing(scope=thrown.scope, station=thrown.station)
        posting = new_posting(thrown.category, placing, kind=thrown.kind)
        posting.code, posting.is_sample = thrown.code, thrown.is_sample
    elif posting.draft is not None:
        raise WrittenAnew
    draft = begin(posting, who=who, at=at)
    draft.typed, draft.parts, draft.title = thrown.typed, thrown.parts, thrown.title
    draft.version = 2  # somebody has written in it before
    session().delete(thrown)
    session().flush()
    return draft


def thrown_away(
    *, since: datetime, places: Iterable[str] | None, most: int
) -> list[DiscardedDraft]:
    """What was thrown away last, the newest first, of `places` (station codes); None is everything."""
    query = (
        sa.select(DiscardedDraft)
        .where(DiscardedDraft.discarded_at > since)
        .options(joinedload(DiscardedDraft.category), joinedload(DiscardedDraft.station))
        .order_by(DiscardedDraft.discarded_at.desc(), DiscardedDraft.id.desc())
        .limit(most)
    )
    if places is not None:
        query = query.join(Station, Station.id == DiscardedDraft.station_id)
        query = query.where(Station.code.in_(list(places)))
    return list(session().scalars(query))


def thrown_away_last(code: str) -> DiscardedDraft | None:
    """The draft of the posting with that code that was thrown away last."""
    query = sa.select(DiscardedDraft).where(DiscardedDraft.code == code)
    return session().scalar(query.order_by(DiscardedDraft.id.desc()).limit(1))


def forget_thrown_away(*, before: datetime) -> int:
    """Delete for good what was thrown away before that moment; return how many."""
    gone = session().execute(
        sa.delete(DiscardedDraft)
        .where(DiscardedDraft.discarded_at < before)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE has one


def _forget_untouched(*, before: datetime) -> None:
    """Delete drafts that were begun before that moment and never written in, with the posting each was to become."""
    query = (
        sa.select(Posting)
        .join(Draft, Draft.posting_id == Posting.id)
        .where(UNTOUCHED, Posting.stage == Stage.DRAFT, Draft.saved_at < before)
    )
    for one in session().scalars(query):
        session().delete(one)
