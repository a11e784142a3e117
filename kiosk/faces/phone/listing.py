"""The lists: what is on now, and what ended in the last twelve months, by category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.faces.phone.period import PeriodView, period_view
from kiosk.kinds.contract import Publicity
from kiosk.kinds.hiding import Hiding
from kiosk.postings.lifecycle import ON_THE_WALL, State, state_at
from kiosk.postings.models import Category, Posting
from kiosk.postings.operations import life_of, readable_postings
from kiosk.postings.visibility import Audience, may_see

#: How far the list of ended postings goes back.
ENDED_WITHIN = timedelta(days=366)
LAST_MOMENT = timedelta(microseconds=1)
ENDED_STATES = frozenset({State.ENDED, State.ENDED_ARCHIVED})


@dataclass(frozen=True)
class Row:
    """One posting in a list. `until` is the first moment it no longer hangs; None: open-ended."""

    code: str
    title: str
    kind: str
    category: Category
    level: str
    since: datetime
    until: datetime | None
    #: Its publicity period while that is running or ahead.
    period: PeriodView | None
    is_sample: bool

    @property
    def last_day(self) -> date | None:
        """The last day on which it hangs."""
        return clock.local_day(self.until - LAST_MOMENT) if self.until else None


@dataclass(frozen=True)
class Listing:
    """What one list shows. `chosen` is the category asked for; None: all of them."""

    rows: list[Row]
    categories: list[Category]
    chosen: Category | None
    shows_ended: bool
    #: The code of the contacts board, if whoever reads the list may see one.
    contacts: str | None


def visible_postings(station: Station | None) -> list[Posting]:
    """What the list of `station` may hold; without a station, what the open list may."""
    audience = Audience.STAFF if station else Audience.HALL
    viewed_at = station.code if station else None
    return [
        posting
        for posting in readable_postings(station_id=station.id if station else None)
        if posting.approved is not None
        and may_see(
            scope=posting.scope,
            posted_by=posting.station.code if posting.station else None,
            audience=audience,
            viewed_at=viewed_at,
        )
    ]


def listing(
    postings: Iterable[Posting],
    calendar: WorkCalendar,
    hiding: Hiding,
    *,
    moment: datetime,
    category: str,
    shows_ended: bool,
) -> Listing:
    """The list of `postings` at `moment`. A category that none of them has is not asked for."""
    on, ended = _sorted_out(postings, calendar, hiding, moment=moment)
    rows = ended if shows_ended else on
    categories = sorted(
        {row.category.id: row.category for row in rows}.values(),
        key=lambda one: (one.position, one.id),
    )
    chosen = next((one for one in categories if one.code == category), None)
    return Listing(
        rows=[row for row in rows if chosen is None or row.category.id == chosen.id],
        categories=categories,
        chosen=chosen,
        shows_ended=shows_ended,
        contacts=next((row.code for row in on if row.kind == "contacts"), None),
    )


def _sorted_out(
    postings: Iterable[Posting], calendar: WorkCalendar, hiding: Hiding, *, moment: datetime
) -> tuple[list[Row], list[Row]]:
    """On now: what must be read soon first, then the newest. Ended: the last to end first."""
    on: list[Row] = []
    ended: list[Row] = []
    for posting in postings:
        state = state_at(life_of(posting), moment)
        if state in ON_THE_WALL:
            on.append(_row(posting, calendar, hiding, moment=moment))
        elif state in ENDED_STATES and _ended_lately(posting, moment):
            ended.append(_row(posting, calendar, hiding, moment=moment))
    on.sort(key=lambda row: (_last_call(row), -row.since.timestamp(), row.code))
    ended.sort(key=lambda row: (-(row.until or row.since).timestamp(), row.code))
    return on, ended


def _last_call(row: Row) -> date:
    running = row.period is not None and row.period.stand in {"running", "last_day"}
    return row.period.last if row.period and running else date.max


def _ended_lately(posting: Posting, moment: datetime) -> bool:
    return posting.shows_until is not None and moment - posting.shows_until <= ENDED_WITHIN


def _row(posting: Posting, calendar: WorkCalendar, hiding: Hiding, *, moment: datetime) -> Row:
    revision, since = posting.approved, posting.shows_from
    if revision is None or since is None:
        raise ValueError(f"posting {posting.code} was never released")
    return Row(
        code=posting.code,
        title=hiding.text(revision.title),
        kind=posting.kind,
        category=posting.category,
        level=posting.level,
        since=since,
        until=posting.shows_until,
        period=_open_period(posting, calendar, today=clock.local_day(moment)),
        is_sample=posting.is_sample,
    )


def _open_period(posting: Posting, calendar: WorkCalendar, *, today: date) -> PeriodView | None:
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None or today > last:
        return None
    return period_view(Publicity(first, last, tuple(calendar.working_days(first, last))), today)
