"""The register (登记台账): looked through, printed, taken along as a sheet. Nothing in it can be changed here.

Where the numbers of a year begin can be set as long as there are none.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.validators import NumberRange

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.offices import office, stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.i18n import lazy as _l
from kiosk.core.numbers import whole_number
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.forms import PanelForm, WholeNumberField, say
from kiosk.faces.admin.register_sheet import Book, workbook
from kiosk.faces.admin.register_words import (
    HEADS,
    cells,
    is_corrected,
    is_lengthened,
    lines_of,
    period_now,
    signers_shortly,
    texts,
)
from kiosk.postings.lifecycle import state_at
from kiosk.postings.operations import life_of
from kiosk.postings.register import MOST_FIRST, OFFICE, AlreadyCounting, begin_year, next_numbers
from kiosk.postings.register_columns import Line
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.register_search import Wanted, counts, find, find_all, years_there

#: How addresses call the office's own series, every year, and the sample's register.
OFFICE_WORD = "office"
EVERY_YEAR = "all"
SAMPLE = "sample"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BeginForm(PanelForm):
    """Where this year's numbers begin, because some have been given on paper."""

    place = SelectField(_l("Office or station"), coerce=str, validate_choice=False)
    first = WholeNumberField(
        _l("The board's first number"),
        [NumberRange(1, MOST_FIRST, _l("A whole number from %(min)d to %(max)d."))],
    )


@dataclass(frozen=True)
class Asked:
    """What an address asks for, and what there is to choose from."""

    wanted: Wanted
    years: list[int]
    counts: Mapping[bool, int]
    places: frozenset[str] | None


@bp.get("/register")
@allow(Right.SEE_REGISTER)
def register() -> Response:
    """One page of it, the newest first."""
    return _room(BeginForm(formdata=None))


@bp.post("/register/begin")
@allow(Right.CHANGE_SETTINGS)
@commits
def register_begin() -> Response:
    """Let a series begin with another number than one."""
    form = BeginForm()
    place = OFFICE if form.place.data == OFFICE_WORD else form.place.data or "-"
    is_known = place == OFFICE or place in {one.code for one in stations()}
    if form.validate() and is_known:
        try:
            begin_year(
                place, _this_year(), form.first.data or 1, who=visitor().name, at=clock.now()
            )
        except AlreadyCounting:
            is_known = False
        else:
            flash(_("Saved."))
            return go_on(url_for("admin.register"))
    if not is_known:
        say(form.place, _("Numbers of this year have been given there: choose another."))
    return _room(form, status=422)


@bp.get("/register/print")
@allow(Right.SEE_REGISTER)
def register_print() -> str:
    """All that the address asks for, on A4, with the head of the trail."""
    asked, now = _asked(), clock.now()
    lines = _all_lines(asked, now)
    return render_template(
        "faces/admin/register_print.html",
        heads=[str(head) for head in HEADS],
        rows=[texts(line) for line in lines],
        title=_title(asked.wanted),
        about=_about(asked, len(lines), now),
        head=_head(asked.wanted),
        made_at=f"{clock.local(now):%Y-%m-%d %H:%M}",
        back=_address(asked.wanted, page=1),
    )


@bp.get("/register/sheet")
@allow(Right.SEE_REGISTER)
def register_sheet() -> Response:
    """The same for Excel and WPS. Who took it along stands in the trail."""
    asked, now = _asked(), clock.now()
    lines = _all_lines(asked, now)
    title = _title(asked.wanted)
    book = Book(
        title=title,
        heads=[str(head) for head in HEADS],
        rows=[cells(line) for line in lines],
        about_title=_("About this sheet"),
        about=_about(asked, len(lines), now),
        made_at=now,
    )
    name = f"{title}-{asked.wanted.year or _('all years')}.xlsx"
    return _handed_over(asked, workbook(book), name, count=len(lines))


@commits
def _handed_over(asked: Asked, sheet: bytes, name: str, *, count: int) -> Response:
    """The sheet, once the trail says who took it along: a transaction of its own, for making it takes its time."""
    trail.record(
        "register.export",
        who=visitor().name,
        subject=f"{count} entries",
        at=clock.now(),
        chain=Chain.SAMPLE if asked.wanted.is_sample else Chain.OFFICE,
    )
    return send_file(io.BytesIO(sheet), mimetype=SHEET_TYPE, as_attachment=True, download_name=name)


def _room(form: BeginForm, *, status: int = 200) -> Response:
    asked, now, who = _asked(), clock.now(), visitor()
    found = find(asked.wanted, places=asked.places)
    lines = lines_of(found.entries, moment=now, first=found.total - found.before, step=-1)
    free = _free() if who.may(Right.CHANGE_SETTINGS) else {}
    form.place.choices = list(free.items())
    return page_or_fragment(
        "faces/admin/register.html",
        "faces/admin/_register_room.html",
        status=status,
        form=form,
        free=free,
        this_year=_this_year(),
        asked=asked,
        wanted=asked.wanted,
        found=found,
        rows=[_row(entry, line, now) for entry, line in zip(found.entries, lines, strict=True)],
        heads=[str(head) for head in HEADS],
        places=_places(asked.places),
        place_word=_place_word(asked.wanted.place),
        address=lambda **changed: _address(asked.wanted, **changed),
        print_address=_address(asked.wanted, endpoint="admin.register_print", page=1),
        sheet_address=_address(asked.wanted, endpoint="admin.register_sheet", page=1),
        words=words,
    )


def _row(entry: RegisterEntry, line: Line, now: datetime) -> dict[str, object]:
    """One entry as the list shows it."""
    posting = entry.posting
    own = posting.station.code if posting.station else None
    return {
        "entry": entry,
        "category": line.category,
        "texts": texts(line),
        "state": state_at(life_of(posting), now),
        "is_corrected": is_corrected(line),
        "is_lengthened": is_lengthened(line),
        "period_now": period_now(line),
        "signers": signers_shortly(entry.revision),
        "down": line.down,
        "may_open": visitor().may_touch(Right.SEE_PANEL, posted_by=own),
    }


def _all_lines(asked: Asked, now: datetime) -> list[Line]:
    return lines_of(find_all(asked.wanted, places=asked.places), moment=now, first=1)


def _asked() -> Asked:
    """What the address asks for; what makes no sense asks for nothing.

    The office's own register is shown, and while that is empty the sample's.
    """
    said, places = request.args, _may_be_read()
    there = counts(places=places)
    of = said.get("of", "")
    is_sample = of == SAMPLE if of in {SAMPLE, OFFICE_WORD} else not there.get(False)
    is_sample = is_sample and bool(there.get(True))
    years = years_there(is_sample=is_sample, places=places)
    typed = said.get("year", "")
    year = whole_number(typed)
    if year not in years:
        year = None if typed == EVERY_YEAR else (years or [_this_year()])[0]
    wanted = Wanted(
        is_sample=is_sample,
        year=year,
        place=_place(said.get("place", ""), places),
        words=said.get("q", "").replace("\0", "").strip()[:80],
        page=whole_number(said.get("page")) or 1,
    )
    return Asked(wanted, years, there, places)


def _place(word: str, places: frozenset[str] | None) -> str | None:
    """The series an address names; None for all that may be read."""
    if word not in _places(places):
        return None
    return OFFICE if word == OFFICE_WORD else word


def _may_be_read() -> frozenset[str] | None:
    """The series the visitor may read: all of them, or the office's and those of their own stations."""
    who = visitor()
    if who.may_touch(Right.SEE_REGISTER, posted_by=None):
        return None
    own = {one.station for one in who.holdings if one.station is not None}
    return frozenset({OFFICE, *(one for one in own if who.may(Right.SEE_REGISTER, station=one))})


def _places(places: frozenset[str] | None) -> dict[str, str]:
    own = [one for one in stations() if places is None or one.code in places]
    return {OFFICE_WORD: _("Office"), **{one.code: one.short_name for one in own}}


def _free() -> dict[str, str]:
    """Where this year's numbers may still be set: names by place, as the form sends it."""
    known = stations()
    free = next_numbers(_this_year(), known)
    named = {OFFICE: _("Office"), **{one.code: one.name for one in known}}
    return {place or OFFICE_WORD: named[place] for place in free}


def _place_word(place: str | None) -> str:
    return "" if place is None else place or OFFICE_WORD


def _address(wanted: Wanted, *, endpoint: str = "admin.register", **changed: object) -> str:
    """The address of the same with something changed; a change goes back to its first page."""
    other = replace(wanted, **{"page": 1, **changed})  # type: ignore[arg-type]  # fields by name
    said = {
        "of": SAMPLE if other.is_sample else OFFICE_WORD,
        "year": str(other.year or EVERY_YEAR),
        "place": _place_word(other.place),
        "q": other.words,
        "page": str(other.page) if other.page > 1 else "",
    }
    return f"{url_for(endpoint)}?{urlencode({name: one for name, one in said.items() if one})}"


def _title(wanted: Wanted) -> str:
    return _("Register of the sample") if wanted.is_sample else _("Register of disclosures")


def _head(wanted: Wanted) -> str:
    """The newest act of the trail, as it stands on paper; empty before the first."""
    head = trail.head(Chain.SAMPLE if wanted.is_sample else Chain.OFFICE)
    return str(head) if head else ""


def _about(asked: Asked, number: int, now: datetime) -> list[tuple[str, str]]:
    """What this print or sheet is: whose, of when, how much, and what the trail said then."""
    wanted = asked.wanted
    place = _places(asked.places).get(_place_word(wanted.place), "")
    narrowed = [place, f"“{wanted.words}”" if wanted.words else ""]
    pairs = [
        (_("Office"), office().name),
        (_("Register"), _title(wanted)),
        (_("Year"), str(wanted.year or _("all years"))),
        (_("Only"), " ".join(one for one in narrowed if one)),
        (_("Entries"), str(number)),
        (
            _("Opinions"),
            _("This system does not collect opinions; a number is what the conclusion says."),
        ),
        (_("As of"), f"{clock.local(now):%Y-%m-%d %H:%M}"),
        (_("Head of the trail"), _head(wanted)),
    ]
    if not wanted.is_sample:
        how = _(
            "Trail → Check the trail, or flask kiosk verify --against %(head)s", head=_head(wanted)
        )
        pairs.append((_("To check"), how))
    return [(name, value) for name, value in pairs if value]


def _this_year() -> int:
    return clock.local_day(clock.now()).year
