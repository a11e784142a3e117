"""Tables inside a pasted paper, taken out of its text: rows of cells with tabs between them, as Word and Excel copy them. Pure.

Where a table stood, the text keeps a line that is nobody's words, so that what is above it and below it is still read
as such. What cannot become a grid stays in the text as it came, tabs and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.core.prose import lines_of
from kiosk.kinds.notices.grid import Grid, new_grid
from kiosk.kinds.notices.grid_edits import GridFull, differing_sums, filled, sheet_for
from kiosk.sheets import Problem, Unreadable, day_said, is_in_words

#: A tab while the text is made clean, and the line where a table stood: both for private use, and typed by nobody.
_TAB = "\ue000"
_STOOD = "\ue001"
_FEWEST_ROWS = _FEWEST_CELLS = 2
#: A cell of several lines is quoted; one that is never closed is none.
_MOST_LINES_A_CELL = 20
#: What Word writes before the points of a list, with a tab behind it.
_POINT = re.compile(
    r"[0-9]{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|[•·●■◆○▪–*-]|[\ue000-\uf8ff]"
)
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?(?:计量)?单位\s*[：:]\s*\S{1,6}?[)）]?")
_CAPTION = re.compile(
    r"(?:附?表[一二三四五六七八九十0-9]{0,3}[：: ]?.{2,28}|.{2,28}(?:明细|明细表|一览表|汇总表|统计表|登记表|情况表|名单|清单))"
)
#: A sentence and the first cell of the range that was pasted right behind it.
_GLUED = re.compile(r"(.{6,}[。；！？：:）)])([^。；！？：:]{1,16})")
#: A day below an issuer, and such a cell.
_GLUED_DAY = re.compile(
    r"(\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"([^。；！？：:]{1,16})"
)


@dataclass(frozen=True)
class Found:
    """One table of the text: its grid, or why it has none, with the lines as they came."""

    lines: tuple[str, ...]
    grid: Grid | None
    refused: Unreadable | GridFull | None = None
    #: Sums that its own last line, or one in between, had otherwise; the grid has them as the rows add up.
    differing: tuple[Problem, ...] = ()
    #: The day it bears above or below.
    on: date | None = None

    @property
    def rows(self) -> int:
        """How many lines it has in the text."""
        return len(self.lines)


def lines_with_tabs(text: str) -> list[str]:
    """The lines of a paper that say something, clean but for the tabs between cells."""
    marked = lines_of(text.replace("\t", _TAB))
    return [line.replace(_TAB, "\t") for line in marked if line.strip(_TAB + " ")]


def taken_out(lines: Sequence[str], fresh: str = "") -> tuple[list[str], list[Found]]:
    """The text with a line in place of each table, and the tables; the first becomes grid `fresh`1."""
    rest: list[str] = []
    tables: list[Found] = []
    for part in _parts(lines):
        if not _is_table(part):
            rest += [clean for line in part for clean in lines_of(line)]
            continue
        before, table = _freed(part, is_below_text=bool(rest))
        rest += before
        above = _above(rest)
        table = [*rest[len(rest) - above :], *table]
        del rest[len(rest) - above :]
        tables.append(_found(table, f"{fresh}{len(tables) + 1}"))
        rest.append(f"{_STOOD}{len(tables)}{_STOOD}")
    return rest, tables


def without_last_tables(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The text without the lines at its end where tables stood, and those lines."""
    end = len(lines)
    while end and lines[end - 1].startswith(_STOOD):
        end -= 1
    return list(lines[:end]), list(lines[end:])


def put_back(text: str, tables: Sequence[Found]) -> str:
    """The text without those lines; what became no grid stands where it stood."""
    paragraphs = text.split("\n\n")
    for number, table in enumerate(tables, start=1):
        mark = f"{_STOOD}{number}{_STOOD}"
        if mark in paragraphs:
            at = paragraphs.index(mark)
            paragraphs[at : at + 1] = [] if table.grid else ["\n".join(table.lines)]
    return "\n\n".join(paragraphs)


def _found(lines: Sequence[str], id_: str) -> Found:
    text, empty = "\n".join(lines), new_grid(id_)
    try:
        grid = filled(empty, text, row=0, column=0)
        sheet = sheet_for(empty, text, row=0, column=0)
    except (Unreadable, GridFull) as error:
        return Found(tuple(lines), None, error)
    if sheet is None:
        return Found(tuple(lines), grid)
    on = day_said(sheet.above, sheet.below)
    return Found(tuple(lines), grid, differing=differing_sums(sheet), on=on)


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines with cells that follow each other, and the lines between them."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _has_cells(lines[end]):
            end = _end_of_row(lines, end)
        # Merged over the whole table, the sum in words has no cells beside it.
        while at < end < len(lines) and is_in_words(lines[end]):
            end += 1
        yield list(lines[at : max(end, at + 1)])
        at = max(end, at + 1)


def _end_of_row(lines: Sequence[str], at: int) -> int:
    """Behind the last line of a row: a quoted cell goes on until its quotation mark."""
    quotes = lines[at].count('"')
    for end in range(at + 1, min(at + _MOST_LINES_A_CELL, len(lines)) + 1):
        if quotes % 2 == 0:
            return end
        quotes += lines[end].count('"') if end < len(lines) else 0
    return at + 1


def _has_cells(line: str) -> bool:
    """True for a row, and for a title above one that Excel copies with the empty cells beside it."""
    return "\t" in line.lstrip()


def _is_table(part: Sequence[str]) -> bool:
    rows = [cells for line in part if len(cells := _cells(line)) >= _FEWEST_CELLS]
    points = [row for row in rows if len(row) == _FEWEST_CELLS and _POINT.fullmatch(row[0])]
    return len(rows) >= _FEWEST_ROWS and len(points) < len(rows)


def _cells(line: str) -> list[str]:
    return [cell for cell in line.split("\t") if cell.strip()]


def _freed(part: list[str], *, is_below_text: bool) -> tuple[list[str], list[str]]:
    """A table whose first cell was pasted right behind a sentence, or a day: what stood there, and the table."""
    first, tab, cells = part[0].partition("\t")
    glued = _GLUED.fullmatch(first.strip())
    if is_below_text:
        glued = glued or _GLUED_DAY.fullmatch(first.strip())
    if not glued or not cells.strip():
        return [], part
    return lines_of(glued[1]), [f"{glued[2]}{tab}{cells}", *part[1:]]


def _above(rest: Sequence[str]) -> int:
    """How many of the last lines of the text belong to the table below them: its caption, and its unit."""
    unit = int(bool(rest) and bool(_UNIT_LINE.fullmatch(rest[-1])))
    above = rest[: len(rest) - unit]
    # The first line of a paper is its own title.
    return unit + int(len(above) > 1 and bool(_CAPTION.fullmatch(above[-1])))
