"""Hang the sample's postings: each moved to its day, made a document, approved and numbered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.core.document import Document, canonical, fingerprint
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings import register
from kiosk.postings.closing import Outcome
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.lifecycle import Stage, State
from kiosk.postings.models import Category, Posting
from kiosk.postings.operations import Placing, add_revision, approve, new_posting, withdraw
from kiosk.postings.publicity import period
from kiosk.postings.visibility import Scope
from kiosk.sample import boards, papers
from kiosk.sample.files import attachment
from kiosk.sample.moving import move, moved
from kiosk.sample.settling import Settled, outline_of, settle, whole_weeks

Record = dict[str, Any]

SCOPES = {
    "全所职工": Scope.STAFF,
    "全体党员和职工": Scope.STAFF,
    "本站职工": Scope.STATION_STAFF,
    "社会": Scope.SOCIETY,
}
SIGNED_AT = time(16, 0)
WITHDRAWN_AT = time(9, 20)
CONCLUDED_AT = time(9, 0)


@dataclass
class Desk:
    """What every posting of one loading has in common."""

    as_of: date
    written_for: date
    calendar: WorkCalendar
    stations: Mapping[str, Station]
    categories: Mapping[str, Category]
    unknown_years: set[int] = field(default_factory=set)

    @property
    def names(self) -> dict[str, str]:
        """The stations' names by code."""
        return {code: station.name for code, station in self.stations.items()}

    @property
    def common_weeks(self) -> int:
        """By how many weeks everything moves that has no reason to move otherwise."""
        return whole_weeks(self.as_of, self.written_for)[0]

    def settled(self, record: Record, state: State) -> Settled:
        """Where `record` comes to stand; notes the years whose holidays are unknown."""
        settled = settle(
            outline_of(record, state),
            as_of=self.as_of,
            written_for=self.written_for,
            calendar=self.calendar,
        )
        if settled.announced:
            self.unknown_years.update(settled.announced.period.unknown_years)
        return settled

    def moved(self, record: Record, dated: str) -> Record:
        """`record` moved by the common weeks, as a paper dated `dated`."""
        by = move(date.fromisoformat(dated), self.common_weeks)
        return cast(Record, moved(record, by))


def place_all(data: Record, extra: Record, desk: Desk) -> dict[str, Posting]:
    """Hang every posting of the sample; each is found by its number in it."""
    states = {**_states(data), **_states(extra)}
    stars, result = _place_stars(data, extra, desk)
    postings = {"stars": stars}
    for record in [*data["notices"], *extra["notices"]]:
        if record["category"] == "star_rating":
            vouched = {"kind": "stars", "fingerprint": fingerprint(canonical(result))}
            record["embeds"] = [vouched]
        posting = _place_notice(record, states[record["id"]], desk)
        postings[record["id"]] = posting
        if record["category"] == "star_rating":
            _conclude(stars, record, desk)
    postings.update(_place_honors(data, extra, desk))
    for record in [*data["moments"], *extra["moments"]]:
        postings[record["id"]] = _place_moment(record, extra, desk)
    postings["contacts"] = _place_contacts(data, extra, desk)
    return postings


def _states(data: Record) -> dict[str, State]:
    listed = data["_about"]["states"]
    return {number: State(state) for state, numbers in listed.items() for number in numbers}


def _place_notice(record: Record, state: State, desk: Desk) -> Posting:
    settled = desk.settled(record, state)
    days = record.get("report_days")
    by = move(
        date.fromisoformat(record["sign_date"]),
        settled.weeks,
        report_days=(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None,
        announced=settled.announced,
    )
    final = cast(Record, moved(record, by))
    posting = _hang(settled, final["category"], final["scope"], desk, station=final["station"])
    files = [attachment(one) for one in record.get("attachments", [])]
    for version in [*({**final, **one, "reason": ""} for one in final.get("earlier", [])), final]:
        _approve(posting, papers.notice(version, files), version, desk)
    _conclude(posting, record, desk)
    posting.stage = Stage.ARCHIVED if state == State.ENDED_ARCHIVED else Stage.REGISTERED
    if state == State.WITHDRAWN:
        _take_down(posting, final["withdrawn"], desk)
    return posting


def _conclude(posting: Posting, record: Record, desk: Desk) -> None:
    """What came of the period that a record announces, written on the first working day after it."""
    result, last = record.get("result"), posting.publicity_last
    if not result or last is None:
        return
    on = min(period(last + timedelta(days=1), 1, desk.calendar).last, desk.as_of)
    if on <= last or posting.approved is None:
        return
    count = result["objections"]
    session().add(
        Conclusion(
            posting=posting,
            is_sample=True,
            outcome=Outcome.HANDLED if count else Outcome.NO_OBJECTION,
            objections=count,
            text=result["text"],
            reason="",
            concluded_at=_moment(on, CONCLUDED_AT),
            concluded_by=posting.approved.signatures[0].name,
        )
    )


def _take_down(posting: Posting, record: Record, desk: Desk) -> None:
    on = min(date.fromisoformat(record["on"]), desk.as_of)
    withdraw(posting, reason=record["reason"], at=_moment(on, WITHDRAWN_AT))


def _place_stars(data: Record, extra: Record, desk: Desk) -> tuple[Posting, Document]:
    """The star result: public as long as its 公示, and named for good from the day after."""
    announcing = next(one for one in data["notices"] if one["category"] == "star_rating")
    record = {**data["stars"], **extra["stars"], "publicity": announcing["publicity"]}
    settled = desk.settled(record, State.SHOWING)
    by = move(date.fromisoformat(announcing["sign_date"]), settled.weeks)
    final = cast(Record, moved(record, by))
    result = boards.star_result(final, final["previous"], desk.names)
    posting = _hang(settled, "star_result", "全所职工", desk)
    _approve(posting, result, {**final, **_signed(final, extra)}, desk)
    return posting, result


def _place_honors(data: Record, extra: Record, desk: Desk) -> dict[str, Posting]:
    honors = {one["id"]: one for one in [*data["honors"], *extra["honors"]]}
    postings: dict[str, Posting] = {}
    for record in extra["honor_boards"]:
        final = desk.moved(record, record["display"]["from"])
        shown = [
            desk.moved(one, one.get("dated") or one["awarded_on"])
            for one in (honors[number] for number in record["honors"])
        ]
        document = boards.honor_board(final, shown, desk.names)
        posting = _place_board(record, "honor", document, _signed(final, extra), desk)
        postings.update(dict.fromkeys(record["honors"], posting))
    return postings


def _place_moment(record: Record, extra: Record, desk: Desk) -> Posting:
    final = desk.moved(record, record["date"])
    document = boards.moment(final, desk.names)
    approval = _signed({"approved_on": final["date"]}, extra)
    return _place_board(record, "moments", document, approval, desk)


def _place_contacts(data: Record, extra: Record, desk: Desk) -> Posting:
    record = extra["contacts"]
    final = desk.moved(record, record["display"]["from"])
    document = boards.contact_board(
        final, data["leaders"], data["integrity_supervisors"], desk.names
    )
    return _place_board(record, "contacts", document, _signed(final, extra), desk)


def _place_board(
    record: Record, category: str, document: Document, approval: Record, desk: Desk
) -> Posting:
    """Hang a board open to society."""
    settled = desk.settled(record, State.SHOWING)
    posting = _hang(settled, category, "社会", desk)
    _approve(posting, document, approval, desk)
    return posting


def _hang(
    settled: Settled, category: str, scope: str, desk: Desk, *, station: str | None = None
) -> Posting:
    period = settled.announced.period if settled.announced else None
    placing = Placing(
        scope=SCOPES[scope],
        station=desk.stations[station] if station else None,
        shows_from=settled.shows_from,
        shows_until=settled.shows_until,
        publicity_first=period.first if period else None,
        publicity_last=period.last if period else None,
    )
    row = desk.categories[category]
    posting = new_posting(row, placing, kind=row.kind)
    posting.is_sample = True
    return posting


def _signed(record: Record, extra: Record) -> Record:
    """What `_approve` needs for a board: the office's signers, on the board's day."""
    return {"approval": {**extra["board_approval"], "approved_on": record["approved_on"]}}


def _approve(posting: Posting, document: Document, record: Record, desk: Desk) -> None:
    """Freeze the next revision of `posting` under the signatures of `record`."""
    kind = kind_called(posting.kind)
    revision = add_revision(
        posting,
        document,
        schema=kind.schema,
        title=kind.title(document),
        reason=record.get("reason", ""),
    )
    signed = papers.signatures(record["approval"], level=posting.level, latest=desk.as_of)
    at = _moment(signed[0].on, SIGNED_AT)
    approve(revision, signed, at=at, register_number=None)
    if "register_no" in record:
        register.enter_sample(revision, record["register_no"], who=signed[0].name, at=at)


def _moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, clock.OFFICE_ZONE)
