"""Publishing: from when to when a posting hangs, and the step that makes a draft a frozen revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from kiosk.accounts.offices import office
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.document import Document
from kiosk.postings import register
from kiosk.postings.acts import PUBLISHED, note
from kiosk.postings.asking import asked_as_it_stands, put_down
from kiosk.postings.checking import refuse_what_blocks
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Draft, Posting, Revision, Submission
from kiosk.postings.operations import Signed, approve
from kiosk.postings.publicity import Period, period
from kiosk.postings.signing import Signer


class TooShort(Exception):
    """A publicity period may be lengthened, not shortened; `least` is its category's minimum."""

    def __init__(self, least: int):
        super().__init__(f"at least {least} working days")
        self.least = least


class EndsBeforeItBegins(Exception):
    """It would be taken down before it is up."""


@dataclass(frozen=True)
class Wish:
    """What somebody asked for; None where they left it to the rules. Days are the office's."""

    begins: datetime
    publicity_first: date | None = None
    publicity_days: int | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Hours:
    """When a posting hangs. `until` None: until it is taken down."""

    begins: datetime
    until: datetime | None
    publicity: Period | None


def hours_of(
    wish: Wish,
    *,
    least_days: int | None,
    usual_days: int | None,
    calendar: WorkCalendar,
    first_day_counts: bool = True,
) -> Hours:
    """When a posting hangs whose category wants `least_days` of publicity and usually hangs `usual_days`.

    Without a publicity period `usual_days` None means until taken down. Raises TooShort or
    EndsBeforeItBegins. Pure.
    """
    first_day = clock.local_day(wish.begins)
    publicity = _publicity(wish, first_day, least_days, calendar, first_day_counts=first_day_counts)
    if wish.last_day is not None:
        last_day: date | None = wish.last_day
    elif publicity is not None:
        last_day = publicity.last
    else:
        last_day = first_day + timedelta(days=usual_days - 1) if usual_days else None
    until = clock.day_ends(last_day) if last_day else None
    if (until is not None and until <= wish.begins) or (
        publicity is not None and last_day is not None and last_day < publicity.last
    ):
        raise EndsBeforeItBegins
    return Hours(wish.begins, until, publicity)


def hours_kept(posting: Posting, last_day: date | None) -> Hours:
    """The hours a posting has already, made longer or shorter by its last day alone. Raises EndsBeforeItBegins."""
    begins, publicity = posting.shows_from, None
    if begins is None:
        raise EndsBeforeItBegins
    if posting.publicity_first is not None and posting.publicity_last is not None:
        publicity = Period(posting.publicity_first, posting.publicity_last)
    until = clock.day_ends(last_day) if last_day else posting.shows_until
    if until is not None and (
        until <= begins or (publicity is not None and until < clock.day_ends(publicity.last))
    ):
        raise EndsBeforeItBegins
    return Hours(begins, until, publicity)


def hours_due(submission: Submission, *, at: datetime, calendar: WorkCalendar) -> Hours:
    """When that version would hang if it were released at `at`. Raises TooShort or EndsBeforeItBegins.

    A correction hangs in the time of what it corrects, unless it begins the publicity period anew.
    """
    posting, category = submission.revision.posting, submission.category
    if posting.stage != Stage.DRAFT and not submission.restarts:
        return hours_kept(posting, submission.last_day)
    wish = Wish(
        begins=max(submission.begins or at, at),
        publicity_first=submission.publicity_first,
        publicity_days=submission.publicity_days,
        last_day=submission.last_day,
    )
    return hours_of(
        wish,
        least_days=category.min_working_days,
        usual_days=category.default_days,
        calendar=calendar,
        first_day_counts=office().counts_from == "first",
    )


def release(
    submission: Submission,
    content: Document,
    *,
    hours: Hours,
    who: str,
    at: datetime,
    media: Path,
    signatures: Sequence[Signed] = (),
) -> Revision:
    """The one step that makes a version binding: it is in force, and hangs from its hour on.

    Its files are in the folder `media`. Raises MustNotHang if the check on privacy and secrecy has found
    what nobody may publish: whoever calls, nothing hangs unchecked.
    """
    revision = submission.revision
    posting = revision.posting
    refuse_what_blocks(
        content,
        posting=posting,
        media=media,
        reason=revision.reason,
        signers=[*(one.name for one in revision.signatures), *(one.name for one in signatures)],
    )
    posting.category, posting.scope = submission.category, submission.scope
    posting.station = submission.station
    posting.level = "station" if submission.station else "office"
    posting.shows_from, posting.shows_until = hours.begins, hours.until
    posting.publicity_first = hours.publicity.first if hours.publicity else None
    posting.publicity_last = hours.publicity.last if hours.publicity else None
    if submission.restarts:
        posting.uncounted_days = "[]"
    before = posting.approved
    approve(revision, list(signatures), at=at, register_number=None)
    submission.outcome = "released"
    posting.draft = None
    session().flush()
    register.enter(revision, who=who, at=at)
    after = f"{revision.number} {revision.fingerprint}"
    replaced = f"{before.number} {before.fingerprint}" if before else ""
    note(PUBLISHED, posting, who=who, at=at, before=replaced, after=after)
    return revision


def publish(
    draft: Draft,
    content: Document,
    *,
    schema: int,
    title: str,
    hours: Hours,
    signatures: Sequence[Signed],
    who: str,
    at: datetime,
    media: Path,
    reason: str = "",
) -> Revision:
    """Make `draft` the newest version of its posting and release it, in one go. Raises MustNotHang."""
    posting = draft.posting
    names = [one.name for one in signatures]
    refuse_what_blocks(content, posting=posting, media=media, reason=reason, signers=names)
    submission = put_down(
        posting,
        content,
        asked_as_it_stands(posting),
        schema=schema,
        title=title,
        reason=reason,
        writers=[Signer(draft.saved_by)],
        who=who,
        at=at,
    )
    return release(
        submission, content, hours=hours, signatures=signatures, who=who, at=at, media=media
    )


def may_be_taken_down(posting: Posting) -> bool:
    """True for what hangs, or waits to."""
    return posting.stage == Stage.REGISTERED


def _publicity(
    wish: Wish,
    first_day: date,
    least_days: int | None,
    calendar: WorkCalendar,
    *,
    first_day_counts: bool,
) -> Period | None:
    if least_days is None:
        return None
    days = wish.publicity_days or least_days
    if days < least_days:
        raise TooShort(least_days)
    begins = max(wish.publicity_first or first_day, first_day)
    return period(begins, days, calendar, first_day_counts=first_day_counts)
