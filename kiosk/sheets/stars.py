"""Star sheets: which column holds what, and the people in them.

Two kinds come in: the score sheet a rating is computed from, and the office's own ranked sheet whose
result is taken over as it is. Both are read here; `ranking` checks the second.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from kiosk.sheets.choices import AS_RECOGNISED, NUMERIC, Choices, Kind, Role
from kiosk.sheets.columns import Column, Content
from kiosk.sheets.grid import Book
from kiosk.sheets.problems import Code, Problem, Weight
from kiosk.sheets.recognise import Recognised, recognise
from kiosk.sheets.totals import Row

TAKES_PART, TAKES_NO_PART, VETOED = "参评", "不参评", "一票否决"
STATUSES = (TAKES_PART, TAKES_NO_PART, VETOED)
#: How a status begins, and which it is: 不参评（产假）.
_STATUS_WORDS = (
    ("不参", TAKES_NO_PART),
    ("未参", TAKES_NO_PART),
    ("否决", VETOED),
    ("一票否决", VETOED),
    ("否", TAKES_NO_PART),
    ("参", TAKES_PART),
    ("是", TAKES_PART),
)
#: What belongs into a column of a role, whatever it looks like.
_KINDS: Mapping[Role, Kind] = {
    Role.RANK: "int",
    Role.ITEM: "number",
    Role.BONUS: "number",
    Role.DEDUCTION: "number",
    Role.SCORE: "number",
    Role.STAR: "star",
    Role.NUMBER: "text",
    Role.NAME: "text",
}
#: How the columns are called that a star sheet cannot do without.
_NAMES = {
    Role.NAME: "姓名",
    Role.SCORE: "得分",
    Role.STAR: "星级",
    Role.RANK: "名次",
    Role.ITEM: "考核项目得分",
}
#: Head words, the more particular ones first.
_WORDS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.SERIAL, re.compile(r"序号|序|No\.?", re.IGNORECASE)),
    (Role.RANK, re.compile(r".{0,4}(?:名次|排名|位次|排序)")),
    (Role.NUMBER, re.compile(r"(?:员工|职工|人员)?(?:工号|编号)|员工号|职工号")),
    (Role.NAME, re.compile(r"(?:员工|职工|人员|收费员)?姓名|收费员")),
    (
        Role.STATION,
        re.compile(r"所属(?:收费)?站|所在(?:收费)?站|收费站|站名|站点|站|所属单位|单位"),
    ),
    (Role.TEAM, re.compile(r"(?:所属|所在)?班组?|班次")),
    (Role.POST, re.compile(r"岗位|职务|工种")),
    (Role.STATUS, re.compile(r"(?:是否)?参评(?:情况|状态)?|参评与否")),
    (Role.NONE, re.compile(r"(?:上季度?|上期|上月|原|前次).*")),
    (Role.CHANGE, re.compile(r"(?:星级)?(?:升降|变化|变动)(?:情况)?|晋降星?")),
    (
        Role.STAR,
        re.compile(r"(?:评定|最终|本期|本季度?|核定)?星级(?:评定|等级|结果)?|评定(?:等级|结果)"),
    ),
    (Role.BONUS, re.compile(r"(?:奖励)?加分(?:合计|项)?")),
    (Role.DEDUCTION, re.compile(r"(?:通报)?(?:扣分|减分)(?:合计|项)?")),
    (
        Role.SCORE,
        re.compile(
            r"(?:季度|月度|年度|综合|考核|最终|最后|实际|总)?(?:考核)?(?:总?得分|总分|成绩|总成绩)|合计|总计"
        ),
    ),
)
_FULL_MARK = re.compile(r".+[（(]\s*(\d{1,3}(?:\.\d)?)\s*分?\s*[）)]")
_STATION_END = re.compile(r"(?:高速公路)?(?:收费)?站$")
_CLOSE = 0.5
_MOST_SUGGESTIONS = 50
_LONGEST_NAME = 40


@dataclass(frozen=True)
class Item:
    """One indicator's column; `full` is the mark its head names, None if it names none."""

    column: int
    label: str
    full: Decimal | None = None


@dataclass(frozen=True)
class Person:
    """One line of a star sheet. What the sheet has no column for is empty."""

    line: int
    name: str = ""
    number: str = ""
    station: str = ""
    station_code: str = ""
    team: str = ""
    post: str = ""
    status: str = TAKES_PART
    items: tuple[Decimal | None, ...] = ()
    bonus: Decimal | None = None
    deduction: Decimal | None = None
    score: Decimal | None = None
    rank: int | None = None
    star: int | None = None
    change: str = ""


@dataclass(frozen=True)
class StarSheet:
    """The people of a star sheet, and in which column each thing about them stands."""

    title: str
    roles: Mapping[int, Role]
    items: tuple[Item, ...]
    people: tuple[Person, ...]
    problems: tuple[Problem, ...] = ()
    #: Decimals of the scores as the sheet shows them.
    places: int = 1

    @property
    def is_ranked(self) -> bool:
        """True for a result, False for the scores one is computed from."""
        return Role.STAR in self.roles.values()

    def column(self, role: Role) -> int | None:
        """The column of that role."""
        return next((index for index, one in self.roles.items() if one is role), None)


def read_stars(
    book: Book,
    choices: Choices = AS_RECOGNISED,
    *,
    stations: Mapping[str, str] | None = None,
) -> tuple[Recognised, StarSheet]:
    """The people of a star sheet, and the table they were read from. Raises Unreadable.

    `stations` are the names of the office's stations by their codes; without them none is called
    unknown.
    """
    found = recognise(book, choices)
    roles = roles_of(found.columns, choices)
    kinds = {index: kind for index, role in roles.items() if (kind := _KINDS.get(role))}
    if any(column.kind != kinds.get(column.index, column.kind) for column in found.columns):
        # A column whose figures are mostly wrong looks like text; its head says what belongs there.
        chosen = msgspec.structs.replace(choices, kinds={**kinds, **choices.kinds})
        found = recognise(book, chosen)
    return found, _StarReader(found, roles, stations or {}).sheet()


def roles_of(columns: Sequence[Column], choices: Choices = AS_RECOGNISED) -> dict[int, Role]:
    """What each column of a star sheet holds, by its head. No role is given twice, but items are many."""
    roles: dict[int, Role] = {}
    for column in columns:
        role = choices.roles.get(column.index) or _role(column)
        if role is Role.SCORE:
            # Of several the last is the final one: 合计, then 总分.
            roles = {at: Role.NONE if one is role else one for at, one in roles.items()}
        elif role is not Role.ITEM and role in roles.values():
            role = Role.NONE
        roles[column.index] = role
    return roles


def _role(column: Column) -> Role:
    for role, words in _WORDS:
        if words.fullmatch(column.label):
            return role
    is_figure = column.kind in NUMERIC
    is_item = len(column.path) > 1 or _FULL_MARK.fullmatch(column.label)
    return Role.ITEM if is_item or (is_figure and column.kind != "percent") else Role.NONE


class _StarReader:
    """Makes people of rows, and names what is missing or unknown about them."""

    def __init__(
        self, found: Recognised, roles: Mapping[int, Role], stations: Mapping[str, str]
    ) -> None:
        self._found = found
        self._roles = roles
        self._stations = stations
        self._codes = {_stem(name): code for code, name in stations.items()}
        self._places: dict[Role, int] = {
            role: position
            for position, column in enumerate(found.columns)
            if (role := roles[column.index]) not in {Role.ITEM, Role.NONE}
        }
        self._item_places = [
            position
            for position, column in enumerate(found.columns)
            if roles[column.index] is Role.ITEM
        ]
        self._suggestions: dict[str, str | None] = {}

    def sheet(self) -> StarSheet:
        """The whole sheet."""
        people = tuple(self._person(row) for row in self._found.rows)
        score = self._places.get(Role.SCORE)
        columns = [self._found.columns[position] for position in self._item_places]
        items = tuple(Item(one.index, one.label, full_mark(one.label)) for one in columns)
        sheet = StarSheet(
            title=self._found.title,
            roles=self._roles,
            items=items,
            people=people,
            places=1 if score is None else max(self._found.columns[score].places, 1),
        )
        return replace(sheet, problems=tuple(self._problems(sheet)))

    def _person(self, row: Row) -> Person:
        station = self._text(row, Role.STATION)
        code = self._codes.get(_stem(station), "")
        items = tuple(_number(row.contents[position]) for position in self._item_places)
        rank, star = self._figure(row, Role.RANK), self._figure(row, Role.STAR)
        person = Person(
            line=row.line,
            name=self._text(row, Role.NAME),
            number=self._text(row, Role.NUMBER),
            station=self._stations.get(code, station),
            station_code=code,
            team=self._text(row, Role.TEAM),
            post=self._text(row, Role.POST),
            items=items,
            bonus=self._figure(row, Role.BONUS),
            deduction=self._figure(row, Role.DEDUCTION),
            score=self._figure(row, Role.SCORE),
            rank=None if rank is None else int(rank),
            star=None if star is None else int(star),
            change=self._text(row, Role.CHANGE),
        )
        return replace(person, status=self._status(person, self._text(row, Role.STATUS)))

    def _status(self, person: Person, written: str) -> str:
        """Whether the person takes part; where the sheet does not say, what it says of them does."""
        if written:
            return next((word for start, word in _STATUS_WORDS if written.startswith(start)), "")
        if person.rank is None and person.star == 0 and person.score is not None:
            return VETOED
        has_figures = person.score is not None or any(one is not None for one in person.items)
        return TAKES_PART if has_figures or person.rank is not None else TAKES_NO_PART

    def _problems(self, sheet: StarSheet) -> Iterator[Problem]:
        needed = [Role.NAME]
        needed += [Role.SCORE, Role.STAR, Role.RANK] if sheet.is_ranked else [Role.ITEM]
        for role in needed:
            if role not in self._roles.values():
                yield Problem(Code.COLUMN_MISSING, Weight.ERROR, values={"label": _NAMES[role]})
        for row, person in zip(self._found.rows, sheet.people, strict=True):
            yield from self._name_problem(row, person)
            yield from self._station_problem(row, person)
            yield from self._status_problem(row, person)
            if not sheet.is_ranked:
                yield from self._missing_scores(row, person)

    def _name_problem(self, row: Row, person: Person) -> Iterator[Problem]:
        """A missing name; under a head that says 姓名 it is named already."""
        position = self._places.get(Role.NAME)
        if position is None or person.name or self._found.columns[position].is_person:
            return
        values = {"label": self._found.columns[position].label}
        yield self._problem(Code.NO_KEY, row, Role.NAME, values)

    def _station_problem(self, row: Row, person: Person) -> Iterator[Problem]:
        written = self._text(row, Role.STATION)
        if not self._stations or not written or person.station_code:
            return
        suggestion = self._suggested(written)
        yield self._problem(
            Code.STATION_UNKNOWN, row, Role.STATION, {"value": written}, suggestion=suggestion
        )

    def _suggested(self, written: str) -> str | None:
        """The station whose name is closest, if one is close."""
        if written not in self._suggestions and len(self._suggestions) < _MOST_SUGGESTIONS:
            stem = _stem(written[:_LONGEST_NAME])
            close = difflib.get_close_matches(stem, self._codes, n=1, cutoff=_CLOSE)
            self._suggestions[written] = self._stations[self._codes[close[0]]] if close else None
        return self._suggestions.get(written)

    def _status_problem(self, row: Row, person: Person) -> Iterator[Problem]:
        if not person.status:
            written = self._text(row, Role.STATUS)
            values = {"value": written, "allowed": "、".join(STATUSES)}
            yield self._problem(Code.STATUS_UNKNOWN, row, Role.STATUS, values)

    def _missing_scores(self, row: Row, person: Person) -> Iterator[Problem]:
        """Items without a score, for whoever is scored at all; what is no figure is named already."""
        if person.status == TAKES_NO_PART:
            return
        named = {one.column for one in self._found.errors if one.line == row.line}
        for position, score in zip(self._item_places, person.items, strict=True):
            column = self._found.columns[position]
            if score is None and column.index not in named:
                values = {"label": column.label}
                yield Problem(Code.SCORE_MISSING, Weight.ERROR, row.line, column.index, values)

    def _problem(
        self,
        code: Code,
        row: Row,
        role: Role,
        values: Mapping[str, str],
        *,
        suggestion: str | None = None,
    ) -> Problem:
        column = self._found.columns[self._places[role]].index
        return Problem(code, Weight.ERROR, row.line, column, values, suggestion)

    def _text(self, row: Row, role: Role) -> str:
        position = self._places.get(role)
        content = None if position is None else row.contents[position]
        return "" if content is None else str(content)

    def _figure(self, row: Row, role: Role) -> Decimal | None:
        position = self._places.get(role)
        return None if position is None else _number(row.contents[position])


def full_mark(label: str) -> Decimal | None:
    """The full mark a head names: 收费业务（30分） → 30."""
    found = _FULL_MARK.fullmatch(label)
    return Decimal(found[1]) if found else None


def _number(content: Content) -> Decimal | None:
    return content if isinstance(content, Decimal) else None


def _stem(station: str) -> str:
    """What is left of a station's name without the word for a station: 双泉堡站 → 双泉堡."""
    return _STATION_END.sub("", "".join(station.split()))
