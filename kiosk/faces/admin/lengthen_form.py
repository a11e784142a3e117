"""The form that makes a publicity period longer, filled in with what is proposed."""

from __future__ import annotations

from flask_babel import force_locale, ngettext
from wtforms import BooleanField, HiddenField, StringField

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core.formats import day, listed
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.forms import PanelForm
from kiosk.kinds.editing import NEEDED, at_most, stripped
from kiosk.postings.coverage import Extension
from kiosk.postings.lengthening import MOST_CHARACTERS, may_be_lengthened
from kiosk.postings.models import Posting
from kiosk.programme.evidence import Evidence

MOST_DAYS_NAMED = 5


class LengthenForm(PanelForm):
    """Until when, and why."""

    #: The last day that was proposed on the page: another one is asked for anew.
    until = HiddenField()
    reason = StringField(_l("Why"), [NEEDED, at_most(MOST_CHARACTERS)], filters=[stripped])
    knows_years = BooleanField(_l("I have checked the last day against the holidays"))

    def propose(self, extension: Extension) -> None:
        """Fill in what is proposed, with the reason that mostly stands there."""
        self.until.data = str(extension.until)
        self.reason.data = usual_reason(extension)


def form_for(found: Posting, proof: Evidence | None) -> LengthenForm | None:
    """The form, for whoever may lengthen what is proposed to be."""
    if proof is None or proof.extension is None or not may_be_lengthened(found):
        return None
    own = found.station.code if found.station else None
    if not visitor().may_touch(Right.PUBLISH, posted_by=own, category=found.category.code):
        return None
    form = LengthenForm(formdata=None)
    form.propose(proof.extension)
    return form


def usual_reason(extension: Extension) -> str:
    """11月20日有屏幕整天未亮，补足1个工作日。 In the language of walls and phones, which show it."""
    with force_locale(office().language):
        lost = ngettext(
            "By the calendar as it is now the period was %(num)d working day too short.",
            "By the calendar as it is now the period was %(num)d working days too short.",
            extension.lost,
        )
        if not extension.dark:
            return lost
        dark = listed(day(one) for one in list(extension.dark)[:MOST_DAYS_NAMED])
        why = ngettext(
            "A screen was dark all day on %(days)s; %(num)d working day is added.",
            "Screens were dark all day on %(days)s; %(num)d working days are added.",
            extension.days,
            days=dark,
        )
        return f"{lost} {why}" if extension.lost else why
