"""Boards that nobody posted and that belong to an hour: the summary of a handover, the night board, the black one."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from dataclasses import dataclass

from flask import render_template

from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import handovers_at
from kiosk.programme.boards import Board, shelved
from kiosk.programme.modes import Hours, Mode
from kiosk.screens.models import Screen

#: What they are called where postings have their codes; nothing of them is counted as shown.
HANDOVER_CODE = "handover"


@dataclass(frozen=True)
class Brief:
    """What somebody who comes on duty is told first: titles of what is new today, of what ends today, and of what else is
    in its publicity period.
    """

    new: tuple[str, ...]
    ending: tuple[str, ...]
    running: tuple[str, ...]


def hours_of(screen: Screen, own: Office) -> Hours:
    """When `screen` of this office changes what it does. A station that says nothing of its shifts has those of the office."""
    handovers = handovers_at(screen.station.handover_times, own.handover_times)
    if not screen.night:
        return Hours(handovers)
    return Hours(handovers, Mode(screen.night), screen.night_hours)


def brief_board(brief: Brief, *, duty_phone: str, link: str) -> Board:
    """The board that opens a handover; `link` leads to the station's own list, empty where drivers pass."""
    return _board(
        HANDOVER_CODE,
        "paper",
        "programme/handover.html",
        brief=brief,
        duty_phone=duty_phone,
        link=link,
    )


def resting_board(
    mode: Mode, hours: Hours, shift: tuple[str, str] | None, *, own: Office, station: Station
) -> Board:
    """What hangs at night: a dim clock with the shift and whom to call, or nothing at all."""
    if mode == Mode.DARK:
        return _board(str(Mode.DARK), "black", "programme/dark.html")
    return _board(
        str(Mode.NIGHT),
        "ink",
        "programme/night.html",
        place=station.name,
        brand=own.magazine or own.brand or own.short_name,
        shift=shift,
        until=hours.rests_until,
        duty_phone=own.duty_phone,
    )


def _board(kind: str, theme: str, template: str, **values: Hashable) -> Board:
    def made() -> Board:
        html = render_template(template, **values)
        digest = hashlib.sha256(html.encode()).hexdigest()[:32]
        return Board(code=kind, kind=kind, theme=theme, revision=0, digest=digest, html=html)

    # The same on many days, and at many stations.
    return shelved((template, *sorted(values.items())), made)
