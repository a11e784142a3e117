"""What only contacts know about being shown."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.kinds.contacts import editor as editing
from kiosk.kinds.contacts.content import ContactBoard
from kiosk.kinds.contract import Facts, Kind
from kiosk.kinds.editing import Known, Parts


class Contacts(Kind[ContactBoard]):
    """公开电话."""

    name = "contacts"
    content = ContactBoard
    editor = editing.ContactsEditor
    is_repeated = True
    turned_to = editing.TURNED_TO

    def title(self, content: ContactBoard) -> str:
        return content.title

    def content_of(
        self, editor: editing.ContactsEditor, parts: Parts, known: Known
    ) -> ContactBoard:
        return editing.board_of(editor, known)

    def first_values(self, known: Known) -> dict[str, Any]:
        return {"duty_phone": known.phone, "box": known.box, "leaders": [{}]}

    def values_of(self, content: ContactBoard) -> dict[str, Any]:
        return editing.values_of(content)

    def visible(self, content: ContactBoard, facts: Facts) -> ContactBoard:
        """A station sees its own supervisor; where no station is known, all of them."""
        if facts.viewed_at is None:
            return content
        own = tuple(one for one in content.supervisors if one.station_code == facts.viewed_at)
        return msgspec.structs.replace(content, supervisors=own)


CONTACTS = Contacts()
