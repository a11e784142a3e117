"""Proof of display of one posting: on which boards it was shown, day by day, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock, quarters
from kiosk.core.formats import clock_time, day, listed, long_day
from kiosk.core.web import page_or_fragment
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.lengthen_form import LengthenForm, form_for
from kiosk.postings.coverage import BoardDay
from kiosk.postings.lengthening import lengthenings_of, may_be_lengthened
from kiosk.postings.models import Posting
from kiosk.programme.evidence import Earlier, Evidence, evidence_before, evidence_of

#: What a page shows of the last days; what was before is in the figures.
MOST_ROWS = 300
MOST_GAPS = 4
MOST_DAYS_SAID = 31
SECONDS_A_MINUTE = 60


@dataclass(frozen=True)
class Row:
    """One board on one day, as the page tells and draws it."""

    of: BoardDay
    said: str
    #: What was shown and what was not, as (first quarter-hour, how many).
    shown: list[tuple[int, int]]
    dark: list[tuple[int, int]]
    gaps: str


@bp.get("/postings/<code>/evidence")
@allow(Right.SEE_PANEL)
def evidence(code: str) -> Response:
    """What proves that a posting was shown."""
    found = posting_in_hand(code, Right.SEE_PANEL)
    proof = evidence_of(found, moment=clock.now())
    return evidence_room(found, proof, form=form_for(found, proof))


def evidence_room(
    found: Posting, proof: Evidence | None, *, form: LengthenForm | None, status: int = 200
) -> Response:
    """The page with the proof; `form` is there for whoever may make the period longer."""
    days = newest_days(proof) if proof else []
    boards = len({one.board for one in proof.coverage.days}) or proof.shown_on if proof else 0
    return page_or_fragment(
        "faces/admin/evidence.html",
        "faces/admin/_evidence_room.html",
        status=status,
        posting=found,
        proof=proof,
        form=form,
        may_be_longer=may_be_lengthened(found),
        lengthenings=lengthenings_of(found),
        hours=hours_said(proof) if proof else "",
        days=days,
        boards=boards,
        earlier=[(one, _days_said(one)) for one in evidence_before(found, moment=clock.now())],
        is_cut=proof is not None and len(days) < len({one.day for one in proof.coverage.days}),
    )


def _days_said(one: Earlier) -> str:
    """11月16日 93 %、11月17日 100 %: what a version that hung before has shown of each of its days."""
    shares = [f"{day(on)} {share} %" for on, share in one.by_day.items()]
    more = len(shares) - MOST_DAYS_SAID
    said = listed(shares[:MOST_DAYS_SAID])
    return said + (f" {ngettext('and %(num)d more', 'and %(num)d more', more)}" if more > 0 else "")


def hours_said(proof: Evidence) -> str:
    """07:00–22:00; where they were changed meanwhile each with its first day; which boards rested at night, what handovers left out."""
    first, *others = (one.hours.replace("-", "–") for one in proof.hours)
    since = [
        _("%(hours)s from %(day)s on", hours=hours, day=long_day(one.since))
        for hours, one in zip(others, proof.hours[1:], strict=True)
    ]
    said = listed([first, *since])
    said += "".join(
        _("; %(boards)s rested %(rests)s", boards=listed(boards), rests=rests.replace("-", "–"))
        for rests, boards in _rests(proof).items()
    )
    left_out = proof.coverage.left_out
    return said + (
        ngettext(
            "; without %(num)d quarter-hour around shift handovers",
            "; without %(num)d quarter-hours around shift handovers",
            left_out,
        )
        if left_out
        else ""
    )


def _rests(proof: Evidence) -> dict[str, list[str]]:
    """The boards that were set to rest at night, by their hours."""
    found: dict[str, list[str]] = {}
    for board, rests in proof.rests:
        found.setdefault(rests, []).append(f"{board.station} {board.name}")
    return found


def newest_days(proof: Evidence) -> list[tuple[date, list[Row]]]:
    """The rows of the last days, the newest day first and each day whole."""
    by_day: dict[date, list[BoardDay]] = {}
    for one in proof.coverage.days:
        by_day.setdefault(one.day, []).append(one)
    shown: list[tuple[date, list[Row]]] = []
    left = MOST_ROWS
    for on in sorted(by_day, reverse=True):
        left -= len(by_day[on])
        if shown and left < 0:
            break
        shown.append((on, [_row(one) for one in by_day[on]]))
    return shown


def _row(one: BoardDay) -> Row:
    return Row(
        of=one,
        said=_said(one),
        shown=_stretches(one.shown),
        dark=_stretches(one.due & ~one.shown),
        gaps=_gaps(one),
    )


def _stretches(some: int) -> list[tuple[int, int]]:
    return [(first, after - first) for first, after in quarters.runs(some)]


def _gaps(one: BoardDay) -> str:
    """07:15–08:00, 12:30–12:45; how many more there are."""
    if not one.gaps:
        return _("no gaps")
    if not one.shown:
        return _("dark all the time")
    some = listed(
        f"{clock_time(begins)}–{_until(one, ends)}" for begins, ends in one.gaps[:MOST_GAPS]
    )
    more = len(one.gaps) - MOST_GAPS
    if more <= 0:
        return _("Dark: %(when)s", when=some)
    return (
        f"{_('Dark: %(when)s', when=some)} {ngettext('and %(num)d more', 'and %(num)d more', more)}"
    )


def _said(one: BoardDay) -> str:
    times = ngettext("%(num)d time", "%(num)d times", one.times)
    if one.seconds < SECONDS_A_MINUTE:
        return listed([times, ngettext("%(num)d second", "%(num)d seconds", one.seconds)])
    minutes = ngettext("%(num)d minute", "%(num)d minutes", one.seconds // SECONDS_A_MINUTE)
    return listed([times, minutes])


def _until(one: BoardDay, ends: datetime) -> str:
    return "24:00" if ends == clock.day_ends(one.day) else clock_time(ends)
