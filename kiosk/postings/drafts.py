"""Drafts: what is being written. Saved as typed, never over what somebody else has saved meanwhile."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from kiosk.core.db import session
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Draft, Posting

#: An editor that is open says so every half minute; two may get lost.
OPEN_FOR = timedelta(seconds=75)
MOST_CHARACTERS = 2_000_000


class StaleDraft(Exception):
    """Somebody else has saved this draft since it was opened here."""


class DraftTooLong(Exception):
    """More was typed than any notice holds."""


def begin(posting: Posting, *, who: str, at: datetime) -> Draft:
    """Open a draft for `posting`, whose new version it will become."""
    draft = Draft(posting=posting, saved_at=at, saved_by=who)
    session().add(draft)
    return draft


def save(
    draft: Draft,
    *,
    over: int,
    who: str,
    at: datetime,
    typed: str,
    title: str,
    parts: str | None = None,
) -> None:
    """Keep what was typed. `over` is the version it was begun from; `parts` None leaves them as they are.

    Raises StaleDraft if another version has been saved meanwhile, DraftTooLong.
    """
    if len(typed) + len(parts or "") > MOST_CHARACTERS:
        raise DraftTooLong
    values: dict[str, Any] = {"typed": typed, "title": title[:200], "saved_at": at, "saved_by": who}
    if parts is not None:
        values["parts"] = parts
    # One statement decides, so that of two saves begun from one version only the first succeeds.
    written = session().execute(
        sa.update(Draft)
        .where(Draft.id == draft.id, Draft.version == over)
        .values(version=over + 1, **values)
        .execution_options(synchronize_session=False)
    )
    session().refresh(draft)
    if written.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE has one
        raise StaleDraft


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


def discard(draft: Draft) -> None:
    """Throw a draft away; a posting that never was anything else goes with it."""
    posting = draft.posting
    posting.draft = None
    if posting.stage == Stage.DRAFT and not posting.revisions:
        session().delete(posting)
