"""The panel's forms: what is read from a request, and what is said about it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    DecimalField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Regexp,
    ValidationError,
)
from wtforms.widgets import TextInput

from kiosk.accounts.models import Station
from kiosk.core.config import MIN_PASSWORD_LENGTH
from kiosk.core.formats import listed
from kiosk.core.quarters import plain_rest
from kiosk.faces.admin.words import AUDIENCES, NIGHTS
from kiosk.kinds.editing import PHONES, at_most, stripped
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site


def _l(message: str) -> str:
    """`message`, translated when it is shown. WTForms takes lazy strings, its annotations do not."""
    return cast(str, lazy_gettext(message))


NEEDED = InputRequired(_l("Please fill this in."))
DECIMETRES = 10


def digits(typed: str | None) -> str:
    """A code as people type it, without spaces and dashes, full-width digits made plain."""
    plain = unicodedata.normalize("NFKC", typed or "")
    return "".join(one for one in plain if not one.isspace() and one not in "-·—")


def number_or_none(typed: str | int | None) -> int | None:
    """What a choice of a row sends: its number, or nothing."""
    return int(typed) if typed else None


class PanelForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no annotations
    """Base of every form; carries the anti-forgery token."""


class Spoken:
    """The `Meta` of a form inside another: what WTForms itself says is said in the panel's language."""

    def get_translations(self, _form: object) -> object:
        """The catalogue that comes with WTForms."""
        return translations


class WholeNumberField(IntegerField):
    """What is no number is empty, and the range's own sentence says what is wanted."""

    # A number input throws away what it cannot read; here the typist sees it again.
    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; it is shown again as it was."""
        with suppress(ValueError):
            super().process_formdata(valuelist)


class MetresField(DecimalField):
    """The same for lengths."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; it is shown again as it was."""
        with suppress(ValueError):
            super().process_formdata(valuelist)


class SignInForm(PanelForm):
    """User name and password."""

    username = StringField(_l("User name"), [NEEDED, at_most(40)])
    password = PasswordField(_l("Password"), [NEEDED])
    next = HiddenField()
    #: A form that was sent after its session had ended: see carrying.py.
    carried = HiddenField()


class PasswordForm(PanelForm):
    """The password in use, and the one to come."""

    old = PasswordField(_l("Password you signed in with"), [NEEDED])
    new = PasswordField(
        _l("New password"),
        [
            NEEDED,
            Length(min=MIN_PASSWORD_LENGTH, message=_l("At least %(min)d characters.")),
        ],
    )
    again = PasswordField(_l("New password once more"), [NEEDED])
    next = HiddenField()
    #: See SignInForm.
    carried = HiddenField()

    def validate(self, extra_validators: object = None) -> bool:
        """The second typing must be the first."""
        fine = bool(super().validate(extra_validators))
        if self.new.data and self.again.data and self.new.data != self.again.data:
            say(self.again, _l("This is not the same as the new password."))
            return False
        return fine


class ScreenForm(PanelForm):
    """What is said of a screen. Distances are typed in metres and kept in decimetres."""

    station = SelectField(
        _l("Station"),
        [InputRequired(_l("Choose a station."))],
        coerce=str,
        validate_choice=False,
    )
    name = StringField(
        _l("Name or place"),
        [
            DataRequired(_l("Please fill this in.")),
            at_most(60),
        ],
        filters=[stripped],
    )
    audience = SelectField(
        _l("Who passes it"),
        [AnyOf(list(AUDIENCES), _l("Choose who passes it."))],
        choices=[SelectChoice(code, word) for code, word in AUDIENCES.items()],
        default="staff",
        validate_choice=False,
    )
    panel_inches = WholeNumberField(
        _l("Panel, inches"),
        [NumberRange(10, 200, _l("A whole number of inches from %(min)d to %(max)d."))],
        default=43,
    )
    distance = MetresField(
        _l("Read from, metres"),
        [NumberRange(Decimal("0.5"), 30, _l("Metres from %(min)s to %(max)s."))],
        default=Decimal(3),
        places=None,
    )
    night = SelectField(
        _l("At night"),
        [AnyOf(list(NIGHTS), _l("Choose what it does at night."))],
        choices=[SelectChoice(code, word) for code, word in NIGHTS.items()],
        default="",
        validate_choice=False,
    )
    night_hours = StringField(_l("Night, from and to"), filters=[stripped], default="00:00-06:30")
    #: Numbers of playlists; the choice is left out where there are none.
    playlist_id = SelectField(
        _l("What it shows"),
        choices=[SelectChoice("", _l("All that is due"))],
        coerce=number_or_none,
    )
    keeper = StringField(
        _l("Responsible person"),
        [at_most(40)],
        filters=[stripped],
    )
    keeper_phone = StringField(
        _l("Their phone"),
        [at_most(40), PHONES],
        filters=[stripped],
    )
    #: The version of the screen this form was filled from.
    version = HiddenField(default="")
    offered: frozenset[int] = frozenset()

    def offer(self, stations: list[Station]) -> None:
        """Let these stations be chosen."""
        choices = [SelectChoice(str(station.id), station.name) for station in stations]
        self.station.choices = (
            [SelectChoice("", _l("Choose…")), *choices] if len(choices) > 1 else choices
        )
        self.offered = frozenset(station.id for station in stations)

    def offer_playlists(self, names: Mapping[int, str]) -> None:
        """Let these be chosen, by their numbers."""
        self.playlist_id.choices = [
            SelectChoice("", _l("All that is due")),
            *(SelectChoice(str(number), name) for number, name in names.items()),
        ]

    def offers(self, station_id: int) -> bool:
        """True if that station may be chosen."""
        return station_id in self.offered

    def said(self) -> dict[str, object]:
        """The columns of a screen as typed, station aside. Only after `validate`."""
        return {
            "name": self.name.data or "",
            "audience": self.audience.data,
            "panel_inches": self.panel_inches.data,
            "playlist_id": self.playlist_id.data,
            "distance_dm": round((self.distance.data or Decimal(3)) * DECIMETRES),
            "night": self.night.data,
            "night_hours": self.night_hours.data,
            "keeper": self.keeper.data or "",
            "keeper_phone": self.keeper_phone.data or "",
        }

    def validate_night_hours(self, field: StringField) -> None:
        """From when to when, past midnight too; kept as walls and evidence read it."""
        plain = plain_rest(field.data or "00:00-06:30")
        if plain is None:
            raise ValidationError(_l("Write hours like 22:00-06:30."))
        field.data = plain

    def site(self, station: Station) -> Site:
        """The same for a screen that is being put up at `station`; nobody named: its chief looks after it."""
        # What it shows and what it does at night is said later, on its own page.
        later = {"night", "night_hours", "playlist_id"}
        said = {name: value for name, value in self.said().items() if name not in later}
        if not said["keeper"]:
            said |= {
                "keeper": station.chief,
                "keeper_phone": said["keeper_phone"] or station.phone,
            }
        return Site(station=station, **said)  # type: ignore[arg-type]  # checked by validate

    def show(self, screen: Screen) -> None:
        """Fill in what is stored of `screen`."""
        self.station.data = str(screen.station_id)
        self.name.data = screen.name
        self.audience.data = screen.audience
        self.panel_inches.data = screen.panel_inches
        self.distance.data = Decimal(screen.distance_dm) / DECIMETRES
        self.night.data = screen.night
        self.night_hours.data = screen.night_hours
        self.playlist_id.data = screen.playlist_id
        self.keeper.data = screen.keeper
        self.keeper_phone.data = screen.keeper_phone
        self.version.data = str(screen.version)


class PairForm(ScreenForm):
    """A screen that is being put up: its six digits too."""

    code = StringField(
        _l("The 6 digits on the screen"),
        [
            InputRequired(_l("Type the 6 digits the screen shows.")),
            Regexp(r"^\d{6}$", message=_l("These are not 6 digits.")),
        ],
        filters=[digits],
    )

    def offer(self, stations: list[Station]) -> None:
        """Let these stations be chosen; whom to call is asked where the chosen one, or any of them, names nobody."""
        super().offer(stations)
        chosen = [one for one in stations if str(one.id) == self.station.data] or stations
        #: Where nobody stands in for an empty field.
        self.bare = [one for one in chosen if not (one.chief and one.phone)]
        self.knows_all = not self.bare
        is_needed = bool(chosen) and self.bare == chosen
        self.keeper.flags.needed = is_needed and not any(one.chief for one in chosen)
        self.keeper_phone.flags.needed = is_needed

    def whom_to_call(self) -> str:
        """What becomes of an empty name and number, for the hint."""
        usual = _("Left empty: the station's chief, with the station's phone.")
        if self.knows_all:
            return usual
        named = listed(one.short_name or one.name for one in self.bare)
        lacking = _(
            "Settings do not name both for %(stations)s, so fill in both there.", stations=named
        )
        if self.keeper_phone.flags.needed:
            return lacking
        return f"{usual} {lacking}"

    def lacking(self, site: Site) -> list[StringField]:
        """The fields that are empty though nobody is known who stands in for them."""
        both = ((self.keeper, site.keeper), (self.keeper_phone, site.keeper_phone))
        return [field for field, known in both if not known]


def say(field: object, sentence: object) -> None:
    """Put `sentence` under a field, once."""
    said = [one for one in getattr(field, "errors", ()) if one != sentence]
    field.errors = [*said, sentence]  # type: ignore[attr-defined]  # WTForms names no type for it
