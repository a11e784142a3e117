"""The form of a playlist: a line for each kind, and one for each posting somebody has singled out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    BooleanField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import NumberRange, Optional, ValidationError

from kiosk.accounts.models import Station
from kiosk.core import quarters
from kiosk.core.i18n import lazy as _l
from kiosk.faces.admin.forms import PanelForm, Spoken, WholeNumberField, number_or_none
from kiosk.faces.admin.playlist_words import WEEKDAYS, spans_typed
from kiosk.kinds.editing import NEEDED, DayField, at_most, stripped
from kiosk.programme.playlists import Playlist
from kiosk.programme.rules import (
    LEAST_SECONDS,
    MOST_SECONDS,
    MOST_WEIGHT,
    Line,
    Rules,
    Times,
)

MOST_LINES = 80
SHOWN, HIDDEN, LIKE_ITS_KIND = "shown", "hidden", "like"
SHOWINGS = [SelectChoice(SHOWN, _l("Shown")), SelectChoice(HIDDEN, _l("Hidden"))]
_COMMAS = re.compile(r"[,，、;；]+")


class LineForm(Form):
    """What holds for one kind or posting. The first field is on the surface, the others are folded away."""

    class Meta(Spoken):
        """Its choices' sentences, too."""

    target = HiddenField()
    shown = SelectField(
        _l("On the wall"),
        choices=SHOWINGS,
        default=SHOWN,
    )
    weight = SelectField(
        _l("How often"),
        choices=[
            SelectChoice("1", _l("Once a round")),
            *(SelectChoice(str(one), f"× {one}") for one in range(2, MOST_WEIGHT + 1)),
        ],
        coerce=int,
        default=1,
    )
    place = WholeNumberField(
        _l("Place in the round"),
        [Optional(), NumberRange(1, 99, _l("A whole number from %(min)d to %(max)d."))],
    )
    seconds = WholeNumberField(
        _l("Seconds a page"),
        [
            Optional(),
            NumberRange(LEAST_SECONDS, MOST_SECONDS, _l("A whole number from %(min)d to %(max)d.")),
        ],
    )
    is_pinned = BooleanField(_l("Pinned: before all others"))
    spans = StringField(_l("From when to when"), [at_most(120)], filters=[stripped])
    weekdays = SelectMultipleField(
        _l("On these weekdays"),
        choices=[SelectChoice(str(day), word) for day, word in WEEKDAYS.items()],
        coerce=int,
        validate_choice=False,
    )
    first_day = DayField(_l("From the day"))
    last_day = DayField(_l("To the day"))
    otherwise = SelectField(
        _l("At other times"),
        choices=[
            SelectChoice("hidden", _l("Not shown")),
            SelectChoice("usual", _l("Shown like everything else")),
        ],
        default="hidden",
    )

    def validate_spans(self, field: StringField) -> None:
        """Spans of a day, in any of the commas and dashes people type; kept with plain ones."""
        plain = [quarters.plain_rest(one) for one in _COMMAS.split(field.data or "") if one.strip()]
        if not all(plain):
            raise ValidationError(_l("Write times like 06:30-08:00, 16:00-17:30."))
        field.data = ", ".join(one for one in plain if one)

    def validate_weekdays(self, field: SelectMultipleField) -> None:
        """WTForms says this of several choices in English alone."""
        if not set(WEEKDAYS) >= set(field.data or ()):
            raise ValidationError(_l("Choose one of these."))

    def validate_last_day(self, field: DayField) -> None:
        """It does not end before it begins."""
        if field.data and self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_l("This is before the first day."))

    def line(self) -> Line:
        """As it is stored. Only after `validate`."""
        spans = (quarters.minutes_of(one) for one in (self.spans.data or "").split(", ") if one)
        times = Times(
            spans=tuple(spans),
            weekdays=tuple(sorted(self.weekdays.data or ())),
            first_day=self.first_day.data,
            last_day=self.last_day.data,
        )
        return Line(
            target=self.target.data or "",
            is_hidden=self.shown.data == HIDDEN,
            weight=self.weight.data,
            seconds=self.seconds.data,
            place=self.place.data,
            is_pinned=bool(self.is_pinned.data),
            times=times,
            # Where no times are said there are no others.
            otherwise=self.otherwise.data if times != Times() else "usual",
        )

    @property
    def is_dropped(self) -> bool:
        """True for a posting that is to go like its kind again."""
        return bool(self.shown.data == LIKE_ITS_KIND)


class PlaylistForm(PanelForm):
    """One playlist. `seen`: the version it was filled from."""

    name = StringField(_l("Name of the playlist"), [NEEDED, at_most(40)], filters=[stripped])
    lines = FieldList(FormField(LineForm), max_entries=MOST_LINES)
    #: A posting that is to get a line of its own.
    more = SelectField(_l("Single out a posting"), choices=[], validate_choice=True)
    seen = HiddenField()

    def offer(self, postings: Mapping[str, str], known: frozenset[str]) -> None:
        """Let these be singled out, titles by code. `known` are the targets of lines there may be."""
        taken = {one.form.target.data for one in self.lines}
        self.more.choices = [SelectChoice("", _l("Choose…"))] + [
            SelectChoice(code, title)
            for code, title in postings.items()
            if f"posting:{code}" not in taken
        ]
        for one in self.lines:
            if one.form.target.data not in known:
                one.form.target.data = ""
            if str(one.form.target.data).startswith("posting:"):
                one.form.shown.choices = [
                    *SHOWINGS,
                    SelectChoice(LIKE_ITS_KIND, _l("No rule of its own")),
                ]

    def rules(self) -> Rules:
        """What was typed, without lines that change nothing. Only after `validate`."""
        typed = [one.form.line() for one in self.lines if not one.form.is_dropped]
        if self.more.data:
            typed.append(Line(target=f"posting:{self.more.data}"))
        by_target = {one.target: one for one in typed if one.target and not _says_nothing(one)}
        return Rules(lines=tuple(by_target[target] for target in sorted(by_target)))


class NewPlaylistForm(PanelForm):
    """Another playlist: its name, and whose it is."""

    playlist_name = StringField(
        _l("Name of the playlist"), [NEEDED, at_most(40)], filters=[stripped]
    )
    station_id = SelectField(_l("Whose"), choices=[], coerce=number_or_none)

    def offer(self, own: list[Station], *, office: bool) -> None:
        """Let these places be chosen."""
        whole = [SelectChoice("", _l("The office's: every screen may choose it"))] if office else []
        self.station_id.choices = [
            *whole,
            *(SelectChoice(str(one.id), one.short_name) for one in own),
        ]


def _says_nothing(line: Line) -> bool:
    """True for a kind's line that changes nothing; a posting's stays, because somebody has singled it out."""
    return line == Line(target=line.target) and line.target.startswith("kind:")


def filled(playlist: Playlist, targets: list[str]) -> PlaylistForm:
    """The form with what is stored, a line for each of `targets`."""
    own = {line.target: line for line in playlist.read().lines}
    return PlaylistForm(
        formdata=None,
        data={
            "name": playlist.name,
            "seen": str(playlist.version),
            "lines": [_typed(own.get(target, Line(target=target))) for target in targets],
        },
    )


def _typed(line: Line) -> dict[str, Any]:
    """A line as its fields hold it."""
    times = line.times
    return {
        "target": line.target,
        "shown": HIDDEN if line.is_hidden else SHOWN,
        "weight": line.weight,
        "place": line.place,
        "seconds": line.seconds,
        "is_pinned": line.is_pinned,
        "spans": spans_typed(times.spans),
        "weekdays": list(times.weekdays),
        "first_day": times.first_day,
        "last_day": times.last_day,
        "otherwise": line.otherwise if times != Times() else "hidden",
    }
