"""The forms of the settings: the office, its stations, its categories, and the first steps."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from kiosk.accounts.models import Station
from kiosk.core.config import base_url_fault
from kiosk.core.db import Base
from kiosk.core.i18n import LANGUAGES
from kiosk.core.i18n import lazy as _l
from kiosk.core.quarters import plain_hours
from kiosk.core.rhythms import Rhythm
from kiosk.faces.admin.forms import PanelForm, WholeNumberField, number_or_none
from kiosk.faces.admin.sign_words import NEEDS
from kiosk.faces.admin.words import LANGUAGE_NAMES, RHYTHMS
from kiosk.kinds.editing import NEEDED, PHONES, LinesField, at_most, stripped
from kiosk.postings.categories import SORTS, category_called
from kiosk.postings.retention import LEAST_YEARS, MOST_YEARS
from kiosk.programme.page_times import LEAST_SECONDS, MOST_SECONDS

_CLOCK_TIMES = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_STATIONS = 60
THEMES = {"": _l("As usual for its kind"), "paper": _l("Light"), "crimson": _l("Red")}
#: Rhythms at which something is posted.
DISCLOSED = frozenset(RHYTHMS) - {Rhythm.BEFORE_HOLIDAYS}
EXPECTED = {
    "": _l("Where it has been posted before"),
    "office": _l("Of the office from the start"),
    "all": _l("Of every place from the start"),
}
_ADDRESS_FAULTS = {
    "address": _l("Write an address such as http://10.1.2.3:8000."),
    "path": _l("End it with the host or its port, without a path."),
    "length": _l("At most 28 characters: longer ones make QR codes too fine to scan from a wall."),
}
#: What a category of one's own may be.
CATEGORY_SORTS = {
    "publicity": _l("Public notices, with a publicity period"),
    "disclosure": _l("Disclosures"),
    "circular": _l("Circulars"),
    "announcement": _l("Announcements"),
    "honors": _l("Honors"),
}
#: Sorts of pages, as boards name them.
PAGES = {
    "prose": _l("Text, at most"),
    "table": _l("Table"),
    "stars": _l("Star ratings"),
    "honors": _l("Honors, several"),
    "honor": _l("Honor, a single one"),
    "moment": _l("Moments"),
    "contacts": _l("Public phone numbers"),
    "overview": _l("The seven matters"),
}
_SECONDS = NumberRange(LEAST_SECONDS, MOST_SECONDS, _l("A whole number from %(min)d to %(max)d."))


class RowForm(PanelForm):
    """A form over one row of the database. `seen` is what the row said when the form was filled."""

    seen = HiddenField()

    def names(self) -> list[str]:
        """The columns the form speaks of."""
        return [one.name for one in self if one.name not in {"seen", "csrf_token"}]

    def said(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {name: self[name].data for name in self.names()}

    def show(self, row: Base) -> None:
        """Fill in what is stored."""
        for name in self.names():
            self[name].data = getattr(row, name)
        self.seen.data = self.mark(row)

    def mark(self, row: Base) -> str:
        """A short mark of what is stored: another one means that somebody has saved meanwhile."""
        text = json.dumps([str(getattr(row, name)) for name in self.names()])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def good_address(_form: PanelForm, field: StringField) -> None:
    """What QR codes can start with, by the rule that holds for the environment too."""
    field.data = (field.data or "").rstrip("/")
    fault = base_url_fault(field.data) if field.data else None
    if fault is not None:
        raise ValidationError(_ADDRESS_FAULTS[fault])


def good_times(_form: PanelForm, field: StringField) -> None:
    """Clock times, in any of the commas people type; kept with plain ones."""
    times = [one for one in re.split(r"[,，、;；\s]+", field.data or "") if one]
    plain = [one.replace("：", ":").zfill(5) for one in times]
    if not all(_CLOCK_TIMES.fullmatch(one) for one in plain):
        raise ValidationError(_l("Write times like 08:00, 16:00, 00:00."))
    field.data = ",".join(plain)


class OfficeForm(RowForm):
    """The office: its names, its phones, its hours."""

    #: What a small office rarely needs is folded away.
    FOLDED = (
        "base_url",
        "branch",
        "opinion_box",
        "language",
        "handover_times",
        "showing_hours",
        "counts_from",
        "idle_minutes",
        "retention_years",
    )

    name = StringField(_l("Name of the office"), [NEEDED, at_most(60)], filters=[stripped])
    short_name = StringField(_l("Short name"), [NEEDED, at_most(20)], filters=[stripped])
    branch = StringField(_l("Name of the party branch"), [at_most(60)], filters=[stripped])
    brand = StringField(_l("Service brand"), [at_most(20)], filters=[stripped])
    magazine = StringField(_l("Magazine (stands on the wall)"), [at_most(20)], filters=[stripped])
    moments_column = StringField(_l("Column of moments"), [at_most(20)], filters=[stripped])
    language = SelectField(
        _l("Language of walls and phones"),
        choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
    )
    handover_times = StringField(
        _l("Shifts hand over at"), [at_most(120), good_times], filters=[stripped]
    )
    showing_hours = StringField(_l("Boards are lit"), filters=[stripped])
    counts_from = SelectField(
        _l("Publicity counts from"),
        choices=[
            SelectChoice("first", _l("The day it begins, if that is a working day")),
            SelectChoice("next", _l("The day after it begins")),
        ],
    )
    duty_phone = StringField(_l("Duty phone"), [at_most(40), PHONES], filters=[stripped])
    supervision_phone = StringField(
        _l("Supervision phone"), [at_most(40), PHONES], filters=[stripped]
    )
    opinion_box = StringField(_l("Opinion box"), [at_most(120)], filters=[stripped])
    base_url = StringField(_l("Address that phones open"), [good_address], filters=[stripped])
    idle_minutes = WholeNumberField(
        _l("A panel left alone asks to sign in again after, minutes"),
        [NumberRange(15, 1440, _l("A whole number from %(min)d to %(max)d."))],
    )

    retention_years = WholeNumberField(
        _l("Archived: kept for, years"),
        [NumberRange(LEAST_YEARS, MOST_YEARS, _l("A whole number from %(min)d to %(max)d."))],
    )

    def validate_showing_hours(self, field: StringField) -> None:
        """From when to when, within one day; kept as evidence reads it."""
        plain = plain_hours(field.data or "")
        if plain is None:
            raise ValidationError(
                _l("Write hours of one day like 07:00-22:00, the earlier first; empty: all day.")
            )
        field.data = plain


class StationForm(RowForm):
    """One station."""

    name = StringField(_l("Name of the station"), [NEEDED, at_most(40)], filters=[stripped])
    short_name = StringField(_l("Short name"), [NEEDED, at_most(20)], filters=[stripped])
    stake = StringField(_l("Kilometre mark"), [at_most(20)], filters=[stripped])
    chief = StringField(_l("Station chief"), [at_most(20)], filters=[stripped])
    integrity_supervisor = StringField(
        _l("Integrity supervisor"), [at_most(20)], filters=[stripped]
    )
    phone = StringField(_l("Phone"), [at_most(40), PHONES], filters=[stripped])
    handover_times = StringField(
        _l("Shifts hand over at, unless as in the office"),
        [at_most(120), good_times],
        filters=[stripped],
    )


class NewStationForm(PanelForm):
    """Another station: its name is enough to begin with."""

    station_name = StringField(_l("Name of the station"), [NEEDED, at_most(40)], filters=[stripped])


class PersonForm(RowForm):
    """Somebody whose name the boards know."""

    name = StringField(_l("Name"), [NEEDED, at_most(40)], filters=[stripped])
    post = StringField(_l("Duty or post"), [at_most(40)], filters=[stripped])
    station_id = SelectField(_l("Station"), choices=[], coerce=number_or_none)
    employee_number = StringField(_l("Employee number"), [at_most(20)], filters=[stripped])

    def offer(self, stations: list[Station]) -> None:
        """Let every station be chosen, or none."""
        self.station_id.choices = [
            SelectChoice("", _l("The whole office")),
            *(SelectChoice(str(one.id), one.short_name) for one in stations),
        ]


class HideForm(PanelForm):
    """Why nobody is to see somebody's name any more: the trail keeps it, and nothing else does."""

    reason = StringField(_l("Why they are hidden"), [NEEDED, at_most(200)], filters=[stripped])


class PageTimesForm(PanelForm):
    """Seconds a page stays, by what stands on it."""

    def said(self) -> dict[str, int]:
        """What was typed, by sort of page."""
        return {name: self[name].data for name in PAGES}


for _name, _label in PAGES.items():
    setattr(PageTimesForm, _name, WholeNumberField(_label, [_SECONDS]))


class CategoryForm(RowForm):
    """One category: its names and what its postings begin with."""

    name = StringField(_l("Name of the category"), [NEEDED, at_most(40)], filters=[stripped])
    name_en = StringField(_l("Name in English"), [at_most(60)], filters=[stripped])
    spine = StringField(_l("Word on the spine"), [at_most(10)], filters=[stripped])
    min_working_days = WholeNumberField(
        _l("Least publicity, working days"),
        [Optional(), NumberRange(1, 60, _l("A whole number from %(min)d to %(max)d."))],
    )
    signing = SelectField(
        _l("Who signs"), choices=[SelectChoice(code, word) for code, word in NEEDS.items()]
    )
    default_days = WholeNumberField(
        _l("Hangs for days"),
        [Optional(), NumberRange(1, 3650, _l("A whole number from %(min)d to %(max)d."))],
    )
    rhythm = SelectField(
        _l("How often"),
        choices=[SelectChoice(code, word) for code, word in RHYTHMS.items() if code in DISCLOSED],
    )
    due_working_day = WholeNumberField(
        _l("Due on which working day"),
        [Optional(), NumberRange(1, 200, _l("A whole number from %(min)d to %(max)d."))],
    )
    due_day = WholeNumberField(
        _l("Due on which day of the month"),
        [Optional(), NumberRange(1, 31, _l("A whole number from %(min)d to %(max)d."))],
    )
    expected_of = SelectField(
        _l("Expected"),
        choices=[SelectChoice(code, word) for code, word in EXPECTED.items()],
    )
    theme = SelectField(
        _l("Look of its boards"),
        choices=[SelectChoice(code, word) for code, word in THEMES.items()],
    )

    def validate_due_day(self, field: WholeNumberField) -> None:
        """One way of counting at a time."""
        if field.data and self.due_working_day.data:
            raise ValidationError(_l("Either a working day or a day of the month, not both."))


class NewCategoryForm(PanelForm):
    """Another category: its name, and what its postings are."""

    category_name = StringField(
        _l("Name of the category"), [NEEDED, at_most(40)], filters=[stripped]
    )
    sort = SelectField(
        _l("What is posted under it"),
        choices=[SelectChoice(code, word) for code, word in CATEGORY_SORTS.items()],
    )

    def validate_category_name(self, field: StringField) -> None:
        """A name that another one has would be two lines nobody can tell apart; sent twice, it is the same one."""
        found = category_called(field.data or "")
        sort = SORTS.get(self.sort.data)
        if found is not None and sort is not None and found.kind != sort.kind:
            raise ValidationError(_l("Another category has this name."))


class BeginForm(PanelForm):
    """The first steps: enough to make the walls one's own."""

    name = StringField(_l("Name of the office"), [NEEDED, at_most(60)], filters=[stripped])
    short_name = StringField(_l("Short name"), [at_most(20)], filters=[stripped])
    stations = LinesField(_l("Stations, one a line"), [NEEDED])
    brand = StringField(_l("Service brand"), [at_most(20)], filters=[stripped])
    magazine = StringField(_l("Magazine (stands on the wall)"), [at_most(20)], filters=[stripped])
    moments_column = StringField(_l("Column of moments"), [at_most(20)], filters=[stripped])
    supervision_phone = StringField(
        _l("Supervision phone"), [at_most(40), PHONES], filters=[stripped]
    )
    base_url = StringField(_l("Address that phones open"), [good_address], filters=[stripped])

    def validate_stations(self, field: TextAreaField) -> None:
        """Names that fit, each once."""
        names = list(field.data or ())
        if len(names) > MOST_STATIONS or any(len(name) > 40 for name in names):  # noqa: PLR2004 - the column's length
            raise ValidationError(
                _l("At most 60 stations, each with a name of at most 40 characters.")
            )
        if len(set(names)) != len(names):
            raise ValidationError(_l("Two stations have the same name."))
