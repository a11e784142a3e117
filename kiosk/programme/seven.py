"""The seven matters of the office's report: how each stands this month. Pure.

扎实推进党务政务公开，将大宗物资采购、办公经费使用、工资发放、稽查考核、公务用车、管理岗位调整及党建管理
等事项全部列入党务政务公开范围 — the order is the report's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from kiosk.core import clock
from kiosk.core.months import MOST_OFFERED, month_after
from kiosk.core.periods import Period
from kiosk.core.rhythms import span_of
from kiosk.duties.known import Doing, Duty, Kept, Statement
from kiosk.duties.rules import expected_since, found_in
from kiosk.kinds.overview import Matter, Overview


@dataclass(frozen=True)
class SevenCategory:
    """One of the seven; `rhythm` is monthly, quarterly or at_once."""

    code: str
    name: str
    place: int
    rhythm: str
    #: True if the office waits for it though it was never posted.
    is_awaited: bool = False


@dataclass(frozen=True)
class Disclosed:
    """That a category was disclosed from a moment on, and under which register number."""

    category: str
    since: datetime
    register_number: str = ""
    is_sample: bool = False
    #: The period its title names.
    about: Period | None = None


@dataclass(frozen=True)
class Nothing:
    """That a category was stated to have nothing to disclose in a month (its first day), or in the quarter it begins."""

    category: str
    month: date
    stated_on: date
    is_sample: bool = False


def overview(
    categories: Sequence[SevenCategory],
    disclosures: Iterable[Disclosed],
    statements: Iterable[Nothing],
    *,
    moment: datetime,
    begun: date | None = None,
) -> Overview:
    """How the seven stand at `moment`; `begun`: when the office began with the product.

    A matter counts as disclosed with its newest posting for this month (for this quarter where its
    rhythm is quarterly) that has begun by `moment`; as nothing if that was stated; else as missing:
    the rule is `kiosk.duties.rules.found_in`, by which a late paper for an earlier month is none for this one.
    """
    month = clock.local_day(moment).replace(day=1)
    shown = [one for one in disclosures if one.since <= moment]
    shown.sort(key=lambda one: one.since, reverse=True)
    stated = list(statements)
    matters = (
        _matter(category, shown, stated, today=clock.local_day(moment), begun=begun)
        for category in sorted(categories, key=lambda one: one.place)
    )
    return Overview(month=month, matters=tuple(matters))


def turning_points(
    disclosures: Iterable[Disclosed], statements: Iterable[Nothing], months: Iterable[date]
) -> list[datetime]:
    """Every moment at which the overview can change by itself."""
    return [
        *(one.since for one in disclosures),
        *(clock.day_begins(one.stated_on) for one in statements),
        *(clock.day_begins(month) for month in months),
    ]


def _matter(
    category: SevenCategory,
    shown: list[Disclosed],
    stated: list[Nothing],
    *,
    today: date,
    begun: date | None,
) -> Matter:
    # The panel looks back as far and no further: both must count alike.
    earliest = month_after(today, -MOST_OFFERED)
    doings = [_doing(one) for one in shown if one.category == category.code]
    doings = [one for one in doings if one.on >= earliest]
    statements = tuple(_statement(one) for one in stated if one.category == category.code)
    since = expected_since(doings, statements, begun if category.is_awaited else None)
    kept = Kept(doings=tuple(doings), statements=statements, since=since)
    duty = Duty(category.name, category.rhythm)
    found = found_in(duty, kept, span_of(category.rhythm, today), today=today)
    return Matter(
        place=category.place,
        name=category.name,
        rhythm=category.rhythm,
        standing=found.standing.value,
        on=found.on,
        register_number=found.number,
        is_sample=found.is_sample,
    )


def _doing(one: Disclosed) -> Doing:
    return Doing(
        clock.local_day(one.since),
        number=one.register_number,
        is_sample=one.is_sample,
        about=one.about,
    )


def _statement(one: Nothing) -> Statement:
    return Statement(one.month, one.stated_on, is_sample=one.is_sample)
