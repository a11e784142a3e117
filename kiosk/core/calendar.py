"""Working days by the State Council's calendar. Pure: no clock, no database.

Years come from the `chinesecalendar` package, overlaid by the office's own table. A year neither
knows is *unknown*: weekends are then the only days off, and whoever asks is told so.
Source: DOMAIN §2.5; 国务院办公厅关于2026年部分节假日安排的通知.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

import chinese_calendar

SATURDAY = 5


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are working days.

    `overrides` maps single days to True (working) or False (off); `known_years` are the years the
    office has entered by itself beside those of the package.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)
    known_years: frozenset[int] = frozenset()

    def is_known(self, year: int) -> bool:
        """True if the holidays of `year` have been announced to us."""
        return year in self.known_years or _package_knows(year)

    def is_working_day(self, day: date) -> bool:
        """True for a working day; in an unknown year, for every day from Monday to Friday."""
        if day in self.overrides:
            return self.overrides[day]
        if _package_knows(day.year):
            return _is_announced_working(day)
        return day.weekday() < SATURDAY

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from `first` to `last`, both included."""
        return [day for day in days(first, last) if self.is_working_day(day)]

    def unknown_years(self, first: date, last: date) -> list[int]:
        """The years touched by `first`..`last` whose holidays nobody has told us."""
        return [year for year in range(first.year, last.year + 1) if not self.is_known(year)]


def days(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


@cache
def _is_announced_working(day: date) -> bool:
    """As the package has it, asked once a day: it looks for its first and last day at every question."""
    return bool(chinese_calendar.is_workday(day))


def _package_knows(year: int) -> bool:
    return year in _PACKAGE_YEARS


_PACKAGE_YEARS = frozenset(day.year for day in chinese_calendar.holidays)
