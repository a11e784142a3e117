"""The day a sheet bears above or below its table: 填报单位：综合科　2026年11月3日　单位：元."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from kiosk.sheets.numbers import day

_DAY = re.compile(
    r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}(?!\d)\s*日?"
    r"|[〇零○Ｏ一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十廿]{1,3}日"
)
#: Beside the day stand names with what belongs to them, and no sentence: 制表：李娜.
_KEY_AND_VALUE = re.compile(r"[^：:，。；]{1,12}[：:][^：:，。；]{0,20}")
#: One end of a stretch of time, and no day on which anything was written.
_STRETCH = re.compile(r"[至到—–~～]|起$")


def day_said(above: Iterable[str], below: Iterable[str] = ()) -> date | None:
    """The one day that stands above the table, else below it; None where there is none, or more than one."""
    for texts in (above, below):
        days = {on for text in texts if (on := _day_in(text))}
        if len(days) == 1:
            return days.pop()
    return None


def _day_in(text: str) -> date | None:
    found = list(_DAY.finditer(text))
    if len(found) != 1:
        return None
    rest = f"{text[: found[0].start()]} {text[found[0].end() :]}"
    words = rest.split()
    if _STRETCH.search(rest) or not all(map(_KEY_AND_VALUE.fullmatch, words)):
        return None
    return day(found[0][0].strip())
