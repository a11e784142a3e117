"""From a posting's rows to the facts a face may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.kinds.contract import Correction, Facts, Publicity, SignedBy
from kiosk.postings.lifecycle import publicity_is_over
from kiosk.postings.models import Category, Posting, Revision
from kiosk.postings.operations import life_of, period_days
from kiosk.postings.publishing import Hours
from kiosk.postings.register import is_registered, number_of, word_now
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
        theme=category.theme,
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


@dataclass(frozen=True)
class Meant:
    """Where a draft is meant to hang, and from when to when. `hours` None: that is not settled yet.

    `viewed_at` is the code of the station at whose wall one looks, `reason` that of a correction.
    """

    category: Category
    station: Station | None
    scope: str
    viewed_at: str | None
    hours: Hours | None
    reason: str = ""


def facts_of_draft(
    posting: Posting, meant: Meant, calendar: WorkCalendar, *, moment: datetime
) -> Facts:
    """What a wall would know of `posting` if its draft were published at `moment`: nobody has signed."""
    hours, category = meant.hours, meant.category
    period = hours.publicity if hours else None
    return Facts(
        code=posting.code,
        kind=posting.kind,
        category=category_name(category),
        form=form_word(category.form),
        spine=spine_word(category),
        theme=category.theme,
        level="station" if meant.station else "office",
        scope=meant.scope,
        station=meant.station.code if meant.station else None,
        viewed_at=meant.viewed_at,
        register_number=posting.register_number or _number_to_be(posting, meant, moment),
        publicity=_period(period.first, period.last, calendar) if period else None,
        publicity_is_over=False,
        signatures=(),
        corrections=_correction_to_be(posting, meant.reason, moment),
        is_sample=posting.is_sample,
        shows_from=hours.begins if hours else moment,
        shows_until=hours.until if hours else None,
    )


def _number_to_be(posting: Posting, meant: Meant, moment: datetime) -> str | None:
    """The number with room for its figure, as on a paper form: it is given when the posting is released."""
    if not is_registered(posting.kind, meant.category.form):
        return None
    return number_of(word_now(meant.station), clock.local_day(moment).year, "　")


def _publicity(posting: Posting, calendar: WorkCalendar) -> Publicity | None:
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None:
        return None
    return Publicity(first, last, period_days(posting, calendar))


def _period(first: date, last: date, calendar: WorkCalendar) -> Publicity:
    return Publicity(first, last, tuple(calendar.working_days(first, last)))


def _signatures(revision: Revision) -> tuple[SignedBy, ...]:
    return tuple(
        SignedBy(one.part, one.post, one.name, one.signed_on, is_deputy=bool(one.deputy_for))
        for one in revision.signatures
    )


def _corrections(posting: Posting) -> tuple[Correction, ...]:
    """The corrections of what hangs, newest first; the first version that came into force is none."""
    in_force = [one for one in posting.revisions if one.approved_at is not None]
    return tuple(
        Correction(one.number, one.approved_at, one.reason)
        for one in reversed(in_force[1:])
        if one.approved_at is not None
    )


def _correction_to_be(posting: Posting, reason: str, moment: datetime) -> tuple[Correction, ...]:
    """The corrections there were, and before them the one that is being written, if it is one."""
    if posting.approved is None:
        return ()
    return (Correction(posting.approved.number + 1, moment, reason), *_corrections(posting))
