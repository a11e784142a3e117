"""What the editors of all kinds are made of: fields that keep what was typed, and typed pairs.

An editor is a WTForms form over one kind's document. A draft stores what was typed, pair by pair, so
that nothing is lost that could not be read yet; a document is made of it when a wall is to show it.
What nobody types (tables, attachments, an imported result) goes beside it as `Parts`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Field,
    FieldList,
    Form,
    FormField,
    HiddenField,
    StringField,
)
from wtforms.fields import SelectField, TextAreaField
from wtforms.validators import Length, Regexp, StopValidation
from wtforms.widgets import DateInput, NumberInput

from kiosk.core.blanks import blanks_in
from kiosk.core.formats import listed
from kiosk.core.i18n import lazy as _l
from kiosk.core.media import Photo
from kiosk.core.numbers import whole_number

#: What was typed, field by field, in the order of the page.
Typed = list[tuple[str, str]]
#: What a draft holds beside it: plain lists and dicts, as JSON has them.
Parts = dict[str, Any]
#: What becomes of a field's text, by the field's name, when a number in it is covered.
Cover = Callable[[str, str], str]

#: The least a picture should have where it stands among others, alone, beside a story, or shows a team
#: in 3:2 (DESIGN §6).
PORTRAIT, SPOTLIGHT, SCENE, TEAM = (600, 750), (1200, 1800), (1600, 1200), (1600, 1067)
#: One number with its gaps, and an extension: 0937-0000126转8, +86 (937) 0000126 ext. 8; a covered one too: 138****0000.
_NUMBER = r"[+＋]?[\d(（](?:[\d*()（） \-－—–]*[\d)）])?(?:\s*(?:转|分机|ext\.?)\s*\d{1,8})?"
#: One or several phone numbers, or none.
PHONES = Regexp(
    rf"^(?:{_NUMBER}(?:\s*[、,，;；/]\s*{_NUMBER})*)?$",
    re.IGNORECASE,
    message=_l("This is no phone number. Write it like 0937-0000126, several with commas between."),
)
EMAIL = Regexp(r"^([^@\s]+@[^@\s]+)?$", message=_l("This is no e-mail address."))
DAY_SPELLINGS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日")
#: Beyond these it is a slip of the finger, and no calendar counts that far.
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－", "0123456789./-")


@dataclass(frozen=True)
class Known:
    """What an editor needs to know beside what was typed.

    `on` stands in for a day nobody has typed yet; `stations` are names by code. The rest is what a
    new document begins with: who issues it, who writes it, where one turns to; and, while a pasted paper is
    tidied, the day on which the draft was begun; `about`: the first day of the month, quarter or year it shall be about.
    """

    on: date
    form: str = ""
    category: str = ""
    stations: dict[str, str] = field(default_factory=dict)
    issuer: str = ""
    office: str = ""
    branch: str = ""
    place: str = ""
    writer: str = ""
    phone: str = ""
    box: str = ""
    column: str = ""
    begun: date | None = None
    about: date | None = None


def at_most(characters: int) -> Length:
    """No longer than that many characters."""
    return Length(max=characters, message=_l("At most %(max)d characters."))


def stripped(typed: str | None) -> str:
    """Without the spaces around it."""
    return (typed or "").strip()


def NEEDED(_form: object, field: Field) -> None:  # noqa: N802 - stands in lists of validators like a value
    """Something other than spaces. Asked when it is published: a draft may lack anything, so no
    `required` stands in the page that would keep it from being saved.
    """
    typed = field.raw_data if field.raw_data is not None else [field.data]
    if not any(str(one or "").strip() for one in typed):
        raise StopValidation(_("Please fill this in."))


# The page says which fields these are.
NEEDED.field_flags = {"needed": True}  # type: ignore[attr-defined]  # validators carry flags so


def MARKED(_form: object, _field: Field) -> None:  # noqa: N802 - as NEEDED
    """Marked as required wherever it is shown: whether it is shown, and so asked for, hangs on more than the form."""


MARKED.field_flags = NEEDED.field_flags  # type: ignore[attr-defined]  # validators carry flags so


def FILLED_IN(_form: object, field: Field) -> None:  # noqa: N802 - as NEEDED
    """Nothing of a template is left in it. Asked when it is published, like NEEDED."""
    left = blanks_in(str(field.data or ""))
    if left:
        raise StopValidation(left_open(left))


def left_open(places: Iterable[str]) -> str:
    """That something is still to be filled in, and where."""
    named = listed(f"“{one}”" for one in places)
    return _("Something is still to be filled in: %(places)s", places=named)


class DayField(DateField):
    """A day, in any of the ways people write one; what is no day stays as it was typed."""

    widget = DateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read 2026-11-05, 2026/11/5, 2026年11月5日, full-width digits too."""
        typed = "".join(valuelist).translate(_FULL_WIDTH).replace(" ", "")
        if not typed:
            self.data = None
            return
        self.data = _day_in(typed)
        if self.data is not None:
            return
        raise ValueError(_("This is no day. Write it like 2026-11-05."))

    def _value(self) -> str:
        if self.raw_data:
            typed = " ".join(self.raw_data)
            return self.data.isoformat() if self.data else typed
        return self.data.isoformat() if self.data else ""


def _day_in(typed: str) -> date | None:
    """The day that is written there, in one of the usual spellings and a year one might mean."""
    for spelling in DAY_SPELLINGS:
        with suppress(ValueError):
            day = datetime.strptime(typed, spelling).date()  # noqa: DTZ007 - a day, no moment
            return day if EARLIEST_YEAR <= day.year <= LATEST_YEAR else None
    return None


class LinesField(TextAreaField):
    """Several short texts, one a line."""

    data: Any  # a tuple of texts; the annotations know only one

    def process_formdata(self, valuelist: list[str]) -> None:
        """Empty lines are no texts."""
        self.data = tuple(
            line.strip() for line in "\n".join(valuelist).splitlines() if line.strip()
        )

    def _value(self) -> str:
        return "\n".join(self.data or ())


class OpenSelectField(SelectField):
    """A choice whose unknown values are kept and named, not thrown away."""

    def __init__(self, label: str, **more: Any):
        super().__init__(label, validate_choice=False, **more)


class StationField(OpenSelectField):
    """A station, by its code; whoever shows the editor fills in the choices."""

    def __init__(self, label: str, **more: Any):
        super().__init__(label, choices=[], **more)


class PairsField(Field):
    """A field of many pairs, whose names only it knows."""

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Hand on every pair there is."""
        self.process_errors = []
        self.read_pairs(list(formdata.items(multi=True)) if formdata else [])

    def read_pairs(self, typed: Typed) -> None:
        """Take the pairs that are this field's."""
        raise NotImplementedError

    def pairs(self) -> Typed:
        """What it sends."""
        raise NotImplementedError

    def labels(self) -> Iterator[tuple[str, str]]:
        """The names of its pairs, in words."""
        raise NotImplementedError

    def first_fault(self) -> str | None:
        """The id of the first of its controls that must be mended, if one must."""
        raise NotImplementedError

    def blanks(self) -> Iterator[tuple[str, str]]:
        """What is still to be filled in: where, and the words around it."""
        raise NotImplementedError

    def faults(self, parts: Parts) -> list[Any]:
        """Everything there is to say about its controls, as dataclasses. Raises BadContent."""
        raise NotImplementedError


class PhotoEditor(Form):
    """A picture: its file's hash, what it shows, and the point that is never cut off, in %."""

    sha = HiddenField(_l("Picture"), [Regexp(r"^([0-9a-f]{64})?$", message=_l("No such picture."))])
    alt = StringField(_l("What the picture shows"), [at_most(120)], filters=[stripped])
    focus_x = StringField(
        _l("From the left, in percent"), default="50", widget=NumberInput(min=0, max=100)
    )
    focus_y = StringField(
        _l("From the top, in percent"), default="40", widget=NumberInput(min=0, max=100)
    )


def photo_of(editor: PhotoEditor, *, otherwise: str) -> Photo | None:
    """The picture chosen; `otherwise` says what it shows where nobody did."""
    if not editor.sha.data or editor.sha.errors:
        return None
    return Photo(
        sha=editor.sha.data,
        alt=editor.alt.data or otherwise,
        focus_x=_percent(editor.focus_x.data, 50),
        focus_y=_percent(editor.focus_y.data, 40),
    )


def photo_values(photo: Photo | None) -> dict[str, str]:
    """A picture as the editor's fields hold it."""
    if photo is None:
        return {}
    return {
        "sha": photo.sha,
        "alt": photo.alt,
        "focus_x": str(photo.focus_x),
        "focus_y": str(photo.focus_y),
    }


class Editor(Form):
    """Base of every kind's editor."""

    def least_of_photos(self) -> tuple[int, int]:
        """Width and height, in pixels, below which a picture looks soft on the wall (DESIGN §6)."""
        return PORTRAIT

    def all_fields(self) -> Iterator[Field]:
        """Every field, those inside lists and parts included."""
        return _fields_of(self)

    def list_called(self, path: str) -> FieldList[Any] | None:
        """The list of that name on the page, or None."""
        for one in _fields_of(self):
            if isinstance(one, FieldList) and one.name == path:
                return one
        return None

    def station_fields(self) -> Iterator[OpenSelectField]:
        """Every field that asks for a station by its code."""
        return (one for one in _fields_of(self) if isinstance(one, StationField))

    def pairs_fields(self) -> Iterator[PairsField]:
        """Every field of many pairs."""
        return (one for one in _fields_of(self) if isinstance(one, PairsField))

    def blanks(self) -> Iterator[tuple[str, str]]:
        """What of a template is still to be filled in: the name of its place, and the words around it."""
        for one in _fields_of(self):
            if isinstance(one, PairsField):
                yield from one.blanks()
            elif FILLED_IN in one.validators:
                label = str(one.label.text)
                yield from ((label, place) for place in blanks_in(str(one.data or "")))

    def without_consent(self) -> str:
        """The text in which nobody may be named who has not agreed; empty where that is no question."""
        return ""

    def photos(self) -> Iterator[tuple[str, PhotoEditor]]:
        """Every place for a picture, lists included, by its name on the page."""
        for one in _fields_of(self):
            if isinstance(one, FormField) and isinstance(one.form, PhotoEditor):
                yield one.name, one.form


def typed_of(form: Form) -> Typed:
    """What the fields of `form` would send: a document on its way back into an editor."""
    return [
        pair
        for one in _fields_of(form)
        if not isinstance(one, (FieldList, FormField))
        for pair in _pairs_of(one)
    ]


def as_formdata(typed: Typed) -> MultiDict[str, str]:
    """What was typed, as a form reads it."""
    return MultiDict(typed)


def stored(typed: Typed) -> str:
    """What was typed, as a draft keeps it."""
    return json.dumps(typed, ensure_ascii=False)


def read_back(text: str) -> Typed:
    """What a draft has kept."""
    return [(name, value) for name, value in json.loads(text)]


def _pairs_of(one: Field) -> Typed:
    if isinstance(one, PairsField):
        return one.pairs()
    if isinstance(one, BooleanField) and not one.data:
        return []  # as a browser sends it
    return [(one.name, str(one._value()) if hasattr(one, "_value") else str(one.data or ""))]


def _fields_of(form: Form) -> Iterator[Field]:
    for one in form:
        yield one
        if isinstance(one, FormField):
            yield from _fields_of(one.form)
        elif isinstance(one, FieldList):
            for entry in one:
                yield entry
                if isinstance(entry, FormField):
                    yield from _fields_of(entry.form)


def _percent(typed: str | None, otherwise: int) -> int:
    number = whole_number(typed)
    return otherwise if number is None else min(number, 100)
