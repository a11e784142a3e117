"""Publicity periods as a paper's text writes them: 公示期为11月23日至29日（7天）, 公示5个工作日. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

#: A period written without a year, across the turn of one, ends in the next.
_HALF_A_YEAR = 183
_DAY = r"(?:(?P<{0}y>\d{{4}})\s*年)?\s*(?:(?P<{0}m>\d{{1,2}})\s*月)?\s*(?P<{0}d>\d{{1,2}})\s*日"
_POINTED = r"(?P<{0}y>\d{{4}})\s*[./-]\s*(?P<{0}m>\d{{1,2}})\s*[./-]\s*(?P<{0}d>\d{{1,2}})"
_ASIDE = r"(?:\s*[（(][^）)]{1,8}[）)])?"
_TO = r"\s*(?:起|上午|下午|\d{1,2}[:：]\d{2}|\s)*(?:至|到|—+|–|-|~|～)\s*"
_SPANS = [re.compile(one.format("a") + _ASIDE + _TO + one.format("b")) for one in (_DAY, _POINTED)]
_FIGURES = {
    **{digit: at for at, digit in enumerate("零一二三四五六七八九十")},
    "两": 2,
    "十五": 15,
}
_LENGTH = re.compile(
    r"公示(?:期限?|时间|时限)?(?:自(?:发布|公布|公示|张贴)?之日起|为|是|共|计|[：:\s])*"
    r"(?P<n>\d{1,3}|十五|[一二两三四五六七八九十])\s*(?P<unit>个?工作日|个?自然日|天|日)(?![期前后])"
)
#: Between the word and its days, or the days and their word, nothing but a few characters stands.
_BEFORE = re.compile(r"公示[^。；;\n]{0,12}$")
_AFTER = re.compile(r"^[^。；;\n，,]{0,8}(?:公示|予以公布)")


@dataclass(frozen=True)
class WrittenPeriod:
    """What a text says of its publicity period: its days, or how many they are."""

    first: date | None = None
    last: date | None = None
    days: int = 0
    #: True if `days` are working days.
    are_working: bool = False


def written_periods(text: str, *, today: date) -> list[WrittenPeriod]:
    """The publicity periods that `text` names; those with days, or else those with a length alone.

    A day without a year is that nearest to `today`.
    """
    plain = text.translate(_PLAIN)
    with_days = list(dict.fromkeys(_spans(plain, today)))
    return with_days or list(dict.fromkeys(_lengths(plain)))


_PLAIN = str.maketrans("０１２３４５６７８９", "0123456789")


def _spans(text: str, today: date) -> Iterator[WrittenPeriod]:
    for pattern in _SPANS:
        for found in pattern.finditer(text):
            before, after = text[: found.start()], text[found.end() :]
            if not (_BEFORE.search(before[-20:]) or _AFTER.search(after[:20])):
                continue
            first = _day(found, "a", near=today)
            last = _day(found, "b", near=first) if first else None
            if first and last and first <= last:
                yield WrittenPeriod(first, last)


def _lengths(text: str) -> Iterator[WrittenPeriod]:
    for found in _LENGTH.finditer(text):
        said = found["n"]
        days = int(said) if said.isdecimal() else _FIGURES[said]
        if days:
            yield WrittenPeriod(days=days, are_working="工作" in found["unit"])


def _day(found: re.Match[str], side: str, *, near: date) -> date | None:
    year, month, day = (found[f"{side}{one}"] for one in "ymd")
    if month is None and side == "a":
        return None
    try:
        on = date(int(year or near.year), int(month or near.month), int(day))
        if year is None and side == "b" and on < near:
            return on.replace(year=near.year + 1)
        if year is None and side == "a" and abs((on - near).days) > _HALF_A_YEAR:
            return on.replace(year=near.year + (1 if on < near else -1))
    except ValueError:
        return None
    return on
