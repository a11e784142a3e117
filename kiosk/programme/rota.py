"""What rotates on the walls of one station at any moment: which boards, and in what order."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.accounts.models import Office, Station
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.document import BadContent
from kiosk.core.logs import log
from kiosk.postings import lifecycle
from kiosk.postings.lifecycle import publicity_is_over
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import life_of
from kiosk.postings.visibility import Audience
from kiosk.programme.audience import posting_may_hang_on
from kiosk.programme.boards import (
    Board,
    board_of,
    board_without_posting,
    link_on_wall,
    list_link,
)
from kiosk.programme.facts import facts_of
from kiosk.programme.hour_boards import Brief, brief_board, resting_board
from kiosk.programme.modes import Hours, Mode, News, handover_parts
from kiosk.programme.naming import Naming
from kiosk.programme.order import rank_of
from kiosk.programme.overview import OVERVIEW_CODE, SevenMatters, overview_facts
from kiosk.programme.sitting import Sitting
from kiosk.programme.weave import Candidate, in_order
from kiosk.screens.models import Screen


@dataclass(frozen=True)
class Wall:
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


class Rota:
    """What the walls of one station show at any moment.

    What is due changes at turning points alone; beside that, a handover goes by the day and a night by the shift.
    So little is worked out, though each day has many windows.
    """

    def __init__(self, wall: Wall, hours: Hours, turning: list[datetime]) -> None:
        self.wall = wall
        self.hours = hours
        self.turning = turning
        #: Every board that was ever asked for, by digest.
        self.boards: dict[str, Board] = {}
        self._due: dict[int, dict[str, Board]] = {}
        self._shown: dict[tuple[object, ...], list[str]] = {}

    def shown_at(self, at: datetime) -> list[str]:
        """The digests of what rotates at `at`, in their order."""
        mode = self.hours.mode_at(at)
        piece = bisect_right(self.turning, at)
        key: tuple[object, ...] = (mode, piece)
        if mode == Mode.HANDOVER:
            key = (mode, piece, clock.local_day(at))
        elif mode != Mode.DAY:
            key = (mode, self.hours.shift_at(at))
        if key not in self._shown:
            shown = self._boards(mode, piece, at)
            self.boards.update({board.digest: board for board in shown})
            self._shown[key] = [board.digest for board in shown]
        return self._shown[key]

    def _boards(self, mode: Mode, piece: int, at: datetime) -> list[Board]:
        own, station = self.wall.office, self.wall.station
        if mode in {Mode.NIGHT, Mode.DARK}:
            shift = self.hours.shift_at(at)
            return [resting_board(mode, self.hours, shift, own=own, station=station)]
        if piece not in self._due:
            self._due[piece] = {board.code: board for board in _boards_at(self.wall, at)}
        due = self._due[piece]
        return (
            _at_handover(self.wall, due, at) if mode == Mode.HANDOVER else _by_day(self.wall, due)
        )


def _by_day(wall: Wall, due: Mapping[str, Board]) -> list[Board]:
    return [due[one.code] for one in in_order(_candidates(wall, due), wall.places)]


def _at_handover(wall: Wall, due: Mapping[str, Board], at: datetime) -> list[Board]:
    """What has changed today, then what is new, running 公示, the other notices and stars."""
    postings = {one.code: one for one in wall.postings if one.code in due}
    news = [_news(one, at) for one in postings.values()]
    if not news:
        return _by_day(wall, due)
    brief = Brief(
        new=_titles(wall, [postings[one.code] for one in news if one.is_new]),
        ending=_titles(wall, [postings[one.code] for one in news if one.ends_today]),
    )
    link = "" if wall.audience == Audience.HALL else list_link(wall.station.list_token)
    candidates = _candidates(wall, due)
    ordered = [
        due[one.code]
        for part in handover_parts(news)
        for one in in_order((each for each in candidates if each.code in part), wall.places)
    ]
    return [brief_board(brief, duty_phone=wall.office.duty_phone, link=link), *ordered]


def _news(posting: Posting, at: datetime) -> News:
    life, day = life_of(posting), clock.local_day(at)
    return News(
        code=posting.code,
        kind=posting.kind,
        is_new=life.shows_from is not None and clock.local_day(life.shows_from) == day,
        ends_today=lifecycle.last_day(life, at) == day,
        is_publicity=lifecycle.publicity_runs(life, at),
    )


def _titles(wall: Wall, postings: Sequence[Posting]) -> tuple[str, ...]:
    revisions = (one.approved for one in postings)
    return tuple(wall.naming.hiding.text(one.title) for one in revisions if one is not None)


def wall_of(screen: Screen, sitting: Sitting) -> Wall:
    """All that a programme of `screen` is made from."""
    return Wall(
        office=sitting.office,
        audience=screen.audience,
        station=screen.station,
        postings=[one for one in sitting.postings if posting_may_hang_on(screen, one)],
        calendar=sitting.calendar,
        matters=sitting.matters,
        naming=sitting.naming,
        places=sitting.places.get(screen.station_id, {}),
    )


def _boards_at(wall: Wall, at: datetime) -> list[Board]:
    due = (
        posting
        for posting in wall.postings
        if lifecycle.state_at(life_of(posting), at) in lifecycle.ON_THE_WALL
    )
    boards = [board for posting in due if (board := _board(posting, wall, at)) is not None]
    overview = _overview_board(wall, at)
    return [overview, *boards] if overview else boards


def _board(posting: Posting, wall: Wall, at: datetime) -> Board | None:
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


def _board_made(posting: Posting, revision: Revision, wall: Wall, at: datetime) -> Board | None:
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


def _overview_board(wall: Wall, at: datetime) -> Board | None:
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


def _candidates(wall: Wall, due: Mapping[str, Board]) -> list[Candidate]:
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


def turning_points(wall: Wall, days: Sequence[date]) -> list[datetime]:
    """Every moment at which something else is due; `days` are those the programme reaches."""
    months = [day for day in days if day.day == 1]
    points = [point for one in wall.postings for point in lifecycle.turning_points(life_of(one))]
    return points + wall.matters.turning_points(months)
