"""The one place that asks what time it is, and the office's days.

Storage is UTC; the office lives in Asia/Shanghai whatever the server runs. Everything else takes
time as an argument.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def until_next(step_s: float) -> float:
    """Seconds until the system's clock is at a multiple of `step_s`: whoever waits so wakes when others do."""
    return step_s - datetime.now(UTC).timestamp() % step_s


def local(moment: datetime) -> datetime:
    """The same moment on the office's clock."""
    return moment.astimezone(OFFICE_ZONE)


def local_day(moment: datetime) -> date:
    """The office's calendar day in which `moment` lies."""
    return local(moment).date()


@lru_cache(maxsize=4096)
def day_begins(day: date) -> datetime:
    """00:00 of the office's `day`, in UTC."""
    return datetime.combine(day, time(), OFFICE_ZONE).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """24:00 of the office's `day`, in UTC: the first moment that no longer belongs to it."""
    return day_begins(day + timedelta(days=1))


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count."""
    return round(moment.timestamp() * 1000)
