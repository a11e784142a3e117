"""The editor of an honor board: one posting, one or many honors."""

from __future__ import annotations

from typing import Any

import msgspec
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    FieldList,
    Form,
    FormField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.fields import RadioField

from kiosk.core.i18n import lazy as _l
from kiosk.kinds.editing import (
    NEEDED,
    PORTRAIT,
    SPOTLIGHT,
    TEAM,
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
from kiosk.kinds.honors.content import Figure, Honor, HonorBoard

RECIPIENTS = {
    "person": _l("One person or several"),
    "collective": _l("A collective"),
    "post": _l("A post (vanguard post, model post, responsibility area)"),
}
MOST_DEED_CHARACTERS = 40
MOST_STORY_CHARACTERS = 200


class FigureEditor(Form):
    """One number that tells the deed."""

    value = StringField(_l("Number"), [at_most(12)], filters=[stripped])
    unit = StringField(_l("Unit"), [at_most(8)], filters=[stripped])
    label = StringField(_l("What it counts"), [at_most(20)], filters=[stripped])


class HonorEditor(Form):
    """One honor."""

    name = StringField(_l("Person or collective"), [NEEDED, at_most(40)], filters=[stripped])
    title = StringField(_l("Title of honor"), [NEEDED, at_most(40)], filters=[stripped])
    level = StringField(_l("Level"), [at_most(20)], filters=[stripped])
    awarded_by = StringField(_l("Awarded by"), [NEEDED, at_most(60)], filters=[stripped])
    awarded_on = DayField(_l("Awarded on"), [NEEDED])
    station = StringField(_l("Station"), [at_most(40)], filters=[stripped])
    post = StringField(_l("Post"), [at_most(40)], filters=[stripped])
    document_number = StringField(_l("Document number"), [at_most(40)], filters=[stripped])
    period = StringField(_l("Year or term"), [at_most(40)], filters=[stripped])
    deeds = StringField(
        _l("Deeds, for the wall"), [at_most(MOST_DEED_CHARACTERS)], filters=[stripped]
    )
    story = TextAreaField(_l("Deeds, for the phone"), [at_most(MOST_STORY_CHARACTERS)])
    photo = FormField(PhotoEditor, _l("Photo"))
    people = LinesField(_l("Members, one a line"))
    area = StringField(_l("Area"), [at_most(60)], filters=[stripped])
    duties = LinesField(_l("Duties, one a line"))
    pledge = StringField(_l("Pledge"), [at_most(80)], filters=[stripped])
    figures = FieldList(FormField(FigureEditor), _l("Figures"), max_entries=4)


class HonorsEditor(Editor):
    """What is typed of an honor board."""

    title = StringField(_l("Title"), [NEEDED, at_most(40)], filters=[stripped])
    subtitle = StringField(_l("Second line"), [at_most(60)], filters=[stripped])
    recipient = RadioField(
        _l("Who is honored"),
        choices=[SelectChoice(code, word) for code, word in RECIPIENTS.items()],
        default="person",
        validate_choice=False,
    )
    honors = FieldList(FormField(HonorEditor), _l("Those honored"), min_entries=1, max_entries=60)

    def least_of_photos(self) -> tuple[int, int]:
        """A collective stands in 3:2; somebody honored alone stands as high as the wall."""
        if self.recipient.data != "person":
            return TEAM
        return SPOTLIGHT if len(self.honors) == 1 else PORTRAIT


def board_of(editor: HonorsEditor, known: Known) -> HonorBoard:
    """The board as far as it has been typed."""
    recipient = editor.recipient.data
    return HonorBoard(
        title=editor.title.data or "",
        subtitle=editor.subtitle.data or "",
        recipient=recipient if recipient in RECIPIENTS else "person",
        honors=tuple(_honor(one.form, known) for one in editor.honors),
    )


def values_of(content: HonorBoard) -> dict[str, Any]:
    """A board as its editor's fields hold it."""
    return {
        "title": content.title,
        "subtitle": content.subtitle,
        "recipient": content.recipient,
        "honors": [
            {
                **msgspec.structs.asdict(one),
                "photo": photo_values(one.photo),
                "figures": [msgspec.structs.asdict(figure) for figure in one.figures],
            }
            for one in content.honors
        ],
    }


def _honor(editor: HonorEditor, known: Known) -> Honor:
    return Honor(
        name=editor.name.data or "",
        title=editor.title.data or "",
        level=editor.level.data or "",
        awarded_by=editor.awarded_by.data or "",
        awarded_on=editor.awarded_on.data or known.on,
        station=editor.station.data or "",
        post=editor.post.data or "",
        document_number=editor.document_number.data or "",
        period=editor.period.data or "",
        deeds=editor.deeds.data or "",
        story=stripped(editor.story.data),
        photo=photo_of(editor.photo.form, otherwise=editor.name.data or ""),
        people=tuple(editor.people.data or ()),
        area=editor.area.data or "",
        duties=tuple(editor.duties.data or ()),
        pledge=editor.pledge.data or "",
        figures=tuple(
            Figure(
                value=one.form.value.data or "",
                unit=one.form.unit.data or "",
                label=one.form.label.data or "",
            )
            for one in editor.figures
            if one.form.value.data
        ),
    )
