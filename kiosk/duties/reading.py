"""What the database holds of duties: what was posted, stated, begun and done. Reads only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Act, Station
from kiosk.accounts.offices import stations
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.months import MOST_OFFERED, month_after
from kiosk.core.periods import Period, period_meant
from kiosk.core.rhythms import DATED, MONTHS, Limit, Span, spans_in
from kiosk.duties.known import Doing, Duty, Kept, Statement
from kiosk.duties.models import DutyDone, OwnDuty
from kiosk.duties.rules import (
    Occurrence,
    Standing,
    expected_since,
    found_in,
    is_expected,
    occurrence,
    owed,
)
from kiosk.postings.categories import categories_in_use
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.drafts import UNTOUCHED
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Category, Draft, NilReturn, Posting
from kiosk.postings.operations import RELEASED
from kiosk.postings.search import approved_title
from kiosk.postings.wording import category_name

#: Where a category is expected though it was never posted.
AT_OFFICE, AT_ALL = "office", "all"
#: A category's code and a station's; no station: the office.
Place = tuple[str, str | None]


class Released(NamedTuple):
    """A posting people have let out, as far as duties count it."""

    category: str
    place: str | None
    since: datetime
    code: str
    number: str | None
    until: datetime | None
    publicity_last: date | None
    is_sample: bool
    #: The newest approved one, of what comes by months, quarters or years.
    title: str | None

    @property
    def about(self) -> Period | None:
        """The period its title names."""
        return period_meant(self.title, on=clock.local_day(self.since)) if self.title else None

    @property
    def left_on(self) -> date | None:
        """The last day of a plain disclosure; None where it has no end, or a publicity period of its own."""
        if self.until is None or self.publicity_last is not None:
            return None
        return clock.local_day(self.until - timedelta(microseconds=1))


def released(*, since: datetime | None = None, is_of_the_seven: bool = False) -> list[Released]:
    """What was let out, the newest first; `is_of_the_seven`: by the office itself, of the seven matters.

    A station's own posting does not speak for the office, and what members alone may read has
    still been disclosed. Every page of the panel reads two years of this: no more is made of a row
    than somebody asks for.
    """
    query = (
        sa.select(
            Category.code.label("category"),
            Station.code.label("place"),
            Posting.shows_from,
            Posting.code,
            Posting.register_number,
            Posting.shows_until,
            Posting.publicity_last,
            Posting.is_sample,
            sa.case((Category.rhythm.in_([*MONTHS]), approved_title()), else_=None).label("title"),
        )
        .join(Posting.category)
        .outerjoin(Posting.station)
        .where(Posting.stage.in_(RELEASED), Posting.shows_from.is_not(None))
        .order_by(Posting.shows_from.desc(), Posting.id.desc())
    )
    if since is not None:
        query = query.where(Posting.shows_from >= since)
    if is_of_the_seven:
        query = query.where(Category.seven_place.is_not(None), Posting.station_id.is_(None))
    return [Released._make(row) for row in session().execute(query)]


def stated(*, is_of_the_seven: bool = False) -> list[tuple[Place, Statement]]:
    """What was stated to be nothing; `is_of_the_seven`: by the office itself, of the seven matters."""
    query = (
        sa.select(
            Category.code,
            Station.code,
            NilReturn.month,
            NilReturn.stated_on,
            NilReturn.is_sample,
        )
        .join(NilReturn.category)
        .outerjoin(Station, Station.id == NilReturn.station_id)
        .order_by(NilReturn.stated_on.desc(), NilReturn.id.desc())
    )
    if is_of_the_seven:
        query = query.where(Category.seven_place.is_not(None), NilReturn.station_id.is_(None))
    return [
        ((category, place), Statement(month, on, is_sample=is_sample))
        for category, place, month, on, is_sample in session().execute(query)
    ]


def first_days() -> tuple[date, ...]:
    """The days that can have been the office's first with the product: of its first act, of its first release.

    The sample's releases say nothing of when the office began.
    """
    act = sa.select(Act.at).where(Act.chain == Chain.OFFICE, Act.place == 1).scalar_subquery()
    release = (
        sa.select(Posting.shows_from)
        .where(Posting.stage.in_(RELEASED), Posting.shows_from.is_not(None), ~Posting.is_sample)
        .order_by(Posting.shows_from)
        .limit(1)
        .scalar_subquery()
    )
    row = session().execute(sa.select(act, release)).one()
    return tuple(clock.local_day(at) for at in row if at is not None)


def begun_on(days: Iterable[date], today: date) -> date:
    """When the office began, as far as that can be said on `today`. Pure."""
    return min((day for day in days if day <= today), default=today)


def is_awaited_at_office(category: Category) -> bool:
    """True if the office waits for it though it was never posted."""
    return category.expected_of in {AT_OFFICE, AT_ALL}


@dataclass(frozen=True)
class Book:
    """Every duty with what is known of it, as of a moment."""

    today: date
    calendar: WorkCalendar
    kept: tuple[tuple[Duty, Kept], ...]

    def of_month(self, month: date) -> list[Occurrence]:
        """Everything somebody waits for in `month`."""
        return [
            occurrence(duty, kept, span, today=self.today, calendar=self.calendar)
            for duty, kept in self.kept
            for span in spans_in(duty.rhythm, month, self.calendar)
            if is_expected(kept, span)
        ]

    def now(self) -> list[Occurrence]:
        """Everything somebody waits for in the month of today, and what is owed of the time before."""
        owed_still = [
            occurrence(duty, kept, span, today=self.today, calendar=self.calendar)
            for duty, kept in self.kept
            for span in owed(duty, kept, today=self.today)
        ]
        return [*self.of_month(self.today.replace(day=1)), *owed_still]

    def unbegun(self) -> list[Duty]:
        """Categories that come at a rhythm and were never posted there, and nobody waits for yet."""
        return [duty for duty, kept in self.kept if kept.since is None]


def book(*, moment: datetime, calendar: WorkCalendar, back_to: date | None = None) -> Book:
    """All duties as of `moment`, with what was done since two years before `back_to` (today)."""
    today = clock.local_day(moment)
    earliest = month_after(back_to or today, -MOST_OFFERED)
    disclosed = _categories_kept(moment=moment, since=clock.day_begins(earliest))
    return Book(today, calendar, (*disclosed, *_own_kept(since=earliest)))


def standing_of(
    category: Category, station: Station | None, span: Span, *, moment: datetime
) -> Standing | None:
    """How `span` stands in the calendar; None where the category is no duty there."""
    place = station.code if station else None
    known = book(moment=moment, calendar=WorkCalendar(), back_to=span.first)
    for duty, kept in known.kept:
        if (duty.category, duty.place) == (category.code, place):
            return found_in(duty, kept, span, today=known.today).standing
    return None


@dataclass(frozen=True)
class Unconcluded:
    """A posting whose publicity period is over and says nothing yet of what came of it."""

    code: str
    title: str
    place: str | None
    last_day: date

    @property
    def since(self) -> date:
        """The day after the period: from then on a conclusion is due."""
        return self.last_day + timedelta(days=1)


def conclusions_due(*, moment: datetime) -> list[Unconcluded]:
    """What has had its publicity period and nobody has concluded, the longest due first."""
    is_concluded = sa.exists().where(Conclusion.posting_id == Posting.id)
    query = (
        sa.select(Posting.code, approved_title(), Station.code, Posting.publicity_last)
        .outerjoin(Posting.station)
        .where(
            Posting.stage == Stage.REGISTERED,
            Posting.publicity_last < clock.local_day(moment),
            ~is_concluded,
        )
        .order_by(Posting.publicity_last, Posting.id)
    )
    rows = session().execute(query)
    return [
        Unconcluded(code, title or "", place, last) for code, title, place, last in rows if last
    ]


def _categories_kept(*, moment: datetime, since: datetime) -> list[tuple[Duty, Kept]]:
    today = clock.local_day(moment)
    doings: dict[Place, list[Doing]] = defaultdict(list)
    work: dict[Place, list[date]] = _drafts()
    for one in released(since=since):
        place, on = (one.category, one.place), clock.local_day(one.since)
        if one.since > moment:
            work[place].append(on)
        else:
            doings[place].append(_doing(one, on, is_newest=not doings[place]))
    statements: dict[Place, list[Statement]] = defaultdict(list)
    for place, statement in stated():
        statements[place].append(statement)
    begun = begun_on(first_days(), today)
    return [
        (
            duty,
            Kept(
                doings=tuple(doings[place]),
                statements=tuple(statements[place]),
                work=tuple(work[place]),
                since=expected_since(
                    doings[place], statements[place], begun if is_awaited else None
                ),
            ),
        )
        for place, duty, is_awaited in _disclosures_due()
    ]


def _doing(one: Released, on: date, *, is_newest: bool) -> Doing:
    left_on = one.left_on if is_newest else None
    return Doing(on, left_on, one.number or "", one.code, is_sample=one.is_sample, about=one.about)


def _disclosures_due() -> Iterable[tuple[Place, Duty, bool]]:
    """Each category at each place it is for, and whether it is expected there from the start.

    What comes when there is something is a duty only where the settings say so.
    """
    own = stations()
    for one in categories_in_use():
        is_dated = one.rhythm in DATED
        if one.level != "station":
            is_awaited = is_awaited_at_office(one)
            if is_dated or is_awaited:
                yield (one.code, None), _duty(one), is_awaited
        if one.level != "office":
            is_awaited = one.expected_of == AT_ALL
            for station in own if is_dated or is_awaited else ():
                yield (one.code, station.code), _duty(one, station), is_awaited


def _duty(category: Category, station: Station | None = None) -> Duty:
    return Duty(
        name=category_name(category),
        rhythm=category.rhythm,
        limit=Limit(category.due_working_day, category.due_day),
        who=station.chief if station else "",
        place=station.code if station else None,
        category=category.code,
        row=category.id,
        station=station.id if station else None,
    )


def _drafts() -> dict[Place, list[date]]:
    """Days on which a draft was changed; a correction of what has been disclosed before is none."""
    rows = session().execute(
        sa.select(Category.code, Station.code, Draft.saved_at)
        .select_from(Draft)
        .join(Draft.posting)
        .join(Posting.category)
        .outerjoin(Posting.station)
        .where(Posting.stage == Stage.DRAFT, ~UNTOUCHED)
    )
    found: dict[Place, list[date]] = defaultdict(list)
    for category, place, saved_at in rows:
        found[category, place].append(clock.local_day(saved_at))
    return found


def _own_kept(*, since: date) -> list[tuple[Duty, Kept]]:
    rows = session().scalars(
        sa.select(OwnDuty)
        .where(OwnDuty.ended_on.is_(None))
        .options(joinedload(OwnDuty.station))
        .order_by(OwnDuty.name, OwnDuty.id)
    )
    doings = _own_doings(since=since)
    return [
        (_own_duty(one), Kept(tuple(doings.get(one.id, ())), since=one.begun_on)) for one in rows
    ]


def _own_doings(*, since: date) -> Mapping[int, list[Doing]]:
    rows = session().execute(
        sa.select(DutyDone.duty_id, DutyDone.id, DutyDone.done_on, DutyDone.note)
        .where(DutyDone.done_on >= since, DutyDone.taken_back_at.is_(None))
        .order_by(DutyDone.done_on.desc(), DutyDone.id.desc())
    )
    found: dict[int, list[Doing]] = defaultdict(list)
    for duty, number, on, note in rows:
        found[duty].append(Doing(on, code=str(number), note=note))
    return found


def _own_duty(one: OwnDuty) -> Duty:
    return Duty(
        name=one.name,
        rhythm=one.rhythm,
        limit=Limit(one.due_working_day, one.due_day),
        minimum=one.minimum,
        who=one.who,
        place=one.station.code if one.station else None,
        row=one.id,
        station=one.station_id,
        is_private=one.is_private,
        note=one.note,
        is_sample=one.is_sample,
    )
