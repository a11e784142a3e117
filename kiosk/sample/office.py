"""The sample's office, stations, people, accounts and screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from kiosk.accounts.models import Account, Grant, Office, Person, Station
from kiosk.accounts.passwords import hashed
from kiosk.core import codes
from kiosk.core.db import session
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen


def add_office(data: Mapping[str, Any], extra: Mapping[str, Any]) -> None:
    """Name the office, unless somebody already has."""
    if session().get(Office, 1) is not None:
        return
    session().add(Office(id=1, **naming(data, extra)))


def naming(data: Mapping[str, Any], extra: Mapping[str, Any]) -> dict[str, str]:
    """Everything the sample says of the office, by the name of the setting."""
    org, contacts = data["org"], extra["contacts"]
    return {
        "name": org["office"],
        "short_name": org["office_short"],
        "branch": org["branch"],
        "brand": org["brand"],
        "magazine": org["magazine"],
        "moments_column": org["moments_column"],
        "handover_times": ",".join(org["handover_times"]),
        "duty_phone": contacts["duty_phone"],
        "supervision_phone": contacts["discipline_phone"],
        "opinion_box": contacts["box"],
    }


def add_stations(data: Mapping[str, Any]) -> dict[str, Station]:
    """The stations by code; those that are there are taken as they are."""
    stations = {one.code: one for one in session().scalars(sa.select(Station))}
    for position, record in enumerate(data["stations"]):
        if record["code"] not in stations:
            station = Station(
                **record,
                list_token=codes.new_code(codes.LIST_TOKEN_LENGTH),
                position=position,
                is_sample=True,
            )
            session().add(station)
            stations[station.code] = station
    return stations


def add_people(
    data: Mapping[str, Any], extra: Mapping[str, Any], stations: Mapping[str, Station]
) -> None:
    """Everyone the sample speaks of, once each."""
    rows: dict[str, Person] = {}
    for record in people_in(data, extra):
        person = rows.setdefault(record["name"], Person(name=record["name"], is_sample=True))
        person.post = record.get("post") or person.post
        person.employee_number = record.get("emp_no") or person.employee_number
        person.station = stations.get(record.get("station", "")) or person.station
    session().add_all(rows.values())


def people_in(data: Mapping[str, Any], extra: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is said of people in the records, some of them more than once."""
    chiefs = [
        {"name": one["chief"], "post": "站长", "station": one["code"]} for one in data["stations"]
    ]
    supervisors = [{**one, "post": "廉政监督员"} for one in data["integrity_supervisors"]]
    return [
        *supervisors,
        *data["leaders"],
        *chiefs,
        *data["stars"]["collectors"],
        *extra["people"],
    ]


def add_accounts(extra: Mapping[str, Any]) -> list[Account]:
    """The accounts the sample's signers would have. Nobody knows their passwords."""
    taken = {one.username: one for one in session().scalars(sa.select(Account))}
    nobody_knows = hashed(codes.new_secret())
    accounts = []
    for record in extra["accounts"]:
        account = taken.get(record["username"])
        if account is None:
            account = Account(
                username=record["username"],
                display_name=record["name"],
                password_hash=nobody_knows,
                grants=[Grant(role=record["role"])],
                is_sample=True,
            )
            session().add(account)
        accounts.append(account)
    return accounts


def add_screens(extra: Mapping[str, Any], stations: Mapping[str, Station]) -> list[Screen]:
    """The sample's screens; while any is there they all stay as they are, so that claimed browsers keep theirs.

    They bear no station's name: every face says it before theirs, and stations are given other names.
    """
    query = sa.select(Screen).where(Screen.is_sample).order_by(Screen.id)
    there = list(session().scalars(query))
    return there or [_added(record, stations) for record in extra["screens"]]


def _added(record: Mapping[str, Any], stations: Mapping[str, Station]) -> Screen:
    site = Site(
        name=record["name"],
        station=stations[record["station"]],
        audience=record["audience"],
        panel_inches=record["inches"],
        distance_dm=record["distance_dm"],
    )
    screen = add_screen(site, is_sample=True)
    screen.night = record.get("night", "")
    return screen
