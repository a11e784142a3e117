"""What is in its publicity period and hangs on no screen, because playlists hide it: at a station, or anywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.core import clock
from kiosk.core.calendar import days
from kiosk.programme.audience import may_hang_on
from kiosk.programme.glance import Hung
from kiosk.programme.order import rank_of
from kiosk.programme.playlists import rules_everywhere
from kiosk.programme.rules import Due, Rules, line_for, turning_points
from kiosk.programme.weave import Candidate
from kiosk.screens.models import Screen
from kiosk.screens.operations import screens_in_use

#: How far ahead a line is looked for that shows it again; longer than that no publicity period is.
FURTHEST = timedelta(days=62)


@dataclass(frozen=True)
class Unseen:
    """A posting that no screen shows at some stations, by code; `is_everywhere`: nor at any other that has one for it."""

    hung: Hung
    stations: tuple[str, ...]
    is_everywhere: bool
    #: The playlists that hide it there.
    playlists: frozenset[int]


def is_hidden_until(one: Due, rules: Rules, begins: datetime, ends: datetime) -> bool:
    """True if these rules hide it from `begins` until `ends` without a gap. Pure: the walls' own rule is asked."""
    last = clock.local_day(ends - timedelta(microseconds=1))
    points = turning_points(rules, days(clock.local_day(begins) - timedelta(days=1), last))
    moments = [begins, *(point for point in points if begins < point < ends)]
    return all(line_for(one, rules, moment).is_hidden for moment in moments)


def unseen_among(
    hung: Iterable[Hung],
    screens: Sequence[Screen],
    rules: Mapping[int | None, Rules],
    *,
    moment: datetime,
) -> list[Unseen]:
    """Those of `hung` whose publicity period runs and that the screens of some station hide until it is over. Pure."""
    return [
        found
        for one in hung
        if one.is_publicity and (found := _unseen(one, screens, rules, moment)) is not None
    ]


def unseen_now(hung: Iterable[Hung], *, moment: datetime) -> list[Unseen]:
    """The same, by the screens and playlists there are."""
    rules = rules_everywhere()
    if not any(
        line.is_hidden or line.otherwise == "hidden" for one in rules.values() for line in one.lines
    ):
        return []
    return unseen_among(hung, screens_in_use(), rules, moment=moment)


def _unseen(
    one: Hung, screens: Sequence[Screen], rules: Mapping[int | None, Rules], moment: datetime
) -> Unseen | None:
    ends = clock.day_ends(one.last_day) if one.last_day else moment + FURTHEST
    due = Due(Candidate(one.code, one.theme, rank_of(one.kind, 0)), one.kind)
    chosen = defaultdict(set)
    for screen in screens:
        if may_hang_on(screen, scope=one.scope, posted_by=one.station):
            chosen[screen.station.code].add(screen.playlist_id)
    hiding = {
        number
        for number in {each for numbers in chosen.values() for each in numbers}
        if number in rules
        and is_hidden_until(due, rules[number], moment, min(ends, moment + FURTHEST))
    }
    dark = tuple(code for code, numbers in chosen.items() if numbers <= hiding)
    if not dark:
        return None
    used = {number for code in dark for number in chosen[code] if number is not None}
    return Unseen(one, dark, len(dark) == len(chosen), frozenset(used))
