"""Plays: what screens say they have shown, as counters that only grow.

A screen counts by its start, the posting, the revision and the office's day, and sends each count until it has
been heard. So a report may come twice, late or out of order: the greater count stays, and quarter-hours join.
What cannot be true is set aside row by row, logged and counted, and the rest is kept.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from kiosk.core import clock, quarters
from kiosk.core.db import one_at_a_time, session
from kiosk.core.logs import log
from kiosk.screens.models import Play, Screen, ScreenReport
from kiosk.screens.standing import standing_since

#: What is looked at of one report; the rest waits for the next, and the screen is told.
MOST_ROWS = 400
SECONDS_A_DAY = 86_400
MOST_REVISION = 1_000_000
#: How much later than ours a screen's clock may be: it sets itself by ours with every programme.
TOLERANCE = timedelta(minutes=2)
_COLUMNS = 7
_BOOT = re.compile(r"[0-9a-z]{4,12}-[0-9a-z]{1,6}")
_POSTING = re.compile(r"[0-9a-z]{0,16}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTERS = re.compile(r"[0-9a-f]{24}")

#: The fingerprint of every revision that may hang, by posting and number.
Known = Mapping[tuple[str, int], str]


class Aside(StrEnum):
    """Why a row is set aside."""

    UNREADABLE = "unreadable"
    OTHER_SCREEN = "other_screen"
    FUTURE = "future"
    TOO_EARLY = "too_early"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Counted:
    """One count of a screen. In `quarters` the highest of 96 bits is the first quarter-hour of the day."""

    boot: str
    day: date
    posting: str
    revision: int
    times: int
    seconds: int
    quarters: int

    @property
    def key(self) -> tuple[date, str, int, str]:
        """What it counts; counts of the same thing are one."""
        return (self.day, self.posting, self.revision, self.boot)


def read(row: object) -> Counted | None:
    """What a screen says in one row, `[boot, day, posting, revision, times, seconds, quarters]`; None: nothing readable."""
    if not isinstance(row, list) or len(row) != _COLUMNS:
        return None
    *texts, revision, times, seconds, shown = row
    numbers = (revision, times, seconds)
    if not all(type(one) is int for one in numbers):
        return None
    patterns = (_BOOT, _DAY, _POSTING, _QUARTERS)
    if not all(map(_matches, patterns, [*texts, shown])):
        return None
    boot, day, posting = texts
    try:
        when = date.fromisoformat(day)
    except ValueError:  # 30 February
        return None
    return Counted(boot, when, posting, *numbers, int(shown, 16))


def postings_in(rows: Sequence[object]) -> set[str]:
    """The codes of the postings that readable rows speak of."""
    return {said.posting for row in rows if (said := read(row)) is not None}


def fault(said: Counted, *, mark: str, since: datetime, at: datetime, known: Known) -> Aside | None:
    """Why `said` cannot be true, or None. Pure.

    `mark` is the screen's, which has had a device `since`; `known` are the revisions that there are.
    """
    if said.boot.split("-")[0] != mark:
        return Aside.OTHER_SCREEN
    latest = clock.local(at + TOLERANCE)
    if said.day > latest.date() or said.quarters & _after(said.day, latest):
        return Aside.FUTURE
    earliest = clock.local(since - TOLERANCE)
    if said.day < earliest.date() or said.quarters & _before(said.day, earliest):
        return Aside.TOO_EARLY
    if not _is_possible(said, latest):
        return Aside.IMPOSSIBLE
    if said.posting and (said.posting, said.revision) not in known:
        return Aside.UNKNOWN
    return None


def keep_plays(screen: Screen, rows: Sequence[object], *, known: Known, at: datetime) -> int:
    """Take in what `screen` has counted; return of how many rows it need not speak again."""
    # Two reports of one screen at once would both find a count missing.
    one_at_a_time(f"plays {screen.mark}", session())
    since = standing_since(screen) or at
    looked_at = rows[:MOST_ROWS]
    aside: Counter[Aside] = Counter()
    good: list[Counted] = []
    for row in looked_at:
        said = read(row)
        why = (
            Aside.UNREADABLE
            if said is None
            else fault(said, mark=screen.mark, since=since, at=at, known=known)
        )
        if said is not None and why is None:
            good.append(said)
        elif why is not None:
            aside[why] += 1
    _merge(screen.mark, good, known=known, at=at)
    if aside:
        _set_aside(screen, aside, at=at)
    return len(looked_at)


def as_digits(hours: int) -> str:
    """How quarter-hours are stored and sent: 24 hexadecimal digits, one an hour."""
    return f"{hours:024x}"


def _merge(mark: str, good: Sequence[Counted], *, known: Known, at: datetime) -> None:
    there = _stored(mark, good)
    for said in good:
        row = there.get(said.key)
        if row is None:
            row = Play(
                device=mark,
                boot=said.boot.split("-")[1],
                posting=said.posting,
                revision=said.revision,
                fingerprint=known.get((said.posting, said.revision), ""),
                day=said.day,
                times=0,
                seconds=0,
                quarters=as_digits(0),
            )
            session().add(row)
            there[said.key] = row
        row.times = max(row.times, said.times)
        row.seconds = max(row.seconds, said.seconds)
        row.quarters = as_digits(int(row.quarters, 16) | said.quarters)
        row.reported_at = at


def _stored(mark: str, good: Sequence[Counted]) -> dict[tuple[date, str, int, str], Play]:
    rows = session().scalars(
        sa.select(Play).where(
            Play.device == mark,
            Play.day.in_({said.day for said in good}),
            Play.posting.in_({said.posting for said in good}),
        )
    )
    return {(row.day, row.posting, row.revision, f"{mark}-{row.boot}"): row for row in rows}


def _set_aside(screen: Screen, aside: Counter[Aside], *, at: datetime) -> None:
    log(
        "plays set aside",
        level=logging.WARNING,
        screen=screen.id,
        **{str(why): count for why, count in aside.items()},
    )
    report = session().get(ScreenReport, screen.id)
    if report is not None:
        report.aside += aside.total()
        report.aside_at = at
        report.aside_why = aside.most_common(1)[0][0]


def _is_possible(said: Counted, latest: datetime) -> bool:
    """True unless more is counted than a day, or what there has been of it, has room for."""
    if said.times < 1 or not said.times <= said.seconds <= SECONDS_A_DAY:
        return False
    if not 1 <= said.quarters.bit_count() <= said.times:
        return False
    if said.day == latest.date() and said.seconds > _second_of_day(latest):
        return False
    # A sum over postings (its posting is empty) is of no revision.
    return said.revision == 0 if not said.posting else 1 <= said.revision <= MOST_REVISION


def _after(day: date, latest: datetime) -> int:
    """The quarter-hours of `day` that begin after `latest`."""
    if day < latest.date():
        return 0
    return quarters.span(_second_of_day(latest) // quarters.SECONDS + 1, quarters.A_DAY)


def _before(day: date, earliest: datetime) -> int:
    """The quarter-hours of `day` that are over before `earliest`."""
    if day > earliest.date():
        return 0
    return quarters.span(0, _second_of_day(earliest) // quarters.SECONDS)


def _second_of_day(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _matches(pattern: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and pattern.fullmatch(text) is not None
