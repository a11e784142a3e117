"""Holidays as the State Council's notice words them, read into days and said again. Pure.

Source: 国务院办公厅关于2026年部分节假日安排的通知: "元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.core.calendar import SATURDAY, WorkCalendar, days

#: No holiday is longer; whoever names more days has mistyped one.
MOST_DAYS_IN_A_ROW = 31
_ASIDE = re.compile(r"\([^()]*\)")
_DAY = r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
_LAST = r"(?:(?:\d{4}年)?(?P<last_month>\d{1,2})月)?(?P<last_day>\d{1,2})日"
_WORD = re.compile(rf"{_DAY}(?:(?:至|到|-|~|—|–){_LAST})?|(?P<deed>放假|休息|上班)")


class Unreadable(Exception):
    """A notice that cannot be read. `what` is the part of it that is wrong, empty for all of it."""

    def __init__(self, what: str = ""):
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Holidays:
    """Days of one year that are off though or because, and days that are worked on though it is a weekend."""

    off: frozenset[date]
    working: frozenset[date]


def read_notice(text: str, year: int) -> Holidays:
    """What `text` says of `year`. Raises Unreadable.

    Days stand before what is done on them: "9月20日、10月10日上班". Days of another year that are
    named with it are left out.
    """
    plain = _ASIDE.sub("", unicodedata.normalize("NFKC", text)).replace(" ", "")
    found: dict[str, set[date]] = {"off": set(), "working": set()}
    waiting: list[tuple[str, list[date]]] = []
    for word in _WORD.finditer(plain):
        if not word["deed"]:
            waiting.append((word[0], _days(word, year)))
            continue
        side = found["working" if word["deed"] == "上班" else "off"]
        side.update(day for _said, named in waiting for day in named if day.year == year)
        waiting = []
    if waiting:
        raise Unreadable(waiting[0][0])
    if not found["off"]:
        raise Unreadable
    both = found["off"] & found["working"]
    if both:
        raise Unreadable(_said(min(both)))
    return Holidays(frozenset(found["off"]), frozenset(found["working"]))


def holidays_of(calendar: WorkCalendar, year: int) -> Holidays:
    """The days of `year` on which `calendar` differs from plain weeks."""
    other = [
        day for day in _days_of(year) if calendar.is_working_day(day) != (day.weekday() < SATURDAY)
    ]
    return Holidays(
        frozenset(day for day in other if day.weekday() < SATURDAY),
        frozenset(day for day in other if day.weekday() >= SATURDAY),
    )


def table_of(holidays: Holidays, year: int, announced: WorkCalendar) -> dict[date, bool]:
    """The office's table that makes `year` what `holidays` say, laid over the `announced` calendar.

    Every day the notice names is in it, and every day on which the announced calendar thinks otherwise.
    """
    table = {}
    for day in _days_of(year):
        is_named = day in holidays.off or day in holidays.working
        is_working = day in holidays.working or (
            day not in holidays.off and day.weekday() < SATURDAY
        )
        if is_named or is_working != announced.is_working_day(day):
            table[day] = is_working
    return table


def as_notice(holidays: Holidays) -> str:
    """The same days in the notice's words: what `read_notice` reads back."""
    lines = [f"{_span(first, last)}放假。" for first, last in _runs(holidays.off)]
    if holidays.working:
        lines.append(f"{'、'.join(_said(day) for day in sorted(holidays.working))}上班。")
    return "\n".join(lines)


def _days_of(year: int) -> Iterable[date]:
    return days(date(year, 1, 1), date(year, 12, 31))


def _days(word: re.Match[str], year: int) -> list[date]:
    """The days a match of `_WORD` names. Raises Unreadable if there is no such day."""
    begins = int(word["year"] or year)
    month = int(word["month"])
    try:
        first = date(begins, month, int(word["day"]))
        if not word["last_day"]:
            return [first]
        last_month = int(word["last_month"] or month)
        last = date(begins + (last_month < month), last_month, int(word["last_day"]))
    except ValueError as error:
        raise Unreadable(word[0]) from error
    if not 0 < (last - first).days < MOST_DAYS_IN_A_ROW:
        raise Unreadable(word[0])
    return list(days(first, last))


def _runs(found: Iterable[date]) -> list[tuple[date, date]]:
    """The first and last day of each unbroken run."""
    runs: list[tuple[date, date]] = []
    for day in sorted(found):
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _span(first: date, last: date) -> str:
    return _said(first) if first == last else f"{_said(first)}至{_said(last)}"


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"
