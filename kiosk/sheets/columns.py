"""What kind of thing a column holds, and its cells as that kind; what does not fit is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kiosk.sheets.choices import NUMERIC, Kind
from kiosk.sheets.grid import Cell, NoValue, Value
from kiosk.sheets.heads import ColumnHead
from kiosk.sheets.number_formats import plain, serial_day
from kiosk.sheets.numbers import (
    DASHES,
    NOT_RATED,
    YUAN,
    Figure,
    Signed,
    day,
    digits_day,
    figure,
    folded,
    looks_like_a_code,
    places_of,
    shown,
    stars,
)
from kiosk.sheets.problems import Code, Problem, Weight

MOST_PLACES = 4
_MONEY_PLACES = 2
#: The running number of the rows.
SERIAL = re.compile(r"序号|序|No\.?|№", re.IGNORECASE)
_KEY = re.compile(r"(?:员工|职工|人员|个人)?(?:工号|编号|代码)|员工号|职工号")
_PERSON = re.compile(r"(?:员工|职工|人员|收费员|党员)?姓名")
_STAR = re.compile(r".{0,6}星级(?:评定|等级|结果)?|.{0,4}评定(?:星级|结果)")
_TEXTUAL = re.compile(
    r"编号|工号|号码|证号|电话|手机|账号|卡号|车号|车牌|文号|代码|姓名|年月|时间|备注|说明|规格|型号|届次"
)
_MONEY = re.compile(
    r"(?:金额|费用?|款|单价|总价|报价|价格|预算|支出|收入|结余|余额|工资|应发|实发|应缴|实缴|补助|奖金)(?:合计|小计)?$"
)
#: Heads under which figures are expected, so that half of them are enough to see it.
_FIGURES = re.compile(r"分$|分[）)]$|金额|数量?$|人次$|次数|里程|得分|合计")
#: Figures that do not add up: rates, means, prices, places in an order.
_NOT_SUMMED = re.compile(
    r"率$|占比|比例|比重|同比|环比|平均|人均|均价|单价|价格|百公里|每|名次|排名|位次|年份|余额|结余|星级"
)
_DAY_HEAD = re.compile(r"日期|日$")
#: Numbers of days since 1900 that an office may mean: 1954 to 2119.
_SERIAL_DAYS = range(20_000, 80_000)
_DAY_DIGITS = 8
#: What a wrong key makes of a figure, and the figure that was meant.
_SLIPS = str.maketrans("OoＯlI｜|。、", "000111|..")


@dataclass(frozen=True)
class Column:
    """One column of the table."""

    index: int
    label: str
    kind: Kind
    unit: str = ""
    places: int = 0
    path: tuple[str, ...] = ()
    is_summed: bool = False

    @property
    def is_serial(self) -> bool:
        """True for the running number of the rows."""
        return bool(SERIAL.fullmatch(self.label))

    @property
    def is_key(self) -> bool:
        """True for what names a row and no other: a person's or a thing's number."""
        return bool(_KEY.fullmatch(self.label))

    @property
    def is_person(self) -> bool:
        """True for the names of people."""
        return bool(_PERSON.fullmatch(self.label))


#: What a cell of a table holds: exact numbers, days, texts.
Content = str | Decimal | date | None
Placed = tuple[int, Cell]


class Tidied(NamedTuple):
    """A cell that was written otherwise than it was taken: ２８．０, 21.5分."""

    line: int
    column: int
    written: str
    taken: str


@dataclass
class Reading:
    """A column read: its cells line by line, what was wrong, and what was put straight.

    `unit` is the one a bare figure is in. The column shows it only if its head or most cells do.
    """

    column: Column
    unit: str = ""
    contents: list[Content] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tidied: list[Tidied] = field(default_factory=list)


def read_column(
    index: int,
    head: ColumnHead,
    cells: Sequence[Placed],
    *,
    kind: Kind | None = None,
    unit_of_all: str = "",
    unit_is_said: bool = False,
) -> Reading:
    """A column of the kind it was said or is found to be. Cells come with the lines they stand in.

    `unit_of_all` is the unit of the whole table; if it is said in the title, heads do not repeat it.
    """
    taken = _Taken(head, [cell for _line, cell in cells])
    kind = kind or taken.kind(unit_of_all)
    places = taken.places(kind)
    column = Column(
        index=index,
        label=head.label,
        kind=kind,
        unit=taken.shown_unit(kind, unit_of_all, is_said=unit_is_said),
        places=places,
        path=head.path,
        is_summed=_is_summed(kind, head),
    )
    reading = Reading(column, taken.unit(kind, unit_of_all))
    for (line, cell), seen in zip(cells, taken.figures, strict=True):
        reading.contents.append(_content(reading, line, cell, seen))
    if taken.is_cut(kind, places):
        values = {"label": head.label, "places": str(places)}
        reading.problems.append(Problem(Code.ROUNDED, Weight.NOTE, 0, index, values))
    return reading


def tidy_name(text: str) -> str:
    """A person's name without the spaces that only pad it: 王　芳 → 王芳, but Ada Wong stays."""
    return text if text.isascii() else re.sub(r"\s+", "", text)


class _Taken:
    """What the cells of a column look like, before it is decided what they are."""

    def __init__(self, head: ColumnHead, cells: Sequence[Cell]) -> None:
        self.head = head
        self.figures = [_figure(cell) for cell in cells]
        self.filled = [cell for cell in cells if not _is_empty(cell)]
        self.found = [one for one in self.figures if one is not None]

    def kind(self, unit_of_all: str) -> Kind:
        """What most cells are; the head decides where digits are a name."""
        label = self.head.label
        if _STAR.fullmatch(label) and self._most(self._stars()):
            return "star"
        if self._most(self._days()):
            return "date"
        is_textual = not self.head.unit and bool(_TEXTUAL.search(label))
        share = 2 if self.head.unit or _FIGURES.search(label) else 3
        if is_textual or not self._most(iter(self.found), share) or self._has_codes():
            return "text"
        if self._are_of_many_units():
            return "text"
        return self._numeric(unit_of_all)

    def unit(self, kind: Kind, unit_of_all: str) -> str:
        """The unit figures are in: the head's, that of the whole table, or the commonest of the cells."""
        if kind not in NUMERIC or kind == "percent":
            return "%" if kind == "percent" else ""
        if self.head.unit or (kind == "money" and unit_of_all in YUAN):
            return self.head.unit or unit_of_all
        units = self._units()
        return max(units, key=lambda unit: units[unit]) if units else ""

    def shown_unit(self, kind: Kind, unit_of_all: str, *, is_said: bool) -> str:
        """The unit the column's head is to show, unless the table's title says it or few cells have it."""
        unit = self.unit(kind, unit_of_all)
        if unit == "%" or self.head.unit:
            return "" if unit == "%" else self.head.unit
        if unit == unit_of_all:
            return "" if is_said else unit
        return unit if 2 * self._units()[unit] > len(self.found) else ""

    def _units(self) -> Counter[str]:
        return Counter(one.unit for one in self.found if one.unit)

    def places(self, kind: Kind) -> int:
        """How many decimals the column shows."""
        if kind not in NUMERIC or kind == "int":
            return 0
        most = max((one.places for one in self.found), default=0)
        return min(max(most, _MONEY_PLACES if kind == "money" else 0), MOST_PLACES)

    def is_cut(self, kind: Kind, places: int) -> bool:
        """True if some figure has more decimals than are shown."""
        return kind in NUMERIC and any(one.places > places for one in self.found)

    def _most(self, found: Iterator[object], share: int = 3) -> bool:
        """True if all but one in `share` of the filled cells are among what was found."""
        count = sum(1 for _one in found)
        return bool(count) and share * count >= (share - 1) * len(self.filled)

    def _stars(self) -> Iterator[int]:
        return (count for cell in self.filled if (count := _star_count(cell)) is not None)

    def _days(self) -> Iterator[date]:
        is_expected = bool(_DAY_HEAD.search(self.head.label))
        return (on for cell in self.filled if (on := _day(cell, is_expected=is_expected)))

    def _are_of_many_units(self) -> bool:
        """True for 3吨, 5箱, 7支: figures nobody could add up. Among sums and shares a single other unit is a slip."""
        units = self._units()
        if self.head.unit or units.keys() <= YUAN.keys():
            return False
        if units.keys() & {*YUAN, "%"}:
            return 3 * max(units.values()) < 2 * units.total()
        return len(units) > 1

    def _has_codes(self) -> bool:
        return any(
            isinstance(one.value, str) and looks_like_a_code(one.value) for one in self.filled
        )

    def _numeric(self, unit_of_all: str) -> Kind:
        percents = sum(1 for one in self.found if one.unit == "%")
        if self.head.unit == "%" or 2 * percents > len(self.found):
            return "percent"
        units = {self.head.unit} if self.head.unit else set(self._units())
        has_places = any(one.places for one in self.found)
        is_money = bool(_MONEY.search(self.head.label))
        if units & YUAN.keys() or (is_money and not units):
            return "money"
        if unit_of_all in YUAN and has_places and not units:
            return "money"
        return "number" if has_places else "int"


def _is_empty(cell: Cell) -> bool:
    value = cell.value
    return (
        value is None
        or isinstance(value, NoValue)
        or (isinstance(value, str) and folded(value) in DASHES)
    )


def _figure(cell: Cell) -> Figure | None:
    value = cell.value
    if isinstance(value, str):
        return figure(value)
    if isinstance(value, Decimal):
        places = places_of(value) if cell.places is None else cell.places
        return Figure(value, "%" if cell.percent else "", places)
    return None


def _star_count(cell: Cell) -> int | None:
    value = cell.value
    if isinstance(value, str):
        return stars(value)
    return int(value) if isinstance(value, Decimal) and value in range(6) else None


def _day(cell: Cell, *, is_expected: bool) -> date | None:
    value = cell.value
    if isinstance(value, date):
        return value
    if isinstance(value, str) and (found := day(value)):
        return found
    if not is_expected or not isinstance(value, (str, Decimal)):
        return None
    text = folded(str(value))
    if text.isdecimal() and len(text) < _DAY_DIGITS and int(text) in _SERIAL_DAYS:
        return serial_day(Decimal(text))
    return digits_day(text)


def _is_summed(kind: Kind, head: ColumnHead) -> bool:
    is_rate = kind == "percent" or bool(_NOT_SUMMED.search(head.label))
    return kind in NUMERIC and not is_rate and not SERIAL.fullmatch(head.label)


def _content(reading: Reading, line: int, cell: Cell, seen: Figure | None) -> Content:
    column = reading.column
    if isinstance(cell.value, NoValue):
        reading.problems.append(_no_value(column, line, cell.value))
        return None
    if column.kind == "text":
        return _text(column, cell)
    if column.kind == "star":
        return _stars(reading, line, cell)
    if _is_empty(cell):
        return None
    if column.kind in NUMERIC:
        return _number(reading, line, cell, seen)
    on = _day(cell, is_expected=True)
    if on is None:
        reading.problems.append(_misfit(Code.NOT_A_DAY, column, line, cell.value))
    return on


def _stars(reading: Reading, line: int, cell: Cell) -> Decimal | None:
    count = _star_count(cell)
    if count is not None:
        return Decimal(count)
    if not _is_empty(cell) and cell.value not in NOT_RATED:
        reading.problems.append(_misfit(Code.NOT_STARS, reading.column, line, cell.value))
    return None


def _number(reading: Reading, line: int, cell: Cell, seen: Figure | None) -> Decimal | None:
    column = reading.column
    if seen is None:
        problem = _misfit(Code.NOT_A_NUMBER, column, line, cell.value)
        reading.problems.append(problem)
        return None
    value = _in_unit(reading.unit, seen)
    if value is None:
        reading.problems.append(_misfit(Code.OTHER_UNIT, column, line, cell.value, reading.unit))
    elif isinstance(cell.value, str) and (seen.unit not in {"", "%"} or not cell.value.isascii()):
        taken = f"{shown(value, column.places):f}"
        reading.tidied.append(Tidied(line, column.index, cell.value, taken))
    return Signed(value) if value and value > 0 and _has_plus(cell) else value


def _has_plus(cell: Cell) -> bool:
    """True for a figure that the sheet shows with a plus."""
    return cell.signed or (isinstance(cell.value, str) and folded(cell.value).startswith("+"))


def _in_unit(unit: str, seen: Figure) -> Decimal | None:
    """The figure in this unit; None if it stands in one that cannot be turned into it."""
    if seen.unit in {"", unit}:
        return seen.value
    if seen.unit in YUAN and unit in YUAN:
        return plain(seen.value * YUAN[seen.unit] / YUAN[unit])
    return None


def _text(column: Column, cell: Cell) -> str | None:
    value = cell.value
    if isinstance(value, Decimal):
        exact = value if cell.places is None else shown(value, cell.places)
        plus = "+" if cell.signed and exact > 0 else ""
        return f"{plus}{exact:f}%" if cell.percent else f"{plus}{exact:f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return tidy_name(value) if column.is_person else " ".join(value.split())
    return None


def _no_value(column: Column, line: int, value: NoValue) -> Problem:
    code = Code.FORMULA_FAILED if value.error else Code.NEVER_COMPUTED
    values = {"label": column.label, "value": value.error}
    return Problem(code, Weight.ERROR, line, column.index, values)


def _misfit(code: Code, column: Column, line: int, value: Value, unit: str = "") -> Problem:
    text = value if isinstance(value, str) else str(value)
    values = {"label": column.label, "value": text, "unit": unit}
    suggestion = _meant(text) if code is Code.NOT_A_NUMBER else None
    return Problem(code, Weight.ERROR, line, column.index, values, suggestion)


def _meant(text: str) -> str | None:
    """The figure a slip of the keys may have meant: 2O.5 → 20.5, 23。5 → 23.5."""
    meant = re.sub(r"\s+", "", text).translate(_SLIPS)
    return folded(meant) if meant != text and figure(meant) else None
