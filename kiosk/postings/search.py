"""Finding postings: by words, state, category, place and month; sorted, a page at a time.

The number of statements does not grow with what is found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.months import month_after
from kiosk.postings.drafts import UNTOUCHED
from kiosk.postings.lifecycle import TAKEN_DOWN, Stage
from kiosk.postings.models import Category, Draft, Posting, Revision
from kiosk.postings.transitions import Step

PAGE_LENGTH = 25
MOST_WORDS = 5
#: A posting's life in four words. What waits for its hour is done with as far as people go: it is on its way up.
LIVES = ("draft", "signing", "on_wall", "over")
SORTS = ("newest", "title", "ends")
#: Places that are no single station: what the office posted, and what any of the stations did.
OFFICE, STATIONS = "office", "stations"
#: Whose drafts somebody reads: a station's (None: everybody's), of one category (None: of all).
Reach = tuple[str | None, str | None]


@dataclass(frozen=True)
class Wanted:
    """What is looked for; an empty field leaves it open. `place` is "office", "stations" or a station's code, `month` a first day."""

    words: str = ""
    life: str = ""
    category: str = ""
    kind: str = ""
    place: str = ""
    month: date | None = None
    sort: str = "newest"
    page: int = 1


@dataclass(frozen=True)
class Row:
    """One posting as a list shows it. `title` is of what hangs, or of the draft where nothing does."""

    posting: Posting
    title: str
    is_being_written: bool
    #: True while its signers have it.
    is_under_way: bool = False


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how much there is in each word of life."""

    rows: tuple[Row, ...]
    counts: dict[str, int]
    total: int
    page: int
    pages: int


def find(
    wanted: Wanted,
    *,
    moment: datetime,
    places: Iterable[str] | None,
    reads: Collection[Reach] = (),
) -> Found:
    """What `wanted` describes among the postings of `places` (station codes); None is everything.

    Words are looked for in what was approved, and in what is being written as far as `reads` goes: nobody
    learns by looking for it what stands in a draft that they may not open.
    """
    narrowed = _narrowed(sa.select(Posting.id), wanted, places, reads)
    counts = _counts(narrowed.subquery(), moment=moment)
    total = counts.get(wanted.life, 0) if wanted.life else sum(counts.values())
    pages = max(1, -(-total // PAGE_LENGTH))
    page = min(max(wanted.page, 1), pages)
    title = sa.func.coalesce(approved_title(), Draft.title)
    query = _narrowed(sa.select(Posting, title, Draft.step), wanted, places, reads).options(
        joinedload(Posting.category), joinedload(Posting.station)
    )
    if wanted.life:
        query = query.where(_life(moment) == wanted.life)
    query = query.order_by(*_order(wanted.sort, title)).limit(PAGE_LENGTH)
    rows = session().execute(query.offset((page - 1) * PAGE_LENGTH))
    return Found(
        rows=tuple(
            Row(one, name or "", step == Step.WRITING, step not in {None, Step.WRITING})
            for one, name, step in rows
        ),
        counts=counts,
        total=total,
        page=page,
        pages=pages,
    )


def approved_title() -> sa.ScalarSelect[Any]:
    """The newest approved title of the posting that the query around it is about; NULL where nothing is."""
    return (
        sa.select(Revision.title)
        .where(Revision.posting_id == Posting.id, Revision.approved_at.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
        .correlate(Posting)
        .scalar_subquery()
    )


def _narrowed(
    query: Any, wanted: Wanted, places: Iterable[str] | None, reads: Collection[Reach]
) -> sa.Select[Any]:
    """`query` with every condition but the word of life."""
    narrowed = (
        query.select_from(Posting)
        .join(Category, Category.id == Posting.category_id)
        .outerjoin(Station, Station.id == Posting.station_id)
        .outerjoin(Draft, Draft.posting_id == Posting.id)
        .where(sa.or_(Draft.id.is_(None), ~UNTOUCHED))
    )
    for word in wanted.words.split()[:MOST_WORDS]:
        narrowed = narrowed.where(_says(word, reads))
    if wanted.category:
        narrowed = narrowed.where(Category.code == wanted.category)
    if wanted.kind:
        narrowed = narrowed.where(Posting.kind == wanted.kind)
    if wanted.place:
        levels = {OFFICE: Posting.station_id.is_(None), STATIONS: Posting.station_id.is_not(None)}
        narrowed = narrowed.where(levels.get(wanted.place, Station.code == wanted.place))
    if wanted.month:
        narrowed = narrowed.where(*_in_month(wanted.month))
    if places is not None:
        narrowed = narrowed.where(Station.code.in_(list(places)))
    return cast("sa.Select[Any]", narrowed)


def _says(word: str, reads: Collection[Reach]) -> sa.ColumnElement[bool]:
    """In the title, the number, or anywhere in what was approved or is being written: people look for names.

    Latin words are looked for in titles only: a document's own field names would answer to them.
    """
    within = Revision.title if word.isascii() else Revision.content
    may_read = _may_read(reads)
    said = [
        Posting.register_number.contains(word, autoescape=True),
        Posting.code == word.lower(),
        Draft.title.contains(word, autoescape=True),
        sa.exists().where(
            Revision.posting_id == Posting.id,
            sa.or_(Revision.approved_at.is_not(None), may_read),
            within.contains(word, autoescape=True),
        ),
    ]
    if not word.isascii():
        texts = (one.contains(word, autoescape=True) for one in (Draft.typed, Draft.parts))
        said.append(sa.and_(may_read, sa.or_(*texts)))
    return sa.or_(*said)


def _may_read(reads: Collection[Reach]) -> sa.ColumnElement[bool]:
    """True for what is being written within `reads`."""
    return sa.or_(
        sa.false(),
        *(
            sa.and_(
                sa.true() if station is None else Station.code == station,
                sa.true() if category is None else Category.code == category,
            )
            for station, category in reads
        ),
    )


def _in_month(month: date) -> tuple[sa.ColumnElement[bool], ...]:
    begins, ends = clock.day_begins(month), clock.day_begins(month_after(month))
    at = sa.func.coalesce(Posting.shows_from, Draft.saved_at)
    return at >= begins, at < ends


def _life(moment: datetime) -> sa.ColumnElement[str]:
    """The word of a posting's life, as `lifecycle.state_at` would say it."""
    is_signed_now = (
        sa.exists()
        .where(Draft.posting_id == Posting.id, Draft.step != Step.WRITING)
        .correlate(Posting)
    )
    return sa.case(
        (sa.and_(Posting.stage == Stage.DRAFT, is_signed_now), "signing"),
        (Posting.stage == Stage.DRAFT, "draft"),
        (Posting.stage.in_(TAKEN_DOWN), "over"),
        (sa.and_(Posting.shows_until.is_not(None), Posting.shows_until <= moment), "over"),
        else_="on_wall",
    )


def _counts(narrowed: sa.Subquery, *, moment: datetime) -> dict[str, int]:
    life = _life(moment).label("life")
    query = (
        sa.select(life, sa.func.count())
        .where(Posting.id.in_(sa.select(narrowed.c.id)))
        .group_by(life)
    )
    return {word: count for word, count in session().execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _order(sort: str, title: sa.ColumnElement[str]) -> tuple[sa.ColumnElement[Any], ...]:
    if sort == "title":
        return title.asc(), Posting.id.asc()
    if sort == "ends":
        return Posting.shows_until.asc().nulls_last(), Posting.id.asc()
    at = sa.func.coalesce(Draft.saved_at, Posting.shows_from)
    return at.desc(), Posting.id.desc()
