"""How screens are: read from what they report, judged by when they were heard of, and asked to do something at once.

A wall reports once a minute, and at the turn of a page if its last report is a while ago. What it says is the word of
a box nobody looks after: whatever makes no sense in it is left out, never a reason to refuse the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from kiosk.core import clock, quarters
from kiosk.screens.models import Screen, ScreenReport
from kiosk.screens.operations import first_report

#: A wall reports every minute at least; two reports may get lost.
ONLINE_WITHIN = timedelta(minutes=3)
#: At the turn of a page walls report at most so often, in seconds. Where there are many of them they take turns, so
#: that no more than four reports a second come in; one a minute comes from each of them in any case.
LEAST_BETWEEN_S = 15
MOST_BETWEEN_S = 60
WALLS_A_SECOND = 4
#: A box that is so far from our time wants its clock set.
DRIFT_WORTH_SAYING = timedelta(seconds=30)
#: How long the number stands on a wall.
IDENTIFY_S = 15

MOST_PIXELS = 20_000
MOST_NUMBER = 2**31 - 1
MOST_PAGES = 10_000
MOST_TABLES = 8
_LONGEST = {
    "engine": 80, "version": 40, "error": 200, "kind": 20, "posting": 16, "next": 16,
}  # fmt: skip


class Ask(StrEnum):
    """What a wall can be asked to do at once."""

    RELOAD = "reload"
    IDENTIFY = "identify"


#: How long an ask holds. Nobody stands in front of a wall for longer; but one that was away may load itself anew then.
ASK_LASTS = {Ask.RELOAD: timedelta(days=1), Ask.IDENTIFY: timedelta(minutes=2)}


@dataclass(frozen=True)
class Health:
    """What a screen says of itself, in the columns of its report."""

    width_px: int = 0
    height_px: int = 0
    engine: str = ""
    version: str = ""
    begun_at: datetime | None = None
    drift_s: int | None = None
    memory_mb: int | None = None
    storage_mb: int | None = None
    on_kind: str = ""
    on_posting: str = ""
    on_revision: int = 0
    on_page: int = 0
    on_pages: int = 0
    on_begins: str = ""
    on_since: datetime | None = None
    next_posting: str = ""


def read(said: Mapping[str, object], *, at: datetime) -> Health:
    """What `said` makes sense of, heard at that moment. Pure."""
    shown = said.get("on")
    on: Mapping[str, object] = shown if isinstance(shown, dict) else {}
    return Health(
        width_px=_number(said.get("width"), MOST_PIXELS),
        height_px=_number(said.get("height"), MOST_PIXELS),
        engine=_words(said, "engine"),
        version=_words(said, "version"),
        begun_at=_moment(said.get("begun"), at=at),
        drift_s=_drift(said.get("clock"), at=at),
        memory_mb=_known(said.get("memory")),
        storage_mb=_known(said.get("storage")),
        on_kind=_words(on, "kind"),
        on_posting=_words(on, "posting"),
        on_revision=_number(on.get("revision"), MOST_NUMBER),
        on_page=_number(on.get("page"), MOST_PAGES),
        on_pages=_number(on.get("pages"), MOST_PAGES),
        on_begins=_rows(on.get("begins")),
        on_since=_moment(on.get("since"), at=at),
        next_posting=_words(on, "next"),
    )


def note_health(screen: Screen, said: Mapping[str, object], *, at: datetime) -> ScreenReport:
    """Remember what `screen` says of itself; its last trouble stays until there is another."""
    report = first_report(screen, at=at)
    report.seen_at = at
    for name, value in asdict(read(said, at=at)).items():
        setattr(report, name, value)
    trouble = _words(said, "error")
    if trouble:
        report.error, report.error_at = trouble, _moment(said.get("errorAt"), at=at) or at
    # Nobody has done what was never asked.
    done = min(_number(said.get("done"), MOST_NUMBER), screen.asked)
    if done > report.done:
        report.done, report.done_at = done, at
    return report


def ask(screen: Screen, what: Ask, *, at: datetime) -> int:
    """Ask `screen` to do something at once; the number of the ask. Whatever was asked before and is not done, is void."""
    screen.asked += 1
    screen.ask = what
    screen.asked_at = at
    return screen.asked


def asked_of(screen: Screen, *, done: int, at: datetime) -> Ask | None:
    """What `screen` still has to do: not what it has done, and not what nobody waits for any more. Pure."""
    if screen.asked <= done or screen.asked_at is None or screen.ask not in set(Ask):
        return None
    what = Ask(screen.ask)
    return what if at - screen.asked_at < ASK_LASTS[what] else None


@dataclass(frozen=True)
class Asked:
    """What somebody asked of a screen last, and what came of it: "waiting", "done" or "void"."""

    what: Ask
    at: datetime
    state: str


def what_was_asked(screen: Screen, report: ScreenReport | None, *, at: datetime) -> Asked | None:
    """What was asked of `screen` last; None: nothing ever. Pure."""
    if screen.asked_at is None or screen.ask not in set(Ask):
        return None
    done = report.done if report else 0
    if done >= screen.asked:
        state = "done"
    else:
        state = "waiting" if asked_of(screen, done=done, at=at) else "void"
    return Asked(Ask(screen.ask), screen.asked_at, state)


def seconds_between(walls: int) -> int:
    """How long a wall waits between two reports at the turn of a page, where there are so many. Pure.

    >>> seconds_between(6), seconds_between(60), seconds_between(100), seconds_between(1000)
    (15, 15, 25, 60)
    """
    return max(LEAST_BETWEEN_S, min(walls // WALLS_A_SECOND, MOST_BETWEEN_S))


def lit_since(hours: str, *, moment: datetime, dark: str = "") -> datetime | None:
    """Since when a board is meant to be lit without a break, given an office's showing hours and its own dark ones (empty:
    it has none); None: it is not. Pure.
    """
    lit, day = quarters.of_hours(hours) & ~quarters.touched_by(dark), clock.local_day(moment)
    number = (moment - clock.day_begins(day)) // quarters.LENGTH
    for first, after in quarters.runs(lit):
        if first <= number < after:
            through_the_night = first == 0 and lit & 1
            return quarters.moment(day - timedelta(days=1) if through_the_night else day, first)
    return None


def dark_hours(night: str, night_hours: str) -> str:
    """From when to when a screen is black because it was set so; empty: never. The night board is to be seen."""
    return night_hours if night == "dark" else ""


def state_of(
    screen: Screen, report: ScreenReport | None, *, moment: datetime, lit: datetime | None
) -> str:
    """How a screen stands: free (without a device), new (never heard of), online, silent, or resting: silent while
    boards need not be lit, or hardly need to yet. `lit` is since when they have to. Pure.
    """
    if screen.secret_hash is None:
        return "free"
    if report is None:
        return "new"
    if moment - report.seen_at < ONLINE_WITHIN:
        return "online"
    return "silent" if is_missed(moment=moment, lit=lit) else "resting"


def is_missed(*, moment: datetime, lit: datetime | None) -> bool:
    """True if a screen that has not been heard of lately ought to have been. Pure."""
    return lit is not None and moment - lit >= ONLINE_WITHIN


def _number(value: object, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return max(0, min(value, most))


def _known(value: object) -> int | None:
    return None if value is None else _number(value, MOST_NUMBER)


def _words(said: Mapping[str, object], name: str) -> str:
    """Text a database takes: no control characters, no half characters."""
    value = said.get(name)
    printable = filter(str.isprintable, value) if isinstance(value, str) else ""
    return "".join(printable)[: _LONGEST[name]]


def _rows(value: object) -> str:
    if not isinstance(value, list) or len(value) > MOST_TABLES:
        return ""
    return ",".join(str(_number(one, MOST_PAGES)) for one in value)


def _moment(value: object, *, at: datetime) -> datetime | None:
    """A moment that has been; None: nothing that could be one."""
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    if not 0 < value <= clock.milliseconds(at + ONLINE_WITHIN):
        return None
    return min(datetime.fromtimestamp(value / 1000, UTC), at)


def _drift(value: object, *, at: datetime) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    ahead = (value - clock.milliseconds(at)) // 1000
    return max(-MOST_NUMBER, min(ahead, MOST_NUMBER))
