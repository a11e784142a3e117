"""The forms of the office's own duties: what is to be done, and that it was."""

from __future__ import annotations

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    SelectChoice,
    SelectField,
    StringField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.i18n import lazy as _l
from kiosk.core.rhythms import DATED
from kiosk.duties.models import OwnDuty
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.forms import PanelForm, WholeNumberField, number_or_none
from kiosk.faces.admin.settings_forms import RowForm
from kiosk.faces.admin.words import RHYTHMS
from kiosk.kinds.editing import NEEDED, DayField, at_most, stripped

_WHOLE = _l("A whole number from %(min)d to %(max)d.")


class DutyForm(RowForm):
    """One duty: what, who, where, how often and by when."""

    name = StringField(_l("What is to be done"), [NEEDED, at_most(60)], filters=[stripped])
    who = StringField(_l("Who answers for it"), [at_most(60)], filters=[stripped])
    rhythm = SelectField(
        _l("How often"),
        choices=[SelectChoice(code, word) for code, word in RHYTHMS.items() if code in DATED],
    )
    minimum = WholeNumberField(_l("Times each, at least"), [NumberRange(1, 99, _WHOLE)], default=1)
    due_working_day = WholeNumberField(
        _l("Due on which working day"), [Optional(), NumberRange(1, 200, _WHOLE)]
    )
    due_day = WholeNumberField(
        _l("Due on which day of the month"), [Optional(), NumberRange(1, 31, _WHOLE)]
    )
    station_id = SelectField(_l("Office or station"), choices=[], coerce=number_or_none)
    is_private = SelectField(
        _l("Who sees it"),
        choices=[
            SelectChoice("1", _l("Those who keep such duties")),
            SelectChoice("", _l("Everybody who sees what is due")),
        ],
        coerce=bool,
        default=True,
    )
    note = StringField(_l("Remark"), [at_most(200)], filters=[stripped])

    def offer(self, own: list[Station], *, office: bool) -> None:
        """Let these stations be chosen, and the whole office."""
        whole = [SelectChoice("", _l("The whole office"))] if office else []
        self.station_id.choices = [
            *whole,
            *(SelectChoice(str(one.id), one.short_name) for one in own),
        ]

    def validate_due_day(self, field: WholeNumberField) -> None:
        """One way of counting at a time."""
        if field.data and self.due_working_day.data:
            raise ValidationError(_l("Either a working day or a day of the month, not both."))


class DoneForm(PanelForm):
    """That it was done, and when."""

    done_on = DayField(_l("Done on the day"), [NEEDED])
    remark = StringField(_l("Remark"), [at_most(200)], filters=[stripped])

    def validate_done_on(self, field: DayField) -> None:
        """Nothing is done before its time."""
        if field.data and field.data > clock.local_day(clock.now()):
            raise ValidationError(_l("That day is still to come."))


def duty_form(found: OwnDuty | None = None, *, fresh: bool = False) -> DutyForm:
    """As it was sent; `fresh` for a new duty, or filled from one."""
    form = DutyForm(formdata=None) if fresh or found else DutyForm()
    _offer_places(form)
    if found is not None:
        form.show(found)
    return form


def _offer_places(form: DutyForm) -> None:
    """Let those places be chosen that the visitor keeps duties for."""
    who = visitor()
    own = [one for one in stations() if who.may_touch(Right.KEEP_DUTIES, posted_by=one.code)]
    form.offer(own, office=who.may_touch(Right.KEEP_DUTIES, posted_by=None))
