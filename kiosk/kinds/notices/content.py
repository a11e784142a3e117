"""The document of a notice. Amounts are decimal strings, days ISO dates; no floating point."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from kiosk.core.document import Document
from kiosk.core.media import Attachment

ColumnType = Literal["text", "int", "number", "money", "percent", "date", "star"]
Cell = str | int | None
NUMERIC = frozenset({"int", "number", "money", "percent"})
MOST_STARS = 5
#: Rows of one table that a wall shows, over as many rounds as they take; the phone and paper have all.
MOST_WALL_ROWS = 500
#: A label's last part in brackets: 驿站(1分).
_ASIDE = re.compile(r"(?P<label>.+?)\s*(?P<aside>[（(][^（）()]+[）)])")
_SERIAL = re.compile(r"序号?|No\.?|#")
_FIGURE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


class Column(Document, frozen=True, kw_only=True):
    """One column of a table; `unit` stands in the head, once."""

    unread: ClassVar[frozenset[str]] = frozenset({"key"})

    key: str
    label: str
    type: ColumnType = "text"
    unit: str = ""

    @property
    def head(self) -> tuple[str, str]:
        """The label, and what stands behind it in small type: its part in brackets."""
        found = _ASIDE.fullmatch(self.label)
        return (found["label"], found["aside"]) if found else (self.label, "")

    @property
    def is_numeric(self) -> bool:
        """True for figures: they stand right and never wrap."""
        return self.type in NUMERIC

    def check(self, cell: Cell) -> None:
        """Raises ValueError if `cell` is not what this column holds; an empty one always may be."""
        if cell is None or self.type == "text":
            return
        if self.type == "date":
            if not isinstance(cell, str):
                raise ValueError(f"{self.label}: {cell} is no day")
            date.fromisoformat(cell)
        elif self.type == "star":
            if cell not in range(MOST_STARS + 1):
                raise ValueError(f"{self.label}: {cell} is no number of stars")
        elif not _FIGURE.fullmatch(str(cell)):
            raise ValueError(f"{self.label}: {cell} is no figure")

    @property
    def is_summed(self) -> bool:
        """True for figures that add up; rates do not."""
        return self.type in NUMERIC and self.type != "percent"


class KeepRule(Document, frozen=True, kw_only=True):
    """Which rows may still be named once the publicity period is over.

    Those with at least `minimum` in `column` and something in `requires`. (DOMAIN §3.7: three stars
    and above, of the people who took part.)
    """

    unread: ClassVar[frozenset[str]] = frozenset({"column", "requires"})

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

    @property
    def wall_rows(self) -> tuple[dict[str, Cell], ...]:
        """The rows a wall shows."""
        return self.rows[:MOST_WALL_ROWS]

    @property
    def shared_unit(self) -> str:
        """The unit all amounts have, so that it need stand only once; empty where they differ."""
        units = {column.unit for column in self.columns if column.type == "money"}
        return units.pop() if len(units) == 1 else ""

    @property
    def counts_only_amounts(self) -> bool:
        """True if no other figures stand in the table: nobody is to take people or points for yuan.

        A share says what it is in each cell, and the running number counts nothing.
        """
        others = [one for one in self.columns if one.type not in {"money", "percent"}]
        return not any(
            one.unit or (one.is_numeric and not _SERIAL.fullmatch(one.label)) for one in others
        )

    def adds_up(self, column: Column) -> bool:
        """True if the last line of `column` is the sum of its rows: of such figures alone a part may be added up.

        An average in the total's line (人均, 均价, 得分) is none, whatever its column is called.
        """
        total = (self.total or {}).get(column.key)
        if total is None or not column.is_summed:
            return False
        figures = (row.get(column.key) for row in self.rows)
        return sum(Decimal(str(one)) for one in figures if one is not None) == Decimal(str(total))

    def __post_init__(self) -> None:
        """Raises ValueError if a cell is not what its column holds: no face could show it."""
        for row in (*self.rows, self.total or {}):
            for column in self.columns:
                column.check(row.get(column.key))


class Contact(Document, frozen=True, kw_only=True):
    """Where to turn with an objection or a question."""

    department: str
    person: str
    phone: str
    email: str = ""
    box: str = ""


class Embedded(Document, frozen=True, kw_only=True):
    """A frozen result this notice vouches for."""

    unread: ClassVar[frozenset[str]] = frozenset({"kind", "fingerprint"})

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
    #: What came of the publicity period, as texts from before said it (decision 28). No editor asks for it any more.
    conclusion: str = ""
    attachments: tuple[Attachment, ...] = ()
    embeds: tuple[Embedded, ...] = ()
