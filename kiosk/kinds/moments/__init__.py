"""Moments (身影): a picture, a short story, who saw it."""

from __future__ import annotations

from datetime import date

from kiosk.core.document import Document
from kiosk.core.media import Photo
from kiosk.kinds.contract import Kind


class Moment(Document, frozen=True, kw_only=True):
    """One moment. People are named only with their consent; the editor asks for it."""

    title: str
    story: str
    day: date
    station: str
    author: str
    column: str = ""
    theme: str = ""
    people: tuple[str, ...] = ()
    photo: Photo | None = None


class Moments(Kind[Moment]):
    """身影."""

    name = "moments"
    content = Moment
    dwell = "moment"

    def title(self, content: Moment) -> str:
        return content.title


MOMENTS = Moments()
