"""The form of a conclusion (公示结论), and the words for what came of a publicity period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    BooleanField,
    HiddenField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from kiosk.accounts.offices import office
from kiosk.core.formats import long_day
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.forms import PanelForm, WholeNumberField, say
from kiosk.kinds.editing import MARKED, NEEDED, at_most, stripped
from kiosk.kinds.registering import conclusion_in_text
from kiosk.postings.closing import MOST_CHARACTERS, Found, Outcome
from kiosk.postings.closing_models import Conclusion
from kiosk.postings.models import Posting
from kiosk.postings.operations import period_days, work_calendar

MOST_OBJECTIONS = 999
OUTCOMES: dict[str, Any] = {
    Outcome.NO_OBJECTION: _l("No objection"),
    Outcome.HANDLED: _l("Objections, dealt with"),
}


class ConclusionForm(PanelForm):
    """What came of a publicity period."""

    outcome = SelectField(
        _l("What came of it"),
        choices=[SelectChoice(str(one), str(one)) for one in Outcome],
    )
    objections = WholeNumberField(
        _l("Number of objections"),
        [
            Optional(),
            NumberRange(0, MOST_OBJECTIONS, _l("A whole number from %(min)d to %(max)d.")),
        ],
    )
    text = TextAreaField(_l("Conclusion"), [NEEDED, at_most(MOST_CHARACTERS)], filters=[stripped])
    why = StringField(
        _l("Why the earlier conclusion is corrected"), [MARKED, at_most(200)], filters=[stripped]
    )
    why_not_longer = StringField(
        _l("Why the period is not lengthened"), [MARKED, at_most(200)], filters=[stripped]
    )
    #: What it was asked about is bound to its tick: another name in the next text is asked about again.
    no_names = BooleanField(_l("These are nobody's names"))
    asked_names = HiddenField()

    def __init__(
        self,
        posting: Posting,
        *,
        dark_days: int,
        filled: bool = False,
        stands: Conclusion | None = None,
    ):
        """`filled`: with what `stands`, else with what will mostly be said, for whoever has not typed anything yet.

        `dark_days`: on how many working days of the period a board was dark, and nobody made that good.
        """
        super().__init__(**({"formdata": None} if filled else {}))
        self.outcome.choices = [SelectChoice(str(one), str(word)) for one, word in OUTCOMES.items()]
        self.usual = usual_text(posting, dark_days=dark_days)
        if filled and stands is not None:
            self.outcome.data = str(stands.outcome)
            self.objections.data = stands.objections
            self.text.data = stands.text
        elif filled:
            self.text.data = conclusion_in_text(posting) or self.usual
            self.objections.data = 0

    def ask_whether_names(self, names: Iterable[str]) -> None:
        """Let whoever writes it say that none of these is a name."""
        self.asked_names.data = " ".join(names)
        self.no_names.data = False

    def validate(self, extra_validators: object = None) -> bool:
        """Objections have a number and a text of their own; none has neither."""
        fine = bool(super().validate(extra_validators))
        count = self.objections.data or 0
        if self.outcome.data == Outcome.NO_OBJECTION:
            if count:
                say(self.objections, _("Without objections the number is 0."))
                fine = False
        elif not self.outcome.errors:
            if not count and not self.objections.errors:
                say(self.objections, _("How many objections were received?"))
                fine = False
            if self.text.data == self.usual:
                say(self.text, _("Say what was objected to and what came of it, without any name."))
                fine = False
        return fine

    @property
    def found(self) -> Found:
        """What was typed, after it was validated."""
        return Found(
            outcome=Outcome(self.outcome.data),
            objections=self.objections.data or 0,
            text=self.text.data or "",
            reason=self.why.data or "",
            why_not_longer=self.why_not_longer.data or "",
            no_names=frozenset((self.asked_names.data or "").split() if self.no_names.data else ()),
        )


def usual_text(posting: Posting, *, dark_days: int) -> str:
    """The sentence that mostly stands there, in the language of walls and phones; empty without a period.

    It does not pass over the days on which a board that had to show it was dark.
    """
    first, last = posting.publicity_first, posting.publicity_last
    if first is None or last is None:
        return ""
    days = len(period_days(posting, work_calendar()))
    with force_locale(office().language):
        if dark_days:
            return ngettext(
                "From %(first)s to %(last)s (%(n)d working days, on %(num)d of which a board that had to show it was dark all day) no objection was received.",
                "From %(first)s to %(last)s (%(n)d working days, on %(num)d of which a board that had to show it was dark all day) no objection was received.",
                dark_days,
                first=long_day(first),
                last=long_day(last),
                n=days,
            )
        return _(
            "From %(first)s to %(last)s (%(n)d working days) no objection was received.",
            first=long_day(first),
            last=long_day(last),
            n=days,
        )
