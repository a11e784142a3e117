"""Where a posting hangs, for whom and how long: the part of the editor that every kind has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    Form,
    SelectChoice,
    StringField,
)
from wtforms.validators import NumberRange, Optional

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office
from kiosk.core.calendar import WorkCalendar
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.forms import WholeNumberField
from kiosk.faces.admin.words import SCOPES
from kiosk.kinds.editing import (
    MARKED,
    DayField,
    OpenSelectField,
    Typed,
    as_formdata,
    at_most,
    stripped,
)
from kiosk.postings.models import Category, Posting
from kiosk.postings.publishing import (
    EndsBeforeItBegins,
    Hours,
    TooShort,
    Wish,
    hours_kept,
    hours_of,
)
from kiosk.postings.wording import category_name

PREFIX = "placing"
OFFICE = ""
LONGEST_PUBLICITY_DAYS = 60


class PlacingForm(Form):
    """What is said of the hanging; the words are the kind's business."""

    category = OpenSelectField(_l("Category"), choices=[])
    station = OpenSelectField(_l("Where it hangs"), choices=[])
    scope = OpenSelectField(
        _l("Whom it is for"), choices=[SelectChoice(code, word) for code, word in SCOPES.items()]
    )
    publicity_first = DayField(_l("Publicity begins"))
    publicity_days = WholeNumberField(
        _l("Working days"),
        [
            Optional(),
            NumberRange(1, LONGEST_PUBLICITY_DAYS, _l("A whole number from %(min)d to %(max)d.")),
        ],
    )
    last_day = DayField(_l("Hangs until"))
    reason = StringField(_l("Why it is corrected"), [MARKED, at_most(200)], filters=[stripped])

    def offer(
        self, categories: Iterable[Category], stations: Iterable[Station], *, office: bool
    ) -> None:
        """Let these be chosen."""
        self.category.choices = [
            SelectChoice(str(one.id), category_name(one)) for one in categories
        ]
        own = [SelectChoice(OFFICE, _l("All stations (office)"))] if office else []
        self.station.choices = own + [
            SelectChoice(str(one.id), one.short_name or one.name) for one in stations
        ]


def hours_typed(
    placing: PlacingForm,
    category: Category,
    *,
    begins: datetime,
    calendar: WorkCalendar,
    kept: Posting | None = None,
    first_day_counts: bool | None = None,
) -> Hours | None:
    """When it hangs; None, and a sentence at the field, where the rules do not allow it.

    `kept` is what a correction corrects, if it hangs on in the same time. Whoever asks about many says once
    whether the first day counts; None asks the office.
    """
    days = placing.publicity_days.data
    is_possible = days is not None and 1 <= days <= LONGEST_PUBLICITY_DAYS
    wish = Wish(
        begins=begins,
        publicity_first=placing.publicity_first.data,
        # A number that cannot be has its own sentence; the rules are asked without it.
        publicity_days=days if is_possible else None,
        last_day=placing.last_day.data,
    )
    try:
        if kept is not None:
            return hours_kept(kept, wish.last_day)
        return hours_of(
            wish,
            least_days=category.min_working_days,
            usual_days=category.default_days,
            calendar=calendar,
            first_day_counts=counts_first_day() if first_day_counts is None else first_day_counts,
        )
    except TooShort as short:
        sentence = _("This category wants %(num)d working days at least.", num=short.least)
        placing.publicity_days.errors = [sentence]
    except EndsBeforeItBegins:
        placing.last_day.errors = [
            _("It would come down before it is up, or before its period ends.")
        ]
    return None


def counts_first_day() -> bool:
    """True if this office counts a publicity period from the day on which it begins."""
    return office().counts_from == "first"


def placing_of(typed: Typed) -> PlacingForm:
    """The form as it was typed."""
    return PlacingForm(formdata=as_formdata(typed), prefix=PREFIX)


def placing_values(posting: Posting) -> dict[str, Any]:
    """A posting's place as the form's fields hold it."""
    return {
        "category": str(posting.category_id or posting.category.id),
        "station": str(posting.station_id or OFFICE),
        "scope": posting.scope,
    }
