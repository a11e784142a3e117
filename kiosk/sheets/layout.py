"""Which lines of a sheet are its title, its head, its rows, its totals and its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.sheets.choices import Choices, LineKind
from kiosk.sheets.grid import Cell, Line
from kiosk.sheets.heads import head_of
from kiosk.sheets.numbers import figure

_SPACES = re.compile(r"\s+")
_TOTAL = re.compile(
    r"(?:全所|全年|各站|总)?(?:合计|总计|共计|总和|总数)(?:[（(].{0,10}[）)])?[:：]?"
)
_SUBTOTAL = re.compile(
    r"(?:小计|分计|(?:本页|本月|本季度?|本站|本班|本班组)(?:小计|合计))(?:[（(].{0,10}[）)])?[:：]?"
)
_MEAN = re.compile(r"(?:总)?平均(?:值|数|分|得分)?(?:[（(].{0,10}[）)])?[:：]?|均值")
_RUNNING = re.compile(r"(?:本年|全年|截至.{0,10})?累计[:：]?")
_SUMMING = {
    LineKind.TOTAL: _TOTAL,
    LineKind.SUBTOTAL: _SUBTOTAL,
    LineKind.MEAN: _MEAN,
    LineKind.RUNNING: _RUNNING,
}
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")
_NOTE = re.compile(
    r"(?:备?注|附注|说明|填表说明|制表|审核|审批|复核|填表|填报|编制|制单|经办|经手|负责|单位负责|会计|出纳|主管|"
    r"分管领导|站长|所长|日期|时间|联系)[^：:]{0,6}[：:]|注\s|说明\s|第\s*\d+\s*页"
)
#: 合计大写：贰万零叁佰贰拾元整, beside the total and no row of its own.
_IN_WORDS = re.compile(
    r"(?:(?:合计|总计|共计|总)?(?:金额|人民币)?(?:合计|总计|共计)?)[（(]?(?:人民币|金额)?大写(?:金额)?[）)]?(?:$|[：:])"
)
#: In a table of so many columns a lone long text is no row.
_WIDE = 3
_LONG = 15
_LABEL_AMONG_FIRST = 3
_LOOKED_AT = 200


@dataclass
class Marked:
    """A line and what it was taken for."""

    line: Line
    kind: LineKind


@dataclass(frozen=True)
class Layout:
    """The lines of a sheet, each with what it was taken for."""

    marked: tuple[Marked, ...]
    #: The first line of what begins below the table's end and was left out; 0 if nothing does.
    more_below: int = 0

    def of(self, *kinds: LineKind) -> list[Line]:
        """The lines taken for one of these, from top to bottom."""
        return [one.line for one in self.marked if one.kind in kinds]


def laid_out(lines: Sequence[Line], choices: Choices, *, merged_below: dict[int, int]) -> Layout:
    """Sort lines into titles, head, rows, totals and notes.

    `merged_below` gives for a line the last one that a cell beginning in it is merged down to.
    """
    first, depth = _head(lines, choices, merged_below)
    marked = [
        Marked(line, LineKind.TITLE if index < first else LineKind.HEAD)
        for index, line in enumerate(lines[: first + depth])
    ]
    is_wide = any(line.fill() > 1 for line in lines[:_LOOKED_AT])
    body = [Marked(line, _kind(line, is_wide=is_wide)) for line in lines[first + depth :]]
    _keep_to_rows(body, choices)
    _mark_repeated_heads(body, lines[first : first + depth])
    more_below = 0
    if choices.rows is None:
        more_below = _end_at_total(body, depth=depth)
    _mark_notes(body)
    _mark_last_total(body)
    marked += body
    for one in marked:
        one.kind = choices.lines.get(one.line.number, one.kind)
    return Layout(tuple(marked), more_below)


def _head(lines: Sequence[Line], choices: Choices, merged_below: dict[int, int]) -> tuple[int, int]:
    """Where the head begins and how many lines it has."""
    if choices.head is None:
        return head_of(lines, merged_below)
    first, last = choices.head
    before = sum(1 for line in lines if line.number < first)
    return before, sum(1 for line in lines if first <= line.number <= last)


def is_total(line: Line) -> bool:
    """True for a line that says it is the total: 合计, 总计."""
    return any(_TOTAL.fullmatch(word) for word in _first_texts(line))


def bare(cell: Cell) -> str:
    """A cell's text without any white space: 合　计 → 合计. Empty for what is no text."""
    return _SPACES.sub("", cell.value) if isinstance(cell.value, str) else ""


def is_in_words(text: str) -> bool:
    """True for what says a sum in words: 合计大写：贰万零叁佰贰拾元整."""
    return bool(_IN_WORDS.match(_SPACES.sub("", text)))


def _says_sum_in_words(line: Line) -> bool:
    texts = [cell.value for _column, cell in line.filled()]
    return all(isinstance(text, str) and figure(text) is None for text in texts) and any(
        is_in_words(word) for word in _first_texts(line)
    )


def _kind(line: Line, *, is_wide: bool) -> LineKind:
    if _says_sum_in_words(line):
        return LineKind.NOTE
    for word in _first_texts(line):
        kind = next((kind for kind, said in _SUMMING.items() if said.fullmatch(word)), None)
        if kind:
            return kind
        if is_wide and _SECTION.match(word) and line.fill() == 1:
            return LineKind.SECTION
    return LineKind.ROW


def _first_texts(line: Line) -> Iterator[str]:
    for count, (_column, cell) in enumerate(line.filled(), start=1):
        if count > _LABEL_AMONG_FIRST:
            return
        yield bare(cell)


def _keep_to_rows(body: list[Marked], choices: Choices) -> None:
    if choices.rows is None:
        return
    first, last = choices.rows
    for one in body:
        if one.line.number < first:
            one.kind = LineKind.LEFT_OUT
        elif one.line.number > last and one.kind is LineKind.ROW:
            one.kind = LineKind.NOTE if _is_note(one.line, wide=True) else LineKind.LEFT_OUT


def _mark_repeated_heads(body: list[Marked], head: Sequence[Line]) -> None:
    """A sheet made for printing repeats its head on every page."""
    texts = [tuple(bare(cell) for cell in line.cells) for line in head]
    for one in body:
        if any(texts) and tuple(bare(cell) for cell in one.line.cells) in texts:
            one.kind = LineKind.LEFT_OUT


def _end_at_total(body: list[Marked], *, depth: int) -> int:
    """End the table at a total with rows above it, once something else begins below it."""
    has_rows = False
    for index, one in enumerate(body):
        if one.kind is LineKind.TOTAL and has_rows:
            rest = body[index + 1 :]
            begins = next((at for at, other in enumerate(rest) if _begins_anew(other.line)), None)
            if depth and begins is not None:
                return _left_out(rest[begins:])
        has_rows = has_rows or one.kind is LineKind.ROW
    return 0


def _begins_anew(line: Line) -> bool:
    """True for a line that looks like another table's head: at least three short texts, no figures."""
    filled = [bare(cell) for _column, cell in line.filled()]
    is_label = [0 < len(text) <= _LONG and ":" not in text and "：" not in text for text in filled]
    return len(filled) >= _WIDE and all(is_label) and not any(map(str.isdecimal, filled))


def _left_out(rest: list[Marked]) -> int:
    for one in rest:
        one.kind = LineKind.LEFT_OUT
    return rest[0].line.number


def _mark_notes(body: list[Marked]) -> None:
    breadth = max((one.line.fill() for one in body[:_LOOKED_AT]), default=0)
    totals = (LineKind.TOTAL, LineKind.SUBTOTAL, LineKind.MEAN)
    for one in reversed(body):
        if one.kind in (LineKind.LEFT_OUT, LineKind.RUNNING, LineKind.NOTE):
            continue
        if one.kind is not LineKind.ROW or not _is_note(one.line, wide=breadth >= _WIDE):
            break
        one.kind = LineKind.NOTE
    last = max((at for at, one in enumerate(body) if one.kind in totals), default=None)
    has_rows_above = last is not None and any(one.kind is LineKind.ROW for one in body[:last])
    for one in body[last + 1 :] if last is not None and has_rows_above else ():
        if one.kind is LineKind.ROW and breadth >= _WIDE and one.line.fill() == 1:
            one.kind = LineKind.NOTE


def _is_note(line: Line, *, wide: bool) -> bool:
    filled = [cell.value for _column, cell in line.filled()]
    texts = [value for value in filled if isinstance(value, str)]
    if len(texts) < len(filled):
        return False
    if _NOTE.match(texts[0]):
        return True
    is_long = len(texts[0]) > _LONG or "：" in texts[0] or ":" in texts[0]
    return wide and len(texts) == 1 and is_long


def _mark_last_total(body: list[Marked]) -> None:
    """Of several totals the last one is the table's; what stands above it sums up a part."""
    totals = [one for one in body if one.kind is LineKind.TOTAL]
    for one in totals[:-1]:
        one.kind = LineKind.SUBTOTAL
