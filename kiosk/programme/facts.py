"""From a posting's rows to the facts a face may know."""

from __future__ import annotations

from datetime import datetime

from kiosk.core.calendar import WorkCalendar
from kiosk.kinds.contract import Correction, Facts, Publicity, SignedBy
from kiosk.postings.lifecycle import publicity_is_over
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import life_of
from kiosk.postings.wording import category_name, form_word, spine_word


def facts_of(
    posting: Posting, calendar: WorkCalendar, *, moment: datetime, viewed_at: str | None
) -> Facts:
    """What a face at station `viewed_at` (a code, or None) may know of `posting` at `moment`.

    The posting must have an approved revision.
    """
    revision = posting.approved
    if revision is None:
        raise ValueError(f"posting {posting.code} has nothing approved")
    category = posting.category
    return Facts(
        code=posting.code,
        kind=posting.kind,
        category=category_name(category),
        form=form_word(category.form),
        spine=spine_word(category),
        level=posting.level,
        scope=posting.scope,
        station=posting.station.code if posting.station else None,
        viewed_at=viewed_at,
        register_number=posting.register_number,
        publicity=_publicity(posting, calendar),
        publicity_is_over=publicity_is_over(life_of(posting), moment),
        signatures=_signatures(revision),
        corrections=_corrections(posting),
        is_sample=posting.is_sample,
        shows_from=posting.shows_from,
        shows_until=posting.shows_until,
    )


def _publicity(posting: Posting, calendar: WorkCalendar) -> Publicity | None:
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None:
        return None
    return Publicity(first, last, tuple(calendar.working_days(first, last)))


def _signatures(revision: Revision) -> tuple[SignedBy, ...]:
    return tuple(
        SignedBy(one.part, one.post, one.name, one.signed_on) for one in revision.signatures
    )


def _corrections(posting: Posting) -> tuple[Correction, ...]:
    """The corrections of what hangs, newest first; the first version is none."""
    return tuple(
        Correction(one.number, one.approved_at, one.reason)
        for one in reversed(posting.revisions)
        if one.number > 1 and one.approved_at is not None
    )
