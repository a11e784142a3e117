"""Periods as papers name them (2026年10月, 第三季度, 上半年, 2026年度), and the same words some months later. Pure.

A day (10月15日) is no period and stays; so does a time (3个月) and what comes every year (每年3月). A
span from January on (1—10月) counts the year: it keeps its beginning.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from kiosk.core.months import MONTHS_A_QUARTER, MONTHS_A_YEAR, month_after, month_number

MONTHS_A_HALF = 6
QUARTERS = "一二三四"
HALVES = "上下"

_MONTH = r"(?:1[0-2]|[1-9])"
_BY_ITSELF = r"(?<!\d)(?<!每年)"
_NO_DAY = r"(?!\s*\d{1,2}\s*[日号])"
_PERIOD = re.compile(
    rf"""
      (?P<span>    (?:(?P<span_year>(?<!\d)[12]\d{{3}})年)? {_BY_ITSELF}(?P<first>{_MONTH})
                   (?P<between>月?\s*[—–\-－~～至到]{{1,2}}\s*)(?P<last>{_MONTH})月{_NO_DAY} )
    | (?P<month>   (?:(?P<month_year>(?<!\d)[12]\d{{3}})年)? {_BY_ITSELF}(?P<number>{_MONTH})月{_NO_DAY} )
    | (?P<quarter> (?:(?P<quarter_year>(?<!\d)[12]\d{{3}})年)? (?P<which>第?)(?P<place>[{QUARTERS}])季度 )
    | (?P<half>    (?:(?P<half_year>(?<!\d)[12]\d{{3}})年)? (?P<part>[{HALVES}])半年 )
    | (?P<year>    (?<!\d)(?P<year_year>[12]\d{{3}})年度 )
    """,
    re.VERBOSE,
)
_LENGTHS = {
    "month": 1,
    "quarter": MONTHS_A_QUARTER,
    "half": MONTHS_A_HALF,
    "year": MONTHS_A_YEAR,
}


@dataclass(frozen=True)
class Period:
    """How many months it has, and its last month where a year stands by it."""

    months: int
    last: date | None = None


def period_in(text: str) -> Period | None:
    """What `text` is about: of the shortest periods it names, the first. Spans are no more than a hint."""
    found = [_period(match) for match in _PERIOD.finditer(text) if match.lastgroup != "span"]
    if not found:
        return Period(1) if _PERIOD.search(text) else None
    return min(found, key=lambda one: one.months)


@lru_cache(maxsize=4096)
def period_meant(text: str, *, on: date) -> Period | None:
    """What a text of that day is about, with the year that is meant: the newest such period that had begun by then.

    >>> period_meant("三季度办公经费", on=date(2027, 1, 8))
    Period(months=3, last=datetime.date(2026, 9, 1))
    """
    matches = [match for match in _PERIOD.finditer(text) if match.lastgroup != "span"]
    if not matches:
        return None
    match = min(matches, key=lambda one: _period(one).months)
    said = _period(match)
    if said.last is not None:
        return said
    of_this_year = _period(match, year=on.year)
    is_begun = of_this_year.last is not None and (
        month_number(of_this_year.last) - said.months < month_number(on)
    )
    return of_this_year if is_begun else _period(match, year=on.year - 1)


def without_periods(text: str) -> str:
    """`text` with nothing left of the periods it names, so that papers of two months can be compared."""
    return _PERIOD.sub("", text)


def months_on(period: Period, *, on: date) -> int:
    """How far the next paper of its sort is from one about `period`.

    The next period, or a later one if more have ended by `on`.
    """
    if period.last is None:
        return period.months
    since = month_number(on) - 1 - month_number(period.last)
    return max(1, since // period.months) * period.months


def moved_on(text: str, *, months: int) -> str:
    """`text` with its periods `months` later. A period that is no whole part of those months stays.

    >>> moved_on("2026年第四季度（10—12月）", months=3)
    '2027年第一季度（1—3月）'
    """
    return _PERIOD.sub(lambda match: _moved(match, months), text)


def _period(match: re.Match[str], *, year: int | None = None) -> Period:
    """`year`: the one that is meant where none stands by it."""
    sort = match.lastgroup or ""
    length, said = _LENGTHS[sort], match[f"{sort}_year"] or year
    last = length * (_place(match) + 1) - 1
    return Period(length, month_after(date(int(said), 1, 1), last) if said else None)


def _place(match: re.Match[str]) -> int:
    """Which of its year's months, quarters or halves it is, counted from 0."""
    if match["number"]:
        return int(match["number"]) - 1
    if match["place"]:
        return QUARTERS.index(match["place"])
    return HALVES.index(match["part"]) if match["part"] else 0


def _moved(match: re.Match[str], months: int) -> str:
    sort = match.lastgroup or ""
    if sort == "span":
        return _moved_span(match, months)
    length = _LENGTHS[sort]
    if months % length:
        return match[0]
    years, place = divmod(_place(match) + months // length, MONTHS_A_YEAR // length)
    said = {
        "month": f"{place + 1}月",
        "quarter": f"{match['which']}{QUARTERS[place % len(QUARTERS)]}季度",
        "half": f"{HALVES[place % len(HALVES)]}半年",
        "year": "度",
    }[sort]
    return _year(match[f"{sort}_year"], years) + said


def _moved_span(match: re.Match[str], months: int) -> str:
    first, last = int(match["first"]), int(match["last"])
    length = last - first + 1
    years, end = divmod(last - 1 + months, MONTHS_A_YEAR)
    counts_the_year = first == 1 and (length == 1 or months % length != 0)
    if not counts_the_year:
        years, begin = divmod(first - 1 + months, MONTHS_A_YEAR)
        first = begin + 1
    return f"{_year(match['span_year'], years)}{first}{match['between']}{end + 1}月"


def _year(said: str | None, later: int) -> str:
    return f"{int(said) + later}年" if said else ""
