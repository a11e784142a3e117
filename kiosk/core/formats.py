"""Days, numbers and amounts as people here write them. Used by templates as filters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from flask import Flask
from flask_babel import gettext as _

from kiosk.core import clock
from kiosk.core.i18n import DEFAULT_LANGUAGE, language

#: From here on a size is told in MB: "1000 KB" would be four digits for less than one of them.
_KILOBYTES_AT_MOST = 1000
_NOT_DIALLED = re.compile(r"[^\d+]", re.ASCII)


def month_day(value: date | datetime) -> str:
    """11月18日, of any year: for boards, which are made once and hang on, and for what stands in documents."""
    on = _as_day(value)
    return _("%(month)d/%(day)d", month=on.month, day=on.day)


def day(value: date | datetime) -> str:
    """11月18日; 2025年11月18日, where it is not of this year."""
    return month_day(value) if _is_of_this_year(_as_day(value)) else long_day(value)


def long_day(value: date | datetime) -> str:
    """2026年11月18日, without leading zeros (GB/T 9704)."""
    on = _as_day(value)
    return _("%(month)d/%(day)d/%(year)d", year=on.year, month=on.month, day=on.day)


def month_day_range(first: date, last: date) -> str:
    """11月18日—24日, the month once where it is the same; of any year, for boards."""
    if (first.year, first.month) == (last.year, last.month):
        return _("%(month)d/%(first)d–%(last)d", month=first.month, first=first.day, last=last.day)
    return f"{month_day(first)}—{month_day(last)}"


def day_range(first: date, last: date) -> str:
    """11月18日—24日; 2025年11月18日—24日 and 12月28日—2027年1月4日, where a day is not of this year."""
    if _is_of_this_year(first) and _is_of_this_year(last):
        return month_day_range(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return _(
            "%(month)d/%(first)d–%(last)d/%(year)d",
            year=first.year,
            month=first.month,
            first=first.day,
            last=last.day,
        )
    return f"{day(first)}—{day(last)}"


def month(value: date) -> str:
    """2026年11月"""
    return _("%(month)d/%(year)d", year=value.year, month=value.month)


def minute(value: datetime) -> str:
    """11月19日 16:40, on the office's clock; with its year, where it is not of this one."""
    return f"{day(value)} {clock_time(value)}"


def long_minute(value: datetime) -> str:
    """2026年11月19日 16:40, on the office's clock: on paper that is kept for years."""
    return f"{long_day(value)} {clock_time(value)}"


def ending(value: datetime) -> str:
    """11月24日 24:00: when something ends. Midnight belongs to the day that ends with it."""
    last_day = clock.local_day(value - timedelta(microseconds=1))
    return f"{day(last_day)} 24:00" if clock.day_ends(last_day) == value else minute(value)


def clock_time(value: datetime) -> str:
    """16:40, on the office's clock."""
    return f"{clock.local(value):%H:%M}"


def number(value: str | int | None) -> str:
    """A figure of a document with thousands marks, its decimals and its plus as they are: 65,898.00, +600."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    places = -int(Decimal(value).as_tuple().exponent)
    plus = "+" if value.startswith("+") else ""
    return f"{plus}{Decimal(value):,.{max(places, 0)}f}"


def iso_day(value: str) -> date:
    """The day an ISO text names, for documents that hold days in table cells."""
    return date.fromisoformat(value)


def file_size(byte_size: int) -> str:
    """1.2 MB"""
    kilobytes = byte_size / 1024
    return (
        f"{kilobytes / 1024:.1f} MB"
        if kilobytes >= _KILOBYTES_AT_MOST
        else f"{max(kilobytes, 1):.0f} KB"
    )


def dial(phone: str) -> str:
    """A phone number as a link dials it, its extension (转8) after a pause: 0937-0000103 → 09370000103."""
    main, _mark, extension = phone.partition("转")
    digits = _NOT_DIALLED.sub("", main)
    inner = _NOT_DIALLED.sub("", extension)
    return f"{digits},{inner}" if inner else digits


def listed(items: Iterable[str]) -> str:
    """病事旷考勤、食堂采购: things of one kind after each other."""
    return list_comma().join(items)


def list_comma() -> str:
    """What stands between things of one kind."""
    return "、" if language() == DEFAULT_LANGUAGE else ", "


def init_formats(app: Flask) -> None:
    """Make the formats filters of every template."""
    app.jinja_env.globals.update(
        day_range=day_range, month_day_range=month_day_range, list_comma=list_comma
    )
    app.jinja_env.filters.update(
        day=day,
        long_day=long_day,
        month_day=month_day,
        month=month,
        minute=minute,
        long_minute=long_minute,
        ending=ending,
        clock_time=clock_time,
        number=number,
        iso_day=iso_day,
        file_size=file_size,
        dial=dial,
        listed=listed,
    )


def _is_of_this_year(value: date) -> bool:
    return value.year == clock.local_day(clock.now()).year


def _as_day(value: date | datetime) -> date:
    return clock.local_day(value) if isinstance(value, datetime) else value
