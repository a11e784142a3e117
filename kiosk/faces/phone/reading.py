"""What a phone may read behind a code: the posting, its visible content, where to go from there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hmac import compare_digest
from typing import Any

from kiosk.accounts.models import Office, Station
from kiosk.accounts.offices import stations
from kiosk.core import clock
from kiosk.core.codes import mark_of
from kiosk.core.document import Document, decode
from kiosk.core.media import Attachment
from kiosk.faces.phone.period import PeriodView, period_view
from kiosk.kinds.contract import Facts, Kind
from kiosk.kinds.registering import conclusion_in_text
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.closing import conclusion_of
from kiosk.postings.lengthening import lengthenings_of
from kiosk.postings.lifecycle import OPEN_TO_READ, State, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import life_of, posting_by_code, work_calendar
from kiosk.postings.register import registered_from
from kiosk.postings.register_columns import PRINTED_DIGITS
from kiosk.postings.versions import Hung, versions_hung
from kiosk.postings.visibility import Scope
from kiosk.programme.facts import facts_of
from kiosk.programme.naming import naming_now

LONGEST_CODE = 24
LAST_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Longer:
    """That its period lasts longer than it was meant to, and why."""

    last_before: date
    publicity_last: date
    reason: str


@dataclass(frozen=True)
class Reading:
    """A posting as it may be read at a moment; `content` has passed the kind's own filter, and nobody hidden is in it."""

    posting: Posting
    revision: int
    #: Which version of what was corrected hung first, and since when; None: it was never corrected.
    first: Hung | None
    #: The first digits of what identifies that revision, as they stand on the certificate.
    fingerprint: str
    kind: Kind[Any]
    facts: Facts
    content: Document
    #: Names of people, kept whole in running text.
    names: frozenset[str]
    period: PeriodView | None
    #: How its publicity period was made longer, the first time first.
    lengthenings: tuple[Longer, ...]
    #: What came of its publicity period, once that is over; empty: nobody has said.
    conclusion: str
    #: The first moment it no longer hung, for a posting that has ended.
    ended: datetime | None

    @property
    def ended_with_day(self) -> date | None:
        """The day at whose 24:00 it ended; None if it has not, or ended within a day."""
        if self.ended is None:
            return None
        last_day = clock.local_day(self.ended - LAST_MOMENT)
        return last_day if clock.day_ends(last_day) == self.ended else None

    @property
    def is_for_society(self) -> bool:
        return self.facts.scope == Scope.SOCIETY


def is_plausible(code: str) -> bool:
    """True for what can be a code or a list's token at all.

    Anything else never reaches the database: PostgreSQL refuses some characters with an error.
    """
    return code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE


def parted(address: str) -> tuple[str, str]:
    """The code and the mark of a posting's address, both as they were made: in lower case."""
    code, _hyphen, mark = address.lower().partition("-")
    return code, mark


def address_at(code: str, station: Station | None, *, key: str) -> str:
    """A posting's address as a list of `station` leads to it, so that its page leads back."""
    return f"{code}-{mark_of(code, station.code, key=key)}" if station else code


def reading_of(address: str, *, moment: datetime) -> Reading | None:
    """What stands behind an address at `moment`, whatever its mark.

    None for an unknown code, and just so for a draft, for what is still to come and for what was
    withdrawn: nobody can learn from the answer that there is something.
    """
    code, _mark = parted(address)
    posting = posting_by_code(code) if is_plausible(code) else None
    revision = posting.approved if posting else None
    if posting is None or revision is None:
        return None
    state = state_at(life_of(posting), moment)
    if state not in OPEN_TO_READ:
        return None
    # A page nobody is known to read at: the station is the posting's own, or none.
    viewed_at = posting.station.code if posting.station else None
    facts = facts_of(posting, work_calendar(), moment=moment, viewed_at=viewed_at)
    kind = kind_called(posting.kind)
    today, naming = clock.local_day(moment), naming_now()
    content = naming.hiding.document(decode(revision.content, kind.content))
    return Reading(
        posting=posting,
        revision=revision.number,
        first=_first(posting) if facts.corrections else None,
        fingerprint=revision.fingerprint[:PRINTED_DIGITS],
        kind=kind,
        facts=naming.hiding.facts(facts),
        content=kind.visible(content, facts),
        names=naming.names,
        period=period_view(facts.publicity, today, hung_from=facts.shows_from)
        if facts.publicity
        else None,
        lengthenings=tuple(
            Longer(one.last_before, one.publicity_last, naming.hiding.text(one.reason))
            for one in (lengthenings_of(posting) if facts.publicity else ())
        ),
        conclusion=naming.hiding.text(_conclusion(posting)) if facts.publicity_is_over else "",
        ended=posting.shows_until if state in {State.ENDED, State.ENDED_ARCHIVED} else None,
    )


def _first(posting: Posting) -> Hung:
    """One that was called back, or replaced before its hour, never hung; a correction may have begun the period anew."""
    return versions_hung(posting, first_from=registered_from(posting))[0]


def _conclusion(posting: Posting) -> str:
    """What was recorded about its period, or else what a text of before says."""
    recorded = conclusion_of(posting)
    return recorded.text if recorded else conclusion_in_text(posting)


def station_of(reading: Reading, mark: str, *, key: str) -> Station | None:
    """The station whose own list this page may lead to; None: only the open list.

    The lists hang behind links nobody can guess, because they hold what is for staff only. Whoever
    scanned a wall that staff pass brings its station's mark, and may have that station's link too.
    Without a mark, or with one that is wrong, a page tells no more than its posting does: what one
    station posted for its staff leads to that station's list, all else to what is open to society.
    """
    own = reading.posting.station
    marked = [
        one
        for one in ([own] if own else stations())
        if compare_digest(mark_of(reading.posting.code, one.code, key=key).encode(), mark.encode())
    ]
    # Two stations might share a mark; then it says nothing.
    if len(marked) == 1:
        return marked[0]
    return None if reading.is_for_society else own


def attachments_of(content: Document) -> tuple[Attachment, ...]:
    """The files a document names, for the kinds that have any."""
    return tuple(getattr(content, "attachments", ()))


def issuer_of(content: Document, office: Office) -> str:
    """Who speaks: the issuer a document names, else the office."""
    return str(getattr(content, "issuer", "") or office.name)


def supervision_phone(content: Document, office: Office) -> str:
    """Whom to ring about this posting: the phone it names itself, else the office's."""
    contact = getattr(content, "contact", None)
    named = contact.phone if contact else getattr(content, "discipline_phone", "")
    return str(named or office.supervision_phone)
