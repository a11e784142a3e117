"""The certificate of a posting (公示证明): one sheet of A4 that says what hung, who signed it, where it was shown, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from flask import flash, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock, qr
from kiosk.core.formats import ending, listed, long_day, minute, number
from kiosk.faces.admin import sign_words, words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.closing_form import OUTCOMES
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.evidence import hours_said
from kiosk.kinds.registering import conclusion_in_text
from kiosk.postings.asking import basis_named
from kiosk.postings.closing import conclusions_of, left_short
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.coverage import Coverage, Gap, percent
from kiosk.postings.lengthening import lengthenings_of
from kiosk.postings.lengthening_models import Lengthening
from kiosk.postings.lifecycle import OPEN_TO_READ, Stage, has_hung, publicity_is_over, state_at
from kiosk.postings.models import Posting, Signature
from kiosk.postings.operations import life_of, period_days, work_calendar
from kiosk.postings.register import registered_from
from kiosk.postings.register_columns import PRINTED_DIGITS
from kiosk.postings.versions import Hung, versions_hung
from kiosk.programme.boards import posting_link
from kiosk.programme.evidence import Earlier, Evidence, evidence_before, evidence_of

#: What one sheet holds; what is beyond is counted, and stands whole on the page with the proof.
MOST_BOARDS = 12
MOST_GAPS = 6
MOST_EARLIER = 6
#: How many characters and lines the sheet takes in its usual type, and in smaller type.
_CHARACTERS_A_LINE = 36
_LINES_AT_EASE = 19
_LINES_CLOSE = 27


@dataclass(frozen=True)
class Part:
    """What one board, or the boards of one station, have shown of what was due, in percent rounded down."""

    name: str
    percent: int


@dataclass(frozen=True)
class Proof:
    """The proof of display as far as a sheet has room for it."""

    evidence: Evidence
    boards: int
    parts: tuple[Part, ...]
    more_parts: int
    gaps: tuple[str, ...]
    more_gaps: int
    #: Quarter-hours in which something was missing, over all boards.
    dark: int


@bp.get("/postings/<code>/certificate")
@allow(Right.SEE_PANEL)
def certificate(code: str) -> Response:
    """The certificate as it is at this moment, to be printed or kept as PDF by the browser."""
    found, now = posting_in_hand(code, Right.SEE_PANEL), clock.now()
    revision = found.approved
    if revision is None or found.stage == Stage.DRAFT:
        flash(_("It was never released: there is nothing to certify."))
        return go_on(url_for("admin.posting", code=code))
    if not has_hung(life_of(found), moment=found.withdrawn_at or now):
        flash(
            _("It never hung: there is nothing to certify.")
            if found.withdrawn_at
            else _("It has not hung yet: there is nothing to certify.")
        )
        return go_on(url_for("admin.posting", code=code))
    evidence = evidence_of(found, moment=now)
    proof = proof_of(evidence) if evidence else None
    conclusions = conclusions_of(found)
    conclusion = conclusions[0] if conclusions else None
    said = conclusion.text if conclusion else conclusion_in_text(found)
    is_over = publicity_is_over(life_of(found), now)
    signatures = [_signed(one) for one in revision.signatures]
    longer = [_longer(one) for one in lengthenings_of(found)]
    short = left_short(conclusions)
    if short is not None:
        longer.append(_not_longer(short, evidence))
    versions = versions_hung(found, first_from=registered_from(found))
    before = {one.number: one for one in evidence_before(found, moment=now)}
    earlier = [_earlier(one, before[one.revision.number]) for one in versions[:-1][-MOST_EARLIER:]]
    head = trail.head(Chain.SAMPLE if found.is_sample else Chain.OFFICE)
    return make_response(
        render_template(
            "faces/admin/certificate.html",
            office=office(),
            posting=found,
            revision=revision,
            is_correction=len(versions) > 1,
            hung=_from_to(versions[-1]),
            basis=basis_named(found),
            earlier=earlier,
            more_earlier=max(len(versions) - 1 - MOST_EARLIER, 0),
            signatures=signatures,
            working_days=len(period_days(found, work_calendar())),
            is_over=is_over,
            proof=proof,
            conclusion=conclusion,
            is_corrected=conclusion is not None and len(conclusions) > 1,
            said=said if is_over or conclusion else "",
            outcomes=OUTCOMES,
            head=str(head) if head else "",
            code_picture=_code_picture(found, now),
            longer=longer,
            hours=hours_said(evidence) if evidence else "",
            density=_density(revision.title, [*signatures, *longer, *earlier], proof, said),
            printed_at=now,
            printed_by=visitor().name,
            words=words,
        )
    )


def proof_of(evidence: Evidence) -> Proof:
    """The proof by board, by station where there are many, the longest gaps first to be kept."""
    found = evidence.coverage
    parts = _parts(found)
    gaps = sorted(found.gaps(), key=_length, reverse=True)
    shown = sorted(gaps[:MOST_GAPS], key=lambda one: (one.begins, one.board.name))
    return Proof(
        evidence=evidence,
        boards=len({one.board for one in found.days}),
        parts=tuple(parts[:MOST_BOARDS]),
        more_parts=max(len(parts) - MOST_BOARDS, 0),
        gaps=tuple(_gap(one) for one in shown),
        more_gaps=max(len(gaps) - MOST_GAPS, 0),
        dark=found.due - found.shown,
    )


def _parts(found: Coverage) -> list[Part]:
    """Board by board; of too many, station by station, what has shown least first."""
    boards = {one.board for one in found.days}
    by_station = len(boards) > MOST_BOARDS
    sums: dict[str, list[int]] = {}
    for one in found.days:
        board = one.board
        name = board.station if by_station else f"{board.station} {board.name}"
        counted = sums.setdefault(name, [0, 0])
        counted[0] += one.shown.bit_count()
        counted[1] += one.due.bit_count()
    parts = [Part(name, percent(shown, due) or 0) for name, (shown, due) in sums.items()]
    return sorted(parts, key=lambda one: (one.percent, one.name))


def _length(gap: Gap) -> timedelta:
    return gap.ends - gap.begins


def _gap(gap: Gap) -> str:
    """双泉堡站 值班室 11月19日 07:15 — 11月19日 08:00"""
    where = f"{gap.board.station} {gap.board.name}"
    return f"{where} {minute(gap.begins)} — {ending(gap.ends)}"


def _signed(one: Signature) -> str:
    """书记 陈守业 2026年11月17日 10:24; with a pen: the day, and that it was on paper; a deputy: 李娜代田建军签（出差）."""
    part = str(sign_words.PARTS.get(one.part, one.part))  # type: ignore[call-overload]  # parts are text in the database
    name = sign_words.signer(one)
    named = name if one.post in {"", part} else f"{one.post} {name}"
    who = _("%(part)s: %(who)s", part=part, who=named)
    at = f"{long_day(one.signed_at)} {clock.local(one.signed_at):%H:%M}" if one.signed_at else ""
    how = [at or long_day(one.signed_on)]
    if one.entered_by:
        how.append(_("on paper, entered by %(name)s", name=one.entered_by))
    return f"{who} · {listed(how)}"


def _longer(one: Lengthening) -> str:
    """2026年11月26日延长至2026年11月30日（原至2026年11月25日）：有屏幕整天未亮"""
    return _(
        "Lengthened %(day)s to %(last)s (before: %(before)s): %(why)s",
        day=long_day(one.lengthened_at),
        last=long_day(one.publicity_last),
        before=long_day(one.last_before),
        why=one.reason,
    )


def _not_longer(one: Conclusion, evidence: Evidence | None) -> str:
    """其中4个工作日有屏幕整天未显示，未延长：停电检修，经研究不再延长"""
    days = len(evidence.extension.dark) if evidence and evidence.extension else 0
    if not days:
        return _("Not lengthened, because: %(why)s", why=one.reason)
    return ngettext(
        "On %(num)d working day a board was dark all day; not lengthened, because: %(why)s",
        "On %(num)d working days a board was dark all day; not lengthened, because: %(why)s",
        days,
        why=one.reason,
    )


def _earlier(one: Hung, proof: Earlier) -> str:
    """第1版 2026年11月16日 09:00 — 11月18日 10:24 · 上屏 93%… · 书记：陈守业 2026年11月15日 · SHA-256 9f3c2a7be01d44aa"""
    version = one.revision
    signed = (_signed_shortly(each) for each in version.signatures)
    print_of = f"SHA-256 {version.fingerprint[:PRINTED_DIGITS]}"
    name = f"{_('Version %(n)d', n=version.number)} {_from_to(one)}"
    parts = (name, _shown_before(proof.coverage), listed(signed), print_of)
    return " · ".join(part for part in parts if part)


def _shown_before(found: Coverage) -> str:
    """显示93%（142个刻钟中的133个，共3天）: what a version that hung before has shown; empty: no board stood there."""
    if not found.due:
        return ""
    return ngettext(
        "shown %(percent)d %%: %(shown)s of %(due)s quarter-hours on %(num)d day",
        "shown %(percent)d %%: %(shown)s of %(due)s quarter-hours on %(num)d days",
        len({one.day for one in found.days}),
        percent=found.percent,
        shown=number(found.shown),
        due=number(found.due),
    )


def _signed_shortly(one: Signature) -> str:
    """书记：陈守业 2026年11月15日, a deputy with whom they signed for, and that it was on paper."""
    part = str(sign_words.PARTS.get(one.part, one.part))  # type: ignore[call-overload]  # parts are text in the database
    named = _("%(part)s: %(who)s", part=part, who=sign_words.signer(one))
    who = f"{named} {long_day(one.signed_on)}"
    return _("%(who)s (%(how)s)", who=who, how=_("on paper")) if one.entered_by else who


def _from_to(one: Hung) -> str:
    """2026年11月16日 09:00 — 11月20日 24:00"""
    begins = f"{long_day(one.begins)} {clock.local(one.begins):%H:%M}"
    return f"{begins} — {ending(one.ends) if one.ends else _('until taken down')}"


def _code_picture(posting: Posting, moment: datetime) -> Markup | None:
    """What leads to the phone page; None where there is none to be read, or its address does not fit."""
    if state_at(life_of(posting), moment) not in OPEN_TO_READ:
        return None
    try:
        return qr.svg(posting_link(posting.code))
    except qr.AddressTooLong:
        return None


def _density(title: str, signatures: list[str], proof: Proof | None, said: str) -> int:
    """How close the type must be set, from 0 to 2, for one sheet to hold it all."""
    texts = [title, said, *signatures]
    if proof:
        texts += [*proof.gaps, listed(proof.evidence.without_boards)]
        texts += [""] * ceil(len(proof.parts) / 2)
    count = sum(max(ceil(len(one) / _CHARACTERS_A_LINE), 1) for one in texts)
    return (count > _LINES_AT_EASE) + (count > _LINES_CLOSE)
