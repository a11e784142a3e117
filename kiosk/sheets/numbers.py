"""Figures and days as people type them: ２８．０, ￥1,200.50元, (35.20), 70.2%, 1.2万元, 2026年10月8日.

Exact throughout: text becomes `Decimal`, never a binary fraction.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

#: Full-width digits, letters and marks, the wide space and the minus signs, to their plain forms.
_PLAIN = str.maketrans(
    {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0xA0: " ", 0x2212: "-", 0x2013: "-", 0x2014: "-", 0xFFE5: "¥"}
)
#: Written after a figure without changing what it is.
UNITS = frozenset(
    re.split(
        r"\s+",
        "元 万元 亿元 % 分 人 名 次 人次 个 件 篇 台 台次 辆 辆次 万辆 万辆次 万人次 公里 千米 km 米 m "
        "升 L 吨 t 公斤 千克 kg 小时 学时 课时 户 项 起 例 场 期 袋 副 双 套 箱 桶 瓶 只 张 份 本 块 盒 "
        "度 千瓦时 立方米 平方米 天 星",
    )
)
#: What these are in the plain unit of money.
YUAN = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_FIGURE = re.compile(
    r"(?P<sign>[+-]?)\s*(?:¥|RMB|￥)?\s*(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,20})(?:\.(?P<rest>\d{0,15}))?"
    r"\s*(?P<unit>[^\d\s.,()+-]{0,4})",
    re.ASCII,
)
_LONGEST_FIGURE = 48
_MOST_DIGITS = 20
#: Room for the longest figure and its decimals, many times over.
_ROOM = Context(prec=60, rounding=ROUND_HALF_UP)
#: Written where there is nothing: not a figure, and no mistake either.
DASHES = frozenset({"-", "--", "/", "\\", "无", "——", "—"})
_DAY = re.compile(
    r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?(?:[ T]+0{1,2}:00(?::00)?)?",
    re.ASCII,
)
_DIGITS_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_HAN_DAY = re.compile(
    r"([〇零○Ｏ一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十廿]{1,3})日"
)
_HAN_DIGITS = {mark: digit for digit, mark in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
}
_YEARS = range(1900, 2200)
_STARS = re.compile(
    r"(?P<drawn>[★⭐]{1,5})☆{0,4}|(?P<word>[无零一二三四五])星?级?|(?P<digit>[0-5])(?:星级?|★)?"
)
_STAR_WORDS = "零一二三四五"
#: Where a number of stars would stand, for whoever has none because nobody rated them.
NOT_RATED = frozenset({"准星级", "准星", "未评", "未定级", "不评", "不参评"})


class Figure(NamedTuple):
    """A figure as typed: its value, its unit, its decimals."""

    value: Decimal
    unit: str = ""
    places: int = 0


class Signed(Decimal):
    """A figure above zero that was written with its plus: +600."""


def folded(text: str) -> str:
    """Full-width forms made plain, nothing around them."""
    return text.strip() if text.isascii() else text.translate(_PLAIN).strip()


def figure(text: str) -> Figure | None:
    """The figure `text` is; None if it is none."""
    if len(text) > _LONGEST_FIGURE or _is_word(text):
        return None
    bare = folded(text)
    in_brackets = bare.startswith("(") and bare.endswith(")")
    found = _FIGURE.fullmatch(bare[1:-1].strip() if in_brackets else bare)
    if found is None or (found["unit"] and found["unit"] not in UNITS):
        return None
    if in_brackets and found["sign"]:
        return None
    whole, rest = found["whole"].replace(",", ""), found["rest"] or ""
    if len(whole) > _MOST_DIGITS:
        return None
    value = Decimal(f"{whole}.{rest or 0}")
    is_negative = in_brackets or found["sign"] == "-"
    return Figure(shown(-value if is_negative else value, len(rest)), found["unit"], len(rest))


def looks_like_a_code(text: str) -> bool:
    """True for digits that are a name, not a figure: 0937, 00012, anything of 12 digits and more."""
    bare = folded(text)
    if not bare.isdecimal():
        return False
    return len(bare) >= 12 or (len(bare) > 1 and bare.startswith("0"))  # noqa: PLR2004 - said above


def day(text: str) -> date | None:
    """The day `text` names: 2026年10月8日, 2026-10-8, 2026/10/08, 2026.10.8, 二〇二六年十月八日."""
    if len(text) > _LONGEST_FIGURE or (_is_word(text) and text[0] not in _HAN_DIGITS):
        return None
    bare = folded(text)
    if found := _DAY.fullmatch(bare):
        return _date(*(int(part) for part in found.groups()))
    if found := _HAN_DAY.fullmatch(bare):
        year = int("".join(str(_HAN_DIGITS.get(character, 0)) for character in found[1]))
        return _date(year, _han_number(found[2]), _han_number(found[3]))
    return None


def digits_day(text: str) -> date | None:
    """The day eight digits name: 20261008. Only where a day is expected; anywhere else it is a figure."""
    found = _DIGITS_DAY.fullmatch(folded(text))
    return _date(*(int(part) for part in found.groups())) if found else None


def stars(text: str) -> int | None:
    """How many stars `text` names: ★★★, 三星级, 3星, 3."""
    found = _STARS.fullmatch(folded(text))
    if found is None:
        return None
    if found["drawn"]:
        return len(found["drawn"])
    if found["digit"]:
        return int(found["digit"])
    return 0 if found["word"] == "无" else _STAR_WORDS.index(found["word"])


def places_of(value: Decimal) -> int:
    """How many decimals a number has."""
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def shown(value: Decimal, places: int) -> Decimal:
    """A number with so many decimals, five rounded up."""
    return value.quantize(Decimal(1).scaleb(-places), context=_ROOM)


def _is_word(text: str) -> bool:
    """True for what begins like neither a figure nor a day; most texts do, and this is quick to see."""
    return text[:1].isalpha() and not text.startswith("RMB")


def _date(year: int, month: int, on: int) -> date | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, on)
    except ValueError:
        return None


def _han_number(text: str) -> int:
    """十 → 10, 二十一 → 21, 廿三 → 23; 0 for what is no number below a hundred."""
    tens, mark, ones = text.replace("廿", "二十").rpartition("十")
    if len(tens) > 1 or len(ones) > 1:
        return 0
    if not mark:
        return _HAN_DIGITS[ones]
    return 10 * _HAN_DIGITS.get(tens, 1) + _HAN_DIGITS.get(ones, 0)
