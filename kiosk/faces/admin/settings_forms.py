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

from kiosk.core.db import Base
from kiosk.core.i18n import LANGUAGES
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.forms import PanelForm, WholeNumberField
from kiosk.faces.admin.words import LANGUAGE_NAMES
from kiosk.kinds.editing import NEEDED, LinesField, at_most, stripped

_CLOCK_TIMES = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
MOST_STATIONS = 60


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


class OfficeForm(RowForm):
    """The office: its names, its phones, its hours."""

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
    handover_times = StringField(_l("Shifts hand over at"), [at_most(120)], filters=[stripped])
    duty_phone = StringField(_l("Duty phone"), [at_most(40)], filters=[stripped])
    supervision_phone = StringField(_l("Supervision phone"), [at_most(40)], filters=[stripped])
    opinion_box = StringField(_l("Opinion box"), [at_most(120)], filters=[stripped])

    def validate_handover_times(self, field: StringField) -> None:
        """Clock times, in any of the commas people type; kept with plain ones."""
        times = [one for one in re.split(r"[,，、;；\s]+", field.data or "") if one]
        plain = [one.replace("：", ":").zfill(5) for one in times]
        if not all(_CLOCK_TIMES.fullmatch(one) for one in plain):
            raise ValidationError(_l("Write times like 08:00, 16:00, 00:00."))
        field.data = ",".join(plain)


class StationForm(RowForm):
    """One station."""

    name = StringField(_l("Name of the station"), [NEEDED, at_most(40)], filters=[stripped])
    short_name = StringField(_l("Short name"), [NEEDED, at_most(20)], filters=[stripped])
    stake = StringField(_l("Kilometre mark"), [at_most(20)], filters=[stripped])
    chief = StringField(_l("Station chief"), [at_most(20)], filters=[stripped])
    integrity_supervisor = StringField(
        _l("Integrity supervisor"), [at_most(20)], filters=[stripped]
    )
    phone = StringField(_l("Phone"), [at_most(40)], filters=[stripped])


class CategoryForm(RowForm):
    """One category: its names and what its postings begin with."""

    name = StringField(_l("Name of the category"), [NEEDED, at_most(40)], filters=[stripped])
    name_en = StringField(_l("Name in English"), [at_most(60)], filters=[stripped])
    spine = StringField(_l("Word on the spine"), [at_most(10)], filters=[stripped])
    min_working_days = WholeNumberField(
        _l("Least publicity, working days"),
        [Optional(), NumberRange(1, 60, _l("A whole number from %(min)d to %(max)d."))],
    )
    default_days = WholeNumberField(
        _l("Hangs for days"),
        [Optional(), NumberRange(1, 3650, _l("A whole number from %(min)d to %(max)d."))],
    )


class BeginForm(PanelForm):
    """The first steps: enough to make the walls one's own."""

    name = StringField(_l("Name of the office"), [NEEDED, at_most(60)], filters=[stripped])
    short_name = StringField(_l("Short name"), [NEEDED, at_most(20)], filters=[stripped])
    stations = LinesField(_l("Stations, one a line"), [NEEDED])
    brand = StringField(_l("Service brand"), [at_most(20)], filters=[stripped])
    magazine = StringField(_l("Magazine (stands on the wall)"), [at_most(20)], filters=[stripped])
    moments_column = StringField(_l("Column of moments"), [at_most(20)], filters=[stripped])
    supervision_phone = StringField(_l("Supervision phone"), [at_most(40)], filters=[stripped])

    def validate_stations(self, field: TextAreaField) -> None:
        """Names that fit, each once."""
        names = list(field.data or ())
        if len(names) > MOST_STATIONS or any(len(name) > 40 for name in names):  # noqa: PLR2004 - the column's length
            raise ValidationError(
                _l("At most 60 stations, each with a name of at most 40 characters.")
            )
        if len(set(names)) != len(names):
            raise ValidationError(_l("Two stations have the same name."))
