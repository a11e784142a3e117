"""The form that names a deputy: in whose part an account may sign, from when to when, and why."""

from __future__ import annotations

from wtforms import SelectChoice, StringField  # type: ignore[attr-defined]  # annotations a version behind
from wtforms.validators import ValidationError

from kiosk.accounts.offices import stations
from kiosk.accounts.roles import SIGNERS, Role
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin import words
from kiosk.faces.admin.find_words import not_to_be_shown
from kiosk.faces.admin.forms import PanelForm
from kiosk.faces.admin.signers import PART_OF
from kiosk.kinds.editing import NEEDED, DayField, OpenSelectField, at_most, stripped
from kiosk.postings.checking import SPOKEN_OF, MustNotBeSaid, refuse_what_is_private
from kiosk.postings.signing import STATION_PARTS

EVERYWHERE = ""
#: The page has the account's own roles and stations as well.
PREFIX = "deputy"
#: Who may be stood in for.
STOOD_IN_FOR = [one for one in Role if one in SIGNERS | {Role.SECRECY_REVIEWER}]
#: Those of them that are signed for one station.
AT_STATION = [role for role, part in PART_OF.items() if part in STATION_PARTS]


class DeputyForm(PanelForm):
    """For whom somebody signs for a while."""

    role = OpenSelectField(
        _l("In the part of"), choices=[SelectChoice(one, words.ROLES[one]) for one in STOOD_IN_FOR]
    )
    station = OpenSelectField(_l("Where it counts"), choices=[])
    stands_for = StringField(_l("For whom"), [NEEDED, at_most(40)], filters=[stripped])
    reason = StringField(_l("Why"), [NEEDED, at_most(80)], filters=[stripped])
    first_day = DayField(_l("First day"), [NEEDED])
    last_day = DayField(_l("Last day"), [NEEDED])

    def offer(self) -> None:
        """Let every station be chosen."""
        everywhere = SelectChoice(EVERYWHERE, _l("The whole office"))
        self.station.choices = [
            everywhere,
            *(SelectChoice(one.code, one.short_name) for one in stations()),
        ]

    def validate_role(self, field: OpenSelectField) -> None:
        """Only the parts of those who sign."""
        if field.data not in {str(one) for one in STOOD_IN_FOR}:
            raise ValidationError(_l("Choose one of these."))

    def validate_station(self, field: OpenSelectField) -> None:
        """A chief is a station's; a supervisor may be the whole office's; the others sign for nothing less."""
        if self.role.data == Role.STATION_CHIEF and not field.data:
            raise ValidationError(_l("Choose the station."))
        if field.data and self.role.data not in {str(one) for one in AT_STATION}:
            raise ValidationError(
                _l("This part is signed for the whole office: choose “The whole office”.")
            )

    def validate_stands_for(self, field: StringField) -> None:
        """It is read wherever the deputy's signature is."""
        _refuse_what_is_private(field)

    def validate_reason(self, field: StringField) -> None:
        """Like the name."""
        _refuse_what_is_private(field)

    def validate_last_day(self, field: DayField) -> None:
        """It ends after it began."""
        first = self.first_day.data
        if first is not None and field.data is not None and field.data < first:
            raise ValidationError(_l("The last day is before the first."))


def _refuse_what_is_private(field: StringField) -> None:
    try:
        refuse_what_is_private({field.short_name: field.data or ""}, spoken_of=SPOKEN_OF)
    except MustNotBeSaid as refused:
        raise ValidationError(not_to_be_shown(refused)) from refused


def blank_deputy() -> DeputyForm:
    """The form before anything was typed."""
    form = DeputyForm(formdata=None, prefix=PREFIX)
    form.offer()
    return form
