"""The register's columns in words: their heads, and what stands in each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kiosk.core import clock
from kiosk.core.formats import day_range, listed
from kiosk.faces.admin.closing_form import OUTCOMES
from kiosk.faces.admin.sign_words import PARTS
from kiosk.faces.admin.words import SCOPES
from kiosk.kinds.registering import conclusion_in_text, said_in
from kiosk.kinds.wording import name_signed
from kiosk.postings.asking import scan_of
from kiosk.postings.closing import conclusions_by_posting, left_short
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.lengthening import lengthenings_by_posting
from kiosk.postings.lengthening_models import Lengthening
from kiosk.postings.models import Revision, Signature
from kiosk.postings.register_columns import (
    Event,
    Line,
    Remark,
    came_down,
    closed_by,
    line_of,
    remarks_on,
)
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.signing import DECIDING, Part

Cell = str | int | datetime | None

#: The columns of a register as offices keep it (DOMAIN §2.7), in its order.
HEADS = (
    _l("No."),
    _l("Register number"),
    _l("Level (office or station)"),
    _l("Matter (title)"),
    _l("Category"),
    _l("Type of disclosure (long-term, periodic, by stages, at once, on request)"),
    _l("Summary"),
    _l("Disclosed to"),
    _l("Form of disclosure"),
    _l("First and last day of the publicity period"),
    _l("Publicity period (working days)"),
    _l("Prepared by"),
    _l("Secrecy checked by"),
    _l("Approved by (secretary)"),
    _l("Approved by (head or station chief)"),
    _l("Integrity supervisor"),
    _l("On the screens from"),
    _l("Taken down at"),
    _l("Department in charge, phone"),
    _l("Number of opinions"),
    _l("Outcome"),
    _l("Conclusion of the period"),
    _l("Evidence (approval form, pictures)"),
    _l("File number"),
    _l("Remarks"),
)
#: Where there was no publicity period there is nothing to say of one.
NO_PERIOD = "—"
#: Where among them an end stands: 2026-11-27 24:00.
DOWN = 17
#: In which part somebody answers for a version, as the columns have it.
ANSWERS = PARTS | {Part.DRAFTER: _l("Prepared by")}
RHYTHMS = {
    "long_term": _l("Long-term"),
    "monthly": _l("Periodic (monthly)"),
    "quarterly": _l("Periodic (quarterly)"),
    "yearly": _l("Periodic (yearly)"),
    "by_stages": _l("By stages"),
    "at_once": _l("At once"),
    "on_request": _l("On request"),
}


def lines_of(
    entries: Iterable[RegisterEntry], *, moment: datetime, first: int, step: int = 1
) -> list[Line]:
    """Entries as lines, numbered from `first` on by `step`; what has become of them by `moment` included."""
    entries = list(entries)
    postings = [entry.posting_id for entry in entries]
    concluded, longer = conclusions_by_posting(postings), lengthenings_by_posting(postings)
    return [
        _line(
            entry,
            concluded.get(entry.posting_id, ()),
            longer.get(entry.posting_id, ()),
            place=first + step * count,
            moment=moment,
        )
        for count, entry in enumerate(entries)
    ]


def is_lengthened(line: Line) -> bool:
    """True if its publicity period lasts longer than was registered."""
    return any(remark.event == Event.LENGTHENED for remark in line.remarks)


def period_now(line: Line) -> str:
    """更正后11月23日—12月2日: the period that holds, where another one was registered; else nothing."""
    newest = next((one for one in reversed(line.remarks) if one.period), None)
    if newest is None or newest.period is None:
        return ""
    days = day_range(*newest.period)
    if newest.event == Event.LENGTHENED:
        return _("lengthened: %(days)s", days=days)
    return _("corrected: %(days)s", days=days)


def _opinions(line: Line) -> Cell:
    """As many as the conclusion counts; until there is one nobody knows, because nothing collects opinions yet."""
    if line.opinions is None and is_taken_down(line):
        return _("Not needed")
    return _("Not collected by this system") if line.opinions is None else line.opinions


def _if_there(line: Line, said: str) -> str:
    """What is said, or in a word why nothing is."""
    if said or line.period is None:
        return said or NO_PERIOD
    return _("Not needed") if is_taken_down(line) else _("None yet")


def is_taken_down(line: Line) -> bool:
    """True for what somebody took down: why it came down stands in the place of a conclusion."""
    return any(remark.event == Event.TAKEN_DOWN for remark in line.remarks)


def _period_told(line: Line) -> str:
    """The period as it was registered, and that it was cut short where it was."""
    if line.period is None:
        return ""
    told = _period(line.period)
    if line.down is None or not is_taken_down(line) or line.down >= clock.day_ends(line.period[1]):
        return told
    return _("%(days)s (taken down before it was over)", days=told)


def is_corrected(line: Line) -> bool:
    """True if what hangs is a later version than the one that was registered."""
    return any(remark.event == Event.CORRECTED for remark in line.remarks)


def cells(line: Line) -> list[Cell]:
    """One value a column: figures as figures and moments as moments, everything else in words."""
    return [
        line.place_in_list,
        line.number,
        _("Station %(name)s", name=line.station) if line.station else _("Office"),
        line.title,
        line.category,
        str(RHYTHMS.get(line.rhythm, line.rhythm)),
        line.summary,
        str(SCOPES.get(line.scope, line.scope)),
        _("Screens of the station, phone page")
        if line.is_of_station
        else _("Screens of office and stations, phone page"),
        _period_told(line),
        line.working_days,
        line.drafter,
        line.secrecy_reviewer,
        line.party,
        line.head,
        line.supervisor,
        line.up,
        line.down,
        line.department,
        NO_PERIOD if line.period is None else _opinions(line),
        _if_there(line, str(OUTCOMES.get(line.handling, line.handling))),
        _if_there(line, line.conclusion),
        _evidence(line),
        line.file_number,
        "\n".join(_remark(one) for one in line.remarks),
    ]


def texts(line: Line) -> list[str]:
    """The same to be read."""
    found = [_text(one) for one in cells(line)]
    if line.down:
        found[DOWN] = _ended(line.down)
    return found


def _line(
    entry: RegisterEntry,
    conclusions: Sequence[Conclusion],
    longer: Sequence[Lengthening],
    *,
    place: int,
    moment: datetime,
) -> Line:
    posting = entry.posting
    conclusion = conclusions[0] if conclusions else None
    later = [
        one
        for one in posting.revisions
        if one.approved_at is not None and one.number > entry.revision.number
    ]
    return line_of(
        entry,
        place_in_list=place,
        signed=_names(entry.revision),
        scan=_scan(entry.revision),
        said=said_in(entry.revision.content),
        closed=closed_by(posting, conclusion, said=conclusion_in_text(posting)),
        down=came_down(posting, moment),
        remarks=remarks_on(
            entry,
            posting,
            later,
            longer,
            left_short=left_short(conclusions),
            signed={one.number: _names(one) for one in later},
        ),
    )


def _names(revision: Revision) -> dict[str, str]:
    """Who answers for it, by part. Whoever sent it to be signed has prepared it, unless somebody signed for that."""
    sent = revision.submission
    signed = {one.part: _signed(one) for one in revision.signatures}
    return {"drafter": sent.submitted_by if sent else "", **signed}


def _scan(revision: Revision) -> str:
    kept = scan_of(revision.submission) if revision.submission else None
    return kept.name if kept else ""


def _evidence(line: Line) -> str:
    """What identifies the version, and the scan of its signed form where there is one."""
    found = [_print_of(line.version, line.fingerprint)]
    if line.scan:
        found.append(_("Scan of the signed form: %(name)s", name=line.scan))
    return "\n".join(found)


def _signed(one: Signature) -> str:
    """田建军; a deputy with whom they signed for: 赵敏（代：田建军，出差）"""
    if not one.deputy_for:
        return one.name
    return _("%(name)s (for %(other)s)", name=one.name, other=one.deputy_for)


def signers_shortly(revision: Revision) -> list[str]:
    """Who decided on it, in the order of the columns, a deputy marked as one: 陈守业, 李娜（代）."""
    by_part = {one.part: one for one in revision.signatures}
    return [
        name_signed(one.name, is_deputy=bool(one.deputy_for))
        for one in (by_part.get(part) for part in Part if part in DECIDING)
        if one is not None
    ]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return _moment(cell) if isinstance(cell, datetime) else str(cell)


def _moment(moment: datetime) -> str:
    """2026-11-23 08:00"""
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"


def _ended(moment: datetime) -> str:
    """2026-11-27 24:00: an end, which at midnight belongs to the day before."""
    last_day = clock.local_day(moment - timedelta(microseconds=1))
    return f"{last_day} 24:00" if clock.day_ends(last_day) == moment else _moment(moment)


def _period(days: tuple[date, date]) -> str:
    return _("%(first)s to %(last)s", first=days[0], last=days[1])


def _print_of(version: int, fingerprint: str) -> str:
    """第1版 SHA-256 9f3c2a7be01d44aa: a hash says nothing unless it says of what."""
    return f"{_('Version %(n)d', n=version)} SHA-256 {fingerprint}"


def _signed_for(version: int, signed: Mapping[str, str]) -> str:
    """第2版签批：经办人 蔺芳、保密审查人 苗春霞、书记 陈守业: in the order of the columns."""
    who = listed(
        _("%(part)s %(name)s", part=ANSWERS[part], name=signed[part])
        for part in Part
        if signed.get(part)
    )
    return _("Signed for version %(n)d: %(who)s", n=version, who=who)


def _remark(remark: Remark) -> str:
    if remark.event == Event.SAMPLE:
        return _("Sample")
    if remark.event == Event.ARCHIVED:
        return _("Archived")
    if remark.event == Event.TAKEN_DOWN:
        return _("Taken down %(day)s: %(reason)s", day=remark.on, reason=remark.reason)
    if remark.event == Event.LEFT_SHORT:
        return _(
            "Publicity period not lengthened, said %(day)s: %(reason)s",
            day=remark.on,
            reason=remark.reason,
        )
    if remark.event == Event.LENGTHENED:
        said = [
            _(
                "Publicity period lengthened %(day)s: %(reason)s",
                day=remark.on,
                reason=remark.reason,
            )
        ]
    else:
        said = [_("Corrected %(day)s: %(reason)s", day=remark.on, reason=remark.reason)]
    if remark.title:
        said.append(_("New title: %(title)s", title=remark.title))
    if remark.period:
        said.append(_("New publicity period: %(days)s", days=_period(remark.period)))
    if remark.version:
        said.append(_print_of(remark.version, remark.fingerprint))
    if remark.version and remark.signed:
        said.append(_signed_for(remark.version, dict(remark.signed)))
    return "\n".join(said)
