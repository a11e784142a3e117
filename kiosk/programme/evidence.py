"""Proof of display: what was shown of a posting, joined with when and where it had to hang."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import pairwise

import sqlalchemy as sa

from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.showing_hours import Hours, HoursKept, showing_hours
from kiosk.core import clock, quarters
from kiosk.core.db import session
from kiosk.postings.coverage import (
    Board,
    Coverage,
    Extension,
    HoursOn,
    Shown,
    Stand,
    Stretch,
    Text,
    coverage,
    extension,
    percent,
)
from kiosk.postings.lengthening import lengthenings_of, made_good, pauses
from kiosk.postings.lengthening_models import Lengthening
from kiosk.postings.models import Posting
from kiosk.postings.operations import days_lost, uncounted_days, work_calendar
from kiosk.postings.register import registered_from
from kiosk.postings.versions import versions_hung
from kiosk.postings.visibility import may_see
from kiosk.programme.left_out import left_out_of
from kiosk.screens.models import Play, Standing


@dataclass(frozen=True)
class Evidence:
    """What can be proved of one posting at a moment.

    It covers its publicity period, or, without one, all the time it hangs. `ends` is when that was or will be
    over; None: until taken down. `until` is how far the evidence reaches: that, or the moment of asking.
    """

    begins: datetime
    ends: datetime | None
    until: datetime
    #: The showing hours that held meanwhile, each from its first day on.
    hours: tuple[Hours, ...]
    #: The boards that rested at night, as they were set, and from when to when.
    rests: tuple[tuple[Board, str], ...]
    coverage: Coverage
    extension: Extension | None
    #: Stations at which it had to hang and where there was no board for it: nothing proves anything there.
    without_boards: tuple[str, ...]
    #: Showings that boards have counted and of which nobody knows any more what was shown.
    unnamed_times: int
    #: Showings of it that those boards have counted, in whatever quarter-hours, and how many boards have.
    times: int = 0
    shown_on: int = 0


@dataclass(frozen=True)
class Earlier:
    """What can be proved of a version that hung before the one in force, for the time it hung."""

    number: int
    begins: datetime
    until: datetime
    coverage: Coverage

    @property
    def by_day(self) -> dict[date, int]:
        """How much of what was due each day, over all boards, in percent rounded down."""
        sums: dict[date, list[int]] = {}
        for one in self.coverage.days:
            counted = sums.setdefault(one.day, [0, 0])
            counted[0] += one.shown.bit_count()
            counted[1] += one.due.bit_count()
        return {day: percent(shown, due) or 0 for day, (shown, due) in sums.items()}


def evidence_of(posting: Posting, *, moment: datetime) -> Evidence | None:
    """The evidence of `posting` as it is at `moment`; None before it begins to hang."""
    window = _window(posting)
    if window is None or window[0] >= moment:
        return None
    begins, ends = window
    until = moment if ends is None else min(ends, moment)
    hours, longer = showing_hours(), lengthenings_of(posting)
    due = _due_on(hours)
    stands = _stands(posting, begins, until)
    devices = {one.device for one, _station in stands}
    plays = [one for one in _shown(posting, begins, until) if one.device in devices]
    found = coverage(
        hours=due,
        stretches=stretches(begins, until, pauses(longer)),
        stands=[one for one, _station in stands],
        shown=plays,
        texts=texts_of(posting),
        left_out=left_out_of(posting, [one for one, _station in stands], (begins, until)),
    )
    return Evidence(
        begins=begins,
        ends=ends,
        until=until,
        hours=hours.between(clock.local_day(begins), clock.local_day(until)),
        rests=tuple(
            sorted({(one.board, one.rests) for one, _station in stands if one.rests}, key=str)
        ),
        coverage=found,
        extension=_extension(posting, found, due, longer, clock.local_day(moment)),
        without_boards=_without_boards(posting, {station for _one, station in stands}),
        unnamed_times=_unnamed(devices, begins, until),
        times=sum(one.times for one in plays),
        shown_on=len({one.device for one in plays if one.times}),
    )


def evidence_before(posting: Posting, *, moment: datetime) -> list[Earlier]:
    """The evidence of each version that hung before the one in force, the oldest first, by the same rule.

    A correction that begins the period anew takes nothing away from what hung until then.
    """
    hung = versions_hung(posting, first_from=registered_from(posting))[:-1]
    if not hung:
        return []
    due, down = _due_on(showing_hours()), pauses(lengthenings_of(posting))
    found: list[Earlier] = []
    for one in hung:
        until = min(one.ends or moment, moment)
        stands = [stand for stand, _station in _stands(posting, one.begins, until)]
        covered = coverage(
            hours=due,
            stretches=stretches(one.begins, until, down),
            stands=stands,
            shown=_shown(posting, one.begins, until),
            texts=texts_of(posting),
            left_out=left_out_of(posting, stands, (one.begins, until)),
        )
        found.append(Earlier(one.revision.number, one.begins, until, covered))
    return found


def _due_on(hours: HoursKept) -> HoursOn:
    @cache  # asked for each board and day
    def due(day: date) -> int:
        return quarters.of_hours(hours.on(day))

    return due


def stretches(begins: datetime, ends: datetime, without: Sequence[Stretch]) -> list[Stretch]:
    """What is left of the time from `begins` until `ends` `without` these stretches, which follow each other. Pure."""
    left: list[Stretch] = []
    for down, up in without:
        if begins < min(down, ends):
            left.append((begins, min(down, ends)))
        begins = max(begins, up)
    return [*left, (begins, ends)] if begins < ends else left


def texts_of(posting: Posting) -> list[Text]:
    """What the posting said, and from when to when."""
    approved = [
        (one.number, one.approved_at) for one in posting.revisions if one.approved_at is not None
    ]
    said = [
        Text(number, begins, following)
        for (number, begins), (_number, following) in pairwise(approved)
    ]
    return said + [Text(number, begins) for number, begins in approved[-1:]]


def _window(posting: Posting) -> tuple[datetime, datetime | None] | None:
    begins, ends = posting.shows_from, posting.shows_until
    if begins is None or posting.approved is None:
        return None
    if posting.publicity_first is not None and posting.publicity_last is not None:
        begins = max(begins, clock.day_begins(posting.publicity_first))
        over = clock.day_ends(posting.publicity_last)
        ends = over if ends is None else min(ends, over)
    if posting.withdrawn_at is not None:
        ends = posting.withdrawn_at if ends is None else min(ends, posting.withdrawn_at)
    return None if ends is not None and ends <= begins else (begins, ends)


def _stands(posting: Posting, begins: datetime, until: datetime) -> list[tuple[Stand, str]]:
    """Where screens stood meanwhile whose onlookers may see it, each with its station's code."""
    own = posting.station.code if posting.station else None
    rows = session().scalars(
        sa.select(Standing).where(
            Standing.begins < until, sa.or_(Standing.ends.is_(None), Standing.ends > begins)
        )
    )
    return [
        (
            Stand(
                one.device,
                one.name,
                one.station_name,
                one.begins,
                one.ends,
                one.rests,
                one.handovers,
            ),
            one.station,
        )
        for one in rows
        if may_see(scope=posting.scope, posted_by=own, audience=one.audience, viewed_at=one.station)
    ]


def _shown(posting: Posting, begins: datetime, until: datetime) -> list[Shown]:
    rows = session().execute(
        sa.select(Play.device, Play.day, Play.revision, Play.times, Play.seconds, Play.quarters)
        .where(Play.posting == posting.code)
        .where(Play.day.between(clock.local_day(begins), clock.local_day(until)))
    )
    return [
        Shown(device, day, revision, times, seconds, int(shown, 16))
        for device, day, revision, times, seconds, shown in rows
    ]


def _extension(
    posting: Posting,
    found: Coverage,
    hours: HoursOn,
    longer: Sequence[Lengthening],
    today: date,
) -> Extension | None:
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None or posting.withdrawn_at is not None:
        return None
    calendar = work_calendar()
    return extension(
        found,
        hours=hours,
        first=first,
        last=last,
        today=today,
        calendar=calendar,
        made_good=made_good(longer) | uncounted_days(posting),
        lost=days_lost(posting, calendar, made_good=len(made_good(longer))),
    )


def _without_boards(posting: Posting, there: set[str]) -> tuple[str, ...]:
    places: Sequence[Station] = [posting.station] if posting.station else stations()
    return tuple(one.name for one in places if one.code not in there)


def _unnamed(devices: set[str], begins: datetime, until: datetime) -> int:
    first, last = clock.local_day(begins), clock.local_day(until)
    asked = sa.select(sa.func.sum(Play.times)).where(
        Play.posting == "", Play.day.between(first, last), Play.device.in_(devices)
    )
    return session().scalar(asked) or 0
