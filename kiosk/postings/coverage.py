"""How much of its time boards have shown a notice: due and shown quarter-hours, gaps, and what is to be made good. Pure.

It may say too little, never too much: see docs/decisions/0025.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product

from kiosk.core import clock, quarters
from kiosk.core.calendar import WorkCalendar, days
from kiosk.postings.publicity import period

#: The quarter-hours of a day in which boards are meant to be lit, as a set (core/quarters.py).
HoursOn = Callable[[date], int]
#: From when to when.
Stretch = tuple[datetime, datetime]
#: The same; None: it goes on.
OpenStretch = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Stand:
    """A screen hung at a station under a name, from `begins` until `ends` (None: it still does)."""

    device: str
    name: str
    station: str
    begins: datetime
    ends: datetime | None = None
    #: From when to when it rests each night, so that nothing is due on it: "22:00-06:30"; empty: it does not.
    rests: str = ""
    #: When the shifts before it hand over, as it was set: "08:00,16:00".
    handovers: str = ""

    @property
    def board(self) -> Board:
        """Which board of the evidence that is."""
        return Board(self.device, self.name, self.station)


@dataclass(frozen=True)
class Board:
    """A screen as long as it hung at one station under one name."""

    device: str
    name: str
    station: str


@dataclass(frozen=True)
class Shown:
    """What a screen has counted on a day: showings in full of one revision, and the quarter-hours they ended in."""

    device: str
    day: date
    revision: int
    times: int
    seconds: int
    quarters: int


@dataclass(frozen=True)
class Text:
    """A revision was what the notice says from `begins` until `ends` (None: it still is)."""

    revision: int
    begins: datetime
    ends: datetime | None = None


@dataclass(frozen=True)
class BoardDay:
    """One board on one day. `due` and `shown` are sets of quarter-hours, the second within the first."""

    board: Board
    day: date
    due: int
    shown: int
    times: int = 0
    seconds: int = 0
    #: The showing hours in which it rested, as it was set.
    rested: int = 0
    #: Those in which it need not show it, as it showed what goes before: they are not due.
    left_out: int = 0

    @property
    def percent(self) -> int | None:
        """How much of what was due has been shown, rounded down; None if nothing was due."""
        return percent(self.shown.bit_count(), self.due.bit_count())

    @property
    def gaps(self) -> list[tuple[datetime, datetime]]:
        """From when to when it was dark though it should not have been."""
        return [
            (quarters.moment(self.day, first), quarters.moment(self.day, after))
            for first, after in quarters.runs(self.due & ~self.shown)
        ]


@dataclass(frozen=True)
class Gap:
    """A board was dark from `begins` until `ends`."""

    board: Board
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Coverage:
    """What boards have shown, day by day, the boards in their order."""

    days: tuple[BoardDay, ...]

    @property
    def due(self) -> int:
        """Quarter-hours that were due, over all boards."""
        return sum(one.due.bit_count() for one in self.days)

    @property
    def shown(self) -> int:
        """Those of them in which the notice was shown in full."""
        return sum(one.shown.bit_count() for one in self.days)

    @property
    def percent(self) -> int | None:
        """The whole as a figure, rounded down."""
        return percent(self.shown, self.due)

    @property
    def left_out(self) -> int:
        """Quarter-hours that were not due because boards showed what goes before."""
        return sum(one.left_out.bit_count() for one in self.days)

    def gaps(self) -> list[Gap]:
        """All gaps by board; those that meet at midnight are one."""
        found: list[Gap] = []
        for one in sorted(self.days, key=lambda one: (_order(one.board), one.day)):
            for begins, ends in one.gaps:
                last = found[-1] if found else None
                if last is not None and (last.board, last.ends) == (one.board, begins):
                    found[-1] = Gap(one.board, last.begins, ends)
                else:
                    found.append(Gap(one.board, begins, ends))
        return found


@dataclass(frozen=True)
class Extension:
    """What a period may be lengthened by: a working day for each on which a board was dark all day long.

    `lost`: and for each that it lacks, because the calendar has taken days away since it was released.
    """

    dark: Mapping[date, tuple[Board, ...]]
    until: date
    unknown_years: tuple[int, ...] = ()
    lost: int = 0

    @property
    def days(self) -> int:
        """How many working days that are."""
        return len(self.dark) + self.lost


#: The quarter-hours of a day in which a board that stood so need not have shown the notice.
LeftOut = Callable[[Stand, date], int]


def nothing_left_out(_stand: Stand, _day: date) -> int:
    """It had to hang at any hour."""
    return 0


def coverage(
    *,
    hours: HoursOn,
    stretches: Collection[Stretch],
    stands: Iterable[Stand],
    shown: Iterable[Shown],
    texts: Sequence[Text],
    left_out: LeftOut = nothing_left_out,
) -> Coverage:
    """What was due in these `stretches` of time within the showing `hours` of each day, and what of it was shown.

    `stands` are those of the boards on which it must hang; `texts` what was binding, and when.
    """
    owed = _owed(hours, stretches, stands, left_out)
    due = {place: one.due for place, one in owed.items() if one.due}
    held: dict[tuple[date, int], int] = {}
    seen: dict[tuple[Board, date], int] = defaultdict(int)
    counts: dict[tuple[Board, date], list[int]] = defaultdict(lambda: [0, 0])
    boards: dict[tuple[str, date], list[Board]] = defaultdict(list)
    for board, day in due:
        boards[board.device, day].append(board)
    for one in shown:
        places = [(board, one.day) for board in boards.get((one.device, one.day), ())]
        text = (one.day, one.revision)
        if text not in held:
            held[text] = _held(one.day, one.revision, texts)
        true = one.quarters & held[text]
        for place in places:
            seen[place] |= true & due[place]
        # A screen that was moved that day: its counts belong where most of them were.
        best = max(places, key=lambda at: (true & due[at]).bit_count(), default=None)
        if best is not None and true & due[best]:
            counts[best][0] += one.times
            counts[best][1] += one.seconds
    found = (
        BoardDay(
            *place,
            due=due[place],
            shown=seen[place],
            times=counts[place][0],
            seconds=counts[place][1],
            rested=owed[place].rested,
            left_out=owed[place].left_out & ~due[place],
        )
        for place in due
    )
    return Coverage(tuple(sorted(found, key=lambda one: (one.day, _order(one.board)))))


def extension(
    found: Coverage,
    *,
    hours: HoursOn,
    first: date,
    last: date,
    today: date,
    calendar: WorkCalendar,
    made_good: Collection[date] = (),
    lost: int = 0,
) -> Extension | None:
    """What is to be made good of the period from `first` to `last`; None if no board was dark for a whole working day
    and no working day is `lost`.

    Days that are `made_good` already, or need not be, are left out. Whole days are added: after the period, or after `today` if it is over.
    """
    dark: dict[date, list[Board]] = defaultdict(list)
    for one in found.days:
        is_whole = first <= one.day <= last and one.due | one.rested == hours(one.day)
        if is_whole and not one.shown and calendar.is_working_day(one.day):
            dark[one.day].append(one.board)
    for day in made_good:
        dark.pop(day, None)
    if not dark and not lost:
        return None
    after = last if today <= last else today
    longer = period(after + timedelta(days=1), len(dark) + lost, calendar)
    return Extension(
        {day: tuple(dark[day]) for day in sorted(dark)}, longer.last, longer.unknown_years, lost
    )


def percent(shown: int, due: int) -> int | None:
    """A share of a hundred, rounded down: a hundred is all of it."""
    return 100 * shown // due if due else None


@dataclass
class _Owed:
    """What is due of one board on one day, and what of the showing hours is not: it rested, or showed what goes before."""

    due: int = 0
    rested: int = 0
    left_out: int = 0


def _owed(
    hours: HoursOn, stretches: Collection[Stretch], stands: Iterable[Stand], left_out: LeftOut
) -> dict[tuple[Board, date], _Owed]:
    found: dict[tuple[Board, date], _Owed] = defaultdict(_Owed)
    for (one, stood), stretch in product(joined(stands), stretches):
        since, until = common(stood, stretch)
        if since >= until:
            continue
        # A quarter-hour in which something else was set is left out by neither.
        as_set = common((one.begins, one.ends), stretch)
        rest = quarters.touched_by(one.rests)
        for day in days(clock.local_day(since), clock.local_day(until)):
            owed = found[one.board, day]
            lit = hours(day)
            owed.rested |= lit & rest
            asked = lit & ~rest & quarters.wholly_within(day, since, until)
            elsewhere = asked and asked & left_out(one, day)
            elsewhere &= quarters.wholly_within(day, *as_set) if elsewhere else 0
            owed.left_out |= elsewhere
            owed.due |= asked & ~elsewhere
    return found


def joined(stands: Iterable[Stand]) -> list[tuple[Stand, OpenStretch]]:
    """Each with the time for which it answers. Where only what was set of a board has changed, the quarter-hour of that moment
    goes by what held when it began: a setting takes no quarter-hour of its day out of what is due.
    """
    runs: list[list[Stand]] = []
    for one in sorted(stands, key=lambda one: (_order(one.board), one.begins)):
        last = runs[-1][-1] if runs else None
        if last is not None and (last.board, last.ends) == (one.board, one.begins):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [(one, stretch) for run in runs for one, stretch in _without_seams(run)]


def _without_seams(run: Sequence[Stand]) -> Iterator[tuple[Stand, OpenStretch]]:
    over = run[-1].ends
    for number, one in enumerate(run):
        begins = quarters.rounded_up(one.begins) if number else one.begins
        ends = one.ends
        if one is not run[-1] and ends is not None:
            whole = quarters.rounded_up(ends)
            ends = whole if over is None else min(whole, over)
        yield one, (begins, ends)


def common(stood: OpenStretch, stretch: Stretch) -> Stretch:
    """What both have in common; it ends before it begins if that is nothing."""
    (begins, ends), (first, last) = stood, stretch
    return max(begins, first), last if ends is None else min(last, ends)


def _held(day: date, revision: int, texts: Sequence[Text]) -> int:
    """The quarter-hours of `day` at whose end `revision` was what the notice said."""
    held = 0
    for text in texts:
        if text.revision == revision:
            ends = text.ends or clock.day_ends(day)
            # It cannot have been shown before it was approved: of the quarter-hour of that moment only the end matters.
            begins = text.begins - quarters.LENGTH + timedelta(microseconds=1)
            held |= quarters.wholly_within(day, begins, ends)
    return held


def _order(board: Board) -> tuple[str, str, str]:
    return (board.station, board.name, board.device)
