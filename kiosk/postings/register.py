"""The register (登记台账): which postings get a number, what it says, and the step that gives it.

An entry is made once, in the transaction that releases its posting, and never again: a correction
keeps the number, a posting that is taken down keeps its entry. Numbers are counted for the office
and for each station by the year, without gaps and without doubles (decision 24).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Act, Station
from kiosk.accounts.office_names import office_word
from kiosk.accounts.offices import office
from kiosk.core import clock
from kiosk.core.db import one_at_a_time, session
from kiosk.postings.acts import note
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import work_calendar
from kiosk.postings.register_models import RegisterEntry, RegisterStart

OFFICE = ""
REGISTERED = "posting.register"
MOST_FIRST = 9999
#: What is registered is what an office says officially: results and notices, under these forms.
KINDS = frozenset({"notices", "stars"})
FORMS = frozenset({"公示", "公开", "通报", "通知"})
_STATION_TAIL = re.compile(r"(?<=.)(收费站|站)$")
_NUMBER = re.compile(r"(?P<word>.+)公开〔(?P<year>\d{4})〕(?P<serial>\d+)号")


class AlreadyCounting(Exception):
    """The series has an entry in that year: where it begins is settled."""


def is_registered(kind: str, form: str) -> bool:
    """True for what gets a number: notices and results, but no features, moments, honors and lists. Pure."""
    return kind in KINDS and form in FORMS


def series_word(short_name: str, *, code: str, taken: Collection[str]) -> str:
    """The word of a series: 柳泉 of 柳泉所, 青杨驿 of 青杨驿站. Pure.

    `taken` are the words under which others have entries in that year; then as much of the name stands
    there as it needs to differ, and last the station's code.

    >>> series_word("柳泉所", code="", taken=())
    '柳泉'
    >>> series_word("柳泉站", code="LQ", taken=["柳泉"])
    '柳泉站'
    """
    stem = _STATION_TAIL.sub("", short_name) if code else office_word(short_name)
    own = [stem, short_name, f"{stem[:8]}{code or '所'}"]
    return next((word for word in own if word not in taken), own[-1])


def word_now(station: Station | None, taken: Collection[str] = ()) -> str:
    """The word of the office's series, or of a station's, as they are called now."""
    if station is None:
        return series_word(office().short_name, code=OFFICE, taken=taken)
    return series_word(station.short_name, code=station.code, taken=taken)


def number_of(word: str, year: int, serial: int | str) -> str:
    """As it stands on paper: 柳泉公开〔2026〕44号. Pure."""
    return f"{word}公开〔{year}〕{serial}号"


def enter(revision: Revision, *, who: str, at: datetime) -> RegisterEntry | None:
    """Register the posting of `revision`, which is being released at `at`, and give it its number.

    None for what is not registered or has its entry already. Numbers are counted under the trail's own
    lock: being registered is an act, and a second lock could be waited for in another order.
    """
    posting = revision.posting
    if not is_registered(posting.kind, posting.category.form):
        return None
    session().flush()
    one_at_a_time(trail.LOCK, session())
    if entry_of(posting) is not None:
        return None
    year, station = clock.local_day(at).year, posting.station
    place = station.code if station else OFFICE
    word = word_now(station, _words_of_others(posting.is_sample, place, year))
    serial = _next_serial(posting.is_sample, place, year)
    entry = add_entry(revision, word=word, year=year, serial=serial, who=who, at=at)
    note(REGISTERED, posting, who=who, at=at, after=f"{entry.number} {entry.fingerprint}")
    return entry


def enter_sample(revision: Revision, number: str, *, who: str, at: datetime) -> None:
    """Register a posting of the sample under the number it was written with."""
    found = _NUMBER.fullmatch(number)
    if found is None or not revision.posting.is_sample:
        raise ValueError(f"no number of the sample's: {number}")
    session().flush()
    if entry_of(revision.posting) is None:
        serial = int(found["serial"])
        add_entry(
            revision, word=found["word"], year=int(found["year"]), serial=serial, who=who, at=at
        )


def add_entry(
    revision: Revision, *, word: str, year: int, serial: int, who: str, at: datetime
) -> RegisterEntry:
    """Write the line, as things are on this day."""
    posting = revision.posting
    station = posting.station
    entry = RegisterEntry(
        is_sample=bool(posting.is_sample),
        place=station.code if station else OFFICE,
        place_name=station.name if station else office().name,
        year=year,
        serial=serial,
        word=word,
        number=number_of(word, year, serial),
        posting=posting,
        revision=revision,
        registered_at=at,
        registered_by=who,
        title=revision.title,
        fingerprint=revision.fingerprint,
        category=posting.category.name,
        form=posting.category.form,
        rhythm=posting.category.rhythm,
        scope=posting.scope,
        shows_from=posting.shows_from,
        publicity_first=posting.publicity_first,
        publicity_last=posting.publicity_last,
        publicity_days=_working_days(posting),
    )
    posting.register_number = entry.number
    session().add(entry)
    session().flush()  # so that a number given twice shows here, and the next one counts on from this
    return entry


def begin_year(place: str, year: int, first: int, *, who: str, at: datetime) -> None:
    """Let the numbers of `place` in `year` begin with `first`; one act of `who`.

    Raises AlreadyCounting once there is an entry.
    """
    one_at_a_time(trail.LOCK, session())
    if _last_serial(False, place, year):
        raise AlreadyCounting
    row = session().get(RegisterStart, (place, year))
    before = row.first if row else 1
    if row is None:
        row = RegisterStart(place=place, year=year, first=first)
        session().add(row)
    row.first = first
    if before != first:
        trail.record(
            "register.begin",
            who=who,
            subject=f"station {place}" if place else "office",
            at=at,
            before=json.dumps({"year": year, "first": before}),
            after=json.dumps({"year": year, "first": first}),
        )


def drop_sample() -> None:
    """Take the sample's entries out, with their series; the database lets no other entry go."""
    session().execute(sa.delete(RegisterEntry).where(RegisterEntry.is_sample))


def entry_of(posting: Posting) -> RegisterEntry | None:
    """The line of the register that `posting` has; None if its kind is not registered."""
    return session().scalar(sa.select(RegisterEntry).where(RegisterEntry.posting_id == posting.id))


def registered_from(posting: Posting) -> datetime | None:
    """From when on its first version was to hang, as it was registered: a correction may begin anew. None: not registered."""
    entry = entry_of(posting)
    return entry.shows_from if entry else None


def next_numbers(year: int, stations: Collection[Station]) -> dict[str, int]:
    """The first number of `year` for every place that has no entry in it yet."""
    begun = set(
        session().scalars(
            sa.select(RegisterEntry.place)
            .where(RegisterEntry.year == year, RegisterEntry.is_sample.is_(False))
            .distinct()
        )
    )
    query = sa.select(RegisterStart).where(RegisterStart.year == year)
    starts = {row.place: row.first for row in session().scalars(query)}
    places = [OFFICE, *(station.code for station in stations)]
    return {place: starts.get(place, 1) for place in places if place not in begun}


def unlike_the_trail() -> list[str]:
    """The numbers that stand otherwise in the register than in the trail, or in one of the two alone.

    Entries cannot be changed by any program of ours; whoever holds the file itself can.
    """
    acts = sa.select(Act.subject, Act.after).where(
        Act.what == REGISTERED, Act.chain == Chain.OFFICE
    )
    lines = (
        sa.select(Posting.code, RegisterEntry.number, RegisterEntry.fingerprint)
        .join(RegisterEntry.posting)
        .where(RegisterEntry.is_sample.is_(False))
    )
    done = {(about, after) for about, after in session().execute(acts)}
    there = {
        (f"posting {code}", f"{number} {content}")
        for code, number, content in session().execute(lines)
    }
    return sorted({said.partition(" ")[0] for _about, said in done ^ there})


def _words_of_others(is_sample: bool, place: str, year: int) -> set[str]:
    query = sa.select(RegisterEntry.word).where(
        RegisterEntry.is_sample.is_(is_sample),
        RegisterEntry.year == year,
        RegisterEntry.place != place,
    )
    return set(session().scalars(query.distinct()))


def _next_serial(is_sample: bool, place: str, year: int) -> int:
    last = _last_serial(is_sample, place, year)
    if last:
        return last + 1
    start = None if is_sample else session().get(RegisterStart, (place, year))
    return start.first if start else 1


def _last_serial(is_sample: bool, place: str, year: int) -> int:
    query = sa.select(sa.func.max(RegisterEntry.serial)).where(
        RegisterEntry.is_sample.is_(is_sample),
        RegisterEntry.place == place,
        RegisterEntry.year == year,
    )
    return session().scalar(query) or 0


def _working_days(posting: Posting) -> int | None:
    if posting.publicity_first is None or posting.publicity_last is None:
        return None
    days = work_calendar().working_days(posting.publicity_first, posting.publicity_last)
    return len(days)
