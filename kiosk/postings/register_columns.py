"""The 25 columns of the register: an entry as it was written, and what has become of it since. Pure.

What was registered stays as it was; a correction, a taking down and the sample are told in the remarks.
Of opinions there is only what the conclusion says. A posting is filed under its register number. Source: DOMAIN §2.7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from kiosk.core import clock
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.lengthening_models import Lengthening
from kiosk.postings.lifecycle import FILED, TAKEN_DOWN
from kiosk.postings.models import Posting, Revision
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.wording import category_registered

PRINTED_DIGITS = 16


@dataclass(frozen=True)
class Said:
    """What a document says that the register has a column for; empty where its kind has no such thing."""

    summary: str = ""
    department: str = ""
    phone: str = ""
    conclusion: str = ""


@dataclass(frozen=True)
class Closed:
    """What the end of an entry's posting has brought: what was concluded, and under which number it was filed."""

    conclusion: str = ""
    #: How many objections were received, and a code of what became of them; None and empty: nobody has concluded.
    objections: int | None = None
    outcome: str = ""
    file_number: str = ""


class Event(StrEnum):
    """What a remark is about."""

    SAMPLE = "sample"
    CORRECTED = "corrected"
    LENGTHENED = "lengthened"
    LEFT_SHORT = "left_short"
    TAKEN_DOWN = "taken_down"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Remark:
    """Something that is to be said of an entry beside its columns."""

    event: Event
    on: date | None = None
    reason: str = ""
    #: What it is called, and which days its publicity period has, where that is not what was registered.
    title: str = ""
    period: tuple[date, date] | None = None
    #: Which version a correction brought, and the first digits of what identifies it.
    version: int | None = None
    fingerprint: str = ""
    #: Who answers for that version, by part: the columns name those who signed the registered one.
    signed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """One entry in the order of the columns. Codes (scope, rhythm) are put into words by the face."""

    place_in_list: int
    number: str
    #: The station's name; empty for the office.
    station: str
    title: str
    category: str
    rhythm: str
    summary: str
    scope: str
    is_of_station: bool
    period: tuple[date, date] | None
    working_days: int | None
    drafter: str
    secrecy_reviewer: str
    party: str
    head: str
    supervisor: str
    up: datetime | None
    down: datetime | None
    department: str
    opinions: int | None
    handling: str
    conclusion: str
    #: Which version was registered, and the first digits of what identifies it.
    version: int
    fingerprint: str
    #: What the scan of its signed form is called; empty: there is none.
    scan: str
    file_number: str
    remarks: tuple[Remark, ...]


def line_of(
    entry: RegisterEntry,
    *,
    place_in_list: int,
    signed: Mapping[str, str],
    scan: str,
    said: Said,
    closed: Closed,
    down: datetime | None,
    remarks: Sequence[Remark],
) -> Line:
    """The columns of `entry`. `signed` are the names under the registered version by part, `scan` what the scan of
    its form is called; `said` is what it says.
    """
    has_period = entry.publicity_first is not None and entry.publicity_last is not None
    return Line(
        place_in_list=place_in_list,
        number=entry.number,
        station=entry.place_name if entry.place else "",
        title=entry.title,
        category=category_registered(entry),
        rhythm=entry.rhythm,
        summary=said.summary,
        scope=entry.scope,
        is_of_station=bool(entry.place),
        period=(entry.publicity_first, entry.publicity_last) if has_period else None,  # type: ignore[arg-type]  # looked at
        working_days=entry.publicity_days,
        drafter=signed.get("drafter", ""),
        secrecy_reviewer=signed.get("secrecy_reviewer", ""),
        party=signed.get("party", ""),
        head=signed.get("admin", "") or signed.get("chief", ""),
        supervisor=signed.get("supervisor", ""),
        up=entry.shows_from,
        down=down,
        department=f"{said.department} {said.phone}".strip(),
        opinions=closed.objections,
        handling=closed.outcome,
        conclusion=closed.conclusion,
        version=entry.revision.number,
        fingerprint=entry.fingerprint[:PRINTED_DIGITS],
        scan=scan,
        file_number=closed.file_number,
        remarks=tuple(remarks),
    )


def closed_by(posting: Posting, conclusion: Conclusion | None, *, said: str) -> Closed:
    """What closes `posting`. Where nobody has concluded, what its own text says (`said`) stands in the column."""
    filed = posting.register_number or "" if posting.stage in FILED else ""
    if conclusion is None:
        return Closed(conclusion=said, file_number=filed)
    return Closed(conclusion.text, conclusion.objections, conclusion.outcome, filed)


def came_down(posting: Posting, moment: datetime) -> datetime | None:
    """When `posting` came down, by somebody's hand or at its time; None while it hangs or waits."""
    if posting.stage in TAKEN_DOWN:
        return posting.withdrawn_at
    ends = posting.shows_until
    return ends if ends is not None and ends <= moment else None


def remarks_on(
    entry: RegisterEntry,
    posting: Posting,
    corrections: Sequence[Revision],
    longer: Sequence[Lengthening] = (),
    *,
    left_short: Conclusion | None = None,
    signed: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
) -> list[Remark]:
    """What has happened since the entry was made, in order; `corrections` are the later approved versions.

    `left_short` is the conclusion that says why the dark days of its period were not made good; `signed` are the
    names under each of the corrections by part.
    """
    happened = [
        *_corrected(entry, posting, corrections, longer, signed),
        *_lengthened(posting, longer),
    ]
    if left_short is not None:
        at = left_short.concluded_at
        remark = Remark(Event.LEFT_SHORT, on=clock.local_day(at), reason=left_short.reason)
        happened.append((at, remark))
    remarks = [Remark(Event.SAMPLE)] if entry.is_sample else []
    remarks += [one for _at, one in sorted(happened, key=lambda pair: pair[0])]
    if posting.stage in TAKEN_DOWN and posting.withdrawn_at is not None:
        day = clock.local_day(posting.withdrawn_at)
        remarks.append(Remark(Event.TAKEN_DOWN, on=day, reason=posting.withdrawn_reason))
    if posting.stage in FILED:
        remarks.append(Remark(Event.ARCHIVED))
    return remarks


def _corrected(
    entry: RegisterEntry,
    posting: Posting,
    corrections: Sequence[Revision],
    longer: Sequence[Lengthening],
    signed: Mapping[int, Mapping[str, str]],
) -> Iterator[tuple[datetime, Remark]]:
    title = entry.title
    for version in corrections:
        if version.approved_at is None:
            continue
        is_last = version is corrections[-1]
        remark = Remark(
            Event.CORRECTED,
            on=clock.local_day(version.approved_at),
            reason=version.reason,
            title=version.title if version.title != title else "",
            period=_begun_anew(entry, posting, version.approved_at, longer) if is_last else None,
            version=version.number,
            fingerprint=version.fingerprint[:PRINTED_DIGITS],
            signed=tuple(signed.get(version.number, {}).items()),
        )
        yield version.approved_at, remark
        title = version.title


def _begun_anew(
    entry: RegisterEntry, posting: Posting, at: datetime, longer: Sequence[Lengthening]
) -> tuple[date, date] | None:
    """The period that the newest correction, at `at`, began anew; None if it kept the one there was."""
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None:
        return None
    before = [one.publicity_last for one in longer if one.lengthened_at <= at]
    after = [one.last_before for one in longer if one.lengthened_at > at]
    begun = (first, after[0] if after else last)
    is_other = begun != (entry.publicity_first, before[-1] if before else entry.publicity_last)
    return begun if is_other else None


def _lengthened(
    posting: Posting, longer: Sequence[Lengthening]
) -> Iterator[tuple[datetime, Remark]]:
    for one in longer:
        first = posting.publicity_first
        yield (
            one.lengthened_at,
            Remark(
                Event.LENGTHENED,
                on=clock.local_day(one.lengthened_at),
                reason=one.reason,
                period=(first, one.publicity_last)
                if first is not None and first <= one.publicity_last
                else None,
            ),
        )
