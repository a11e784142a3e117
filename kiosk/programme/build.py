"""A screen's programme: thirty days of windows, and the boards they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import msgspec

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.beginnings import Beginning
from kiosk.core.i18n import html_language
from kiosk.programme import rules, signal
from kiosk.programme.boards import Board
from kiosk.programme.hour_boards import hours_of
from kiosk.programme.looks import frame_of
from kiosk.programme.modes import SLOWER, Mode
from kiosk.programme.newest import Newest
from kiosk.programme.rota import Rota, turning_points, wall_of
from kiosk.programme.sitting import DAYS_AHEAD, Sitting
from kiosk.programme.takeover_boards import TakeoverBoard, takeover_boards
from kiosk.programme.windows import Window, window_at, windows
from kiosk.screens.health import seconds_between
from kiosk.screens.models import Screen
from kiosk.screens.scale import type_scale


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
        found = window_at(self.windows, moment)
        return found.shown if found else ()


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
    place = sitting.place if sitting else Sitting(moment).place

    def made() -> Programme:
        owner = (
            *place,
            screen.station_id,
            screen.audience,
            screen.night,
            screen.night_hours,
            screen.playlist_id,
        )
        hanging = _HANGINGS.of(owner, standing, lambda: _hung(screen, sitting or Sitting(moment)))
        return _written(screen, hanging)

    return _PROGRAMMES.of((*place, screen.id), standing, made)


def programme_at(screen: Screen, at: datetime, *, moment: datetime) -> Programme:
    """The programme `screen` goes by at `at`, as things stand at `moment`: the one it has, or for later one made like it."""
    programme = programme_of(screen, moment=moment)
    if at < programme.windows[-1].ends:
        return programme
    return _written(screen, _hung(screen, Sitting(at)))


def forget_programmes() -> None:
    """Make every programme anew when it is next asked for."""
    _PROGRAMMES.forget()
    _HANGINGS.forget()


def _hung(screen: Screen, sitting: Sitting) -> _Hanging:
    wall, timetable = wall_of(screen, sitting), sitting.timetable(hours_of(screen, sitting.office))
    rota = Rota(wall, timetable, sorted(turning_points(wall, sitting.days)))
    by_rules = rules.turning_points(wall.rules, sitting.days)
    found = windows(
        [*rota.turning, *timetable.turning_points, *by_rules],
        rota.showing_at,
        begins=sitting.begins,
        ends=sitting.begins + timedelta(days=DAYS_AHEAD),
    )
    takeovers = takeover_boards(sitting.takeovers, wall.station)
    beginning, frame = _beginning(found, rota.boards), frame_on_walls(wall.station)
    return _Hanging(tuple(found), rota.boards, beginning, takeovers, frame, sitting.screens)


def _beginning(found: list[Window[str]], boards: dict[str, Board]) -> Beginning:
    shared = {
        "windows": [_window_facts(window) for window in found],
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
    return Beginning.of(_as_json(shared).removesuffix(b"}") + b",")


def _window_facts(window: Window[str]) -> dict[str, object]:
    facts: dict[str, object] = {
        "from": clock.milliseconds(window.begins),
        "until": clock.milliseconds(window.ends),
        "boards": list(window.shown),
    }
    if window.mode != Mode.DAY:
        facts["mode"] = window.mode
    if window.mode == Mode.HANDOVER:
        facts["slower"] = SLOWER
    if window.seconds:
        facts["seconds"] = dict(window.seconds)
    return facts


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
    return msgspec.json.encode(document, order="sorted")


def frame_on_walls(station: Station) -> dict[str, object]:
    """What stands around every board on the walls of `station`, and in which language they speak."""
    return {"language": html_language(), **frame_of(station)}


def screen_facts(screen: Screen, frame: Mapping[str, object]) -> dict[str, object]:
    """What a wall is told of itself: its name, the frame of its station, how large its type is."""
    return {
        "mark": screen.mark,
        "name": screen.name,
        **frame,
        "scale": type_scale(screen.panel_inches, screen.distance_dm),
        "overscanPercent": screen.overscan_percent,
    }
