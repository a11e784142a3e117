"""The tables of a notice that is being written: as they came in, as they were typed since, and what buttons do.

What came in stands in the draft's parts, in order, each with an id; what was typed into its grid stands
among the typed pairs and goes before it. So a sheet can be taken while the editor is open elsewhere, and
what is typed is kept as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from kiosk.core.blanks import blanks_in
from kiosk.core.document import from_builtins
from kiosk.kinds.editing import Known, Parts, Typed, left_open
from kiosk.kinds.notices.content import Cell, Table
from kiosk.kinds.notices.grid import (
    MOST_CELLS_OF_ALL,
    Grid,
    fits_a_grid,
    grid_of,
    grids_in,
    is_of,
    new_grid,
    table_of,
)
from kiosk.kinds.notices.patterns import PatternTable, filled, pattern_of
from kiosk.kinds.notices.saying import place, sentence
from kiosk.sheets import Code, Problem, Weight

#: What a sheet says of its last line.
TOTAL = "合计"


@dataclass(frozen=True)
class Placed:
    """One table of a draft: `base` as it came in, `grid` as it has been typed since."""

    id: str
    base: Table | None
    grid: Grid | None

    @property
    def table(self) -> Table:
        """The document."""
        if self.grid is None or (self.base and self.grid == grid_of(self.id, self.base)):
            return self.base or table_of(new_grid(self.id))
        return table_of(self.grid, keep_after=self.base.keep_after if self.base else None)

    @property
    def caption(self) -> str:
        """What it is called."""
        return self.grid.caption if self.grid else self.base.caption if self.base else ""


@dataclass(frozen=True)
class Fault:
    """Something to say about a cell, and the field it is in."""

    grid: str
    field: str
    place: str
    says: str
    weight: str


@dataclass(frozen=True)
class Shown:
    """One table as the editor shows it: a grid and what stands in it, or its name alone."""

    id: str
    caption: str
    rows: int
    grid: Grid | None
    faults: tuple[Fault, ...] = ()


def placed(parts: Parts, grids: Mapping[str, Grid]) -> list[Placed]:
    """Every table of a draft in order. Raises BadContent.

    A grid whose table has gone meanwhile stands at the end: whoever keeps what was typed keeps it whole.
    """
    found = [
        Placed(id_, from_builtins(plain, Table), grids.get(id_)) for id_, plain in known(parts)
    ]
    there = {one.id for one in found}
    return found + [Placed(id_, None, one) for id_, one in grids.items() if id_ not in there]


def known(parts: Parts) -> list[tuple[str, dict[str, Any]]]:
    """The tables that came in, with their ids."""
    return [
        (one.get("id") or f"t{number}", {name: each for name, each in one.items() if name != "id"})
        for number, one in enumerate(parts.get("tables", []), start=1)
    ]


def with_ids(tables: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tables of a document on their way into a draft."""
    return [{"id": f"t{number}", **one} for number, one in enumerate(tables, start=1)]


def with_tables(parts: Parts, tables: list[tuple[str, dict[str, Any]]]) -> Parts:
    """The parts with these tables in place of those there were."""
    return {**parts, "tables": [{"id": id_, **plain} for id_, plain in tables]}


def with_table(parts: Parts, plain: dict[str, Any], *, id_: str, over: str = "") -> Parts:
    """The parts with one table more, or with one in place of the table `over`, whose id it takes.

    In the place of one with the same columns it goes on with their keys, and with its rule for what may
    stay to be named.
    """
    tables = known(parts)
    at = next((at for at, (one, _plain) in enumerate(tables) if one == over), None)
    if at is None:
        return with_tables(parts, [*tables, (id_, plain)])
    tables[at] = (over, _like(plain, tables[at][1]))
    return with_tables(parts, tables)


def placed_in(typed: Typed, parts: Parts) -> list[Placed]:
    """Every table of a draft as it is kept. Raises BadContent."""
    return placed(parts, grids_in(typed))


def as_text(table: Table) -> str:
    """A table as a spreadsheet copies it: tabs between cells, its caption first, its total last."""
    keys = [one.key for one in table.columns]
    heads = [f"{one.label}（{one.unit}）" if one.unit else one.label for one in table.columns]
    lines = [heads, *([_cell(row.get(key)) for key in keys] for row in table.rows)]
    if table.total:
        last = [_cell(table.total.get(key)) for key in keys]
        lines.append(last if TOTAL in last else _named(last))
    text = "\n".join("\t".join(line) for line in lines)
    return f"{table.caption}\n{text}" if table.caption else text


def kinds_of(table: Table) -> dict[str, str]:
    """What each column holds, as a sheet's choices name it."""
    return {str(at): one.type for at, one in enumerate(table.columns)}


def without_grid(typed: Typed, id_: str) -> Typed:
    """What was typed, but for one table."""
    return [(name, text) for name, text in typed if not is_of(name, id_)]


def offered(known_now: Known, captions: set[str]) -> list[tuple[int, PatternTable]]:
    """Tables that notices of this category usually have, and one with these captions has not."""
    return [
        (number, one)
        for number, one in enumerate(pattern_of(known_now.category).tables)
        if said_in(one.caption, known_now) not in captions
    ]


def shown_as_grids(tables: list[Placed]) -> dict[str, Grid]:
    """The grids to be shown; a table that is too large for one, or one too many, has none."""
    cells, found = sum(one.grid.cells for one in tables if one.grid), {}
    for one in tables:
        grid = one.grid
        if grid is None and one.base and fits_a_grid(len(one.base.rows), len(one.base.columns)):
            grid = grid_of(one.id, one.base)
            cells += grid.cells
            if cells > MOST_CELLS_OF_ALL:
                grid = None
        if grid:
            found[one.id] = grid
    return found


def shown(tables: list[Placed]) -> list[Shown]:
    """Every table as the editor shows it."""
    grids = shown_as_grids(tables)
    found = []
    for one in tables:
        grid = grids.get(one.id)
        rows = len(grid.rows if grid else one.table.rows)
        found.append(Shown(one.id, one.caption, rows, grid, tuple(_faults(grid)) if grid else ()))
    return found


def faults_of(tables: list[Placed]) -> Iterator[Fault]:
    """Everything there is to say about the grids that are shown."""
    for grid in shown_as_grids(tables).values():
        yield from _faults(grid)


def blanks_of(grid: Grid) -> Iterator[tuple[Fault, str]]:
    """Caption, heads and note that hold a place of a template, each with the words around it."""
    caption = grid.caption.strip()
    named = [
        (f"table-{grid.id}-caption", _("Caption of the table"), grid.caption),
        *(
            (grid.name("label", one.key), f"{caption} {letter}1".strip(), one.label)
            for letter, one in zip(grid.letters, grid.columns, strict=True)
        ),
        (f"table-{grid.id}-note", _("Note below the table"), grid.note),
    ]
    for field, place_name, text in named:
        for found in blanks_in(text):
            says = left_open([found])
            yield Fault(grid.id, field, place_name, says, Weight.ERROR.value), found


def open_heads(grids: Iterable[Grid]) -> Iterator[Fault]:
    """What keeps tables from being published though every cell is fine."""
    return (fault for grid in grids for fault, _found in blanks_of(grid))


def _faults(grid: Grid) -> Iterator[Fault]:
    yield from open_heads([grid])
    for one in grid.read().problems:
        field = grid.field_at(one.line, one.column)
        yield Fault(grid.id, field, where(grid, one), sentence(one), one.weight.value)


def _like(plain: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    plain = {**plain, "note": plain.get("note") or old.get("note", "")}
    if [one["label"] for one in plain["columns"]] != [one["label"] for one in old["columns"]]:
        return plain
    keys = {
        new["key"]: one["key"] for new, one in zip(plain["columns"], old["columns"], strict=True)
    }

    def renamed(row: dict[str, Any]) -> dict[str, Any]:
        return {keys[key]: cell for key, cell in row.items()}

    total = plain.get("total")
    return {
        **plain,
        "columns": [{**one, "key": keys[one["key"]]} for one in plain["columns"]],
        "rows": [renamed(row) for row in plain["rows"]],
        "total": renamed(total) if total else None,
        "keep_after": old.get("keep_after"),
    }


def said_in(text: str, known_now: Known) -> str:
    """A pattern's words with what is known filled in."""
    return filled(text, on=known_now.on, issuer=known_now.issuer, branch=known_now.branch)


def where(grid: Grid, problem: Problem) -> str:
    """Where it is: 第 3 行 C 列; the last line by its name."""
    if problem.line > len(grid.rows):
        return _("Total, column %(column)s", column=problem.named["column"])
    return place(problem) or _("Table")


def sums_in_doubt(table: Table) -> list[str]:
    """What is said beside a grid of its last line, where that is not what its rows add up to."""
    grid = grid_of("", table)
    return [
        _("%(place)s: %(says)s", place=where(grid, one), says=sentence(one))
        for one in grid.read().problems
        if one.code is Code.TOTAL_DIFFERS
    ]


def faults_in(grids: Mapping[str, Grid]) -> Iterator[tuple[Grid, Problem]]:
    """Whatever must be mended in grids before they are published."""
    return ((grid, one) for grid in grids.values() for one in grid.read().errors)


def _cell(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _named(last: list[str]) -> list[str]:
    """A total that says so in its first cell without a figure."""
    at = next((at for at, text in enumerate(last) if not text), None)
    return last if at is None else [*last[:at], TOTAL, *last[at + 1 :]]
