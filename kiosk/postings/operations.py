"""What is done to postings: made, approved, withdrawn. Rules live here; views only call."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from kiosk.accounts.models import Station, WorkingDayOverride
from kiosk.core import codes
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import one_at_a_time, session
from kiosk.core.document import Document, canonical, fingerprint
from kiosk.postings.checking import SPOKEN_OF, refuse_what_is_private
from kiosk.postings.lifecycle import Life, Stage
from kiosk.postings.models import Category, Posting, Revision, Signature

#: Stages in which people have let a posting out; time decides what is shown of it.
RELEASED = (Stage.REGISTERED, Stage.ARCHIVED)


@dataclass(frozen=True)
class Placing:
    """Where and when a posting hangs."""

    scope: str
    station: Station | None = None
    shows_from: datetime | None = None
    shows_until: datetime | None = None
    publicity_first: date | None = None
    publicity_last: date | None = None


@dataclass(frozen=True)
class Signed:
    """A signature to be put under a revision. `at` None: with a pen, on paper."""

    part: str
    name: str
    post: str
    on: date
    at: datetime | None = None
    account: int | None = None
    #: Who typed in what was signed on paper.
    entered_by: str = ""
    deputy_for: str = ""
    remark: str = ""


def new_posting(category: Category, placing: Placing, *, kind: str) -> Posting:
    """Begin a posting as a draft without any revision."""
    posting = Posting(
        code=codes.new_code(),
        kind=kind,
        category=category,
        level="station" if placing.station else "office",
        station=placing.station,
        scope=placing.scope,
        shows_from=placing.shows_from,
        shows_until=placing.shows_until,
        publicity_first=placing.publicity_first,
        publicity_last=placing.publicity_last,
    )
    session().add(posting)
    return posting


def add_revision(
    posting: Posting, content: Document, *, schema: int, title: str, reason: str = ""
) -> Revision:
    """Add the next version of what `posting` says, not yet approved."""
    data = canonical(content)
    revision = Revision(
        number=len(posting.revisions) + 1,
        schema=schema,
        content=data.decode(),
        fingerprint=fingerprint(data),
        title=title,
        reason=reason,
    )
    posting.revisions.append(revision)
    return revision


def approve(
    revision: Revision, signatures: list[Signed], *, at: datetime, register_number: str | None
) -> None:
    """Freeze `revision` with its signatures and let its posting hang from its hour on."""
    revision.approved_at = at
    for one in signatures:
        put_under(revision, one)
    revision.posting.stage = Stage.REGISTERED
    if register_number is not None:
        revision.posting.register_number = register_number


def put_under(revision: Revision, signed: Signed) -> Signature:
    """Put a signature under `revision`; whether it may be, `signing.refusal` says."""
    signature = Signature(
        part=signed.part,
        name=signed.name,
        post=signed.post,
        signed_on=signed.on,
        signed_at=signed.at,
        account_id=signed.account,
        entered_by=signed.entered_by,
        deputy_for=signed.deputy_for,
        remark=signed.remark,
    )
    revision.signatures.append(signature)
    return signature


def alone_with(posting: Posting) -> None:
    """Let nobody else sign, release or take down `posting` until this transaction ends.

    Comes before the first act is noted: whoever holds the trail waits for nobody.
    """
    one_at_a_time(f"posting {posting.code}", session())


def withdraw(posting: Posting, *, reason: str, at: datetime) -> None:
    """Take `posting` down at once; from now on its page reveals nothing. Its register keeps the reason for good.

    Raises MustNotBeSaid for a reason that nobody may read.
    """
    refuse_what_is_private({"reason": reason}, spoken_of=SPOKEN_OF)
    alone_with(posting)
    posting.stage = Stage.WITHDRAWN
    posting.withdrawn_at = at
    posting.withdrawn_reason = reason


def put_back(posting: Posting) -> None:
    """Undo `withdraw`. Whether that may be, `lifecycle.may_be_put_back` says; why it came down stays in the trail."""
    alone_with(posting)
    posting.stage = Stage.REGISTERED
    posting.withdrawn_at = None
    posting.withdrawn_reason = ""


def life_of(posting: Posting) -> Life:
    """What the lifecycle rules need to know of `posting`."""
    return Life(
        stage=posting.stage,
        shows_from=posting.shows_from,
        shows_until=posting.shows_until,
        publicity_first=posting.publicity_first,
        publicity_last=posting.publicity_last,
    )


def readable_postings(
    *, station_id: int | None = None, not_over_at: datetime | None = None
) -> list[Posting]:
    """Every posting people have released, with all a face needs to show it, in a stable order.

    With `station_id`: the office's and that station's. Drafts and withdrawn ones are left out, and with
    `not_over_at` those that had ended by then.
    """
    query = (
        sa.select(Posting)
        .where(Posting.stage.in_(RELEASED))
        .options(
            selectinload(Posting.revisions).selectinload(Revision.signatures),
            selectinload(Posting.category),
            selectinload(Posting.station),
        )
        .order_by(Posting.shows_from.desc(), Posting.id)
    )
    if station_id is not None:
        query = query.where(sa.or_(Posting.station_id.is_(None), Posting.station_id == station_id))
    if not_over_at is not None:
        query = query.where(
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > not_over_at)
        )
    return list(session().scalars(query))


def hanging_postings(*, station_id: int, moment: datetime) -> list[Posting]:
    """What hangs at a station at `moment`, the office's and its own, in the order of `readable_postings`."""
    query = (
        sa.select(Posting)
        .where(
            Posting.stage.in_(RELEASED),
            Posting.shows_from <= moment,
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > moment),
            sa.or_(Posting.station_id.is_(None), Posting.station_id == station_id),
        )
        .options(
            selectinload(Posting.revisions),
            selectinload(Posting.category),
            selectinload(Posting.station),
        )
        .order_by(Posting.shows_from.desc(), Posting.id)
    )
    return [one for one in session().scalars(query) if one.approved is not None]


def released_content(code: str) -> tuple[str, str] | None:
    """Kind and stored content of what the posting with this code says now; None unless people have released it.

    It need not hang yet: walls fetch what they will show for weeks ahead.
    """
    found = session().execute(
        sa.select(Posting.kind, Revision.content)
        .join(Revision.posting)
        .where(Posting.code == code, Posting.stage.in_(RELEASED), Revision.approved_at.is_not(None))
        .order_by(Revision.number.desc())
        .limit(1)
    )
    row = found.first()
    return (row.kind, row.content) if row else None


def approved_fingerprints(postings: Collection[str]) -> dict[tuple[str, int], str]:
    """What identifies every approved revision of the postings with these codes, by code and number."""
    rows = session().execute(
        sa.select(Posting.code, Revision.number, Revision.fingerprint)
        .join(Revision.posting)
        .where(Posting.code.in_(postings), Revision.approved_at.is_not(None))
    )
    return {(row.code, row.number): row.fingerprint for row in rows}


def published_before(
    posting: Posting, *, category: Category, station: Station | None, at: datetime
) -> Posting | None:
    """What was hung last before `posting` in that category: at that station, or by the office."""
    query = (
        sa.select(Posting)
        .where(
            Posting.category_id == category.id,
            Posting.station_id == (station.id if station else None),
            Posting.stage.in_(RELEASED),
            Posting.shows_from <= at,
            Posting.id != posting.id,
        )
        .order_by(Posting.shows_from.desc(), Posting.id.desc())
    )
    return session().scalar(query.limit(1))


def posting_by_code(code: str) -> Posting | None:
    """The posting a QR code leads to."""
    return session().scalar(sa.select(Posting).where(Posting.code == code))


def categories() -> list[Category]:
    """All categories, in the office's order."""
    return list(session().scalars(sa.select(Category).order_by(Category.position, Category.id)))


def period_days(posting: Posting, calendar: WorkCalendar) -> tuple[date, ...]:
    """The working days of its publicity period that count; none without one."""
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None:
        return ()
    uncounted = uncounted_days(posting)
    return tuple(day for day in calendar.working_days(first, last) if day not in uncounted)


def days_lost(posting: Posting, calendar: WorkCalendar, *, made_good: int) -> int:
    """How many working days its period lacks of the least its category wants, because the office's own table of a year
    has taken some away; 0 where it was as short before anybody entered that.

    `made_good`: how many were added for dark days; they stand in for those, and for no other.
    """
    least = (posting.category.min_working_days or 0) + made_good
    counted, announced = (len(period_days(posting, one)) for one in (calendar, WorkCalendar()))
    return max(0, min(least, announced) - counted)


def uncounted_days(posting: Posting) -> frozenset[date]:
    """The days on which its period had passed for over before it was lengthened."""
    return frozenset(date.fromisoformat(day) for day in json.loads(posting.uncounted_days or "[]"))


def work_calendar() -> WorkCalendar:
    """The announced calendar with the office's own table laid over it."""
    overrides = {
        row.day: row.is_working for row in session().scalars(sa.select(WorkingDayOverride))
    }
    return WorkCalendar(overrides=overrides, known_years=frozenset(day.year for day in overrides))
