"""Contacts (公开电话): the leaders' phones and e-mail, and each station's integrity supervisor."""

from __future__ import annotations

from typing import ClassVar

from kiosk.core.document import Document
from kiosk.core.media import Photo


class Leader(Document, frozen=True, kw_only=True):
    """A leader of the office, as staff may reach him or her."""

    public_phones: ClassVar[frozenset[str]] = frozenset({"phone", "email"})
    pictured: ClassVar[frozenset[str]] = frozenset({"name"})
    personal: ClassVar[frozenset[str]] = frozenset({"phone", "email"})

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

    public_phones: ClassVar[frozenset[str]] = frozenset({"duty_phone", "discipline_phone"})

    title: str
    leaders: tuple[Leader, ...]
    supervisors: tuple[Supervisor, ...] = ()
    hours: str = ""
    duty_phone: str = ""
    discipline_phone: str = ""
    box: str = ""
