"""When boards are meant to be lit, day by day: hours that are changed hold from the day after on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from kiosk.accounts.models import ShowingHours
from kiosk.accounts.offices import office
from kiosk.core.db import session

#: Before this day nobody asks for evidence.
FROM_THE_BEGINNING = date(2000, 1, 1)


@dataclass(frozen=True)
class Hours:
    """From when to when (07:00-22:00), from the day `since` on."""

    since: date
    hours: str


@dataclass(frozen=True)
class HoursKept:
    """All hours there were, in their order; at least one, from the beginning on."""

    all: Sequence[Hours]

    def on(self, day: date) -> str:
        """Those that hold on `day`."""
        return next(
            (one.hours for one in reversed(self.all) if one.since <= day), self.all[0].hours
        )

    def between(self, first: date, last: date) -> tuple[Hours, ...]:
        """Those that hold on some day from `first` to `last`."""
        before = [one for one in self.all if one.since <= first][-1:]
        return (*before, *(one for one in self.all if first < one.since <= last))


def showing_hours() -> HoursKept:
    """The hours of this office; one that has never changed them has had the same for ever."""
    rows = session().scalars(sa.select(ShowingHours).order_by(ShowingHours.since))
    found = [Hours(one.since, one.hours) for one in rows]
    return HoursKept(found or [Hours(FROM_THE_BEGINNING, office().showing_hours)])


def note_hours(before: str, after: str, *, today: date) -> None:
    """Remember that `before` held until `today`, and that `after` holds from tomorrow on.

    The day on which they are changed keeps the hours it began with: nobody can shorten a day on which a board was dark.
    """
    if before == after:
        return
    if not session().scalar(sa.select(sa.exists().where(ShowingHours.since <= today))):
        session().add(ShowingHours(since=FROM_THE_BEGINNING, hours=before))
    tomorrow = today + timedelta(days=1)
    row = session().get(ShowingHours, tomorrow)
    if row is None:
        session().add(ShowingHours(since=tomorrow, hours=after))
    else:
        row.hours = after
