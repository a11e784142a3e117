"""A comparison as a page shows it: what each part is called, which rows are told, and how much there is of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kiosk.core.document import Document
from kiosk.core.formats import iso_day, long_day, number
from kiosk.core.pieces import Mark, Piece, Pieces, added, kept, new_of, old_of, removed
from kiosk.core.prose import EMPHASIS
from kiosk.faces.admin.comparison_counts import Aside
from kiosk.faces.admin.words import STAR_ROLES
from kiosk.kinds.compared import (
    Change,
    Comparison,
    Entry,
    File,
    Grid,
    Head,
    Part,
    Path,
    Row,
    Unsaid,
    Words,
)
from kiosk.kinds.contract import Kind
from kiosk.kinds.editing import LinesField
from kiosk.kinds.notices.content import NUMERIC
from kiosk.kinds.wording import star_word

#: So many unchanged rows stand on either side of a changed one, and so many rows are told at all.
AROUND, MOST_ROWS = 1, 200
#: Of a table that came or went as a whole.
MOST_OF_A_WHOLE = 12
#: Marks of the light Markdown that texts are kept in, which no reader sees.
_HEADING = re.compile(r"^#{1,6} ")
_MARKS = re.compile(rf"{EMPHASIS}|(?<=\d)\\(?=[.)])")
#: The texts a reader takes for the text itself: their paragraphs are only counted.
TEXTS = frozenset({"body", "story"})

#: What stands beside a row or a paragraph.
BADGES: dict[Change, Any] = {"added": _l("added"), "removed": _l("gone"), "changed": _l("edited")}
#: Fields no editor asks for: they come with an imported result.
FIELDS = {
    **STAR_ROLES,
    "form": _l("Form"),
    "conclusion": _l("What came of the publicity period"),
    "participants": _l("People who took part"),
    "distribution": _l("People by stars, five first"),
    "collectors": _l("Toll collectors"),
    "teams": _l("Teams"),
    "stations": _l("Stations"),
    "previous": _l("Score before"),
    "embeds": _l("Result it vouches for"),
    "attachments": _l("Attachments"),
    "watches": _l("What they watch"),
}


@dataclass(frozen=True)
class Line:
    """What one line says, and what it is called. `is_heading`: it heads what follows."""

    label: str
    change: Change
    pieces: Pieces
    says: str = ""
    is_heading: bool = False


@dataclass(frozen=True)
class ShownTable:
    """A table: its rows as they are told; a number stands for so many rows that are not."""

    label: str
    change: Change
    caption: Pieces
    heads: tuple[Head, ...]
    rows: tuple[Row | int, ...]
    total: Row | None
    note: Pieces
    moved: int
    left_out: int
    #: Cells that changed, once more in words: where a table is wider than the screen they would not be seen.
    cells: tuple[Line, ...] = ()

    @property
    def has_marks(self) -> bool:
        """True if its rows are told apart."""
        return any(not isinstance(one, int) and one.change != "kept" for one in self.rows)


Shown = Line | ShownTable


def asides_shown(asides: Iterable[Aside], *, wants_all: bool) -> list[Shown]:
    """What stands beside the document, line by line; only what changed unless all of it is wanted."""
    return [
        # A choice is another choice: what both words have in common says nothing.
        Line(one.label, "kept", kept(one.new))
        if wants_all
        else Line(one.label, "changed", removed(one.old) + added(one.new))
        for one in asides
        if wants_all or one.old != one.new
    ]


class Wording:
    """The parts of a comparison in the words of their kind's editor."""

    def __init__(self, kind: Kind[Any], documents: Iterable[Document]):
        self.labels = _labels(kind, documents)

    def write(self, value: Any, sort: str) -> str:
        """A value of a field, or of a column of that sort, as people write it."""
        if isinstance(value, date):
            return long_day(value)
        if sort == "date":
            with suppress(ValueError):
                return long_day(iso_day(str(value)))
        if sort == "star" and isinstance(value, int):
            return star_word(value)
        if sort in NUMERIC:
            with suppress(ArithmeticError, ValueError):
                return number(value)
        if sort in self.choices:
            return self.choices[sort].get(str(value), str(value))
        return str(value)

    @property
    def choices(self) -> dict[str, dict[str, str]]:
        """What the values of a choice are called, by its field."""
        return self.labels.choices

    def changes(self, found: Comparison) -> list[Shown]:
        """What changed, and the title, by which one knows what it is."""
        return list(self._shown(found, wants_all=False))

    def everything(self, found: Comparison) -> list[Shown]:
        """Every part, whether it changed or not."""
        return list(self._shown(found, wants_all=True))

    def _shown(self, found: Comparison, *, wants_all: bool) -> Iterator[Shown]:
        """Parts in order; an entry is named before the first thing said of it."""
        entry: Entry | None = None
        is_named = False
        for part in found.parts:
            if isinstance(part, Entry):
                entry, is_named = part, part.change != "kept"
                if is_named:
                    yield self._whole_entry(part, found)
            elif getattr(part, "entry", False):
                continue  # told with its entry
            elif part.change != "kept" or wants_all or part.path == ("title",):
                inside = entry is not None and part.path[: len(entry.path)] == entry.path
                if entry is not None and inside and not is_named:
                    yield self._named(entry, "kept")
                    is_named = True
                is_name = entry is not None and part.path == (*entry.path, entry.field)
                if part.change != "kept" or not (inside and is_name):
                    yield from self._part(part, wants_all=wants_all or part.change == "kept")

    def _named(self, entry: Entry, mark: Mark, says: str = "") -> Line:
        change: Change = mark
        said = (Piece(entry.name, mark),)
        return Line(self._called(entry.path), change, said, says, is_heading=True)

    def _whole_entry(self, entry: Entry, found: Comparison) -> Line:
        """An entry that came or went, in one line."""
        inside = [
            one
            for one in found.parts
            if isinstance(one, Words) and one.entry and one.path[: len(entry.path)] == entry.path
        ]
        said = [
            _("%(name)s: %(why)s", name=self._called(one.path, is_short=True), why=_text_of(one))
            for one in inside
            if one.path != (*entry.path, entry.field)
        ]
        mark: Mark = "added" if entry.change == "added" else "removed"
        return self._named(entry, mark, _("; ").join(said))

    def _part(self, part: Part, *, wants_all: bool) -> Iterator[Shown]:
        if isinstance(part, Words):
            yield from self._lines(part, wants_all=wants_all)
        elif isinstance(part, Grid):
            yield self._table(part, wants_all=wants_all)
        elif isinstance(part, File):
            yield Line(self._called(part.path), part.change, part.pieces, _file_says(part))
        elif isinstance(part, Unsaid):
            yield Line(self._called(part.path), "changed", (), _says_unsaid(part))

    def _lines(self, part: Words, *, wants_all: bool) -> Iterator[Line]:
        for one in part.paragraphs:
            if one.change != "kept" or wants_all:
                said = readable(one.pieces)
                is_heading = any(_HEADING.match(each.text) for each in one.pieces[:2])
                label = self._paragraph(part.path, one.number, one.change)
                says = "" if said else _("Only how it is set changed.")
                yield Line(label, one.change, said, says, is_heading and one.change == "kept")

    def _paragraph(self, path: Path, at: int, change: Change) -> str:
        label = self._called(path)
        if not at:
            return label
        if path[-1] in TEXTS and len(path) == 1:
            if change == "removed":
                return _("Paragraph %(num)d before", num=at)
            return _("Paragraph %(num)d", num=at)
        return _("%(place)s, paragraph %(num)d", place=label, num=at)

    def _table(self, grid: Grid, *, wants_all: bool) -> ShownTable:
        heads = grid.heads
        if grid.is_listed:
            heads = tuple(self._head(grid.path, one) for one in heads)
        is_whole = grid.change in {"added", "removed"}
        if wants_all:
            rows: list[Row | int] = list(grid.rows)
        elif is_whole:
            rows = list(grid.rows[:MOST_OF_A_WHOLE])
        else:
            rows = told(grid.rows)
        there = sum(one if isinstance(one, int) else 1 for one in rows)
        return ShownTable(
            label=self._called(grid.path if grid.is_listed else grid.path[:1]),
            change=grid.change,
            caption=grid.caption,
            heads=heads,
            rows=tuple(rows),
            total=grid.total if wants_all or _is_changed(grid.total) else None,
            note=grid.note if wants_all or any(one.mark != "kept" for one in grid.note) else (),
            moved=0 if wants_all else grid.moved,
            left_out=len(grid.rows) - there,
            cells=() if wants_all else tuple(_cells(grid.rows, heads)),
        )

    def _head(self, path: Path, head: Head) -> Head:
        label = self._called((*path, 0, head.label), is_short=True)
        return replace(head, label=label, pieces=(Piece(label, "kept"),))

    def _called(self, path: Path, *, is_short: bool = False) -> str:
        """What a place is called: its field's label, in a list with the number of the entry before it."""
        label = next(
            (self.labels.fields[name] for name in _names(path) if name in self.labels.fields), ""
        )
        own = label or str(FIELDS.get(_last_name(path), "")) or _("Imported result")
        is_entry = isinstance(path[-1], int) and len(path) == 2  # noqa: PLR2004 - a list and a number
        if is_short or not is_entry:
            return own
        listed = self.labels.fields.get(str(path[0])) or own
        return _("%(list)s %(num)d", list=listed, num=int(path[-1]) + 1)


def _cells(rows: Iterable[Row], heads: Sequence[Head]) -> Iterator[Line]:
    """The changed cells of changed rows, each with its place."""
    changed = (
        (row.number, head, cell)
        for row in rows
        if row.change == "changed"
        for head, cell in zip(heads, row.cells, strict=True)
        if cell.change == "changed"
    )
    for number_of, head, cell in islice(changed, MOST_OF_A_WHOLE):
        label = _("Row %(num)d, %(column)s", num=number_of, column=head.label)
        yield Line(label, "changed", cell.pieces)


def told(rows: Sequence[Row], *, around: int = AROUND, most: int = MOST_ROWS) -> list[Row | int]:
    """Changed rows and their neighbours; a number stands for the rows between."""
    near: set[int] = set()
    for at, row in enumerate(rows):
        if row.change != "kept":
            near.update(range(at - around, at + around + 1))
    shown: list[Row | int] = []
    count = 0
    for at, row in enumerate(rows):
        if at in near and count < most:
            shown.append(row)
            count += 1
        elif at in near:
            break
        elif shown and isinstance(shown[-1], int):
            shown[-1] += 1
        else:
            shown.append(1)
    return shown


def readable(said: Pieces) -> Pieces:
    """Pieces as a reader sees them: without the marks of Markdown."""
    shown: list[Piece] = []
    begun = {"removed": False, "added": False}
    for one in said:
        sides = [one.mark] if one.mark != "kept" else ["removed", "added"]
        is_first = not any(begun[side] for side in sides)
        text = _HEADING.sub("", one.text) if is_first else one.text
        for side in sides:
            begun[side] = True
        text = _MARKS.sub("", text)
        if text:
            shown.append(replace(one, text=text))
    return tuple(shown)


@dataclass(frozen=True)
class _Labels:
    fields: dict[str, str]
    choices: dict[str, dict[str, str]]


def _labels(kind: Kind[Any], documents: Iterable[Document]) -> _Labels:
    """What the editor of a kind calls its fields, as many as these documents fill."""
    fields: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {}
    for document in documents:
        if kind.editor is None:
            continue
        for one in kind.editor(data=kind.values_of(document)).all_fields():
            # 成员，每行一个: how it is typed is nothing to whoever reads it.
            label = str(one.label.text)
            short = re.split("[,，]", label)[0]
            fields[one.name] = short if isinstance(one, LinesField) else label
            found = getattr(one, "choices", None)
            if found:
                choices[one.short_name] = {str(each.value): str(each.label) for each in found}
    return _Labels(fields, choices)


def _names(path: Path) -> list[str]:
    """What the field of a document's place may be called in the editor."""
    parts = [str(one) for one in path]
    shorter = parts[:-1] if isinstance(path[-1], int) else parts
    return ["-".join(parts), "_".join(parts), "-".join(shorter)]


def _last_name(path: Path) -> str:
    return next(one for one in reversed(path) if isinstance(one, str))


def _text_of(part: Words) -> str:
    return " ".join(new_of(one.pieces) or old_of(one.pieces) for one in part.paragraphs)


def _is_changed(row: Row | None) -> bool:
    return row is not None and row.change != "kept"


def _file_says(part: File) -> str:
    if part.change == "changed":
        if part.sort == "picture":
            return _("Another picture, or another part of it.")
        return _("Another file under the same name.")
    if part.sort == "picture" and not part.pieces:
        return _("A picture without words.")
    return ""


def _says_unsaid(part: Unsaid) -> str:
    if part.path[0] == "embeds":
        return _("It vouches for another result.")
    return _("What is read is the same; how it is set, or in which order, is not.")
