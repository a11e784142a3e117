"""What the buttons beside the tables of a notice do to a draft: `row-up:k3f` moves the chosen row of that table up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import msgspec
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.core.document import BadContent
from kiosk.core.numbers import whole_number
from kiosk.kinds.contract import Done
from kiosk.kinds.editing import Known, Parts, Typed
from kiosk.kinds.notices import grid_edits as edits
from kiosk.kinds.notices.content import Column, Table
from kiosk.kinds.notices.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    grid_of,
    new_grid,
    pairs_of,
    table_of,
)
from kiosk.kinds.notices.pasted import dated
from kiosk.kinds.notices.patterns import pattern_of
from kiosk.kinds.notices.saying import differing, refusal
from kiosk.kinds.notices.tables import (
    Placed,
    placed_in,
    said_in,
    shown_as_grids,
    with_table,
    with_tables,
    without_grid,
)
from kiosk.sheets import Unreadable, day_said

_DEED = re.compile(r"(table|row|column|total|fill)-([a-z]+):([a-z0-9]{1,12})")
_NEW = re.compile(r"table-new(?::([0-9]{1,2}))?")


def done(
    deed: str,
    typed: Typed,
    parts: Parts,
    *,
    hand: Mapping[str, str],
    known_now: Known,
    fresh: str,
) -> Done | None:
    """What a button beside the tables makes of a draft; None if it is none of theirs.

    `hand` says which row and column were chosen and what was pasted; `fresh` is an id for a new table.
    """
    if new := _NEW.fullmatch(deed):
        return _begun(new[1], typed, parts, known_now, fresh)
    match = _DEED.fullmatch(deed)
    if match is None:
        return None
    what, how, id_ = match.groups()
    try:
        tables = placed_in(typed, parts)
    except BadContent:
        return Done(typed, parts)
    if what == "table":
        return _among(how, id_, typed, parts, tables)
    grid = shown_as_grids(tables).get(id_)
    if grid is None:
        return Done(typed, parts)
    return _Hand(typed, parts, grid, hand, known_now).does(what, how)


class _Hand:
    """A button beside one grid, with the row and the column that were chosen."""

    def __init__(
        self, typed: Typed, parts: Parts, grid: Grid, hand: Mapping[str, str], known_now: Known
    ) -> None:
        self.typed, self.parts, self.grid, self.known_now = typed, parts, grid, known_now
        self.pasted = hand.get(f"hand-paste-{grid.id}", "")
        self.rest = hand.get(f"hand-rest-{grid.id}", "")
        row = whole_number(hand.get(f"hand-row-{grid.id}"))
        keys = [one.key for one in grid.columns]
        key = hand.get(f"hand-column-{grid.id}", "")
        self.row = row if row is not None and row < len(grid.rows) else None
        self.column = keys.index(key) if key in keys else None

    def does(self, what: str, how: str) -> Done:
        """The draft afterwards, or why not."""
        try:
            if what == "row":
                return self._row(how)
            if what == "column":
                return self._column(how)
            if what == "total":
                return self._total(how)
            return self._put_back() if how == "back" else self._filled()
        except edits.GridFull:
            says = _(
                "A grid takes %(rows)d rows and %(columns)d columns. Insert a longer table from Excel instead.",
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
            return self._refused(says)
        except Unreadable as error:
            return self._refused(refusal(error))

    def _row(self, how: str) -> Done:
        grid, at, last = self.grid, self.row, len(self.grid.rows) - 1
        if how == "add":
            return self._made(edits.with_row(grid, last + 1), last + 1, 0)
        if at is None:
            return self._refused(_("Choose a row first: the circle before its number."))
        if how == "below":
            return self._made(edits.with_row(grid, at + 1), at + 1, 0)
        if how == "drop":
            return self._made(edits.without_row(grid, at), min(at, max(last - 1, 0)), self.column)
        to = max(0, at - 1) if how == "up" else min(last, at + 1)
        made = edits.with_row_moved(grid, at, to)
        # Whoever moves a row by one mostly moves it further.
        return self._made(made, to, self.column, land=f"row-{how}-{grid.id}")

    def _column(self, how: str) -> Done:
        grid, at = self.grid, self.column
        if how == "add":
            place = len(grid.columns) if at is None else at + 1
            made = edits.with_column(grid, place)
            return self._made(
                made, self.row, place, land=made.name("label", made.columns[place].key)
            )
        if at is None:
            return self._refused(_("Choose a column first: the circle above its name."))
        made = edits.without_column(grid, at)
        return self._made(made, self.row, min(at, len(made.columns) - 1))

    def _total(self, how: str) -> Done:
        if how == "drop":
            made = replace(self.grid, total=None)
            return self._made(made, self.row, self.column, land=f"total-sum-{made.id}")
        read = self.grid.read()
        wrong = next(
            (one for one in read.errors if one.line and one.line <= len(self.grid.rows)), None
        )
        if wrong:
            # Added up without it, the sum would be wrong and look right.
            says = _("Mend the marked cells first: they cannot be added up.")
            return self._refused(says, land=self.grid.field_at(wrong.line, wrong.column))
        made = edits.with_total(self.grid)
        return self._made(made, self.row, self.column, land=f"total-sum-{made.id}")

    def _filled(self) -> Done:
        row, column = self.row or 0, self.column or 0
        sheet = edits.sheet_for(self.grid, self.pasted, row=row, column=column)
        made = edits.filled(self.grid, self.pasted, row=row, column=column)
        if sheet is None:
            whole = edits.rows_of_whole(self.grid, self.pasted, row=row, column=column)
            return self._replaced(made, whole) if whole else self._made(made, row, column)
        done = self._made(made, row, column)
        on = day_said(sheet.above, sheet.below)
        said = differing(edits.differing_sums(sheet))
        return replace(
            done,
            typed=dated(done.typed, self.known_now, on) if on else done.typed,
            told={f"table-{made.id}": said} if said else {},
        )

    def _replaced(self, grid: Grid, whole: int) -> Done:
        """A range that is all of the table stands in its place: rows of before that it has not go, and can be put back."""
        rest = [row for row in grid.rows[whole:] if any(row)]
        done = self._made(replace(grid, rows=grid.rows[:whole]), 0, 0)
        if not rest:
            return done
        says = ngettext(
            "What was pasted took the place of the table: %(num)d row of before was removed.",
            "What was pasted took the place of the table: %(num)d rows of before were removed.",
            len(rest),
        )
        kept = {f"hand-rest-{grid.id}": "\n".join("\t".join(row) for row in rest)}
        return replace(done, hand={**done.hand, **kept}, told={f"table-{grid.id}": [says]})

    def _put_back(self) -> Done:
        """The rows that a pasted range removed, behind those there are."""
        if not self.rest:
            return Done(self.typed, self.parts)
        at = len(self.grid.rows)
        return self._made(edits.filled(self.grid, self.rest, row=at, column=0), at, 0)

    def _made(self, grid: Grid, row: int | None, column: int | None, *, land: str = "") -> Done:
        at = (row or 0, column or 0)
        key = grid.columns[min(at[1], len(grid.columns) - 1)].key
        hand = {f"hand-column-{grid.id}": key}
        if row is not None:
            hand[f"hand-row-{grid.id}"] = str(row)
        typed = [*without_grid(self.typed, grid.id), *pairs_of(grid)]
        return Done(typed, self.parts, hand=hand, land=land or grid.name(at[0], key))

    def _refused(self, says: str, *, land: str = "") -> Done:
        place = f"table-{self.grid.id}"
        typed = [*without_grid(self.typed, self.grid.id), *pairs_of(self.grid)]
        return Done(typed, self.parts, refused={place: [says]}, land=land or f"{place}-refused")


def _begun(number: str | None, typed: Typed, parts: Parts, known_now: Known, fresh: str) -> Done:
    """A new table: empty, or with the columns that the category's pattern gives it."""
    patterns = pattern_of(known_now.category).tables
    if number is None or int(number) >= len(patterns):
        grid = new_grid(fresh)
        land = grid.name("label", grid.columns[0].key)
        return Done([*typed, *pairs_of(grid)], _with_base(parts, fresh, grid), land=land)
    pattern = patterns[int(number)]
    columns = tuple(
        Column(key=f"c{at}", label=one.label, type=one.type, unit=_unit(one.type, one.unit))
        for at, one in enumerate(pattern.columns, start=1)
    )
    table = Table(caption=said_in(pattern.caption, known_now), columns=columns, rows=())
    grid = grid_of(fresh, table)
    parts = with_table(parts, msgspec.to_builtins(table), id_=fresh)
    return Done([*typed, *pairs_of(grid)], parts, land=grid.name(0, columns[0].key))


def _with_base(parts: Parts, id_: str, grid: Grid) -> Parts:
    return with_table(parts, msgspec.to_builtins(table_of(grid)), id_=id_)


def _among(how: str, id_: str, typed: Typed, parts: Parts, tables: list[Placed]) -> Done:
    """A table moved up among the others, or removed."""
    ids = [one.id for one in tables]
    if id_ not in ids:
        return Done(typed, parts)
    at = ids.index(id_)
    rest = [(one.id, msgspec.to_builtins(one.base or one.table)) for one in tables]
    if how == "drop":
        del rest[at]
        near = rest[min(at, len(rest) - 1)][0] if rest else ""
        land = f"table-{near}-caption" if near else "table-new"
        return Done(without_grid(typed, id_), with_tables(parts, rest), land=land)
    if how == "up" and at:
        rest[at - 1 : at + 1] = rest[at], rest[at - 1]
    return Done(typed, with_tables(parts, rest), land=f"table-{id_}-caption")


def _unit(type_: str, unit: str) -> str:
    """A share stands with its % in each cell; in the head it would stand twice."""
    return "" if type_ == "percent" else unit
