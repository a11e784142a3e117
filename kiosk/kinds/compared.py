"""What a comparison of two documents consists of: words, tables, files, and how much there is of what. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kiosk.core.pieces import Pieces, places

Change = Literal["kept", "changed", "added", "removed"]
#: Where in a document: fields by name, entries of lists by number.
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `number` counts from one in the newer text, of one that went in the older; 0: it is the only one."""

    number: int
    change: Change
    pieces: Pieces


@dataclass(frozen=True)
class Words:
    """A field with text in it. `entry` says that it belongs to an entry that came or went as a whole."""

    path: Path
    change: Change
    paragraphs: tuple[Paragraph, ...]
    entry: bool = False


@dataclass(frozen=True)
class Head:
    """The head of a column; of one that was renamed `pieces` say from what to what."""

    label: str
    unit: str
    is_numeric: bool
    change: Change
    pieces: Pieces


@dataclass(frozen=True)
class Cell:
    """A cell of a row."""

    change: Change
    pieces: Pieces


@dataclass(frozen=True)
class Row:
    """A row; `number` as of a paragraph. `is_moved`: others have passed it."""

    number: int
    change: Change
    cells: tuple[Cell, ...]
    is_moved: bool = False


@dataclass(frozen=True)
class Grid:
    """A table. `is_listed`: it is a list of entries of one sort, and its heads are the names of their fields."""

    path: Path
    change: Change
    caption: Pieces
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    note: Pieces = ()
    is_listed: bool = False
    entry: bool = False

    @property
    def moved(self) -> int:
        """How many rows stand in another order."""
        return sum(one.is_moved for one in self.rows)


@dataclass(frozen=True)
class File:
    """A picture or an attachment, by what it is called. `changed`: another file under the same name."""

    path: Path
    sort: Literal["picture", "attachment"]
    change: Change
    pieces: Pieces
    entry: bool = False


@dataclass(frozen=True)
class Entry:
    """One of a list of entries, by the field that names it; what else it says follows. Kept: it is the same one."""

    path: Path
    change: Change
    field: str
    name: str


@dataclass(frozen=True)
class Unsaid:
    """Something differs that nobody reads: how it is set, or the order of entries."""

    path: Path
    change: Change = "changed"


Part = Words | Grid | File | Entry | Unsaid


@dataclass(frozen=True)
class Comparison:
    """Two documents of one kind, part by part in the order of their fields."""

    parts: tuple[Part, ...]

    @property
    def has_changes(self) -> bool:
        """False for a document and itself, and for nothing else."""
        return any(one.change != "kept" for one in self.parts)

    @property
    def counts(self) -> Counter[str]:
        """How much changed: `places` in words and cells, and what came and went by its sort: `rows_added`."""
        found: Counter[str] = Counter()
        for part in self.parts:
            found.update(_counts(part))
        found.pop("kept", None)
        return +found


def _counts(part: Part) -> Counter[str]:
    if isinstance(part, Words):
        return _of_words(part)
    if isinstance(part, Grid):
        return _of_grid(part)
    if isinstance(part, File):
        return Counter() if part.entry else Counter({_name(f"{part.sort}s", part.change): 1})
    if isinstance(part, Entry):
        return Counter({_name("entries", part.change): 1})
    return Counter({"unsaid": 1})


def _of_words(part: Words) -> Counter[str]:
    if part.entry:
        return Counter()
    found = Counter(
        _name("paragraphs", one.change)
        for one in part.paragraphs
        if one.number and one.change in {"added", "removed"}
    )
    found["places"] = sum(
        places(one.pieces) for one in part.paragraphs if one.change == "changed" or not one.number
    )
    return found


def _of_grid(part: Grid) -> Counter[str]:
    if part.entry:
        return Counter()
    if part.change in {"added", "removed"}:
        return Counter({_name("tables", part.change): 1})
    rows = [*part.rows, *([part.total] if part.total else [])]
    found = Counter(_name("rows", one.change) for one in rows if one.change in {"added", "removed"})
    found.update(
        _name("columns", one.change) for one in part.heads if one.change in {"added", "removed"}
    )
    found["moved"] = part.moved
    found["places"] = (
        sum(one.change == "changed" for one in part.heads)
        + sum(_changed_cells(one.cells) for one in rows if one.change == "changed")
        + places(part.caption)
        + places(part.note)
    )
    return found


def _changed_cells(cells: Iterable[Cell]) -> int:
    return sum(one.change == "changed" for one in cells)


def _name(what: str, change: Change) -> str:
    """What it is counted as; what was kept is counted as nothing that is told."""
    return {"changed": "places", "kept": "kept"}.get(change, f"{what}_{change}")
