"""Making a publicity period longer, because boards were dark on working days of it. Never shorter (decision 27)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from kiosk.core import clock
from kiosk.core.calendar import days
from kiosk.core.db import session
from kiosk.postings.acts import note
from kiosk.postings.checking import refuse_what_is_private
from kiosk.postings.closing import conclusion_of, step_of
from kiosk.postings.lengthening_models import Lengthening
from kiosk.postings.models import Posting
from kiosk.postings.operations import alone_with
from kiosk.postings.transitions import Deed, NotNow, move

MOST_CHARACTERS = 200


class NotLonger(Exception):
    """The new last day is no later than the one there is."""


class IsConcluded(Exception):
    """Somebody has said already what came of the period."""


@dataclass(frozen=True)
class Longer:
    """Until when a period shall last, and which dark working days that makes good."""

    until: date
    dark_days: tuple[date, ...]


def may_be_lengthened(posting: Posting) -> bool:
    """True for what has a publicity period of which nobody has said yet what came."""
    try:
        move(step_of(posting), Deed.EXTEND, reason="-")
    except NotNow:
        return False
    return posting.publicity_last is not None and conclusion_of(posting) is None


def lengthen(
    posting: Posting, longer: Longer, *, reason: str, who: str, at: datetime
) -> Lengthening:
    """Let the period of `posting` last until `longer.until`, and let it hang as long, as an act of `who`.

    Where it had come down already it hangs again. Raises NotNow, NoReason, IsConcluded, NotLonger, and
    MustNotHang for a reason that nobody may read.
    """
    alone_with(posting)
    session().refresh(posting)
    move(step_of(posting), Deed.EXTEND, reason=reason)
    last = posting.publicity_last
    if last is None or longer.until <= last:
        raise NotLonger
    if conclusion_of(posting) is not None:
        raise IsConcluded
    refuse_what_is_private({"reason": reason})
    made = Lengthening(
        posting=posting,
        is_sample=bool(posting.is_sample),
        last_before=last,
        publicity_last=longer.until,
        until_before=posting.shows_until,
        dark_days=json.dumps([str(day) for day in longer.dark_days]),
        reason=reason,
        lengthened_at=at,
        lengthened_by=who,
    )
    session().add(made)
    _hang_on(posting, made)
    before = json.dumps({"publicity_last": str(last)})
    after = json.dumps({"publicity_last": str(longer.until), "reason": reason}, ensure_ascii=False)
    note("posting.lengthen", posting, who=who, at=at, before=before, after=after)
    return made


def lengthenings_of(posting: Posting) -> list[Lengthening]:
    """Every lengthening of its period, the first one first."""
    query = sa.select(Lengthening).where(Lengthening.posting_id == posting.id)
    return list(session().scalars(query.order_by(Lengthening.id)))


def lengthenings_by_posting(postings: Collection[int]) -> Mapping[int, list[Lengthening]]:
    """Those of the postings with these numbers, in one question."""
    query = sa.select(Lengthening).where(Lengthening.posting_id.in_(postings))
    found: dict[int, list[Lengthening]] = {}
    for one in session().scalars(query.order_by(Lengthening.id)):
        found.setdefault(one.posting_id, []).append(one)
    return found


def made_good(lengthenings: Iterable[Lengthening]) -> frozenset[date]:
    """The dark days that need no further one."""
    return frozenset(
        date.fromisoformat(day) for one in lengthenings for day in json.loads(one.dark_days)
    )


def pauses(lengthenings: Iterable[Lengthening]) -> list[tuple[datetime, datetime]]:
    """From when to when it was down, because somebody lengthened its period only after that had ended."""
    return [
        (one.until_before, one.lengthened_at)
        for one in lengthenings
        if one.until_before is not None and one.until_before < one.lengthened_at
    ]


def drop_sample_lengthenings() -> None:
    """Take out those of the sample; the database lets nothing else go."""
    session().execute(sa.delete(Lengthening).where(Lengthening.is_sample))


def _hang_on(posting: Posting, made: Lengthening) -> None:
    """Move the ends. Days on which its period passed for over are none of those that count."""
    posting.publicity_last = made.publicity_last
    if posting.shows_until is not None:
        posting.shows_until = max(posting.shows_until, clock.day_ends(made.publicity_last))
    lost = days(made.last_before + timedelta(days=1), clock.local_day(made.lengthened_at))
    known: list[str] = json.loads(posting.uncounted_days)
    posting.uncounted_days = json.dumps(sorted({*known, *map(str, lost)}))
    session().flush()
