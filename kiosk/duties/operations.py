"""What is done about duties: a statement that there is nothing, a doing recorded or taken back. Views only call."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.rhythms import Rhythm, Span, span_of
from kiosk.duties.models import DutyDone, OwnDuty
from kiosk.duties.reading import standing_of
from kiosk.duties.rules import Standing
from kiosk.postings.models import Category, NilReturn, Posting
from kiosk.postings.operations import RELEASED


class NotForIt(Exception):
    """A statement nobody can make: of a time to come, at a place the category is not for, of what has no span."""


class Disclosed(Exception):
    """Something has been posted that counts for that span: then there was something."""


def state_nothing(
    category: Category, station: Station | None, *, month: date, moment: datetime, today: date
) -> NilReturn | None:
    """State that `category` has nothing to disclose in the span of `month`; None if that was stated before.

    It hangs on the overview of the seven at once; a posting of that span takes its place by itself.
    Raises NotForIt and Disclosed.
    """
    span = span_of(category.rhythm, month)
    if span.first > today or not _is_for(category, station):
        raise NotForIt
    if _is_disclosed(category, station, span, moment=moment):
        raise Disclosed
    if _stated(category, station, span) is not None:
        return None
    statement = NilReturn(
        category=category,
        station_id=station.id if station else None,
        month=span.first,
        stated_on=today,
    )
    session().add(statement)
    return statement


def record_done(duty: OwnDuty, *, on: date, note: str, who: str, at: datetime) -> DutyDone | None:
    """Record that `duty` was done; None if the very same has been recorded before."""
    same = sa.select(DutyDone.id).where(
        DutyDone.duty_id == duty.id,
        DutyDone.done_on == on,
        DutyDone.note == note,
        DutyDone.taken_back_at.is_(None),
    )
    if session().scalar(same.limit(1)) is not None:
        return None
    done = DutyDone(duty=duty, done_on=on, note=note, recorded_by=who, recorded_at=at)
    session().add(done)
    return done


def _is_for(category: Category, station: Station | None) -> bool:
    if category.rhythm == Rhythm.LONG_TERM:
        return False
    return category.level in {"both", "station" if station else "office"}


def _is_disclosed(
    category: Category, station: Station | None, span: Span, *, moment: datetime
) -> bool:
    standing = standing_of(category, station, span, moment=moment)
    if standing is not None:
        return standing == Standing.DISCLOSED
    return bool(
        session().scalar(
            sa.select(
                sa.exists().where(
                    Posting.category_id == category.id,
                    Posting.station_id == (station.id if station else None),
                    Posting.stage.in_(RELEASED),
                    Posting.shows_from >= clock.day_begins(span.first),
                    Posting.shows_from < min(clock.day_ends(span.last), moment),
                )
            )
        )
    )


def _stated(category: Category, station: Station | None, span: Span) -> NilReturn | None:
    return session().scalar(
        sa.select(NilReturn).where(
            NilReturn.category_id == category.id,
            NilReturn.station_id == (station.id if station else None),
            NilReturn.month >= span.first,
            NilReturn.month <= span.last,
        )
    )
