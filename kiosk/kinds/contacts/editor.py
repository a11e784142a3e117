"""The editor of the board of contacts."""

from __future__ import annotations

from typing import Any

import msgspec
from wtforms import FieldList, Form, FormField, StringField

from kiosk.core.i18n import lazy as _l
from kiosk.kinds.contacts.content import ContactBoard, Leader, Supervisor
from kiosk.kinds.editing import (
    EMAIL,
    NEEDED,
    PHONES,
    Editor,
    Known,
    LinesField,
    PhotoEditor,
    StationField,
    at_most,
    photo_of,
    photo_values,
    stripped,
)

#: Also the picture of whoever it is: its file and its words.
TURNED_TO = frozenset(
    {"name", "phone", "email", "sha", "alt", "duty_phone", "discipline_phone", "box"}
)


class LeaderEditor(Form):
    """One leader of the office."""

    name = StringField(_l("Name"), [NEEDED, at_most(40)], filters=[stripped])
    post = StringField(_l("Post"), [at_most(40)], filters=[stripped])
    duty = StringField(_l("In charge of"), [at_most(60)], filters=[stripped])
    phone = StringField(_l("Office phone"), [NEEDED, at_most(40), PHONES], filters=[stripped])
    email = StringField(_l("E-mail"), [at_most(80), EMAIL], filters=[stripped])
    reception = StringField(_l("Sees visitors"), [at_most(40)], filters=[stripped])
    photo = FormField(PhotoEditor, _l("Photo"))


class SupervisorEditor(Form):
    """One station's integrity supervisor."""

    station_code = StationField(_l("Station"))
    name = StringField(_l("Name"), [NEEDED, at_most(40)], filters=[stripped])
    watches = LinesField(_l("What they watch, one a line"))


class ContactsEditor(Editor):
    """What is typed of the board."""

    title = StringField(_l("Title"), [NEEDED, at_most(40)], filters=[stripped])
    hours = StringField(_l("Office hours"), [at_most(60)], filters=[stripped])
    duty_phone = StringField(_l("Duty phone"), [at_most(40), PHONES], filters=[stripped])
    discipline_phone = StringField(
        _l("Discipline phone"), [at_most(40), PHONES], filters=[stripped]
    )
    box = StringField(_l("Opinion box"), [at_most(60)], filters=[stripped])
    leaders = FieldList(FormField(LeaderEditor), _l("Leaders"), max_entries=12)
    supervisors = FieldList(
        FormField(SupervisorEditor), _l("Integrity supervisors"), max_entries=60
    )


def board_of(editor: ContactsEditor, known: Known) -> ContactBoard:
    """The board as far as it has been typed."""
    return ContactBoard(
        title=editor.title.data or "",
        leaders=tuple(_leader(one.form) for one in editor.leaders),
        supervisors=tuple(_supervisor(one.form, known) for one in editor.supervisors),
        hours=editor.hours.data or "",
        duty_phone=editor.duty_phone.data or "",
        discipline_phone=editor.discipline_phone.data or "",
        box=editor.box.data or "",
    )


def values_of(content: ContactBoard) -> dict[str, Any]:
    """A board as its editor's fields hold it."""
    return {
        **msgspec.structs.asdict(content),
        "leaders": [
            {**msgspec.structs.asdict(one), "photo": photo_values(one.photo)}
            for one in content.leaders
        ],
        "supervisors": [msgspec.structs.asdict(one) for one in content.supervisors],
    }


def _leader(editor: LeaderEditor) -> Leader:
    return Leader(
        name=editor.name.data or "",
        post=editor.post.data or "",
        duty=editor.duty.data or "",
        phone=editor.phone.data or "",
        email=editor.email.data or "",
        reception=editor.reception.data or "",
        photo=photo_of(editor.photo.form, otherwise=editor.name.data or ""),
    )


def _supervisor(editor: SupervisorEditor, known: Known) -> Supervisor:
    code = editor.station_code.data or ""
    return Supervisor(
        station_code=code,
        station=known.stations.get(code, code),
        name=editor.name.data or "",
        watches=tuple(editor.watches.data or ()),
    )
