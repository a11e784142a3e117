"""What rotates on the walls of one station at any moment: which boards, and in what order."""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from kiosk.accounts.models import Office, Station
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.document import BadContent
from kiosk.core.logs import log
from kiosk.kinds.contract import Facts
from kiosk.kinds.overview import Overview
from kiosk.postings import lifecycle
from kiosk.postings.lifecycle import Life, publicity_is_over
from kiosk.postings.models import Posting, Revision
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
from kiosk.programme.modes import Mode, News, Timetable, handover_parts
from kiosk.programme.naming import Naming
from kiosk.programme.order import rank_of
from kiosk.programme.overview import OVERVIEW_CODE, SevenMatters, overview_facts
from kiosk.programme.rules import Due, Rules, holds, line_for, round_at
from kiosk.programme.sitting import Sitting
from kiosk.programme.weave import Candidate, in_order
from kiosk.programme.windows import Showing
from kiosk.screens.models import Screen


@dataclass(frozen=True)
class Wall:
    """For whom a programme is made, and from what."""

    #: Held while boards are made: each of them asks for it, and the session lets go of what nobody holds.
    office: Office
    audience: str
    station: Station
    #: What may hang there, by code, in a stable order.
    postings: Mapping[str, Posting]
    #: What the lifecycle knows of each, by code.
    lives: Mapping[str, Life]
    calendar: WorkCalendar
    matters: SevenMatters
    #: The overview of them at a moment.
    overview_at: Callable[[datetime], Overview | None]
    naming: Naming
    #: Where people have put postings in this station's rotation, by code.
    places: dict[str, int]
    #: What the playlist of these walls says.
    rules: Rules
    #: What may be known of each posting, by code and whether the publicity period is over: for all stations the same.
    facts: dict[tuple[str, bool], Facts]
    #: Boards of postings, by the same.
    made: dict[tuple[str, bool], Board | None]
    #: How postings lie to the day of a moment, by moment and code: for all stations the same.
    news: defaultdict[datetime, dict[str, News]]


@dataclass(frozen=True)
class _Piece:
    """What is due from one turning point until the next: boards by their codes, and what rules know of them."""

    boards: dict[str, Board]
    dues: list[Due]


@dataclass(frozen=True)
class _Shown:
    """One round, and how long pages stay that do not stay as long as usual, by the postings' codes."""

    boards: list[Board]
    seconds: dict[str, int] = field(default_factory=dict)
    mode: Mode = Mode.DAY

    @cached_property
    def by_digest(self) -> Showing[str]:
        """The same, the boards by their digests."""
        own = {one.digest: self.seconds.get(one.code) for one in self.boards}
        seconds = ((digest, found) for digest, found in own.items() if found is not None)
        return Showing(tuple(one.digest for one in self.boards), self.mode, tuple(seconds))


class Rota:
    """What the walls of one station show at any moment.

    What is due changes at turning points alone; beside that, a day goes by which rules hold, a handover by what is news on
    that day and a night by the shift. So little is worked out, though each day has many windows.
    """

    def __init__(self, wall: Wall, timetable: Timetable, turning: list[datetime]) -> None:
        self.wall = wall
        self.timetable = timetable
        self.turning = turning
        #: Every board that was ever asked for, by digest.
        self.boards: dict[str, Board] = {}
        self._pieces: dict[int, _Piece] = {}
        self._news: dict[tuple[date, int], tuple[News, ...]] = {}
        self._shown: dict[tuple[object, ...], _Shown] = {}

    def showing_at(self, at: datetime) -> Showing[str]:
        """The digests of what rotates at `at`: one round, in which a board may come several times."""
        mode = self.timetable.mode_at(at)
        piece = bisect_right(self.turning, at)
        held = tuple(holds(line.times, at) for line in self.wall.rules.lines)
        news: tuple[News, ...] = ()
        key: tuple[object, ...] = (mode, piece, held)
        if mode == Mode.HANDOVER:
            news = self._news_on(clock.local_day(at), piece, at)
            key = (mode, piece, held, news)
        elif mode != Mode.DAY:
            key = (mode, self.timetable.hours.shift_at(at))
        if key not in self._shown:
            shown = self._shown[key] = self._worked_out(mode, piece, news, at)
            self.boards.update({board.digest: board for board in shown.boards})
        return self._shown[key].by_digest

    def _worked_out(self, mode: Mode, piece: int, news: tuple[News, ...], at: datetime) -> _Shown:
        own, station = self.wall.office, self.wall.station
        if mode in {Mode.NIGHT, Mode.DARK}:
            hours = self.timetable.hours
            board = resting_board(mode, hours, hours.shift_at(at), own=own, station=station)
            return _Shown([board], mode=mode)
        due = self._due_in(piece, at)
        if mode == Mode.HANDOVER:
            return replace(_at_handover(self.wall, due, news, at), mode=mode)
        return _by_day(self.wall, due, at)

    def _news_on(self, day: date, piece: int, at: datetime) -> tuple[News, ...]:
        if (day, piece) not in self._news:
            self._news[day, piece] = _news(self.wall, self._due_in(piece, at).boards, at)
        return self._news[day, piece]

    def _due_in(self, piece: int, at: datetime) -> _Piece:
        if piece not in self._pieces:
            boards = {board.code: board for board in _boards_at(self.wall, at)}
            self._pieces[piece] = _Piece(boards, _dues(self.wall, boards.values()))
        return self._pieces[piece]


def _by_day(wall: Wall, due: _Piece, at: datetime) -> _Shown:
    """What the playlist makes of it."""
    found = round_at(due.dues, wall.rules, at, places=wall.places)
    return _Shown([due.boards[one.code] for one in found.turns], found.seconds)


def _dues(wall: Wall, boards: Iterable[Board]) -> list[Due]:
    place = {code: number for number, code in enumerate(wall.postings)}
    return [
        Due(
            Candidate(
                code=board.code,
                theme=board.theme,
                rank=rank_of(board.kind, place.get(board.code, 0)),
                opens=board.code == OVERVIEW_CODE,
            ),
            board.kind,
        )
        for board in boards
    ]


def _at_handover(wall: Wall, due: _Piece, news: Sequence[News], at: datetime) -> _Shown:
    """What has changed today, then what is new, running 公示, the other notices and stars.

    Of the playlist nothing counts then but what is hidden.
    """
    dues = [one for one in due.dues if not line_for(one, wall.rules, at).is_hidden]
    candidates = [one.candidate for one in dues]
    codes = {one.code for one in candidates}
    news = [one for one in news if one.code in codes]
    if not news:
        return _by_day(wall, _Piece(due.boards, dues), at)
    brief = Brief(
        new=_titles(wall, [wall.postings[one.code] for one in news if one.is_new]),
        ending=_titles(wall, [wall.postings[one.code] for one in news if one.ends_today]),
        running=_titles(wall, [wall.postings[one.code] for one in news if one.only_runs]),
    )
    link = "" if wall.audience == Audience.HALL else list_link(wall.station.list_token)
    ordered = [
        due.boards[one.code]
        for part in handover_parts(news)
        for one in in_order((each for each in candidates if each.code in part), wall.places)
    ]
    return _Shown([brief_board(brief, duty_phone=wall.office.duty_phone, link=link), *ordered])


def _news(wall: Wall, due: Collection[str], at: datetime) -> tuple[News, ...]:
    """How the postings that are due at `at` lie to its day."""
    day, known = clock.local_day(at), wall.news[at]
    found = [code for code in wall.postings if code in due]
    for code in found:
        if code not in known:
            known[code] = _news_of(wall.postings[code], wall.lives[code], day, at)
    return tuple(known[code] for code in found)


def _news_of(posting: Posting, life: Life, day: date, at: datetime) -> News:
    begins, ends = clock.day_begins(day), clock.day_ends(day)
    return News(
        code=posting.code,
        kind=posting.kind,
        is_new=life.shows_from is not None and begins <= life.shows_from < ends,
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
        postings={one.code: one for one in sitting.postings if posting_may_hang_on(screen, one)},
        lives=sitting.lives,
        calendar=sitting.calendar,
        matters=sitting.matters,
        overview_at=sitting.overview_at,
        naming=sitting.naming,
        places=sitting.places.get(screen.station_id, {}),
        rules=sitting.rules[screen.playlist_id],
        facts=sitting.facts,
        made=sitting.made[screen.station_id, screen.audience == Audience.HALL],
        news=sitting.news,
    )


def _boards_at(wall: Wall, at: datetime) -> list[Board]:
    due = (
        code
        for code in wall.postings
        if lifecycle.state_at(wall.lives[code], at) in lifecycle.ON_THE_WALL
    )
    boards = [board for code in due if (board := _board(code, wall, at)) is not None]
    overview = _overview_board(wall, at)
    return [overview, *boards] if overview else boards


def _board(code: str, wall: Wall, at: datetime) -> Board | None:
    """The board of one posting; None, and a line in the log, if its document cannot be read.

    One document that this version cannot read must not take the others off the wall.
    """
    # Of all that a board says, this alone goes by the moment.
    key = (code, publicity_is_over(wall.lives[code], at))
    if key not in wall.made:
        posting = wall.postings[code]
        revision = posting.approved
        if revision and key not in wall.facts:
            wall.facts[key] = facts_of(posting, wall.calendar, moment=at, viewed_at=None)
        wall.made[key] = _board_made(revision, wall.facts[key], wall) if revision else None
    return wall.made[key]


def _board_made(revision: Revision, facts: Facts, wall: Wall) -> Board | None:
    try:
        return board_of(
            revision,
            replace(facts, viewed_at=wall.station.code),
            link=link_on_wall(facts.code, wall.station.code, audience=wall.audience),
            naming=wall.naming,
        )
    except BadContent:
        log("unreadable revision", level=logging.ERROR, posting=facts.code)
        return None


def _overview_board(wall: Wall, at: datetime) -> Board | None:
    """The first page of every cycle, on every wall that staff look at."""
    content = wall.overview_at(at) if wall.audience != Audience.HALL else None
    if content is None:
        return None
    return board_without_posting(
        content,
        overview_facts(content, viewed_at=wall.station.code),
        link=list_link(wall.station.list_token),
        naming=wall.naming,
    )


def turning_points(wall: Wall, days: Sequence[date]) -> list[datetime]:
    """Every moment at which something else is due; `days` are those the programme reaches."""
    months = [day for day in days if day.day == 1]
    points = [
        point for code in wall.postings for point in lifecycle.turning_points(wall.lives[code])
    ]
    return points + wall.matters.turning_points(months)
