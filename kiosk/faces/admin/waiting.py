"""What waits for the person at the panel: drafts to go on with, what goes up by itself, what ends soon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.document import BadContent
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.checking import media_folder
from kiosk.faces.admin.drafting import desk_of, wanting_in
from kiosk.faces.admin.last_time import copies_among, still_as_before
from kiosk.faces.admin.made_up import say_made_up
from kiosk.faces.admin.placing import counts_first_day, hours_typed, placing_of
from kiosk.kinds.editing import Known, as_formdata, read_back
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings import publicity
from kiosk.postings.acts import subject
from kiosk.postings.checking import keeps_among, look_through
from kiosk.postings.drafts import UNTOUCHED, parts_of
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Category, Draft, Posting
from kiosk.postings.search import approved_title
from kiosk.postings.transitions import Step
from kiosk.programme.glance import Hung

Row = TypeVar("Row")

#: How many rows a card of the first page has at most.
MOST_ROWS = 4
#: What ends within so many days, today included, ends soon.
SOON_DAYS = 7


@dataclass(frozen=True)
class Unfinished:
    """A draft. `wants` is how many things are missing before it can be published, `blocks` how many places must not hang."""

    draft: Draft
    wants: int
    blocks: int
    #: It is a copy in which nothing but months was changed, or a table has kept its rows.
    is_as_before: bool


@dataclass(frozen=True)
class Card(Generic[Row]):
    """The first rows of a list, and how long it is."""

    rows: tuple[Row, ...]
    count: int


@dataclass(frozen=True)
class Planned:
    """What goes up by itself at its time."""

    code: str
    title: str
    begins: datetime
    station: str


@dataclass(frozen=True)
class Ending:
    """What ends soon; `days` are left of it, today included, as walls count them."""

    code: str
    title: str
    last_day: date
    days: int
    station: str


def drafts(who: Visitor, *, at: datetime, calendar: WorkCalendar) -> Card[Unfinished]:
    """The drafts `who` may write on, the last changed first."""
    numbers = _own_drafts(who)
    query = (
        sa.select(Draft)
        .where(Draft.id.in_(numbers[:MOST_ROWS]))
        .options(
            joinedload(Draft.posting).joinedload(Posting.category),
            joinedload(Draft.posting).joinedload(Posting.station),
        )
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    chosen = session().scalars(query).all()
    copies = copies_among(one.posting for one in chosen)
    counts = counts_first_day()
    keeps = keeps_among([one.posting for one in chosen])
    known = Known(on=clock.local_day(at), stations={one.code: one.name for one in stations()})
    rows = (
        Unfinished(
            one,
            _wants(one, calendar, at=at, first_day_counts=counts),
            _blocks(one, known, keeps[one.posting.code]),
            is_as_before=subject(one.posting) in copies
            and still_as_before(desk_of(one, at=at)) is not None,
        )
        for one in chosen
    )
    return Card(tuple(rows), len(numbers))


def drafts_by_kind(who: Visitor) -> dict[str, int]:
    """How many drafts of each kind `who` may write on."""
    counts: dict[str, int] = {}
    for _number, kind in _drafts_of(who):
        counts[kind] = counts.get(kind, 0) + 1
    return counts


def planned(who: Visitor, *, moment: datetime) -> Card[Planned]:
    """What has been published for a time to come, the next first."""
    query = (
        sa.select(Posting.code, approved_title(), Posting.shows_from, Station.short_name)
        .outerjoin(Station, Station.id == Posting.station_id)
        .where(Posting.stage == Stage.REGISTERED, Posting.shows_from > moment)
        .order_by(Posting.shows_from, Posting.id)
    )
    if who.places is not None:
        query = query.where(Station.code.in_(who.places))
    found = [
        Planned(code, title or "", at, name or "")
        for code, title, at, name in session().execute(query)
    ]
    return Card(tuple(found[:MOST_ROWS]), len(found))


def ending(
    hung: Iterable[Hung], who: Visitor, *, today: date, calendar: WorkCalendar
) -> Card[Ending]:
    """What of all that hangs, and is the visitor's business, ends soon; the first to end first."""
    last = today + timedelta(days=SOON_DAYS - 1)
    own = [one for one in hung if who.places is None or one.station in who.places]
    found = [
        Ending(
            one.code,
            one.title,
            one.last_day,
            publicity.days_left(one.last_day, today, calendar).days,
            one.station_name,
        )
        for one in own
        if one.last_day is not None and today <= one.last_day <= last
    ]
    found.sort(key=lambda one: (one.last_day, one.title))
    return Card(tuple(found[:MOST_ROWS]), len(found))


def _own_drafts(who: Visitor) -> list[int]:
    return [number for number, _kind in _drafts_of(who)]


def _drafts_of(who: Visitor) -> list[tuple[int, str]]:
    """Numbers and kinds of the drafts `who` may write on, the last changed first."""
    if not who.may(Right.WRITE):
        return []
    rows = session().execute(
        sa.select(Draft.id, Posting.kind, Station.code, Category.code)
        .join(Posting, Posting.id == Draft.posting_id)
        .join(Category, Category.id == Posting.category_id)
        .outerjoin(Station, Station.id == Posting.station_id)
        .where(Draft.step == Step.WRITING, ~UNTOUCHED)
        .order_by(Draft.saved_at.desc(), Draft.id.desc())
    )
    return [
        (number, kind)
        for number, kind, station, category in rows
        if who.may_touch(Right.WRITE, posted_by=station, category=category)
    ]


def _wants(draft: Draft, calendar: WorkCalendar, *, at: datetime, first_day_counts: bool) -> int:
    """How many fields would keep `draft` from being published now, as the page before it counts them."""
    posting = draft.posting
    kind, typed = kind_called(posting.kind), read_back(draft.typed)
    if kind.editor is None:
        return 0
    placing, editor = placing_of(typed), kind.editor(formdata=as_formdata(typed))
    placing.validate()
    editor.validate()
    say_made_up(editor, posting)
    hours_typed(
        placing,
        posting.category,
        begins=at,
        calendar=calendar,
        first_day_counts=first_day_counts,
    )
    return len(wanting_in(kind, parts_of(draft), editor, placing))


def _blocks(draft: Draft, known: Known, kept: Iterable[str]) -> int:
    """How many places of `draft` must not hang, as the page before it finds them; 0 where it cannot be read yet."""
    kind, typed = kind_called(draft.posting.kind), read_back(draft.typed)
    if kind.editor is None:
        return 0
    try:
        content = kind.content_of(
            kind.editor(formdata=as_formdata(typed)),
            parts_of(draft),
            replace(known, form=draft.posting.category.form),
        )
    except BadContent:
        return 0
    reason = placing_of(typed).reason.data or ""
    return len(look_through(content, media=media_folder(), reason=reason).blocking(kept))
