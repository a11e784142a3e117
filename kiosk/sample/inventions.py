"""What the sample has made up about an office and its stations: it must not stand on what is real."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa

from kiosk.accounts.models import Account, Act, Office, Person, Station
from kiosk.core.db import session
from kiosk.sample.files import records
from kiosk.sample.office import naming, people_in

#: The act by which somebody says something of the office: what they have said is theirs, whatever it is.
SAID, OFFICE = "office.change", "office"
#: The act of loading the sample; it stays in the trail when the sample is gone.
LOADED = "sample.load"
_OF_STATIONS = ("stake", "chief", "integrity_supervisor", "phone")
_OF_OFFICE = ("brand", "duty_phone", "supervision_phone", "opinion_box")
_REACHED_BY = ("phone", "duty_phone", "discipline_phone", "email")


@dataclass(frozen=True)
class Contacts:
    """Whom and what the sample gives people to turn to."""

    #: Numbers and addresses, wherever they stand in a text.
    reached_by: frozenset[str]
    #: Names, boxes and what is said of the seal, where nothing else stands.
    people: frozenset[str]
    boxes: frozenset[str]
    seals: frozenset[str]


NOBODYS = Contacts(frozenset(), frozenset(), frozenset(), frozenset())


def invented_in(row: Office | Station) -> dict[str, str]:
    """The fields of an office or a station that still say what the sample made up, each with an empty text.

    Its names are no such fields: they are replaced everywhere.
    """
    if isinstance(row, Office):
        return {name: "" for name in unsaid_in(row) if name in _OF_OFFICE}
    known = _of_stations().get(row.code, {})
    return {name: "" for name, value in known.items() if getattr(row, name) == value}


def unsaid_in(own: Office) -> list[str]:
    """The settings, names among them, that say what the sample made up, and that nobody has ever said so."""
    same = [name for name, value in _of_office().items() if getattr(own, name) == value]
    if not same:
        return []
    acts = session().scalars(sa.select(Act.after).where(Act.what == SAID, Act.subject == OFFICE))
    said = [json.loads(after) for after in acts]
    return [name for name in same if not any(one.get(name) == _of_office()[name] for one in said)]


def invented_contacts() -> Contacts:
    """Whom the sample gives people to turn to; nobody where it never was loaded."""
    if not _was_loaded():
        return NOBODYS
    return Contacts(_said(*_REACHED_BY), invented_people(), _said("box"), _said("seal"))


def bears_sample_name(station: Station) -> bool:
    """True while a station is called what the sample calls it: nobody has given it a name of their own."""
    return (station.code, station.name, station.short_name) in _station_names()


def without_invented(rows: Sequence[Station]) -> list[Station]:
    """`rows` without the stations that only the sample has; all of them while none bears a name of its own."""
    own = [one for one in rows if not (one.is_sample and bears_sample_name(one))]
    return own or list(rows)


def invented_people() -> frozenset[str]:
    """The names of people the sample made up, as far as nobody real bears them: they sign nothing real.

    Where it never was loaded nobody has taken a name from it, and every name is somebody's own.
    """
    if not _was_loaded():
        return frozenset()
    made_up = _people()
    borne = session().scalars(
        sa.union(
            sa.select(Account.display_name).where(~Account.is_sample),
            sa.select(Person.name).where(~Person.is_sample),
        )
    )
    return made_up - set(borne)


def _was_loaded() -> bool:
    return bool(session().scalar(sa.select(sa.exists().where(Act.what == LOADED))))


@cache
def _of_office() -> dict[str, str]:
    return naming(records("office"), records("extra"))


@cache
def _said(*names: str) -> frozenset[str]:
    return frozenset(_said_of(frozenset(names), [records("office"), records("extra")]))


def _said_of(names: frozenset[str], node: object) -> Iterator[str]:
    """Every text under one of these names, wherever it is."""
    if isinstance(node, list):
        for one in node:
            yield from _said_of(names, one)
    elif isinstance(node, dict):
        for name, one in node.items():
            if name in names and isinstance(one, str) and one:
                yield one
            else:
                yield from _said_of(names, one)


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
