"""The editor of a notice: prose, what stands around it, and its tables as grids (see tables.py)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from flask_babel import gettext as _
from wtforms import StringField, TextAreaField
from wtforms.form import BaseForm

from kiosk.core.document import BadContent, from_builtins
from kiosk.core.i18n import lazy as _l
from kiosk.core.media import Attachment
from kiosk.kinds.editing import (
    EMAIL,
    FILLED_IN,
    NEEDED,
    PHONES,
    DayField,
    Editor,
    Known,
    PairsField,
    Parts,
    Typed,
    at_most,
    stripped,
)
from kiosk.kinds.notices.content import Contact, Embedded, Notice
from kiosk.kinds.notices.grid import Grid, grids_in, pairs_of, place_names
from kiosk.kinds.notices.patterns import PatternTable
from kiosk.kinds.notices.saying import sentence
from kiosk.kinds.notices.tables import (
    Fault,
    Placed,
    Shown,
    blanks_of,
    faults_in,
    faults_of,
    offered,
    open_heads,
    placed,
    shown,
    where,
    with_ids,
)

MOST_TITLE_CHARACTERS = 40
TURNED_TO = frozenset(
    {f"contact_{name}" for name in ("department", "person", "phone", "email", "box")} | {"seal"}
)


class TablesField(PairsField):
    """The tables that were typed into grids; those nobody has typed into stand in the draft's parts."""

    data: dict[str, Grid]

    def read_pairs(self, typed: Typed) -> None:
        """Take the pairs that are ours."""
        self.data = grids_in(typed)

    def pairs(self) -> Typed:
        """What the grids send."""
        return [pair for grid in self.data.values() for pair in pairs_of(grid)]

    def labels(self) -> Iterator[tuple[str, str]]:
        """Every field with its table and its cell: 采购明细 C5."""
        for grid in self.data.values():
            caption = grid.caption.strip() or str(self.label.text)
            yield f"table-{grid.id}-caption", _("Caption of the table")
            yield f"table-{grid.id}-note", _("Note below the table")
            yield from ((name, f"{caption} {cell}") for name, cell in place_names(grid))

    def first_fault(self) -> str | None:
        """The first cell that must be mended, or the first head that must be filled in."""
        found = next(faults_in(self.data), None)
        if found:
            return found[0].field_at(found[1].line, found[1].column)
        return next((one.field for one in open_heads(self.data.values())), None)

    def pre_validate(self, form: BaseForm) -> None:
        """Every cell that does not fit, by its table, row and column."""
        says = [
            " ".join(filter(None, [grid.caption.strip(), where(grid, one), sentence(one)]))
            for grid, one in faults_in(self.data)
        ]
        left = [f"{one.place} {one.says}".strip() for one in open_heads(self.data.values())]
        self.errors = [*self.errors, *says, *left]

    def blanks(self) -> Iterator[tuple[str, str]]:
        """Captions, heads and notes that are still to be filled in."""
        return ((one.place, text) for grid in self.data.values() for one, text in blanks_of(grid))

    def placed(self, parts: Parts) -> list[Placed]:
        """Every table of the draft, in order. Raises BadContent."""
        return placed(parts, self.data)

    def shown(self, parts: Parts) -> list[Shown] | None:
        """Every table as the editor shows it; None if one cannot be read."""
        try:
            return shown(self.placed(parts))
        except BadContent:
            return None

    def faults(self, parts: Parts) -> list[Fault]:
        """Everything there is to say about the grids. Raises BadContent."""
        return list(faults_of(self.placed(parts)))

    def offered(self, known: Known, parts: Parts) -> list[tuple[int, PatternTable]]:
        """Tables that such notices usually have, and this one has not."""
        return offered(known, {one.caption.strip() for one in self.shown(parts) or []})


class NoticeEditor(Editor):
    """What is typed of a notice. `body` is light Markdown, but nobody has to know it."""

    title = StringField(
        _l("Title"), [NEEDED, at_most(MOST_TITLE_CHARACTERS), FILLED_IN], filters=[stripped]
    )
    body = TextAreaField(_l("Body text"), [at_most(20_000), FILLED_IN])
    issuer = StringField(_l("Issued by"), [NEEDED, at_most(60)], filters=[stripped])
    sign_date = DayField(_l("Dated"), [NEEDED])
    contact_department = StringField(_l("Where to turn to"), [at_most(60)], filters=[stripped])
    contact_person = StringField(_l("Contact person"), [at_most(40)], filters=[stripped])
    contact_phone = StringField(_l("Supervision phone"), [at_most(40), PHONES], filters=[stripped])
    contact_email = StringField(_l("E-mail"), [at_most(80), EMAIL], filters=[stripped])
    contact_box = StringField(_l("Opinion box"), [at_most(60)], filters=[stripped])
    summary = StringField(_l("In one sentence"), [at_most(120)], filters=[stripped])
    seal = StringField(_l("Note on the seal"), [at_most(40)], filters=[stripped])
    tables = TablesField(_l("Tables"))


def notice_of(editor: NoticeEditor, parts: Parts, known: Known) -> Notice:
    """The notice as far as it has been typed. Raises BadContent if its parts cannot be read."""
    return Notice(
        title=editor.title.data or "",
        form=known.form,
        issuer=editor.issuer.data or "",
        sign_date=editor.sign_date.data or known.on,
        summary=editor.summary.data or "",
        body=clean(editor.body.data),
        tables=tuple(one.table for one in editor.tables.placed(parts)),
        contact=_contact(editor),
        seal=editor.seal.data or "",
        attachments=tuple(from_builtins(one, Attachment) for one in parts.get("attachments", [])),
        embeds=tuple(from_builtins(one, Embedded) for one in parts.get("embeds", [])),
    )


def values_of(content: Notice) -> dict[str, Any]:
    """A notice as its editor's fields hold it."""
    contact = content.contact or Contact(department="", person="", phone="")
    return {
        "title": content.title,
        "body": content.body,
        "issuer": content.issuer,
        "sign_date": content.sign_date,
        "summary": content.summary,
        "seal": content.seal,
        **{f"contact_{name}": value for name, value in msgspec.structs.asdict(contact).items()},
    }


def parts_of(content: Notice) -> Parts:
    """What of a notice nobody types."""
    return {
        "tables": with_ids(msgspec.to_builtins(content.tables)),
        "attachments": msgspec.to_builtins(content.attachments),
        "embeds": msgspec.to_builtins(content.embeds),
    }


def clean(typed: str | None) -> str:
    """Text with one kind of line end, as browsers do not send it, and nothing around it."""
    return (typed or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _contact(editor: NoticeEditor) -> Contact | None:
    contact = Contact(
        department=editor.contact_department.data or "",
        person=editor.contact_person.data or "",
        phone=editor.contact_phone.data or "",
        email=editor.contact_email.data or "",
        box=editor.contact_box.data or "",
    )
    is_empty = not any(msgspec.structs.astuple(contact))
    return None if is_empty else contact
