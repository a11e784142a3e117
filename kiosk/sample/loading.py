"""Load the sample office for a day: everything or nothing, in the caller's transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from kiosk.accounts import offices, trail
from kiosk.accounts.models import Account, Act, Station
from kiosk.core.db import session
from kiosk.core.logs import log
from kiosk.core.months import month_after
from kiosk.postings.models import Category, NilReturn, Posting
from kiosk.postings.operations import work_calendar
from kiosk.sample import office, removal
from kiosk.sample.categories import seed_categories
from kiosk.sample.dressing import Names, dressed, names_in
from kiosk.sample.duties import add_duties
from kiosk.sample.files import records
from kiosk.sample.inventions import LOADED
from kiosk.sample.placing import Desk, place_all
from kiosk.screens.models import Screen

COMMAND_LINE = "command line"
#: Acts after which an office, or one of its stations, may be called otherwise.
NAMING = ("office.change", "station.change", "station.add")


@dataclass(frozen=True)
class LoadReport:
    """What was loaded. `postings` finds each by its number in the sample: N01, H05, M02, stars, contacts."""

    as_of: date
    postings: dict[str, Posting]
    screens: list[Screen]
    accounts: list[Account]
    #: Years touched whose holidays nobody has announced: weekends stood in for them.
    unknown_years: tuple[int, ...] = ()


def load_sample(as_of: date, *, at: datetime, who: str = COMMAND_LINE) -> LoadReport:
    """Load the sample so that its postings are in their states on `as_of`; one act of `who` at `at`.

    A sample that is there already is replaced; its stations, accounts and screens stay as they are,
    so that paired walls stay paired. Nothing is committed.
    """
    seed_categories()
    removal.clear_content()
    data, extra = records("office"), records("extra")
    office.add_office(data, extra)
    stations = office.add_stations(data)
    data, extra = _in_own_names(data, extra, stations)
    office.add_people(data, extra, stations)
    accounts = office.add_accounts(extra)
    screens = office.add_screens(extra, stations)
    desk = Desk(
        as_of=as_of,
        written_for=date.fromisoformat(data["_about"]["written_for"]),
        calendar=work_calendar(),
        stations=stations,
        categories=_categories(),
    )
    postings = place_all(data, extra, desk)
    _add_nil_returns(extra, desk)
    add_duties(extra, as_of=as_of, who=who)
    trail.record(
        LOADED,
        who=who,
        subject=f"{len(set(postings.values()))} postings",
        at=at,
        after=str(as_of),
    )
    session().flush()  # the caller may show what was made; ids are needed for that
    return LoadReport(as_of, postings, screens, accounts, _warned(desk))


def bears_old_names() -> bool:
    """True if something was named after the sample was loaded: then it may not bear the names of now."""
    newest = sa.select(sa.func.max(Act.id))
    loaded = session().scalar(newest.where(Act.what == LOADED)) or 0
    return (session().scalar(newest.where(Act.what.in_(NAMING))) or 0) > loaded


def _in_own_names(data: Any, extra: Any, stations: Mapping[str, Station]) -> tuple[Any, Any]:
    """The records as this office would have written them: it may have been given its own names."""
    own, written = offices.office(), names_in(data)
    sample_stations = [stations[one["code"]] for one in data["stations"]]
    names = Names(
        office=own.name,
        short=own.short_name,
        branch=own.branch,
        brand=own.brand,
        magazine=own.magazine,
        column=own.moments_column,
        stations=tuple((one.name, one.short_name) for one in sample_stations),
    )
    return dressed(data, written, names), dressed(extra, written, names)


def _categories() -> dict[str, Category]:
    return {one.code: one for one in session().scalars(sa.select(Category))}


def _add_nil_returns(extra: Mapping[str, Any], desk: Desk) -> None:
    for record in extra["nil_returns"]:
        month = month_after(desk.as_of, -record["months_ago"])
        statement = NilReturn(
            category=desk.categories[record["category"]],
            month=month,
            # Of this month by today at the latest, whatever day the sample is loaded for.
            stated_on=min(month.replace(day=record["stated_on_day"]), desk.as_of),
            is_sample=True,
        )
        session().add(statement)


def _warned(desk: Desk) -> tuple[int, ...]:
    years = tuple(sorted(desk.unknown_years))
    if years:
        log("sample.unknown_calendar_year", level=logging.WARNING, years=list(years))
    return years
