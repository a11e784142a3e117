"""Moments (身影): a picture, a short story, who saw it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from kiosk.core.document import Document
from kiosk.core.media import Photo


class Moment(Document, frozen=True, kw_only=True):
    """One moment. People are named only with their consent; the editor asks for it."""

    pictured: ClassVar[frozenset[str]] = frozenset({"title", "story", "people"})

    title: str
    story: str
    day: date
    station: str
    author: str
    column: str = ""
    theme: str = ""
    people: tuple[str, ...] = ()
    photo: Photo | None = None
