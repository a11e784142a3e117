"""Where a table's head is, how many lines it has, and what it calls each column.

Merged cells reach us as a text and empty cells beside or below it, whether the sheet says so (.xlsx,
.xls, HTML) or not (CSV, tabs). So a head goes on in the next line where that line only names columns
the first left open: those beside a text that stands for a group.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.sheets.grid import Cell, Line
from kiosk.sheets.numbers import UNITS, day, figure

_LOOKED_AT = 40
_LONGEST_LABEL = 40
_DEEPEST = 4
_SOON = 3
_BETWEEN_HAN = re.compile(r"(?<=[\u4e00-\u9fff（）])\s+(?=[\u4e00-\u9fff（）])")
_SPACES = re.compile(r"\s+")
#: 填报单位：柳泉所, but not 数量（单位：吨）.
_KEY_AND_VALUE = re.compile(r"[^：:（(]{1,12}[：:].")
#: Figures that name columns: so many days in a row, or years.
_FEWEST_DAYS = 3
_YEARS = range(1990, 2100)
_UNIT = re.compile(r"(.+?)\s*[（(]\s*(?:单位\s*[：:]\s*)?([^（()）\d]{1,5})\s*[）)]")
_UNIT_ALONE = re.compile(r"[（(]\s*([^（()）\d]{1,5})\s*[）)]")
_UNIT_OF_ALL = re.compile(r"单位\s*[：:]\s*([^\s，,；;。（()）]{1,5})")
_JOIN = "·"
#: What names a row says so without the group it stands in, and people are found by it.
_OF_THE_ROW = re.compile(
    r".{0,4}(?:姓名|工号|编号|代码|序号|班组|单位|日期|排名|名次|星级|备注|说明)"
)
#: A group with a longer name is a sentence about its columns.
_LONGEST_GROUP = 8


@dataclass(frozen=True)
class ColumnHead:
    """What the head says of one column; `path` goes from the group down to the column."""

    label: str
    unit: str = ""
    path: tuple[str, ...] = ()


def head_of(lines: Sequence[Line], merged_below: dict[int, int]) -> tuple[int, int]:
    """Where the head begins, counted in `lines`, and how many lines it has: 0 if there is none."""
    looked_at = lines[:_LOOKED_AT]
    breadth = max((line.fill() for line in looked_at), default=0)
    width = max((len(line.cells) for line in looked_at), default=0)
    for index, line in enumerate(looked_at):
        if _begins_head(line, breadth):
            return index, _depth(looked_at[index:], merged_below, width=width)
        if _is_row(line, breadth) and not _head_follows(looked_at[index + 1 :], line, breadth):
            return index, 0
    return 0, 0


def column_heads(head: Sequence[Line], columns: Sequence[int]) -> dict[int, ColumnHead]:
    """What the head's lines say of the columns that are asked for; nothing for one it does not name."""
    paths = {column: _path(head, column) for column in columns}
    last = Counter(path[-1] for path in paths.values() if path)
    groups = _telling_groups(paths.values())
    return {
        column: _head_of_column(
            path, is_alone=last[path[-1]] == 1 and not _needs_group(path, groups)
        )
        for column, path in paths.items()
        if path
    }


def _telling_groups(paths: Iterable[tuple[str, ...]]) -> set[str]:
    """Groups of several columns each, where there is more than one: 收入 and 支出. One alone divides nothing."""
    width = Counter(path[0] for path in paths if len(path) > 1)
    groups = {
        name for name, columns in width.items() if columns > 1 and len(name) <= _LONGEST_GROUP
    }
    return groups if len(groups) > 1 else set()


def _needs_group(path: tuple[str, ...], groups: set[str]) -> bool:
    return len(path) > 1 and path[0] in groups and not _OF_THE_ROW.fullmatch(path[-1])


def unit_of_all(texts: Sequence[str]) -> str:
    """The unit a line above the table gives for all of it: 单位：元."""
    for text in texts:
        # 填报单位：综合科 may stand before it in the same cell.
        for found in _UNIT_OF_ALL.finditer(text):
            if found[1] in UNITS:
                return found[1]
    return ""


def title_of(texts: Sequence[str]) -> str:
    """The title among the texts above a table: the first that is no 填报单位：…"""
    return next((text for text in texts if not _KEY_AND_VALUE.match(text)), "")


def tidy_label(text: str) -> str:
    """A label on one line, without the spaces that only pad it: 姓 名 → 姓名."""
    return _BETWEEN_HAN.sub("", _SPACES.sub(" ", text)).strip()


def split_unit(label: str) -> tuple[str, str]:
    """A label and its unit: 预算（元） → 预算, 元. What is in brackets but no unit stays where it is."""
    found = _UNIT.fullmatch(label)
    return (found[1], found[2]) if found and found[2] in UNITS else (label, "")


def _head_of_column(path: tuple[str, ...], *, is_alone: bool) -> ColumnHead:
    label, unit = split_unit(path[-1] if is_alone else _JOIN.join(path))
    return ColumnHead(label, unit, path)


def _path(head: Sequence[Line], column: int) -> tuple[str, ...]:
    """The texts above a column, from the outermost group down."""
    found: list[str] = []
    for level, line in enumerate(head):
        text = _text(line.at(column))
        is_named_below = any(_text(below.at(column)) for below in head[level + 1 :])
        if not text and is_named_below:
            text = next((t for at in range(column, -1, -1) if (t := _text(line.at(at)))), "")
        if text and _UNIT_ALONE.fullmatch(text) and found:
            found[-1] += text
        elif text and text not in found[-1:]:
            found.append(text)
    return tuple(found)


def _text(cell: Cell) -> str:
    if cell.value is None:
        return ""
    return tidy_label(str(cell.value))


def _begins_head(line: Line, breadth: int) -> bool:
    filled = list(line.filled())
    cells = [cell for _column, cell in filled]
    if len(filled) < min(2, breadth) or not _are_labels(cells) or not any(map(_is_label, cells)):
        return False
    # A text with empty cells behind it may stand for a group, so what lies between counts.
    return filled[-1][0] - filled[0][0] + 1 >= breadth / 2


def _head_follows(below: Sequence[Line], line: Line, breadth: int) -> bool:
    """True if a fuller line of labels comes soon: then this one is still above the table."""
    return any(one.fill() > line.fill() and _begins_head(one, breadth) for one in below[:_SOON])


def _is_row(line: Line, breadth: int) -> bool:
    filled = [cell for _column, cell in line.filled()]
    return len(filled) >= max(2, breadth / 2) and any(map(is_figure, filled))


def _are_labels(cells: Sequence[Cell]) -> bool:
    """True for texts that name columns; the days of a month or a few years may be among them."""
    rest = [cell for cell in cells if not _is_label(cell)]
    if not rest:
        return True
    numbers = [_whole(cell) for cell in rest]
    first = numbers[0]
    if first is None or numbers != list(range(first, first + len(numbers))):
        return False
    return len(numbers) >= _FEWEST_DAYS or (len(numbers) > 1 and first in _YEARS)


def _whole(cell: Cell) -> int | None:
    found = figure(str(cell.value)) if isinstance(cell.value, (str, Decimal)) else None
    return int(found.value) if found and not found.unit and not found.places else None


def _is_label(cell: Cell) -> bool:
    text = cell.value
    if not isinstance(text, str) or len(text) > _LONGEST_LABEL:
        return False
    return not (_KEY_AND_VALUE.match(text) or is_figure(cell))


def is_figure(cell: Cell) -> bool:
    """True for a number or a day, also one written as text."""
    text = cell.value
    return not isinstance(text, str) or figure(text) is not None or day(text) is not None


def _depth(lines: Sequence[Line], merged_below: dict[int, int], *, width: int) -> int:
    depth = 1
    while depth < min(len(lines), _DEEPEST) and _goes_on(
        lines[:depth], lines[depth], merged_below, width=width
    ):
        depth += 1
    return depth


def _goes_on(head: Sequence[Line], line: Line, merged_below: dict[int, int], *, width: int) -> bool:
    above = head[-1]
    if line.number != above.number + 1:
        return False
    if any(merged_below.get(one.number, 0) >= line.number for one in head):
        return True
    filled = list(line.filled())
    if all(_UNIT_ALONE.fullmatch(_text(cell)) for _column, cell in filled):
        return True
    groups = _groups(above, width)
    is_under = len(filled) > 1 and all(column in groups for column, _cell in filled)
    return is_under and _are_labels([cell for _column, cell in filled])


def _groups(line: Line, width: int) -> set[int]:
    """The columns under texts that have empty cells to their right."""
    starts = [column for column, _cell in line.filled()]
    return {
        column
        for start, end in zip(starts, [*starts[1:], width], strict=True)
        if end - start > 1
        for column in range(start, end)
    }
