"""Months and quarters: named in addresses, counted, offered in lists. Each is written as its first day. Pure."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date

MONTHS_A_YEAR = 12
MONTHS_A_QUARTER = 3
#: How far back lists offer months to choose from.
MOST_OFFERED = 24


def month_number(day: date) -> int:
    """Months since the year 0: differences between them are months."""
    return day.year * MONTHS_A_YEAR + day.month - 1


def month_after(day: date, count: int = 1) -> date:
    """The month that comes `count` months after that of `day`; before it, if `count` is below zero.

    >>> month_after(date(2026, 11, 22), 2)
    datetime.date(2027, 1, 1)
    """
    number = month_number(day) + count
    return date(number // MONTHS_A_YEAR, number % MONTHS_A_YEAR + 1, 1)


def quarter_of(day: date) -> date:
    """The first month of the quarter of `day`."""
    return month_after(day, -(month_number(day) % MONTHS_A_QUARTER))


def months_until(day: date, *, most: int = MOST_OFFERED) -> list[date]:
    """The month of `day` and those before it, the newest first."""
    return [month_after(day, -back) for back in range(most)]


def month_named(text: str) -> date | None:
    """2026-11 as its month; None for anything else, and for months that have no year around them."""
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if MINYEAR < month.year < MAXYEAR else None
