"""What the sample has made up about an office and its stations: it must not stand on what is real."""

from __future__ import annotations

from functools import cache

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Office, Person, Station
from kiosk.core.db import session
from kiosk.sample.files import records
from kiosk.sample.office import people_in

#: The act of loading the sample; it stays in the trail when the sample is gone.
LOADED = "sample.load"
_OF_STATIONS = ("stake", "chief", "integrity_supervisor", "phone")


def invented_in(row: Office | Station) -> dict[str, str]:
    """The fields of an office or a station that still say what the sample made up, each with an empty text.

    Its names are no such fields: they are replaced everywhere.
    """
    known = _of_office() if isinstance(row, Office) else _of_stations().get(row.code, {})
    return {name: "" for name, value in known.items() if getattr(row, name) == value}


def bears_sample_name(station: Station) -> bool:
    """True while a station is called what the sample calls it: nobody has given it a name of their own."""
    return (station.code, station.name, station.short_name) in _station_names()


def invented_people() -> frozenset[str]:
    """The names of people the sample made up, as far as nobody real bears them: they sign nothing real.

    Where it never was loaded nobody has taken a name from it, and every name is somebody's own.
    """
    if not session().scalar(sa.select(sa.exists().where(Act.what == LOADED))):
        return frozenset()
    made_up = _people()
    borne = session().scalars(
        sa.union(
            sa.select(Account.display_name).where(~Account.is_sample),
            sa.select(Person.name).where(~Person.is_sample),
        )
    )
    return made_up - set(borne)


@cache
def _of_office() -> dict[str, str]:
    contacts = records("extra")["contacts"]
    return {
        "duty_phone": contacts["duty_phone"],
        "supervision_phone": contacts["discipline_phone"],
    }


@cache
def _of_stations() -> dict[str, dict[str, str]]:
    found = records("office")["stations"]
    return {one["code"]: {name: one[name] for name in _OF_STATIONS} for one in found}


@cache
def _station_names() -> frozenset[tuple[str, str, str]]:
    found = records("office")["stations"]
    return frozenset((one["code"], one["name"], one["short_name"]) for one in found)


@cache
def _people() -> frozenset[str]:
    people = people_in(records("office"), records("extra"))
    return frozenset(one["name"] for one in people)
