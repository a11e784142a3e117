"""The forms of a takeover (紧急插播): what it says, where and until when; how long it goes on; why it ends; that it was reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import DateTimeLocalField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from kiosk.accounts.models import Station
from kiosk.accounts.offices import stations
from kiosk.accounts.roles import Right
from kiosk.checks.documents import finds_in, lines
from kiosk.checks.finds import Find, Grade
from kiosk.core import clock
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.find_words import ADVICE, WHATS
from kiosk.faces.admin.forms import PanelForm, say
from kiosk.kinds.editing import NEEDED, at_most, stripped
from kiosk.programme.takeover_boards import LEVELS
from kiosk.programme.takeovers import LONGEST, Place, Reach, Said, screens_at, steps_in
from kiosk.screens.models import Screen

MOST_LINES = 3
MOST_STEPS = 6
LONGEST_STEP = 60
AT_A_TIME = "until"
REACHES = {
    Reach.OFFICE: _l("All screens of the office"),
    Reach.STATIONS: _l("Some stations"),
    Reach.SCREENS: _l("Some screens"),
}
MINUTES = {
    "30": _l("30 minutes"),
    "60": _l("1 hour"),
    "120": _l("2 hours"),
    "240": _l("4 hours"),
    "480": _l("8 hours"),
}
#: What people read of it on the wall.
TEXTS = ("headline", "details", "actions", "phone")


class UntilForm(PanelForm):
    """For how long, or until when."""

    lasts = SelectField(
        _l("For how long"),
        choices=[
            SelectChoice(number, word)
            for number, word in [*MINUTES.items(), (AT_A_TIME, _l("Until a time"))]
        ],
        default="60",
    )
    until = DateTimeLocalField(
        _l("Until"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )

    def end(self, now: datetime) -> datetime | None:
        """When it ends; None, and a sentence at its field, if that is no time within a day."""
        if self.lasts.data != AT_A_TIME:
            minutes = int(self.lasts.data) if self.lasts.data in MINUTES else 0
            return now + timedelta(minutes=minutes) if minutes else None
        typed = self.until.data
        end = typed.replace(tzinfo=clock.OFFICE_ZONE) if typed else None
        if end is not None and now < end <= now + LONGEST:
            return end
        if not self.until.errors:
            say(self.until, _("A takeover must have an end: a time from now on, within 24 hours."))
        return None


class EndForm(PanelForm):
    """Why it ends before its time."""

    why = StringField(_l("Reason"), [NEEDED, at_most(200)], filters=[stripped])


class ReviewForm(PanelForm):
    """What was seen when it was looked at afterwards."""

    remark = StringField(_l("Opinion"), [at_most(200)], filters=[stripped])


class TakeoverForm(UntilForm):
    """What is to be shown at once, and where."""

    level = RadioField(
        _l("Level"),
        choices=[SelectChoice(str(level), word) for level, word in LEVELS.items()],
        default="2",
    )
    headline = TextAreaField(_l("Headline"), [NEEDED, at_most(60)], filters=[stripped])
    details = TextAreaField(_l("What has happened"), [at_most(200)], filters=[stripped])
    actions = TextAreaField(_l("Who does what"), filters=[stripped])
    phone = StringField(_l("Emergency phone"), [at_most(40)], filters=[stripped])
    reach = RadioField(_l("On which screens"), choices=[], validate_choice=False)
    stations = SelectMultipleField(
        _l("Stations"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    screens = SelectMultipleField(
        _l("Screens"),
        choices=[],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    #: The same form sent twice begins one takeover.
    once = HiddenField()
    #: Which screens the second look named.
    seen = HiddenField()

    def __init__(self, who: Visitor, **more: Any):
        """With the places where `who` may do it."""
        super().__init__(**more)
        own = [one for one in stations() if may_there(who, one)]
        is_office = who.may_touch(Right.TAKE_OVER, posted_by=None)
        reaches = [one for one in Reach if is_office or one is not Reach.OFFICE]
        codes = {one.code for one in own}
        walls = [one for one in screens_at(Place(Reach.OFFICE)) if one.station.code in codes]
        self.reach.choices = [SelectChoice(str(one), REACHES[one]) for one in reaches]
        self.stations.choices = [SelectChoice(one.code, one.short_name) for one in own]
        self.screens.choices = [SelectChoice(one.mark, called(one)) for one in walls]
        self.reach.data = self.reach.data or str(reaches[0])
        if len(own) == 1 and not self.is_submitted():
            self.stations.data = [own[0].code]

    def validate(self, extra_validators: object = None) -> bool:
        """Its fields, its lines, nobody's secrets in them, and a place that is theirs."""
        fine = bool(super().validate(extra_validators))
        sentences = [*self._too_long(), *self._secrets(), *self._misplaced()]
        for field, sentence in sentences:
            say(field, sentence)
        return fine and not sentences

    @property
    def place(self) -> Place:
        """Where it is to be shown."""
        chosen = {Reach.STATIONS: self.stations.data, Reach.SCREENS: self.screens.data}
        reach = Reach(self.reach.data)
        return Place(reach, frozenset(chosen.get(reach) or ()))

    @property
    def said(self) -> Said:
        """What it says, after it was validated."""
        return Said(
            level=int(self.level.data),
            headline=_lines(self.headline.data),
            details=_lines(self.details.data),
            actions=_lines(self.actions.data),
            phone=self.phone.data or "",
        )

    def finds(self, grade: Grade) -> list[tuple[Any, Find]]:
        """What must not hang, or wants a look, with the field it stands in."""
        return [
            (self[name], find)
            for name in TEXTS
            for find in finds_in(
                lines((name,), self[name].data or "", has_public_phones=name == "phone")
            )
            if find.grade is grade
        ]

    def _too_long(self) -> Iterable[tuple[Any, str]]:
        if len(_lines(self.headline.data).splitlines()) > MOST_LINES:
            yield self.headline, _("At most %(max)d lines.", max=MOST_LINES)
        steps = steps_in(self.actions.data or "")
        if len(steps) > MOST_STEPS:
            yield self.actions, _("At most %(max)d lines.", max=MOST_STEPS)
        if any(len(who) + len(what) > LONGEST_STEP for who, what in steps):
            yield self.actions, _("At most %(max)d characters a line.", max=LONGEST_STEP)

    def _secrets(self) -> Iterable[tuple[Any, str]]:
        for field, find in self.finds(Grade.BLOCK):
            yield field, found_words(find)

    def _misplaced(self) -> Iterable[tuple[Any, str]]:
        if self.reach.data not in _values(self.reach):
            yield self.reach, _("Choose where.")
            return
        for reach, field in ((Reach.STATIONS, self.stations), (Reach.SCREENS, self.screens)):
            chosen = set(field.data or ())
            if self.reach.data == reach and (not chosen or not chosen <= _values(field)):
                yield field, _("Choose at least one.")


def may_there(who: Visitor, station: Station) -> bool:
    """True if `who` may replace what is on the walls of `station`."""
    return who.may_touch(Right.TAKE_OVER, posted_by=station.code)


def called(screen: Screen) -> str:
    """双泉堡站 · 监控室"""
    return f"{screen.station.short_name} · {screen.name}"


def found_words(find: Find) -> str:
    """What was found and what can be done about it, in a sentence for its field."""
    return _("%(what)s: %(text)s.", what=WHATS[find.what], text=find.written) + str(
        ADVICE[find.what]
    )


def _values(field: Any) -> set[str]:
    return {str(value) for value, *_rest in field.iter_choices()}


def _lines(typed: str | None) -> str:
    """Without empty lines and spaces around each."""
    return "\n".join(filter(None, map(str.strip, (typed or "").splitlines())))
