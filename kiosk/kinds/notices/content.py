"""The document of a notice. Amounts are decimal strings, days ISO dates; no floating point."""

from __future__ import annotations

from datetime import date
from typing import Literal

from kiosk.core.document import Document
from kiosk.core.media import Attachment

ColumnType = Literal["text", "int", "number", "money", "percent", "date", "star"]
Cell = str | int | None
NUMERIC = frozenset({"int", "number", "money", "percent"})


class Column(Document, frozen=True, kw_only=True):
    """One column of a table; `unit` stands in the head, once."""

    key: str
    label: str
    type: ColumnType = "text"
    unit: str = ""

    @property
    def is_numeric(self) -> bool:
        """True for figures: they stand right and never wrap."""
        return self.type in NUMERIC

    @property
    def is_summed(self) -> bool:
        """True for figures that add up; rates do not."""
        return self.type in NUMERIC and self.type != "percent"


class KeepRule(Document, frozen=True, kw_only=True):
    """Which rows may still be named once the publicity period is over.

    Those with at least `minimum` in `column` and something in `requires`. (DOMAIN §3.7: three stars
    and above, of the people who took part.)
    """

    column: str
    minimum: int
    requires: str


class Table(Document, frozen=True, kw_only=True):
    """A table; `total` holds its last line, for the columns that have one."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Cell], ...]
    total: dict[str, Cell] | None = None
    note: str = ""
    keep_after: KeepRule | None = None


class Contact(Document, frozen=True, kw_only=True):
    """Where to turn with an objection or a question."""

    department: str
    person: str
    phone: str
    email: str = ""
    box: str = ""


class Embedded(Document, frozen=True, kw_only=True):
    """A frozen result this notice vouches for."""

    kind: str
    fingerprint: str


class Notice(Document, frozen=True, kw_only=True):
    """One notice. `body` is light Markdown."""

    title: str
    form: str
    issuer: str
    sign_date: date
    summary: str = ""
    body: str = ""
    tables: tuple[Table, ...] = ()
    contact: Contact | None = None
    seal: str = ""
    #: What came of the publicity period, once it is over.
    conclusion: str = ""
    attachments: tuple[Attachment, ...] = ()
    embeds: tuple[Embedded, ...] = ()
