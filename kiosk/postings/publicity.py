"""Publicity periods (公示期) in working days, and the days left of one. Pure.

Source: DOMAIN §2.5; the vectors are in the sample office's `calendar.vectors`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.core.calendar import WorkCalendar

LONGEST_SEARCH_DAYS = 400


@dataclass(frozen=True)
class Period:
    """From 00:00 of `first` to 24:00 of `last`. `unknown_years`: nobody told us their holidays."""

    first: date
    last: date
    unknown_years: tuple[int, ...] = ()


def period(
    start: date, working_days: int, calendar: WorkCalendar, *, first_day_counts: bool = True
) -> Period:
    """The period that begins on `start` and contains `working_days` working days (at least 1).

    With `first_day_counts` the start is counted if it is a working day; without, counting begins
    on the day after. Raises ValueError for fewer than one working day.
    """
    if working_days < 1:
        raise ValueError("a publicity period has at least one working day")
    day = start if first_day_counts else start + timedelta(days=1)
    for last in (day + timedelta(days=offset) for offset in range(LONGEST_SEARCH_DAYS)):
        working_days -= calendar.is_working_day(last)
        if working_days == 0:
            return Period(start, last, tuple(calendar.unknown_years(start, last)))
    raise ValueError("no end within the longest search")


@dataclass(frozen=True)
class DaysLeft:
    """What is left of a period, today included."""

    days: int
    working_days: int


def days_left(last: date, today: date, calendar: WorkCalendar) -> DaysLeft:
    """Days and working days from `today` to `last`, both included; zero once it is over."""
    if today > last:
        return DaysLeft(0, 0)
    return DaysLeft((last - today).days + 1, len(calendar.working_days(today, last)))
