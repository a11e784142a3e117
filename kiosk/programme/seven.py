"""The seven matters of the office's report: how each stands this month. Pure.

扎实推进党务政务公开，将大宗物资采购、办公经费使用、工资发放、稽查考核、公务用车、管理岗位调整及党建管理
等事项全部列入党务政务公开范围 — the order is the report's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.core import clock
from kiosk.core.months import MONTHS_A_QUARTER, month_after, quarter_of
from kiosk.kinds.overview import Matter, Overview

QUARTERLY = "quarterly"


@dataclass(frozen=True)
class SevenCategory:
    """One of the seven; `rhythm` is monthly, quarterly or at_once."""

    code: str
    name: str
    place: int
    rhythm: str


@dataclass(frozen=True)
class Disclosed:
    """That a category was disclosed from a moment on, and under which register number."""

    category: str
    since: datetime
    register_number: str = ""
    is_sample: bool = False


@dataclass(frozen=True)
class Nothing:
    """That a category was stated to have nothing to disclose in a month (its first day)."""

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
) -> Overview:
    """How the seven stand at `moment`.

    A matter counts as disclosed with its newest posting of this month (of this quarter where its
    rhythm is quarterly) that has begun by `moment`; as nothing if that was stated; else as missing.
    """
    month = clock.local_day(moment).replace(day=1)
    begun = [one for one in disclosures if one.since <= moment]
    stated = list(statements)
    matters = (
        _matter(category, begun, stated, today=clock.local_day(moment))
        for category in sorted(categories, key=lambda one: one.place)
    )
    return Overview(month=month, matters=tuple(matters))


@dataclass(frozen=True)
class Begun:
    """That somebody is at work on a category: a draft last changed, or a posting that goes up, on a day."""

    category: str
    on: date


@dataclass(frozen=True)
class Progress:
    """How one of the seven comes along: as walls say it, or in_hand.

    `on` is the day it was disclosed, stated, worked on; of what is missing, the last day it is due.
    """

    category: str
    name: str
    standing: str
    on: date


def progress(
    categories: Iterable[SevenCategory],
    shown: Overview,
    begun: Iterable[Begun],
    *,
    moment: datetime,
) -> list[Progress]:
    """The seven as the panel shows them: what walls call missing is in hand once somebody is at work on it.

    Work counts in the period it is done in: this month, or this quarter where the rhythm is quarterly.
    What goes up later in the period is in hand until it is up.
    """
    today = clock.local_day(moment)
    work = list(begun)
    standing = {matter.place: matter for matter in shown.matters}
    return [
        _progress(one, standing[one.place], work, today=today)
        for one in sorted(categories, key=lambda one: one.place)
    ]


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
    category: SevenCategory, begun: list[Disclosed], stated: list[Nothing], *, today: date
) -> Matter:
    newest = _newest(category, begun, today=today)
    if newest is not None:
        return Matter(
            place=category.place,
            name=category.name,
            rhythm=category.rhythm,
            standing="disclosed",
            on=clock.local_day(newest.since),
            register_number=newest.register_number,
            is_sample=newest.is_sample,
        )
    nothing = _nothing(category, stated, today=today)
    return Matter(
        place=category.place,
        name=category.name,
        rhythm=category.rhythm,
        standing="nothing" if nothing else "missing",
        on=nothing.stated_on if nothing else None,
        is_sample=nothing is not None and nothing.is_sample,
    )


def _newest(category: SevenCategory, begun: list[Disclosed], *, today: date) -> Disclosed | None:
    """What was disclosed last in the period that `today` lies in."""
    since = _period_begins(category.rhythm, today)
    own = [one for one in begun if one.category == category.code]
    of_period = [one for one in own if clock.local_day(one.since) >= since]
    return max(of_period, key=lambda one: one.since, default=None)


def _nothing(category: SevenCategory, stated: list[Nothing], *, today: date) -> Nothing | None:
    """The statement that this month has nothing to disclose."""
    month = today.replace(day=1)
    own = [one for one in stated if one.category == category.code and one.month == month]
    return next((one for one in own if one.stated_on <= today), None)


def _progress(
    category: SevenCategory, matter: Matter, work: list[Begun], *, today: date
) -> Progress:
    begins, ends = _period_begins(category.rhythm, today), _period_ends(category.rhythm, today)
    days = [one.on for one in work if one.category == category.code and begins <= one.on <= ends]
    if matter.standing == "missing" and days:
        return Progress(category.code, matter.name, "in_hand", max(days))
    return Progress(category.code, matter.name, matter.standing, matter.on or ends)


def _period_ends(rhythm: str, today: date) -> date:
    months = MONTHS_A_QUARTER if rhythm == QUARTERLY else 1
    return month_after(_period_begins(rhythm, today), months) - timedelta(days=1)


def _period_begins(rhythm: str, today: date) -> date:
    return quarter_of(today) if rhythm == QUARTERLY else today.replace(day=1)
