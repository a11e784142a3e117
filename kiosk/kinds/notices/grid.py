"""A table as it is typed: a grid of texts, and the pairs of field and text that a draft keeps of it.

`table-<id>-3-c2` is the cell of column c2 in the fourth row, `table-<id>-total-c2` the one in the last
line, `table-<id>-label-c2` the column's name. Rows are counted from 0 in pairs, from 1 in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from kiosk.kinds.editing import Typed
from kiosk.kinds.notices.content import NUMERIC, Cell, Column, ColumnType, KeepRule, Table
from kiosk.sheets import TypedColumn, TypedTable, cell_name, column_letter, read_typed

#: A grid is a form of single fields, and every pause of the keyboard sends all of them. Beyond this it is
#: slow to load, tiring to tab through, and easier to change where it came from: such a table goes through
#: the sheet's room again, as text.
MOST_ROWS = 60
MOST_COLUMNS = 20
MOST_CELLS = 800
#: Of all tables of a draft: what one form may hold (`MOST_FORM_PARTS`) is not to be reached.
MOST_CELLS_OF_ALL = 2400
FIRST_ROWS = 3
FIRST_COLUMNS = 3
TYPES = cast(tuple[ColumnType, ...], get_args(ColumnType))
_PAIR = re.compile(
    r"table-(?P<id>[a-z0-9]{1,12})-(?P<what>caption|note|label|type|unit|total|[0-9]{1,3})(?:-(?P<key>\w{1,40}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class GridColumn:
    """One column of a grid."""

    key: str
    label: str = ""
    type: ColumnType = "text"
    unit: str = ""

    @property
    def has_total(self) -> bool:
        """True where something may stand in the last line: days and stars have no total."""
        return self.type == "text" or self.type in NUMERIC


@dataclass(frozen=True)
class Grid:
    """A table as texts."""

    id: str
    caption: str
    note: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None

    @property
    def is_empty(self) -> bool:
        """True as long as nothing stands in its rows."""
        return not any(text.strip() for row in self.rows for text in row)

    @property
    def is_blank(self) -> bool:
        """True for a new grid: not even its columns have names."""
        return self.is_empty and not any(one.label.strip() for one in self.columns)

    @property
    def cells(self) -> int:
        """How many fields its rows have."""
        return len(self.rows) * len(self.columns)

    @property
    def letters(self) -> tuple[str, ...]:
        """What a spreadsheet calls its columns."""
        return tuple(map(column_letter, range(len(self.columns))))

    def name(self, row: int | str, key: str) -> str:
        """The field of a cell: of a row, or of `total`, `label`, `type` and `unit`."""
        return f"table-{self.id}-{row}-{key}"

    def read(self) -> TypedTable:
        """What stands in it, and everything there is to say about it."""
        columns = [
            TypedColumn(one.label.strip(), one.type, one.unit.strip()) for one in self.columns
        ]
        return read_typed(columns, self.rows, self.total)

    def field_at(self, line: int, column: int | None) -> str:
        """The field that a problem's place means; that of the whole table is its caption."""
        if column is None:
            return f"table-{self.id}-caption"
        if not line:
            return self.name("label", self.columns[column].key)
        return self.name("total" if line > len(self.rows) else line - 1, self.columns[column].key)


def grid_of(id_: str, table: Table) -> Grid:
    """A table as texts; one without rows has a few empty ones to begin with."""
    keys = [one.key for one in table.columns]
    rows = tuple(tuple(_text(row.get(key)) for key in keys) for row in table.rows)
    total = table.total
    return Grid(
        id=id_,
        caption=table.caption,
        note=table.note,
        columns=tuple(GridColumn(one.key, one.label, one.type, one.unit) for one in table.columns),
        rows=rows or (("",) * len(keys),) * FIRST_ROWS,
        total=None if total is None else tuple(_text(total.get(key)) for key in keys),
    )


def new_grid(id_: str) -> Grid:
    """A grid nobody has typed into."""
    columns = tuple(GridColumn(f"c{number}") for number in range(1, FIRST_COLUMNS + 1))
    return Grid(id_, "", "", columns, (("",) * FIRST_COLUMNS,) * FIRST_ROWS, None)


def fits_a_grid(rows: int, columns: int) -> bool:
    """True for a table that can be changed field by field."""
    return rows <= MOST_ROWS and columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


def table_of(grid: Grid, *, keep_after: KeepRule | None = None) -> Table:
    """The document of a grid: rows in which nothing stands are left out, and cells that cannot be read are empty."""
    read = grid.read()
    keys = [one.key for one in grid.columns]
    has_rule = keep_after is not None and {keep_after.column, keep_after.requires} <= {*keys}
    total: dict[str, Cell] | None = None
    if read.total is not None:
        stated = zip(keys, read.total, strict=True)
        total = {key: cell for key, cell in stated if cell is not None}
    return Table(
        caption=grid.caption.strip(),
        columns=tuple(
            Column(key=one.key, label=one.label.strip(), type=one.type, unit=one.unit.strip())
            for one in grid.columns
        ),
        rows=tuple(dict(zip(keys, row, strict=True)) for row in read.rows),
        total=total,
        note=grid.note.strip(),
        keep_after=keep_after if has_rule else None,
    )


def pairs_of(grid: Grid) -> Typed:
    """What the fields of a grid send, in the order of the page."""
    start = f"table-{grid.id}"
    pairs = [(f"{start}-caption", grid.caption)]
    for column in grid.columns:
        pairs.append((grid.name("label", column.key), column.label))
        pairs.append((grid.name("type", column.key), column.type))
        pairs.append((grid.name("unit", column.key), column.unit))
    lines: list[tuple[int | str, tuple[str, ...]]] = list(enumerate(grid.rows))
    if grid.total is not None:
        lines.append(("total", grid.total))
    for row, texts in lines:
        cells = zip(grid.columns, texts, strict=True)
        pairs += [(grid.name(row, column.key), text) for column, text in cells]
    return [*pairs, (f"{start}-note", grid.note)]


def grids_in(pairs: Iterable[tuple[str, str]]) -> dict[str, Grid]:
    """The grids that were typed, by their ids."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for name, text in pairs:
        if match := _PAIR.fullmatch(name):
            found.setdefault(match["id"], {}).setdefault(match["what"], {})[match["key"] or ""] = (
                text
            )
    return {id_: _grid(id_, said) for id_, said in found.items() if said.get("label")}


def is_of(name: str, id_: str) -> bool:
    """True for a field of that grid."""
    match = _PAIR.fullmatch(name)
    return match is not None and match["id"] == id_


def place_names(grid: Grid) -> Iterator[tuple[str, str]]:
    """Every field of a grid with the name a spreadsheet would give it: C5; heads are row 0."""
    for at, column in enumerate(grid.columns):
        for what in ("label", "type", "unit"):
            yield grid.name(what, column.key), column_letter(at)
        for row in range(len(grid.rows)):
            yield grid.name(row, column.key), cell_name(row + 1, at)
        yield grid.name("total", column.key), cell_name(len(grid.rows) + 1, at)


def _grid(id_: str, said: dict[str, dict[str, str]]) -> Grid:
    types, units = said.get("type", {}), said.get("unit", {})
    columns = tuple(
        GridColumn(key, label, _type(types.get(key, "")), units.get(key, ""))
        for key, label in said["label"].items()
    )
    numbers = sorted(int(what) for what in said if what.isdecimal())

    def texts(what: str) -> tuple[str, ...]:
        return tuple(said[what].get(column.key, "") for column in columns)

    return Grid(
        id=id_,
        caption=said.get("caption", {}).get("", ""),
        note=said.get("note", {}).get("", ""),
        columns=columns,
        rows=tuple(texts(str(number)) for number in dict.fromkeys(numbers) if str(number) in said),
        total=texts("total") if "total" in said else None,
    )


def _type(said: str) -> ColumnType:
    return next((one for one in TYPES if one == said), "text")


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
