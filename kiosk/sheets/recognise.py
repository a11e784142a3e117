"""From a sheet to a table: what was taken for what, typed rows, and everything there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.sheets.amounts import amounts
from kiosk.sheets.choices import AS_RECOGNISED, Choices, Kind, LineKind
from kiosk.sheets.columns import SERIAL, Column, Reading, Tidied, read_column
from kiosk.sheets.grid import MOST_ROWS, Book, Line, Sheet, SheetName
from kiosk.sheets.heads import (
    ColumnHead,
    column_heads,
    is_figure,
    split_unit,
    title_of,
    unit_of_all,
)
from kiosk.sheets.layout import Layout, Marked, laid_out
from kiosk.sheets.preparing import filled_down, merged_below, prepared
from kiosk.sheets.problems import Code, Problem, Refusal, Unreadable, Weight, column_letter
from kiosk.sheets.totals import (
    Row,
    Summary,
    check_across,
    check_summaries,
    made_totals,
    summary_of,
)

_SUMMING = (LineKind.SUBTOTAL, LineKind.TOTAL, LineKind.MEAN)
_FEWEST_LINES, _FEWEST_CELLS = 2, 4
_SHEETS_TRIED = 12


@dataclass(frozen=True)
class Recognised:
    """A table, and how it was found.

    `marked` are all lines of the sheet with what each was taken for; `above` and `below` the texts
    around the table without its title.
    """

    names: tuple[SheetName, ...]
    sheet: int
    marked: tuple[Marked, ...]
    title: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    summaries: tuple[Summary, ...]
    tidied: tuple[Tidied, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended before the table can be used."""
        return tuple(one for one in self.problems if one.weight is Weight.ERROR)

    @property
    def unread(self) -> frozenset[int]:
        """The columns in which something could not be read."""
        lines = {row.line for row in self.rows}
        found = (one.column for one in self.errors if one.line in lines)
        return frozenset(column for column in found if column is not None)


def recognise(book: Book, choices: Choices = AS_RECOGNISED) -> Recognised:
    """The table in a book. Raises Unreadable if there is none."""
    index = _sheet_with_table(book) if choices.sheet is None else choices.sheet
    sheet = book.sheet(index)
    lines = prepared(sheet, choices)
    if not lines:
        raise Unreadable(Refusal.NOTHING_IN_IT)
    layout = laid_out(lines, choices, merged_below=merged_below(sheet))
    rows = filled_down(layout.of(LineKind.ROW), sheet.merges)
    if len(rows) > MOST_ROWS:
        raise Unreadable(Refusal.TOO_MANY_LINES, most=MOST_ROWS)
    table = _Table(sheet, layout, choices, rows)
    above, below = _texts(layout, LineKind.TITLE), _texts(layout, LineKind.NOTE)
    title = title_of(above)
    return Recognised(
        names=book.names,
        sheet=index,
        marked=layout.marked,
        title=title,
        above=tuple(text for text in above if text != title),
        below=tuple(below),
        columns=table.columns,
        rows=table.rows,
        summaries=table.summaries,
        tidied=tuple(one for reading in table.readings for one in reading.tidied),
        problems=tuple(sorted(table.problems(), key=lambda one: one.turn)),
    )


def _sheet_with_table(book: Book) -> int:
    """The first sheet to be seen that holds more than a remark; else the first one to be seen."""
    seen = [index for index, name in enumerate(book.names) if not name.is_hidden] or [0]
    for index in seen[:_SHEETS_TRIED]:
        lines = book.sheet(index).lines
        cells = sum(line.fill() for line in lines[:_FEWEST_CELLS])
        if len(lines) >= _FEWEST_LINES and cells >= _FEWEST_CELLS:
            return index
    return seen[0]


class _Table:
    """Columns, rows and sums of a laid out sheet."""

    def __init__(
        self, sheet: Sheet, layout: Layout, choices: Choices, rows: Sequence[Line]
    ) -> None:
        self._sheet = sheet
        self._layout = layout
        self._choices = choices
        titles = _texts(layout, LineKind.TITLE)
        self._unit = unit_of_all([*titles, *_texts(layout, LineKind.NOTE)])
        self._says_unit = unit_of_all([title_of(titles)]) == self._unit
        self._heads = self._column_heads(rows)
        self._numbered_only = _numbered_only(rows, self._heads)
        kept = [line for line in rows if line.number not in self._numbered_only]
        self.readings = self._read(kept)
        self.columns = tuple(reading.column for reading in self.readings)
        contents = zip(*(reading.contents for reading in self.readings), strict=True)
        self.rows = tuple(
            Row(line.number, tuple(row)) for line, row in zip(kept, contents, strict=False)
        )
        self.summaries = tuple(
            summary_of(one.line, one.kind, self.columns)
            for one in layout.marked
            if one.kind in _SUMMING
        )

    def _column_heads(self, rows: Sequence[Line]) -> dict[int, ColumnHead]:
        """The head of every column that is taken, from left to right."""
        head = self._layout.of(LineKind.HEAD)
        with_data = {column for line in rows for column, _cell in line.filled()}
        widest = max((len(line.cells) for line in (*head, *rows)), default=0)
        named = column_heads(head, range(widest))
        hidden = frozenset() if self._choices.takes_hidden else self._sheet.hidden_columns
        left_out = hidden | set(self._choices.left_out)
        return {
            column: self._head(column, named)
            for column in sorted((named.keys() | with_data) - left_out)
        }

    def _head(self, column: int, named: dict[int, ColumnHead]) -> ColumnHead:
        own = named.get(column) or ColumnHead(column_letter(column))
        if column not in self._choices.labels:
            return own
        # A column called otherwise is still counted in the unit that stands in its head.
        label, unit = split_unit(self._choices.labels[column])
        return own if label == own.label else ColumnHead(label, unit or own.unit, (label,))

    def _read(self, rows: Sequence[Line]) -> list[Reading]:
        readings = [self._column(rows, index) for index in self._heads]
        for at in amounts(readings):
            index = readings[at].column.index
            if index not in self._choices.kinds:
                readings[at] = self._column(rows, index, kind="money")
        return readings

    def _column(self, rows: Sequence[Line], index: int, *, kind: Kind | None = None) -> Reading:
        return read_column(
            index,
            self._heads[index],
            [(line.number, line.at(index)) for line in rows],
            kind=kind or self._choices.kinds.get(index),
            unit_of_all=self._unit,
            unit_is_said=self._says_unit,
        )

    def problems(self) -> Iterator[Problem]:
        """Everything there is to say about the table, in no order."""
        for reading in self.readings:
            yield from reading.problems
            yield from key_problems(reading.column, reading.contents, self.rows)
        yield from check_summaries(self.rows, self.columns, self.summaries)
        yield from made_totals(self.rows, self.columns, self.summaries)
        yield from check_across(self.rows, self.columns)
        yield from self._head_problems()
        yield from self._left_out()

    def _head_problems(self) -> Iterator[Problem]:
        if not self._layout.of(LineKind.HEAD) and not self._choices.labels:
            yield Problem(Code.NO_HEAD, Weight.WARNING)
            return
        for index, head in self._heads.items():
            if not head.path:
                yield Problem(Code.NO_LABEL, Weight.WARNING, 0, index)

    def _left_out(self) -> Iterator[Problem]:
        sheet, choices = self._sheet, self._choices
        if not choices.takes_hidden and sheet.hidden_lines:
            yield _note(Code.HIDDEN_LINES, count=len(sheet.hidden_lines))
        filled = {column for line in sheet.lines for column, _cell in line.filled()}
        hidden = sorted(filled & sheet.hidden_columns - set(choices.left_out))
        if hidden and not choices.takes_hidden:
            yield _note(Code.HIDDEN_COLUMNS, columns=" ".join(map(column_letter, hidden)))
        if self._numbered_only:
            yield _note(Code.NUMBER_ONLY, count=len(self._numbered_only))
        empty = [one.column.label for one in self.readings if is_empty(one.contents)]
        if empty and self.rows:
            yield _note(Code.EMPTY_COLUMNS, columns="、".join(empty))
        if sections := self._layout.of(LineKind.SECTION):
            yield _note(Code.SECTIONS, lines="、".join(str(line.number) for line in sections))
        if subtotals := self._layout.of(LineKind.SUBTOTAL):
            yield _note(Code.SUBTOTALS, lines="、".join(str(line.number) for line in subtotals))
        if asides := self._layout.of(LineKind.MEAN, LineKind.RUNNING):
            yield _note(Code.ASIDES, lines="、".join(str(line.number) for line in asides))
        if self._layout.more_below:
            yield Problem(Code.MORE_BELOW, Weight.WARNING, self._layout.more_below)


def is_empty(contents: Sequence[object]) -> bool:
    """True for a column without a single content."""
    return all(content is None for content in contents)


def _numbered_only(rows: Sequence[Line], heads: dict[int, ColumnHead]) -> set[int]:
    """Lines of a form that were numbered beforehand and never filled in."""
    serials = {index for index, head in heads.items() if SERIAL.fullmatch(head.label)}
    if not serials or len(heads) < _FEWEST_LINES:
        return set()
    return {
        line.number
        for line in rows
        if all(column in serials and is_figure(cell) for column, cell in line.filled())
    }


def key_problems(
    column: Column, contents: Sequence[object], rows: Sequence[Row]
) -> Iterator[Problem]:
    """Rows without the number or the name that a row goes by, and numbers that stand twice."""
    if not (column.is_key or column.is_person) or is_empty(contents):
        return
    lines: dict[object, int] = {}
    for row, content in zip(rows, contents, strict=True):
        if content is None:
            values = {"label": column.label}
            yield Problem(Code.NO_KEY, Weight.ERROR, row.line, column.index, values)
        elif column.is_key and content in lines:
            values = {
                "label": column.label,
                "value": str(content),
                "other": str(lines[content]),
            }
            yield Problem(Code.DOUBLED_KEY, Weight.ERROR, row.line, column.index, values)
        else:
            lines[content] = row.line


def _texts(layout: Layout, kind: LineKind) -> list[str]:
    lines = layout.of(kind)
    return [str(cell.value) for line in lines for _column, cell in line.filled()]


def _note(code: Code, **values: str | int) -> Problem:
    return Problem(code, Weight.NOTE, values={name: str(value) for name, value in values.items()})
