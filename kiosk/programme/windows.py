"""From postings with their lives to windows of time in which nothing changes. Pure.

The wall gets windows for thirty days, so that it brings a notice up and takes it down at the right
minute without the server.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Shown = TypeVar("Shown", bound=Hashable)


@dataclass(frozen=True)
class Window(Generic[Shown]):
    """From `begins` until just before `ends`, the wall rotates `shown`, in this order."""

    begins: datetime
    ends: datetime
    shown: tuple[Shown, ...]


def windows(
    turning_points: Iterable[datetime],
    shown_at: Callable[[datetime], Sequence[Shown]],
    *,
    begins: datetime,
    ends: datetime,
) -> list[Window[Shown]]:
    """Cut `begins`..`ends` at every turning point inside it and ask what is shown in each piece.

    Neighbouring pieces that show the same are one window. The windows follow each other without
    a gap or an overlap. Raises ValueError unless `begins` is before `ends`.
    """
    if begins >= ends:
        raise ValueError("a programme ends after it begins")
    cuts = sorted({begins, *(point for point in turning_points if begins < point < ends)})
    found: list[Window[Shown]] = []
    for start, stop in zip(cuts, [*cuts[1:], ends], strict=True):
        shown = tuple(shown_at(start))
        if found and found[-1].shown == shown:
            found[-1] = Window(found[-1].begins, stop, shown)
        else:
            found.append(Window(start, stop, shown))
    return found
