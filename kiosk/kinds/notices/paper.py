"""How the tables of a notice lie on A4: which way the sheet, how large the type, how wide each column.

A browser shares a table's width out as if nothing could be too wide, and a printer cuts what is.
Paper is one size, so the widths are worked out here: no number, no name and no short phrase breaks.
The reckoning is in em and errs on the wide side, because it has to hold in the office's FangSong and
in the serif we ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext as _

from kiosk.core import text
from kiosk.core.formats import iso_day, month_day, number
from kiosk.kinds.notices.content import MOST_STARS, Cell, Column, Table

#: The text block of A4 within its margins: 156 mm upright, 243 mm lying.
UPRIGHT_POINTS = 442.0
LYING_POINTS = 688.0
#: Padding and border of a cell, both sides.
CELL_EDGES = 0.9
#: No column of prose asks for more than this, however long its cells are.
WIDEST_PROSE = 18.0
HEAD_LINES = 3
#: A word of a head no longer than this stays whole.
SHORT_WORD = 3.0
#: What lines of unequal length leave free at their ends.
RAGGED = 2.0

#: Type in points and lines in a cell of prose, the best first. 9 pt is the least that reads well.
_UPRIGHT = ((12.0, 2), (12.0, 3), (10.5, 3))
_LYING = ((12.0, 3), (10.5, 3), (10.5, 4), (9.0, 4), (9.0, 6))
_IN_GROUPS = (10.5, 4)

_NARROW = re.compile(r"[\x21-\x7e]+")
_WIDTHS = (
    (re.compile(r"[.,:;()\[\]'|/ \-]"), 0.4),
    (re.compile(r"[0-9]"), 0.6),
    (re.compile(r"[MWmw%@]"), 1.1),
    (re.compile(r"[A-Z]"), 0.87),
    (re.compile(r"[\x21-\x7e]"), 0.7),
)


@dataclass(frozen=True)
class Part:
    """Columns that stand side by side, and the percentage of the width that each one takes."""

    columns: tuple[Column, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True)
class Layout:
    """One table: its type in points, and its parts one below the other. Mostly there is one."""

    points: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Sheet:
    """The paper of a posting. One table that needs it makes every page lie.

    Upright and lying pages in one posting would be better, but Chromium 109 prints what stands on
    the lying ones only as far as an upright page is wide.
    """

    is_lying: bool
    tables: tuple[Layout, ...]


def sheet_of(tables: Sequence[Table]) -> Sheet:
    """The paper for `tables`; upright unless one of them is too wide for that."""
    upright = [_laid_out(table, block=UPRIGHT_POINTS, choices=_UPRIGHT) for table in tables]
    fitting = tuple(layout for layout in upright if layout)
    if len(fitting) == len(upright):
        return Sheet(is_lying=False, tables=fitting)
    lying = (_laid_out(table, block=LYING_POINTS, choices=_LYING) for table in tables)
    return Sheet(
        is_lying=True,
        tables=tuple(
            layout or _in_groups(table) for table, layout in zip(tables, lying, strict=True)
        ),
    )


def naming_column(columns: Sequence[Column]) -> Column:
    """The column that says what a row is about: the first that holds words."""
    return next((one for one in columns if not one.is_numeric), columns[0])


def cell_text(column: Column, cell: Cell) -> str:
    """A cell as it is read, without its markup."""
    if cell is None:
        return "—"
    if column.type == "star":
        return "★" * MOST_STARS
    if column.type == "date":
        return month_day(iso_day(str(cell)))
    if column.is_numeric:
        return number(cell) + ("%" if column.type == "percent" else "")
    return str(cell)


def total_text(table: Table, column: Column) -> str:
    """A cell of the last line; the one that names the row says what the line is."""
    cell = (table.total or {}).get(column.key)
    if cell is not None:
        return cell_text(column, cell)
    return _("Total") if column is naming_column(table.columns) else ""


@dataclass(frozen=True)
class _Demand:
    """What a column asks for, in em: `least` in any case, `longest` to hold each cell in one line.

    With `full` the label of its head stands in one line too.
    """

    least: float
    longest: float
    full: float

    def within(self, lines: int) -> float:
        """What it asks for if a cell of prose may have so many lines."""
        wrapped = self.longest / lines + (RAGGED if lines > 1 else 0)
        return max(self.least, min(self.longest, wrapped, WIDEST_PROSE))


def _demand(table: Table, column: Column) -> _Demand:
    cells = [cell_text(column, row.get(column.key)) for row in table.rows]
    cells += [total_text(table, column)] if table.total else []
    widest = max((_em(cell) for cell in cells), default=0.0)
    least = widest if column.type != "text" else max(map(_least, cells), default=0.0)
    return _Demand(max(least, _least_head(column)), widest, max(widest, _em(column.label)))


def _least(cell: str) -> float:
    """The width without which something in `cell` would break that must not."""
    if not text.is_phrase(cell):
        return max(map(_em, text.runs(cell)))
    whole = [*text.kept_whole(cell), *_NARROW.findall(cell)]
    return max([float(text.LONGEST_WORD), *map(_em, whole)])


def _least_head(column: Column) -> float:
    """A short word stays whole, a longer one may wrap; so does the unit, which stands below it then."""
    label = _em(column.label)
    wrapped = max(label / HEAD_LINES, SHORT_WORD, *map(_em, _NARROW.findall(column.label)), 0)
    return max(min(label, wrapped), _em(f"（{column.unit}）") if column.unit else 0)


def _em(characters: str) -> float:
    """The width of `characters`, in em."""
    return sum(
        next((width for pattern, width in _WIDTHS if pattern.fullmatch(one)), 1.0)
        for one in characters
    )


def _laid_out(table: Table, *, block: float, choices: Iterable[tuple[float, int]]) -> Layout | None:
    """The first of the `choices` that fits a block so many points wide; None if none does."""
    demands = [_demand(table, column) for column in table.columns]
    for points, lines in choices:
        if _fits(demands, lines, em=block / points):
            part = Part(table.columns, _shares(demands, lines, em=block / points))
            return Layout(points=points, parts=(part,))
    return None


def _in_groups(table: Table) -> Layout:
    """The table in as few parts as fit a lying sheet, each with the column that names the row."""
    points, lines = _IN_GROUPS
    em = LYING_POINTS / points
    ways = [_with_names(table, count) for count in range(2, len(table.columns))] or [
        [table.columns]
    ]
    fitting = (
        groups
        for groups in ways
        if all(_fits([_demand(table, one) for one in group], lines, em=em) for group in groups)
    )
    return Layout(
        points=points,
        parts=tuple(
            Part(group, _shares([_demand(table, one) for one in group], lines, em=em))
            for group in next(fitting, ways[-1])
        ),
    )


def _with_names(table: Table, count: int) -> list[tuple[Column, ...]]:
    """The columns in `count` groups, the naming one in each, all in the table's order."""
    named = naming_column(table.columns)
    others = [column for column in table.columns if column is not named]
    return [
        tuple(column for column in table.columns if column is named or column in group)
        for group in _split(others, count)
    ]


def _split(columns: Sequence[Column], count: int) -> list[Sequence[Column]]:
    """`count` groups of neighbours, as equal as they can be."""
    size, larger = divmod(len(columns), count)
    ends = [size * place + min(place, larger) for place in range(count + 1)]
    return [columns[first:last] for first, last in pairwise(ends)]


def _fits(demands: Sequence[_Demand], lines: int, *, em: float) -> bool:
    return sum(one.within(lines) + CELL_EDGES for one in demands) <= em


def _shares(demands: Sequence[_Demand], lines: int, *, em: float) -> tuple[float, ...]:
    """What each column gets: what it asks for, then what it could use, then its part of the rest."""
    asked = [one.within(lines) for one in demands]
    wanted = [max(one.full - had, 0) for one, had in zip(demands, asked, strict=True)]
    spare = max(em - sum(asked) - CELL_EDGES * len(asked), 0)
    given = min(spare / sum(wanted), 1) if sum(wanted) else 0
    widths = [had + given * want + CELL_EDGES for had, want in zip(asked, wanted, strict=True)]
    return tuple(100 * width / sum(widths) for width in widths)
