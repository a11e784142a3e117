"""Honors (光荣榜): persons, collectives, and posts (岗)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from kiosk.core.document import Document
from kiosk.core.media import Photo

Recipient = Literal["person", "collective", "post"]


class Figure(Document, frozen=True, kw_only=True):
    """One number that tells the deed: 986 天 连续零差错."""

    value: str
    unit: str
    label: str


class Honor(Document, frozen=True, kw_only=True):
    """One honor. A post (岗) also has its area, duties and pledge; people are its members."""

    pictured: ClassVar[frozenset[str]] = frozenset({"name", "people"})

    name: str
    title: str
    level: str
    awarded_by: str
    awarded_on: date
    station: str = ""
    post: str = ""
    document_number: str = ""
    period: str = ""
    #: At most 40 characters, for the wall.
    deeds: str = ""
    #: At most 200 characters, for the phone.
    story: str = ""
    photo: Photo | None = None
    people: tuple[str, ...] = ()
    area: str = ""
    duties: tuple[str, ...] = ()
    pledge: str = ""
    figures: tuple[Figure, ...] = ()


class HonorBoard(Document, frozen=True, kw_only=True):
    """One posting of honors: many persons together, or one person, collective or post alone."""

    title: str
    recipient: Recipient
    honors: Annotated[tuple[Honor, ...], msgspec.Meta(min_length=1)]
    subtitle: str = ""
