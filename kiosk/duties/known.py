"""What is known of a duty: what it is, when it was done, when it was stated that there was nothing to do. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from kiosk.core.periods import Period
from kiosk.core.rhythms import Limit, Span

ANY_DAY = Limit()


class Doing(NamedTuple):
    """That it was done on a day. `left_on`: of the newest, the last day it hung, where it hung as a plain disclosure."""

    on: date
    left_on: date | None = None
    number: str = ""
    #: How the row it was read from is found: a posting's code, or the number of a recorded doing.
    code: str = ""
    note: str = ""
    is_sample: bool = False
    #: The period its title names, with the year that is meant.
    about: Period | None = None


@dataclass(frozen=True)
class Statement:
    """That a month (its first day) was stated to have nothing."""

    month: date
    stated_on: date
    is_sample: bool = False


@dataclass(frozen=True)
class Duty:
    """What, who, where, how often, how much of it, and by when."""

    name: str
    rhythm: str
    limit: Limit = ANY_DAY
    minimum: int = 1
    who: str = ""
    #: The station's code; None: the office's.
    place: str | None = None
    #: The code of its category; empty: a duty of its own.
    category: str = ""
    #: The rows behind it: of its category or of itself, and of its station.
    row: int = 0
    station: int | None = None
    is_private: bool = False
    note: str = ""
    is_sample: bool = False


#: What counts for which span, the newest first in each.
Filled = Mapping[Span, tuple[Doing, ...]]


@dataclass(frozen=True)
class Kept:
    """What is known of a duty. `since`: from which day on it is expected; None: it is not."""

    #: The newest first.
    doings: tuple[Doing, ...] = ()
    statements: tuple[Statement, ...] = ()
    #: Days on which somebody worked on it, or for which it is planned.
    work: tuple[date, ...] = ()
    since: date | None = None

    @cached_property
    def worked_out(self) -> dict[Hashable, tuple[Filled, tuple[Span, ...]]]:
        """What fills which span and what is owed, by rhythm, minimum and day: asked for again and again."""
        return {}
