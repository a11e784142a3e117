"""Words that point at what is private or secret: addresses, wages and health beside names, marks of secrecy. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kiosk.checks.finds import Grade, What

_SPACE = r"[\s\u200b-\u200f\u2060\ufeff]{0,3}"
#: A village, group, estate, stairway or house with its number; three people of a group are none.
_ADDRESS = re.compile(
    rf"(?:(?:村|组|小区|单元|号楼){_SPACE}\d+(?!\d|{_SPACE}[人次名个项元件辆台天年月日期户份条场.,:：%％]))+"
    r"|村[一二三四五六七八九十]{1,3}(?:组|社|队|号)"
)
PAY_WORDS = "工资|绩效|扣款|实发|应发|实领|奖金|津贴|补贴|薪酬|薪资|月薪|年薪|加班费"
#: Words of pay, as one where they stand together: 绩效奖金.
PAY = re.compile(f"(?:{PAY_WORDS})+")
_HEALTH = re.compile("病假|困难|低保|产假")


def _apart(word: str) -> str:
    return _SPACE.join(word)


#: 司机密切配合 is no mark; whatever else has the two characters may be one.
_SECRECY = re.compile(
    "|".join(map(_apart, ("秘密", "绝密", "内部资料")))
    + rf"|(?<!司){_apart('机密')}|{_apart('机密')}(?!切)"
)
#: A table has a hundred thousand cells, and hardly any of them has one of these.
_BEGINNINGS = re.compile("[村组小单号工绩扣实应奖津补薪加病困低产秘绝内机]")
#: A table with such a column says something about each person in it.
NAMES = re.compile(rf"{_apart('姓名')}")


@dataclass(frozen=True)
class Word:
    """A word in a text, and what it points at."""

    what: What
    start: int
    end: int
    grade: Grade


def words_in(text: str, *, beside_names: bool) -> Iterator[Word]:
    """Every such word in `text`; wages and health only count in a table that has people's names."""
    if not _BEGINNINGS.search(text):
        return
    rules = [(What.SECRECY, _SECRECY, Grade.BLOCK), (What.ADDRESS, _ADDRESS, Grade.WARN)]
    if beside_names:
        rules += [(What.WAGES, PAY, Grade.WARN), (What.HEALTH, _HEALTH, Grade.WARN)]
    for what, pattern, grade in rules:
        for found in pattern.finditer(text):
            yield Word(what, *found.span(), grade)
