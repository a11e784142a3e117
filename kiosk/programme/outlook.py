"""What hangs on a screen and will, told from the very programme its wall goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.core import clock
from kiosk.programme.boards import Board
from kiosk.programme.build import programme_at
from kiosk.programme.modes import SLOWER, Mode
from kiosk.programme.page_times import own_seconds, seconds_of
from kiosk.programme.windows import Window, window_at
from kiosk.screens.models import Screen

_DWELL = re.compile(r'\bdata-dwell="([\w-]+)"')
#: More characters than any page holds.
_FULL = 100_000


@dataclass(frozen=True)
class Turn:
    """A board's turn in a round. Its pages stay from `least` to `most` seconds, as much as stands on them."""

    code: str
    kind: str
    least: int
    most: int


@dataclass(frozen=True)
class Hanging:
    """What hangs at a moment. `until`: when that may change next."""

    mode: Mode
    turns: tuple[Turn, ...]
    until: datetime


@dataclass(frozen=True)
class Stretch:
    """A part of a day in which a wall does one thing; at `changes` other postings come, or in another order."""

    begins: datetime
    ends: datetime
    mode: Mode
    changes: tuple[datetime, ...] = ()


def hanging_at(screen: Screen, at: datetime, *, moment: datetime) -> Hanging:
    """What hangs on `screen` at `at`, now or later, by all that is known at `moment`."""
    programme = programme_at(screen, at, moment=moment)
    window = window_at(programme.windows, at)
    if window is None:
        raise ValueError("a time that is over is not asked")
    own, slower = own_seconds(), SLOWER if window.mode == Mode.HANDOVER else 1
    set_to = dict(window.seconds)
    return Hanging(
        window.mode,
        tuple(
            _turn(programme.boards[digest], own, set_to=set_to.get(digest, 0), slower=slower)
            for digest in window.shown
        ),
        window.ends,
    )


def day_of(screen: Screen, *, moment: datetime) -> list[Stretch]:
    """What `screen` does on the office's day in which `moment` lies."""
    windows = programme_at(screen, moment, moment=moment).windows
    return stretches(windows, ends=clock.day_ends(clock.local_day(moment)))


def stretches(windows: Iterable[Window[str]], *, ends: datetime) -> list[Stretch]:
    """What a wall does from the first window on until `ends`: neighbours in which it does the same are one. Pure."""
    found: list[Stretch] = []
    for window in windows:
        if window.begins >= ends:
            break
        stops = min(window.ends, ends)
        if found and found[-1].mode == window.mode:
            changes = (*found[-1].changes, window.begins)
            found[-1] = replace(found[-1], ends=stops, changes=changes)
        else:
            found.append(Stretch(window.begins, stops, window.mode))
    return found


def _turn(board: Board, own: dict[str, int], *, set_to: int, slower: float) -> Turn:
    said = _DWELL.search(board.html)
    dwell = said[1] if said else "prose"
    least, most = (
        round(seconds_of(dwell, characters, own, set_to=set_to) * slower)
        for characters in (0, _FULL)
    )
    return Turn(board.code, board.kind, least, most)
