"""What handovers leave out: the quarter-hours in which a board need not have shown a posting, as it showed what goes before it.

See docs/decisions/0040: times alone prove nothing, since a board with nothing else to show leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from operator import or_

import sqlalchemy as sa

from kiosk.core import clock
from kiosk.core.calendar import days
from kiosk.core.db import session
from kiosk.postings.coverage import LeftOut, Stand, Stretch, common, nothing_left_out
from kiosk.postings.models import Posting
from kiosk.programme.modes import KINDS_AT_HANDOVER, quarters_of_handovers
from kiosk.screens.models import Play
from kiosk.screens.plays import as_digits

#: By device and day, a set of quarter-hours.
ByDay = Mapping[tuple[str, date], int]


def left_out_of(posting: Posting, stands: Sequence[Stand], window: Stretch) -> LeftOut:
    """The quarter-hours within `window` that are not due of `posting` on these boards."""
    if posting.kind in KINDS_AT_HANDOVER or posting.publicity_first is not None:
        return nothing_left_out
    new = days_of_news(posting, window[0])
    asked = asked_of(stands, window, without=new)
    return rule(_told_of(asked, window) if asked else {}, new)


def rule(told: ByDay, new: frozenset[date]) -> LeftOut:
    """A quarter-hour that lies in a handover by the times that were set then is left out where the board has completed in it
    what goes before (`told`), and nowhere on days on which the posting itself was `new`. Pure.
    """

    def left_out(stand: Stand, day: date) -> int:
        shown = told.get((stand.device, day), 0)
        return quarters_of_handovers(stand.handovers) & shown if shown and day not in new else 0

    return left_out


def asked_of(
    stands: Iterable[Stand], window: Stretch, *, without: frozenset[date]
) -> dict[tuple[str, date], int]:
    """The quarter-hours of which has to be known what boards showed then. Pure."""
    asked: dict[tuple[str, date], int] = {}
    for one in stands:
        wanted = quarters_of_handovers(one.handovers) if one.handovers else 0
        since, until = common((one.begins, one.ends), window)
        if not wanted or since >= until:
            continue
        for day in days(clock.local_day(since), clock.local_day(until)):
            if day not in without:
                asked[one.device, day] = asked.get((one.device, day), 0) | wanted
    return asked


def days_of_news(posting: Posting, begins: datetime) -> frozenset[date]:
    """The days on which walls may have shown it at a handover as well: it went up, or became another text."""
    moments = [begins, posting.shows_from, *(one.approved_at for one in posting.revisions)]
    return frozenset(clock.local_day(one) for one in moments if one is not None)


def _told_of(asked: dict[tuple[str, date], int], window: Stretch) -> ByDay:
    """In which of these quarter-hours boards have completed a notice or stars."""
    found: dict[tuple[str, date], int] = {}
    left = dict(asked)
    codes = _codes(window)
    # What hung longest settles most of it: a single posting is asked first, then ever more for what is left.
    first, at_once = 0, 1
    while left and first < len(codes):
        on = [day for _device, day in left]
        rows = session().execute(
            sa.select(Play.device, Play.day, Play.quarters).where(
                Play.posting.in_(codes[first : first + at_once]),
                Play.day.between(min(on), max(on)),
                _shown_in(reduce(or_, left.values())),
            )
        )
        for device, day, shown in rows:
            place = (device, day)
            if place in left:
                seen = int(shown, 16) & asked[place]
                found[place] = found.get(place, 0) | seen
                left[place] &= ~seen
                if not left[place]:
                    del left[place]
        first, at_once = first + at_once, 2 * at_once
    return found


def _shown_in(some: int) -> sa.ColumnElement[bool]:
    """Whether a count has any of these quarter-hours: the database leaves out the rows that settle nothing."""
    by_hour = enumerate(int(digit, 16) for digit in as_digits(some))
    return sa.or_(
        *(
            sa.func.substr(Play.quarters, hour + 1, 1).in_(
                [f"{digit:x}" for digit in range(16) if digit & wanted]
            )
            for hour, wanted in by_hour
            if wanted
        )
    )


def _codes(window: Stretch) -> list[str]:
    """What hung meanwhile and goes before, first what hung longest."""
    begins, until = window
    rows = session().execute(
        sa.select(Posting.code, Posting.shows_from, Posting.shows_until)
        .where(Posting.kind.in_(KINDS_AT_HANDOVER), Posting.shows_from < until)
        .where(sa.or_(Posting.shows_until.is_(None), Posting.shows_until > begins))
        .order_by(Posting.id)
    )
    lasted = [
        (min(ends or until, until) - max(since or begins, begins), code)
        for code, since, ends in rows
    ]
    return [code for _time, code in sorted(lasted, key=lambda one: one[0], reverse=True)]
