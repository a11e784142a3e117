"""Sets of a day's quarter-hours, as the 96 bits of a whole number: the highest is 00:00 to 00:15. Pure.

Days are the office's; a set joins, meets and counts as numbers do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from kiosk.core import clock

A_DAY = 96
SECONDS = 900
MINUTES = 15
LENGTH = timedelta(minutes=MINUTES)
ALL_DAY = (1 << A_DAY) - 1
WHOLE_DAY = "00:00-24:00"
MINUTES_A_DAY = 24 * 60
_HOURS = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-–—―~～至到]+\s*(\d{1,2})[:：](\d{2})")


def span(first: int, after: int) -> int:
    """The quarter-hours from number `first` until before number `after`; none if there is nothing between."""
    first, after = max(first, 0), min(after, A_DAY)
    return ((1 << (after - first)) - 1) << (A_DAY - after) if first < after else 0


def wholly_within(day: date, begins: datetime, ends: datetime) -> int:
    """The quarter-hours of `day` of which nothing lies before `begins` or after `ends`."""
    midnight = clock.day_begins(day)
    first = -((midnight - begins) // LENGTH)  # rounded up
    return span(first, (ends - midnight) // LENGTH)


def rounded_up(moment: datetime) -> datetime:
    """The moment itself where a quarter-hour begins, else the end of the one it lies in."""
    midnight = clock.day_begins(clock.local_day(moment))
    return midnight - ((midnight - moment) // LENGTH) * LENGTH


def runs(quarters: int) -> Iterator[tuple[int, int]]:
    """The unbroken stretches in a set: number of the first, and of the one after the last."""
    begun = None
    for number in range(A_DAY + 1):
        is_in = number < A_DAY and quarters >> (A_DAY - 1 - number) & 1
        if is_in and begun is None:
            begun = number
        elif not is_in and begun is not None:
            yield begun, number
            begun = None


def moment(day: date, number: int) -> datetime:
    """When quarter-hour `number` of `day` begins."""
    return clock.day_begins(day) + number * LENGTH


def plain_hours(typed: str) -> str | None:
    """`7:00—22：00` as it is stored, 07:00-22:00; nothing means the whole day. None if it is no such thing.

    Hours lie within one day and hold at least one whole quarter-hour.
    """
    if not typed.strip():
        return WHOLE_DAY
    found = _HOURS.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    plain = f"{hour:02}:{minute:02}-{last_hour:02}:{last_minute:02}"
    is_time = all(one < 60 for one in (minute, last_minute))  # noqa: PLR2004 - minutes of an hour
    ends = last_hour * 60 + last_minute
    return plain if is_time and ends <= MINUTES_A_DAY and of_hours(plain) else None


def of_hours(hours: str) -> int:
    """The quarter-hours that lie wholly within hours as they are stored.

    >>> of_hours("07:00-22:00").bit_count()
    60
    """
    begins, ends = minutes_of(hours)
    return span(-(-begins // MINUTES), ends // MINUTES)


def plain_rest(typed: str) -> str | None:
    """`22：00—6:30` as it is stored, 22:00-06:30; None if it is no such thing. It may go on past midnight, but takes no whole day."""
    found = _HOURS.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute, last_hour, last_minute = map(int, found.groups())
    begins, ends = hour * 60 + minute, last_hour * 60 + last_minute
    is_time = all(one < 60 for one in (minute, last_minute))  # noqa: PLR2004 - minutes of an hour
    is_rest = begins < MINUTES_A_DAY and ends <= MINUTES_A_DAY and (ends - begins) % MINUTES_A_DAY
    return f"{hour:02}:{minute:02}-{last_hour:02}:{last_minute:02}" if is_time and is_rest else None


def minutes_of(hours: str) -> tuple[int, int]:
    """From which minute of the day to which; the second may be the smaller one.

    >>> minutes_of("22:00-06:30")
    (1320, 390)
    """
    begins, ends = (int(one[:2]) * 60 + int(one[3:]) for one in hours.split("-"))
    return begins, ends


def touched_by(rest: str) -> int:
    """The quarter-hours of a day of which any part lies within a rest as it is stored; empty: none.

    >>> touched_by("22:00-06:30").bit_count()
    34
    """
    if not rest:
        return 0
    begins, ends = minutes_of(rest)
    first, after = begins // MINUTES, -(-ends // MINUTES)
    return span(first, after) if begins < ends else span(first, A_DAY) | span(0, after)
