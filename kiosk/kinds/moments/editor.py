"""The editor of a moment: three clicks and a photo."""

from __future__ import annotations

from typing import Any

import msgspec
from wtforms import BooleanField, FormField, StringField, TextAreaField

from kiosk.core.i18n import lazy as _l
from kiosk.kinds.editing import (
    NEEDED,
    SCENE,
    DayField,
    Editor,
    Known,
    LinesField,
    PhotoEditor,
    at_most,
    photo_of,
    photo_values,
    stripped,
)
from kiosk.kinds.moments.content import Moment

MOST_STORY_CHARACTERS = 200
NOTHING_SEEN = _l("Choose a picture, or write what happened.")
UNAGREED = _l("Tick that the people named agree, or leave their names out.")


class MomentEditor(Editor):
    """What is typed of a moment."""

    photo = FormField(PhotoEditor, _l("Photo"))
    title = StringField(_l("Title"), [NEEDED, at_most(24)], filters=[stripped])
    story = TextAreaField(_l("What happened"), [at_most(MOST_STORY_CHARACTERS)])
    day = DayField(_l("Day"), [NEEDED])
    station = StringField(_l("Where"), [NEEDED, at_most(40)], filters=[stripped])
    author = StringField(_l("Seen by"), [at_most(40)], filters=[stripped])
    people = LinesField(_l("Who is in it, one a line"))
    consent = BooleanField(_l("The people named or shown agree to this"))
    theme = StringField(_l("Theme"), [at_most(20)], filters=[stripped])
    column = StringField(_l("Name of the column"), [at_most(20)], filters=[stripped])

    def least_of_photos(self) -> tuple[int, int]:
        """It fills half the wall."""
        return SCENE

    def without_consent(self) -> str:
        """What it tells, until whoever writes it ticks that those in it agree."""
        return "" if self.consent.data else f"{self.title.data or ''}\n{self.story.data or ''}"

    def validate(self, extra_validators: Any = None) -> bool:
        """There is a picture or a story, and nobody is named without having agreed."""
        fine = bool(super().validate(extra_validators))
        if not self.photo.form.sha.data and not stripped(self.story.data):
            self.story.errors = [*self.story.errors, NOTHING_SEEN]
            fine = False
        if self.people.data and not self.consent.data:
            self.consent.errors = [*self.consent.errors, UNAGREED]
            return False
        return fine


def moment_of(editor: MomentEditor, known: Known) -> Moment:
    """The moment as far as it has been typed."""
    return Moment(
        title=editor.title.data or "",
        story=stripped(editor.story.data),
        day=editor.day.data or known.on,
        station=editor.station.data or "",
        author=editor.author.data or "",
        column=editor.column.data or "",
        theme=editor.theme.data or "",
        people=tuple(editor.people.data or ()),
        photo=photo_of(editor.photo.form, otherwise=editor.title.data or ""),
    )


def values_of(content: Moment) -> dict[str, Any]:
    """A moment as its editor's fields hold it; whoever was named once had agreed."""
    return {
        **msgspec.structs.asdict(content),
        "photo": photo_values(content.photo),
        "consent": bool(content.people),
    }
