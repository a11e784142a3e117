"""How long what was archived is kept here: from which day on it may be handed over. Nothing is ever deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Posting
from kiosk.postings.register_columns import came_down
from kiosk.postings.search import approved_title

LEAST_YEARS, MOST_YEARS = 1, 100
#: What ends at midnight ended on the day before.
_LAST_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Kept:
    """Something archived, the day it came down, and the day from which on it may be handed over."""

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
        .where(Posting.stage == Stage.ARCHIVED, Posting.is_sample.is_(False))
        .options(joinedload(Posting.station), joinedload(Posting.category))
        .order_by(Posting.shows_until, Posting.id)
    )
    found = []
    for posting, title in session().execute(query):
        down = came_down(posting, moment)
        if down is not None:
            ended = clock.local_day(down - _LAST_MOMENT)
            found.append(Kept(posting, title or "", ended, kept_until(ended, years)))
    return found


def older_and_open(*, moment: datetime, years: int) -> list[Posting]:
    """What came down longer ago than that and was never archived."""
    query = (
        sa.select(Posting)
        .where(
            Posting.stage == Stage.REGISTERED,
            Posting.is_sample.is_(False),
            Posting.shows_until.is_not(None),
            Posting.shows_until <= moment,
        )
        .options(joinedload(Posting.station))
        .order_by(Posting.shows_until, Posting.id)
    )
    today = clock.local_day(moment)
    return [
        one
        for one in session().scalars(query)
        if one.shows_until
        and kept_until(clock.local_day(one.shows_until - _LAST_MOMENT), years) <= today
    ]
