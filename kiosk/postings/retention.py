"""How long what was archived is kept here: from which day on it may be handed over. Nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.postings.lifecycle import FILED, Stage
from kiosk.postings.models import Posting
from kiosk.postings.register_columns import came_down
from kiosk.postings.search import approved_title

LEAST_YEARS, MOST_YEARS = 1, 100
#: What ends at midnight ended on the day before.
_LAST_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Kept:
    """Something that came down, on which day, and the day from which on it may be handed over once it is archived."""

    posting: Posting
    title: str
    ended: date
    until: date


def kept_until(ended: date, years: int) -> date:
    """The same day so many years later; a February 29th counts as the day after the 28th. Pure.

    >>> kept_until(date(2024, 2, 29), 5)
    datetime.date(2029, 3, 1)
    """
    try:
        return ended.replace(year=ended.year + years)
    except ValueError:
        return date(ended.year + years, 3, 1)


def archived(*, moment: datetime, years: int) -> list[Kept]:
    """Everything archived, what may be handed over first in front; the sample is nobody's record."""
    query = (
        sa.select(Posting, approved_title())
        .where(Posting.stage.in_(FILED), Posting.is_sample.is_(False))
        .options(joinedload(Posting.station), joinedload(Posting.category))
        .order_by(Posting.id)
    )
    found = [_kept(posting, title, moment, years) for posting, title in session().execute(query)]
    return _sooner_first(one for one in found if one is not None)


def older_and_open(*, moment: datetime, years: int) -> list[Kept]:
    """What came down longer ago than that and was never archived."""
    down = sa.case(
        (Posting.stage == Stage.WITHDRAWN, Posting.withdrawn_at), else_=Posting.shows_until
    )
    query = (
        sa.select(Posting, approved_title())
        .where(
            Posting.stage.in_((Stage.REGISTERED, Stage.WITHDRAWN)),
            Posting.is_sample.is_(False),
            down <= moment,
        )
        .options(joinedload(Posting.station), joinedload(Posting.category))
        .order_by(Posting.id)
    )
    today = clock.local_day(moment)
    found = [_kept(posting, title, moment, years) for posting, title in session().execute(query)]
    return _sooner_first(one for one in found if one is not None and one.until <= today)


def _kept(posting: Posting, title: str | None, moment: datetime, years: int) -> Kept | None:
    """None for what has not come down."""
    down = came_down(posting, moment)
    if down is None:
        return None
    ended = clock.local_day(down - _LAST_MOMENT)
    return Kept(posting, title or "", ended, kept_until(ended, years))


def _sooner_first(found: Iterable[Kept]) -> list[Kept]:
    return sorted(found, key=lambda one: (one.until, one.posting.id))
