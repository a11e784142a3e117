"""Moving the sample through time: by whole weeks, so that every weekday stays. Pure.

The sample is written for one Sunday. Loaded for another day, each posting moves by a number of
weeks of its own, the one before or the one after that day, whichever keeps it in the state it is
written to be in.

**A text that is nothing but an ISO day moves with its posting.** Days in prose are placeholders,
each naming the day, month, quarter or year it was written with:

| written | becomes | moves |
|---|---|---|
| `{day:2026-11-12}` | 2026年11月12日 | with the posting |
| `{day_short:2026-11-12}` | 11月12日 | with the posting |
| `{month:2026-10}`, `{month_short:2026-10}` | 2026年10月, 10月 | as the posting's own day changes month |
| `{quarter:2026Q3}`, `{quarter_short:2026Q3}` | 2026年第三季度, 第三季度 | … changes quarter |
| `{year:2026}` | 2026 | … changes year |
| `{year_of:2026-10-19}` | 2026 | the year of that day, moved |
| `{report_day:2026-10-15}` | 10月15日 | with the days of the report (below) |
| `{publicity_first}`, `{publicity_last}` | 2026年11月18日, 11月24日 | the period as computed anew |
| `{publicity_days}` | 5 | its working days |
| `{if_still:2026-10-02|国庆假期第二天|高峰日}` | the first text while the day (or month) still has that month and number, else the second | |

A report on a month says on which days things happened (`report_days`, the first and the last, at
most 22 days apart). Those days move together by whole weeks into the month that is reported on,
and that month is never one whose days would come after the report itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.core.months import MONTHS_A_QUARTER, MONTHS_A_YEAR, month_after, month_number
from kiosk.postings.publicity import Period

ISO_MONTH_LENGTH = len("2026-10")
QUARTERS = "一二三四"

_ISO_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_PLACEHOLDER = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


class BadPlaceholder(ValueError):
    """A placeholder nobody knows, or one that asks for a period the posting does not have."""


@dataclass(frozen=True)
class Announced:
    """A publicity period as the moved posting has it, and how many working days it was given."""

    period: Period
    working_days: int


@dataclass(frozen=True)
class Move:
    """How one posting moves. `dated` is its own day as written; months and weeks count from there."""

    dated: date
    weeks: int = 0
    report_days: tuple[date, date] | None = None
    report_weeks: int = 0
    #: By how many months the month reported on differs from the one written.
    months: int = 0
    announced: Announced | None = None

    def day(self, written: date) -> date:
        """Where a day lands: with the days of the report if it is one of them, else by `weeks`."""
        first_last = self.report_days
        reported = first_last is not None and first_last[0] <= written <= first_last[1]
        return written + timedelta(weeks=self.report_weeks if reported else self.weeks)

    def own_day(self) -> date:
        """Where the posting's own day lands."""
        return self.dated + timedelta(weeks=self.weeks)


def move(
    dated: date,
    weeks: int,
    *,
    report_days: tuple[date, date] | None = None,
    announced: Announced | None = None,
) -> Move:
    """The move of a posting dated `dated` by `weeks`, with the days of its report if it has any."""
    own = dated + timedelta(weeks=weeks)
    months = month_number(own) - month_number(dated)
    if report_days is None:
        return Move(dated, weeks, months=months, announced=announced)
    report_weeks = weeks_into_month(report_days, months)
    if report_days[1] + timedelta(weeks=report_weeks) > own:
        months -= 1
        report_weeks = weeks_into_month(report_days, months)
    return Move(dated, weeks, report_days, report_weeks, months, announced)


def weeks_into_month(report_days: tuple[date, date], months: int) -> int:
    """By how many weeks two days of one month move to lie, both, in the month `months` later.

    Of several answers the one that keeps the day of the month best, so that no months are no weeks.
    Raises ValueError for days more than 22 apart, for which there may be no answer.
    """
    first, last = report_days
    wanted = month_number(first) + months
    near = round((month_after(first, months) - first.replace(day=1)).days / 7)
    fitting = [
        weeks
        for weeks in range(near - 2, near + 3)
        if month_number(first + timedelta(weeks=weeks)) == wanted
        and month_number(last + timedelta(weeks=weeks)) == wanted
    ]
    if not fitting:
        raise ValueError(f"{first} to {last} do not fit into one month")
    return min(fitting, key=lambda weeks: abs((first + timedelta(weeks=weeks)).day - first.day))


def moved(node: object, by: Move) -> object:
    """A copy of plain lists and dicts with every day moved and every placeholder filled."""
    if isinstance(node, dict):
        return {key: moved(value, by) for key, value in node.items()}
    if isinstance(node, list):
        return [moved(value, by) for value in node]
    if not isinstance(node, str):
        return node
    if _ISO_DAY.match(node):
        return by.day(date.fromisoformat(node)).isoformat()
    return filled(node, by)


def filled(text: str, by: Move) -> str:
    """`text` with its placeholders filled. Raises BadPlaceholder."""
    return _PLACEHOLDER.sub(lambda match: _fill(match[1], match[2] or "", by), text)


def _fill(name: str, written: str, by: Move) -> str:
    try:
        return _FILLERS[name](written, by)
    except (KeyError, ValueError) as error:
        raise BadPlaceholder(f"{{{name}:{written}}}") from error


def _day(written: str, by: Move) -> str:
    return _long(by.day(date.fromisoformat(written)))


def _day_short(written: str, by: Move) -> str:
    return _short(by.day(date.fromisoformat(written)))


def _month(written: str, by: Move) -> str:
    month = _moved_month(written, by)
    return f"{month.year}年{month.month}月"


def _month_short(written: str, by: Move) -> str:
    return f"{_moved_month(written, by).month}月"


def _quarter(written: str, by: Move) -> str:
    year, number = divmod(_moved_quarter(written, by), 4)
    return f"{year}年第{QUARTERS[number]}季度"


def _quarter_short(written: str, by: Move) -> str:
    return f"第{QUARTERS[_moved_quarter(written, by) % 4]}季度"


def _year(written: str, by: Move) -> str:
    return str(int(written) + by.own_day().year - by.dated.year)


def _year_of(written: str, by: Move) -> str:
    return str(by.day(date.fromisoformat(written)).year)


def _publicity_first(_written: str, by: Move) -> str:
    return _long(_announced(by).period.first)


def _publicity_last(_written: str, by: Move) -> str:
    """The last day; its year only where it differs from the first day's."""
    period = _announced(by).period
    return (_short if period.first.year == period.last.year else _long)(period.last)


def _publicity_days(_written: str, by: Move) -> str:
    return str(_announced(by).working_days)


def _if_still(written: str, by: Move) -> str:
    when, still, otherwise = written.split("|")
    if len(when) == ISO_MONTH_LENGTH:
        return still if by.months % MONTHS_A_YEAR == 0 else otherwise
    before = date.fromisoformat(when)
    after = by.day(before)
    return still if (before.month, before.day) == (after.month, after.day) else otherwise


_FILLERS: dict[str, Callable[[str, Move], str]] = {
    "day": _day,
    "day_short": _day_short,
    "report_day": _day_short,
    "month": _month,
    "month_short": _month_short,
    "quarter": _quarter,
    "quarter_short": _quarter_short,
    "year": _year,
    "year_of": _year_of,
    "publicity_first": _publicity_first,
    "publicity_last": _publicity_last,
    "publicity_days": _publicity_days,
    "if_still": _if_still,
}


def _announced(by: Move) -> Announced:
    if by.announced is None:
        raise ValueError("no publicity period")
    return by.announced


def _moved_month(written: str, by: Move) -> date:
    return month_after(date.fromisoformat(f"{written}-01"), by.months)


def _moved_quarter(written: str, by: Move) -> int:
    """Quarters since the year 0: as many later as the posting's own day is."""
    year, number = written.split("Q")
    own = month_number(by.own_day()) // MONTHS_A_QUARTER
    return int(year) * 4 + int(number) - 1 + own - month_number(by.dated) // MONTHS_A_QUARTER


def _long(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
