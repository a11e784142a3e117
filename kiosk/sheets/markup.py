"""HTML tables: what a browser's clipboard holds, and the .xls files that are web pages by another name.

Not a parser of HTML but a walk along its tags, in one pass and in time linear to the text: the
standard library's own can be made to take minutes over a few megabytes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kiosk.sheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Book,
    Gathering,
    Merge,
    Sheet,
    SheetName,
    text_cell,
)
from kiosk.sheets.problems import Refusal, Unreadable

MOST_TABLES = 50
#: Rows that may be merged into one cell; a figure beyond it is no office's.
_MOST_SPANNED = MOST_ROWS
_SPAN = re.compile(r"(colspan|rowspan)=[\"']?(\d{1,5})", re.IGNORECASE)
#: What its author hid is not for the wall.
_HIDDEN = re.compile(r"display:\s?none", re.IGNORECASE)
_NAME = re.compile(r"/?[a-z][a-z0-9:]*", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
#: What stands in these is nothing to read.
_SKIPPED = {tag: re.compile(f"</{tag}", re.IGNORECASE) for tag in ("style", "script", "head")}
_LOOKED_AT = 2_000


def is_markup(text: str) -> bool:
    """True for a text that is a web page or a part of one with a table in it."""
    start = text[:_LOOKED_AT].lstrip("\ufeff \t\r\n").lower()
    return start.startswith("<") and ("<table" in text.lower() or "<html" in start)


def tables(text: str) -> Book:
    """The tables of a page, each as a sheet. Raises Unreadable if there is none."""
    reader = _Reader()
    for tag, attributes, words in _walk(text):
        reader.tag(tag, attributes)
        reader.words(words)
    sheets = [table.sheet(str(index)) for index, table in enumerate(reader.tables, start=1)]
    sheets = [sheet for sheet in sheets if sheet.lines]
    if not sheets:
        raise Unreadable(Refusal.NOTHING_IN_IT)
    return Book(tuple(SheetName(sheet.name) for sheet in sheets), lambda index: sheets[index])


def _walk(text: str) -> Iterator[tuple[str, str, str]]:
    """Each tag, its attributes, and the text after it. A tag never ended ends the walk."""
    at = text.find("<")
    while at >= 0:
        is_comment = text.startswith("<!--", at)
        end = text.find("-->" if is_comment else ">", at)
        if end < 0:
            return
        found = None if is_comment else _NAME.match(text, at + 1)
        tag = found[0].lower() if found else ""
        if tag in _SKIPPED:
            closing = _SKIPPED[tag].search(text, end)
            at = closing.start() if closing else -1
            continue
        end += len("-->") if is_comment else 1
        at = text.find("<", end)
        attributes = text[found.end() : end] if found else ""
        yield tag, attributes, text[end : at if at >= 0 else len(text)]


@dataclass
class _Reader:
    """Builds tables of the tags as they come; a table inside a cell becomes one of its own."""

    tables: list[_Table] = field(default_factory=list)
    open: list[_Table] = field(default_factory=list)

    def tag(self, tag: str, attributes: str) -> None:
        """A tag begins or ends."""
        if tag == "table":
            if len(self.tables) >= MOST_TABLES:
                raise Unreadable(Refusal.NOT_A_SHEET)
            self.tables.append(_Table())
            self.open.append(self.tables[-1])
        elif not self.open:
            return
        elif tag == "/table":
            self.open.pop().end_cell()
        elif tag == "tr":
            self.open[-1].begin_row(attributes)
        elif tag in {"td", "th"}:
            self.open[-1].begin_cell(attributes)
        elif tag in {"/td", "/th", "/tr"}:
            self.open[-1].end_cell()
        elif tag in {"br", "/p", "/div"}:
            self.words(" ")

    def words(self, text: str) -> None:
        """Text between two tags."""
        if self.open and self.open[-1].spans:
            self.open[-1].pieces.append(text)


@dataclass
class _Table:
    gathered: Gathering = field(default_factory=Gathering)
    merges: list[Merge] = field(default_factory=list)
    #: How far down each column is taken by a cell that began above.
    taken_until: dict[int, int] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    line: int = 0
    column: int = 0
    spans: tuple[int, int] | None = None
    line_is_hidden: bool = False
    is_hidden: bool = False

    def begin_row(self, attributes: str) -> None:
        """A row begins; one that was never ended does now."""
        self.end_cell()
        self.line_is_hidden = bool(_HIDDEN.search(attributes))
        self.line += 1
        self.column = 0

    def begin_cell(self, attributes: str) -> None:
        """A cell begins at the first column that no cell from above reaches into."""
        self.end_cell()
        self.line = max(self.line, 1)
        while self.taken_until.get(self.column, 0) >= self.line:
            self.column += 1
        self.is_hidden = self.line_is_hidden or bool(_HIDDEN.search(attributes))
        found = {name.lower(): int(count) for name, count in _SPAN.findall(attributes)}
        wide = min(max(found.get("colspan", 1), 1), MOST_COLUMNS)
        high = min(max(found.get("rowspan", 1), 1), _MOST_SPANNED)
        self.spans = (wide, high)
        self.pieces.clear()

    def end_cell(self) -> None:
        """The open cell, if one is, ends."""
        if self.spans is None:
            return
        wide, high = self.spans
        self.spans = None
        cell = text_cell(html.unescape(_SPACE.sub(" ", "".join(self.pieces))))
        self.pieces.clear()
        if self.is_hidden:
            cell = None
        if cell is not None:
            self.gathered.put(self.line, self.column, cell)
        if (wide > 1 or high > 1) and cell is not None:
            bottom, right = self.line + high - 1, self.column + wide - 1
            self.merges.append(Merge(self.line, self.column, bottom, right))
        if high > 1:
            for column in range(self.column, min(self.column + wide, MOST_COLUMNS)):
                self.taken_until[column] = self.line + high - 1
        self.column += wide

    def sheet(self, name: str) -> Sheet:
        """What was gathered."""
        self.end_cell()
        return Sheet(name, self.gathered.lines(), tuple(self.merges))
