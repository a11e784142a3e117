"""Contacts (公开电话): the leaders' phones and e-mail, and each station's integrity supervisor."""

from __future__ import annotations

import msgspec

from kiosk.core.document import Document
from kiosk.core.media import Photo
from kiosk.kinds.contract import Facts, Kind


class Leader(Document, frozen=True, kw_only=True):
    """A leader of the office, as staff may reach him or her."""

    name: str
    post: str
    duty: str
    phone: str
    email: str
    reception: str = ""
    photo: Photo | None = None


class Supervisor(Document, frozen=True, kw_only=True):
    """A station's integrity supervisor (廉政监督员) and what he or she watches."""

    station_code: str
    station: str
    name: str
    watches: tuple[str, ...]


class ContactBoard(Document, frozen=True, kw_only=True):
    """The board of contacts."""

    title: str
    leaders: tuple[Leader, ...]
    supervisors: tuple[Supervisor, ...] = ()
    hours: str = ""
    duty_phone: str = ""
    discipline_phone: str = ""
    box: str = ""


class Contacts(Kind[ContactBoard]):
    """公开电话."""

    name = "contacts"
    content = ContactBoard
    dwell = "contacts"

    def title(self, content: ContactBoard) -> str:
        return content.title

    def visible(self, content: ContactBoard, facts: Facts) -> ContactBoard:
        """A station sees its own supervisor; where no station is known, all of them."""
        if facts.viewed_at is None:
            return content
        own = tuple(one for one in content.supervisors if one.station_code == facts.viewed_at)
        return msgspec.structs.replace(content, supervisors=own)


CONTACTS = Contacts()
