"""Tables compared: which is which, columns by their labels, rows by what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.core.pieces import added, kept, pieces, removed
from kiosk.kinds.compared import Cell, Change, Grid, Head, Path, Row, Unsaid
from kiosk.kinds.matching import Match, matched

#: How a value is written: the value, and the sort of its column.
Write = Callable[[Any, str], str]
#: What a column is called that only counts rows: its figures follow from where a row stands.
_SERIAL = re.compile(r"序\s*号?|编号|[Nn][Oo]\.?|#")
#: Two tables are one if so many of their columns are called the same.
SHARED_COLUMNS = 0.5
#: A column is the same under another label if so many of its cells are.
SHARED_CELLS = 0.5


@dataclass(frozen=True)
class Column:
    """A column: the key its cells have, its label, what sort it is, and its unit."""

    key: str
    label: str
    sort: str = ""
    unit: str = ""
    is_numeric: bool = False

    @property
    def has_words(self) -> bool:
        """False for figures and days."""
        return not self.is_numeric and self.sort not in {"date", "star"}


@dataclass(frozen=True)
class Sheet:
    """A table as it is compared, whatever document it is from."""

    columns: tuple[Column, ...]
    rows: tuple[Mapping[str, Any], ...]
    caption: str = ""
    total: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    #: What nobody reads of it: a rule for what may stay to be named.
    rule: object = None


#: One column of both tables, or of one.
Both = tuple[Column | None, Column | None]


def grids(
    old: Sequence[Sheet], new: Sequence[Sheet], path: Path, write: Write
) -> Iterator[Grid | Unsaid]:
    """Every table of both, in the order of the newer; what went stands at the end."""
    found = _paired(old, new)
    for at, sheet in enumerate(new):
        before = old[found[at]] if at in found else None
        yield _grid(before, sheet, (*path, at), write)
        if before is not None and before.rule != sheet.rule:
            yield Unsaid((*path, at))
    for at, sheet in enumerate(old):
        if at not in found.values():
            yield _grid(sheet, None, (*path, at), write)


def listed_grid(old: Sheet, new: Sheet, path: Path, write: Write) -> Iterator[Grid]:
    """A list of entries of one sort as a table; none if both are empty."""
    if old.rows or new.rows:
        yield _grid(old, new, path, write, is_listed=True)


def _paired(old: Sequence[Sheet], new: Sequence[Sheet]) -> dict[int, int]:
    """Which table was which: the same one, else one of that name, else one with those columns."""
    found: dict[int, int] = {}
    for is_it in (_is_same, _has_caption, _has_columns):
        for at, sheet in enumerate(new):
            if at not in found:
                free = (i for i in range(len(old)) if i not in found.values())
                one = next((i for i in free if is_it(old[i], sheet)), None)
                if one is not None:
                    found[at] = one
    return found


def _is_same(old: Sheet, new: Sheet) -> bool:
    return old == new


def _has_caption(old: Sheet, new: Sheet) -> bool:
    return bool(old.caption) and old.caption == new.caption


def _has_columns(old: Sheet, new: Sheet) -> bool:
    first, second = ({one.label for one in sheet.columns} for sheet in (old, new))
    return len(first & second) >= SHARED_COLUMNS * max(len(first), len(second), 1)


def _grid(
    old: Sheet | None, new: Sheet | None, path: Path, write: Write, *, is_listed: bool = False
) -> Grid:
    """A table, or what came or went as a whole: then its rows are not told apart any more."""
    before, after = old or new, new or old
    if before is None or after is None:
        raise ValueError("there is no table to compare")
    columns = _columns(before, after)
    heads = tuple(_head(*one) for one in columns)
    rows = tuple(_rows(before, after, columns, write))
    total = _total(before, after, columns, write)
    caption, note = pieces(before.caption, after.caption), pieces(before.note, after.note)
    change: Change = "added" if old is None else "removed" if new is None else "kept"
    if change == "kept" and (
        any(one.change != "kept" for one in heads)
        or any(one.change != "kept" or one.is_moved for one in rows)
        or (total is not None and total.change != "kept")
        or any(one.mark != "kept" for one in (*caption, *note))
    ):
        change = "changed"
    return Grid(path, change, caption, heads, rows, total, note, is_listed=is_listed)


def _columns(old: Sheet, new: Sheet) -> list[Both]:
    """Columns of the newer table in order; one that went stands behind the one it stood behind."""
    found = _same_columns(old, new)
    pairs: list[Both] = [(found.get(one.key), one) for one in new.columns]
    taken = {one.key for one in found.values()}
    for at, column in enumerate(old.columns):
        if column.key not in taken:
            behind = old.columns[at - 1].key if at else None
            places = (n for n, (one, _new) in enumerate(pairs) if one and one.key == behind)
            pairs.insert(next(places, -1) + 1, (column, None))
    return pairs


def _same_columns(old: Sheet, new: Sheet) -> dict[str, Column]:
    """The older column of each newer one, by the key of the newer."""
    found: dict[str, Column] = {}
    for is_it in (_is_called, lambda one, other: _has_cells(old, new, one, other)):
        for column in new.columns:
            if column.key not in found:
                free = (one for one in old.columns if one not in found.values())
                same = next((one for one in free if is_it(one, column)), None)
                if same is not None:
                    found[column.key] = same
    return found


def _is_called(old: Column, new: Column) -> bool:
    return old.label == new.label


def _has_cells(old: Sheet, new: Sheet, column: Column, other: Column) -> bool:
    """True for a column under another label, whose cells are mostly what they were."""
    if column.key != other.key:
        return False
    first, second = (
        {row.get(column.key) for row in sheet.rows} - {None, ""} for sheet in (old, new)
    )
    return len(first & second) >= SHARED_CELLS * max(len(first), len(second), 1)


def _head(old: Column | None, new: Column | None) -> Head:
    there = new or old
    if there is None:
        raise ValueError("there is no column to compare")
    said = pieces(_label(old) if old else "", _label(new) if new else "")
    is_same = all(one.mark == "kept" for one in said)
    change: Change = (
        "added" if old is None else "removed" if new is None else "kept" if is_same else "changed"
    )
    return Head(there.label, there.unit, there.is_numeric, change, said)


def _label(column: Column) -> str:
    return f"{column.label}（{column.unit}）" if column.unit else column.label


def _rows(old: Sheet, new: Sheet, columns: Sequence[Both], write: Write) -> Iterator[Row]:
    shared = [
        (one, other)
        for one, other in columns
        if one and other and not (_counts(old, one) and _counts(new, other))
    ]
    before = [[_text(row, one, write) for one, _other in shared] for row in old.rows]
    after = [[_text(row, other, write) for _one, other in shared] for row in new.rows]
    words = [other.has_words for _one, other in shared]
    meant = frozenset(other.key for _one, other in shared)
    for match in matched(before, after, words=words):
        yield _line(
            None if match.old is None else old.rows[match.old],
            None if match.new is None else new.rows[match.new],
            columns,
            write,
            number=_number(match),
            meant=meant,
            is_moved=match.is_moved,
        )


def _counts(sheet: Sheet, column: Column) -> bool:
    """True for a column of serial numbers: 1, 2, 3."""
    if not _SERIAL.fullmatch(column.label.strip()):
        return False
    said = [str(row.get(column.key)) for row in sheet.rows]
    return said == [str(number) for number in range(1, len(said) + 1)]


def _number(match: Match) -> int:
    place = match.new if match.new is not None else match.old
    return (place or 0) + 1


def _line(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    columns: Sequence[Both],
    write: Write,
    *,
    number: int,
    meant: frozenset[str] | None = None,
    is_moved: bool = False,
) -> Row:
    """A row's cells. What stands in a column that came or went says nothing of the row itself."""
    said = [
        (_text(before, one, write), _text(after, other, write), one, other)
        for one, other in columns
    ]
    if before is None:
        return Row(number, "added", tuple(Cell("added", added(text)) for _old, text, *_ in said))
    if after is None:
        return Row(number, "removed", tuple(Cell("removed", removed(text)) for text, *_ in said))
    cells = tuple(
        _cell(*one, is_meant=meant is None or (one[3] is not None and one[3].key in meant))
        for one in said
    )
    is_changed = any(one.change == "changed" for one in cells)
    return Row(number, "changed" if is_changed else "kept", cells, is_moved=is_moved)


def _cell(old: str, new: str, one: Column | None, other: Column | None, *, is_meant: bool) -> Cell:
    if one is None:
        return Cell("added", added(new))
    if other is None:
        return Cell("removed", removed(old))
    if old == new or not is_meant:
        return Cell("kept", kept(new))
    return Cell("changed", pieces(old, new))


def _total(old: Sheet, new: Sheet, columns: Sequence[Both], write: Write) -> Row | None:
    """The last line of both; None if neither has one."""
    if not old.total and not new.total:
        return None
    before, after = old.total or None, new.total or None
    return _line(before, after, columns, write, number=0)


def _text(row: Mapping[str, Any] | None, column: Column | None, write: Write) -> str:
    value = row.get(column.key) if row is not None and column else None
    if isinstance(value, tuple):
        return "、".join(write(one, column.sort) for one in value) if column else ""
    return "" if value is None or value == "" or not column else write(value, column.sort)
