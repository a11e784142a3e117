"""From postings with their lives to windows of time in which nothing changes. Pure.

The wall gets windows for thirty days, so that it brings a notice up and takes it down at the right
minute without the server.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from kiosk.programme.modes import Mode

Shown = TypeVar("Shown", bound=Hashable)


class Showing(NamedTuple, Generic[Shown]):
    """What a wall does at a moment: it rotates `shown`, in this order."""

    shown: tuple[Shown, ...]
    mode: Mode = Mode.DAY
    #: How long pages of some of `shown` stay instead of the usual seconds.
    seconds: tuple[tuple[Shown, int], ...] = ()


@dataclass(frozen=True)
class Window(Generic[Shown]):
    """The same from `begins` until just before `ends`."""

    begins: datetime
    ends: datetime
    shown: tuple[Shown, ...]
    mode: Mode = Mode.DAY
    seconds: tuple[tuple[Shown, int], ...] = ()


def window_at(found: Iterable[Window[Shown]], moment: datetime) -> Window[Shown] | None:
    """The window that holds at a moment; outside the programme nothing is known to be due: None."""
    return next((one for one in found if one.begins <= moment < one.ends), None)


def windows(
    turning_points: Iterable[datetime],
    showing_at: Callable[[datetime], Showing[Shown]],
    *,
    begins: datetime,
    ends: datetime,
) -> list[Window[Shown]]:
    """Cut `begins`..`ends` at every turning point inside it and ask what is shown in each piece.

    Neighbouring pieces that show the same in the same mode are one window. The windows follow each other without
    a gap or an overlap. Raises ValueError unless `begins` is before `ends`.
    """
    if begins >= ends:
        raise ValueError("a programme ends after it begins")
    cuts = sorted({begins, *(point for point in turning_points if begins < point < ends)})
    found = [showing_at(at) for at in cuts]
    begun = [place for place in range(len(cuts)) if place == 0 or found[place] != found[place - 1]]
    stops = [*(cuts[place] for place in begun[1:]), ends]
    return [
        Window(cuts[place], stop, *found[place]) for place, stop in zip(begun, stops, strict=True)
    ]
