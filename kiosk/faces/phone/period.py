"""How a publicity period stands on a day, as the phone draws it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kiosk.core import clock
from kiosk.core.calendar import days
from kiosk.kinds.contract import Publicity

#: A longer period is drawn as a bar: more cells than this do not fit a phone 360 px wide (DESIGN §3).
MOST_CELLS = 10

Stand = Literal["ahead", "running", "last_day", "over"]
Mark = Literal["past", "today", "ahead"]


@dataclass(frozen=True)
class Cell:
    """One day of the period."""

    day: date
    mark: Mark


@dataclass(frozen=True)
class PeriodView:
    """A period on one day. `days_left` and `working_days_left` include today; zero once it is over."""

    first: date
    last: date
    stand: Stand
    days_left: int
    working_days_left: int
    working_days: int
    #: Every day, or none at all when there are too many to draw.
    cells: tuple[Cell, ...]
    #: How much has passed, today included, 0 to 100.
    passed_percent: int
    #: When it was hung, where that was only after the first day had begun; else None.
    hung_later: datetime | None = None


def period_view(period: Publicity, today: date, *, hung_from: datetime | None = None) -> PeriodView:
    """How `period` stands on `today`, of something that hangs since `hung_from`."""
    begins = max(period.first, today)
    all_days = list(days(period.first, period.last))
    passed = sum(1 for one in all_days if one <= today)
    return PeriodView(
        first=period.first,
        last=period.last,
        stand=_stand(period, today),
        days_left=sum(1 for one in all_days if one >= begins),
        working_days_left=sum(1 for one in period.working_days if one >= begins),
        working_days=len(period.working_days),
        cells=tuple(Cell(one, _mark(one, today)) for one in all_days)
        if len(all_days) <= MOST_CELLS
        else (),
        passed_percent=round(100 * passed / len(all_days)),
        hung_later=hung_from
        if hung_from is not None and hung_from > clock.day_begins(period.first)
        else None,
    )


def _stand(period: Publicity, today: date) -> Stand:
    if today < period.first:
        return "ahead"
    if today > period.last:
        return "over"
    return "last_day" if today == period.last else "running"


def _mark(day: date, today: date) -> Mark:
    if day == today:
        return "today"
    return "past" if day < today else "ahead"
