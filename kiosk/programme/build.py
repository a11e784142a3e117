"""A screen's programme: thirty days of windows, and the boards they name."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from flask import current_app
from flask_babel import get_locale

from kiosk.accounts.models import Office, Station
from kiosk.core import clock
from kiosk.core.beginnings import Beginning
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.document import BadContent
from kiosk.core.i18n import html_language
from kiosk.core.logs import log
from kiosk.postings import lifecycle
from kiosk.postings.lifecycle import publicity_is_over
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import life_of
from kiosk.postings.visibility import Audience
from kiosk.programme import signal
from kiosk.programme.audience import posting_may_hang_on
from kiosk.programme.boards import (
    Board,
    board_of,
    board_without_posting,
    link_on_wall,
    list_link,
)
from kiosk.programme.facts import facts_of
from kiosk.programme.looks import frame_of
from kiosk.programme.naming import Naming
from kiosk.programme.newest import Newest
from kiosk.programme.order import rank_of
from kiosk.programme.overview import OVERVIEW_CODE, SevenMatters, overview_facts
from kiosk.programme.sitting import Sitting
from kiosk.programme.takeover_boards import TakeoverBoard, takeover_boards
from kiosk.programme.weave import Candidate, in_order
from kiosk.programme.windows import Window, windows
from kiosk.screens.health import seconds_between
from kiosk.screens.models import Screen
from kiosk.screens.scale import type_scale

DAYS_AHEAD = 31


class Standing(NamedTuple):
    """What a programme holds for: the change signal and the office's day."""

    version: int
    day: date


@dataclass(frozen=True)
class Programme:
    """What one screen shows; `etag` changes exactly when `body` does.

    It keeps its own end alone: what is the same on a thousand walls is there once.
    """

    _beginning: Beginning
    _end: bytes
    etag: str
    windows: tuple[Window[str], ...]
    boards: dict[str, Board]

    @property
    def body(self) -> bytes:
        """As JSON."""
        return self._beginning.text + self._end

    @property
    def packed(self) -> bytes:
        """The same as gzip."""
        return self._beginning.packed_with(self._end)

    @property
    def size(self) -> int:
        """How many bytes `body` has."""
        return len(self._beginning.text) + len(self._end)

    def due_at(self, moment: datetime) -> tuple[str, ...]:
        """The digests of the boards that rotate at `moment`, in their order."""
        due = (one.shown for one in self.windows if one.begins <= moment < one.ends)
        return next(due, ())


@dataclass(frozen=True)
class _Wall:
    """For whom a programme is made, and from what."""

    #: Held while boards are made: each of them asks for it, and the session lets go of what nobody holds.
    office: Office
    audience: str
    station: Station
    postings: list[Posting]
    calendar: WorkCalendar
    matters: SevenMatters
    naming: Naming
    #: Where people have put postings in this station's rotation, by code.
    places: dict[str, int]
    #: Boards of postings, by code and whether the publicity period is over.
    made: dict[tuple[str, bool], Board | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Hanging:
    """What hangs on all walls of one station that the same people pass."""

    windows: tuple[Window[str], ...]
    boards: dict[str, Board]
    #: What is the same in the programmes of all these walls; each goes on with what is its own.
    beginning: Beginning
    #: What replaces all that for a while; each on some of the walls or on all.
    takeovers: tuple[TakeoverBoard, ...]
    #: What stands around the boards, alike on all these walls.
    frame: dict[str, object]
    #: How many screens the office has: how often each of them reports goes by it.
    screens: int


_PROGRAMMES: Newest[Programme] = Newest()
_HANGINGS: Newest[_Hanging] = Newest()


def programme_of(screen: Screen, *, moment: datetime) -> Programme:
    """The programme of `screen` for the office's day in which `moment` lies and the thirty after it."""
    return programme_as(screen, standing_at(moment), moment=moment)


def standing_at(moment: datetime) -> Standing:
    """How things stand now. Asked before anything else is read: what is read then is no older."""
    return Standing(signal.version(), clock.local_day(moment))


def programme_as(
    screen: Screen, standing: Standing, *, moment: datetime, sitting: Sitting | None = None
) -> Programme:
    """The same, where it is known how things stand. `sitting` is shared by those that are made together."""
    config = current_app.config
    place = (config["SETTINGS"].base_url, config["SQLALCHEMY_DATABASE_URI"], str(get_locale()))

    def made() -> Programme:
        owner = (*place, screen.station_id, screen.audience)
        hanging = _HANGINGS.of(
            owner, standing, lambda: _hung(screen, sitting or Sitting(moment), moment=moment)
        )
        return _written(screen, hanging)

    return _PROGRAMMES.of((*place, screen.id), standing, made)


def forget_programmes() -> None:
    """Make every programme anew when it is next asked for."""
    _PROGRAMMES.forget()
    _HANGINGS.forget()


def _hung(screen: Screen, sitting: Sitting, *, moment: datetime) -> _Hanging:
    wall = _wall_of(screen, sitting)
    first_day = clock.local_day(moment)
    begins = clock.day_begins(first_day)
    boards: dict[str, Board] = {}

    def shown_at(at: datetime) -> list[str]:
        due = {board.code: board for board in _boards_at(wall, at)}
        boards.update({board.digest: board for board in due.values()})
        ordered = in_order(_candidates(wall, due), wall.places)
        return [due[one.code].digest for one in ordered]

    found = windows(
        _turning_points(wall, first_day),
        shown_at,
        begins=begins,
        ends=begins + timedelta(days=DAYS_AHEAD),
    )
    screens = session().scalar(sa.select(sa.func.count(Screen.id))) or 0
    takeovers = takeover_boards(wall.station, moment=moment)
    frame = frame_of(wall.station)
    return _Hanging(tuple(found), boards, _beginning(found, boards), takeovers, frame, screens)


def _beginning(found: list[Window[str]], boards: dict[str, Board]) -> Beginning:
    shared = {
        "windows": [
            {
                "from": clock.milliseconds(window.begins),
                "until": clock.milliseconds(window.ends),
                "boards": list(window.shown),
            }
            for window in found
        ],
        "boards": {
            digest: {
                "posting": board.code,
                "kind": board.kind,
                "theme": board.theme,
                "revision": board.revision,
            }
            for digest, board in sorted(boards.items())
        },
    }
    return Beginning.of(_as_json(shared).removesuffix(b"}") + b", ")


def _written(screen: Screen, hanging: _Hanging) -> Programme:
    own = {
        "screen": screen_facts(screen, hanging.frame),
        # Not what a wall shows: how often it reports, its number, and that of what it was asked last.
        "reports": {
            "between": seconds_between(hanging.screens),
            "number": screen.id,
            "asked": screen.asked,
        },
        "takeovers": [one.facts() for one in hanging.takeovers if one.is_for(screen)],
    }
    beginning, end = hanging.beginning, _as_json(own).removeprefix(b"{")
    tag = beginning.hash_with(end)[:32]
    return Programme(beginning, end, tag, hanging.windows, hanging.boards)


def _as_json(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, sort_keys=True).encode()


def _wall_of(screen: Screen, sitting: Sitting) -> _Wall:
    return _Wall(
        office=sitting.office,
        audience=screen.audience,
        station=screen.station,
        postings=[one for one in sitting.postings if posting_may_hang_on(screen, one)],
        calendar=sitting.calendar,
        matters=sitting.matters,
        naming=sitting.naming,
        places=sitting.places.get(screen.station_id, {}),
    )


def _boards_at(wall: _Wall, at: datetime) -> list[Board]:
    due = (
        posting
        for posting in wall.postings
        if lifecycle.state_at(life_of(posting), at) in lifecycle.ON_THE_WALL
    )
    boards = [board for posting in due if (board := _board(posting, wall, at)) is not None]
    overview = _overview_board(wall, at)
    return [overview, *boards] if overview else boards


def _board(posting: Posting, wall: _Wall, at: datetime) -> Board | None:
    """The board of one posting; None, and a line in the log, if its document cannot be read.

    One document that this version cannot read must not take the others off the wall.
    """
    revision = posting.approved
    if revision is None:
        return None
    # Of all that a board says, this alone goes by the moment.
    key = (posting.code, publicity_is_over(life_of(posting), at))
    if key not in wall.made:
        wall.made[key] = _board_made(posting, revision, wall, at)
    return wall.made[key]


def _board_made(posting: Posting, revision: Revision, wall: _Wall, at: datetime) -> Board | None:
    facts = facts_of(posting, wall.calendar, moment=at, viewed_at=wall.station.code)
    try:
        return board_of(
            revision,
            facts,
            link=link_on_wall(posting.code, wall.station.code, audience=wall.audience),
            naming=wall.naming,
        )
    except BadContent:
        log("unreadable revision", level=logging.ERROR, posting=posting.code)
        return None


def _overview_board(wall: _Wall, at: datetime) -> Board | None:
    """The first page of every cycle, on every wall that staff look at."""
    content = wall.matters.at(at) if wall.audience != Audience.HALL else None
    if content is None:
        return None
    return board_without_posting(
        content,
        overview_facts(content, viewed_at=wall.station.code),
        link=list_link(wall.station.list_token),
        naming=wall.naming,
    )


def _candidates(wall: _Wall, due: dict[str, Board]) -> list[Candidate]:
    place = {posting.code: number for number, posting in enumerate(wall.postings)}
    return [
        Candidate(
            code=board.code,
            theme=board.theme,
            rank=rank_of(board.kind, place.get(board.code, 0)),
            opens=board.code == OVERVIEW_CODE,
        )
        for board in due.values()
    ]


def _turning_points(wall: _Wall, first_day: date) -> list[datetime]:
    horizon = [first_day + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1)]
    months = [day for day in horizon if day.day == 1]
    points = [point for one in wall.postings for point in lifecycle.turning_points(life_of(one))]
    return points + wall.matters.turning_points(months)


def screen_facts(screen: Screen, frame: Mapping[str, object]) -> dict[str, object]:
    """What a wall is told of itself: its name, the frame of its station, how large its type is."""
    return {
        "mark": screen.mark,
        "name": screen.name,
        "language": html_language(),
        **frame,
        "scale": type_scale(screen.panel_inches, screen.distance_dm),
        "overscanPercent": screen.overscan_percent,
    }
