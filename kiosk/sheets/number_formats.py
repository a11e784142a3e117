"""Numbers as workbooks store them: a floating-point text or value, and the code of a number format.

Dates are serial numbers that only their format tells from others, percents are fractions; both are
made here into what the sheet shows.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from kiosk.sheets.grid import Cell

#: Formats every workbook knows without writing them down, as far as they matter here.
BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm",
    19: "h:mm:ss",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: "h:mm",
    33: "h:mm:ss",
    34: "h:mm",
    35: "h:mm:ss",
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    41: "#,##0",
    42: "#,##0",
    43: "#,##0.00",
    44: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: "h:mm",
    56: "h:mm:ss",
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
#: What Excel itself shows and compares; beyond it a binary fraction leaves noise (91.95999999999999).
_AS_SHOWN = Context(prec=15, rounding=ROUND_HALF_EVEN)
_MOST_DIGITS = 20
#: Smaller than this is what is left of a subtraction of equals.
_MOST_PLACES = 12
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_BRACKETED = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
#: The plus of +0, not that of 1.2E+05.
_PLUS = re.compile(r"(?<![eE])\+")
_DECIMALS = re.compile(r"\.([0#?]+)")
_MINUTES_A_DAY = 24 * 60
#: A serial number counts from here; before March 1900 it is one off, after a day that never was.
_SINCE_1900 = date(1899, 12, 30)
_NEVER_WAS = 60
#: Workbooks of old Macintoshes count from 1904.
_DAYS_BETWEEN = 1462
_LAST_SERIAL = 2_958_465


class Shows(Enum):
    """What kind of thing a number format makes of a number."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    TIME = "time"
    MOMENT = "moment"


class NumberFormat(NamedTuple):
    """A number format, as far as it changes what a cell says."""

    shows: Shows = Shows.NUMBER
    places: int | None = None
    separator: str = ""
    is_signed: bool = False


GENERAL = NumberFormat()


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    """Read a format code: `#,##0.00`, `0.0%`, `yyyy"年"m"月"`."""
    positive = code.split(";", 1)[0]
    bare = _QUOTED.sub("", _BRACKETED.sub("", positive)).lower()
    is_signed = bool(_PLUS.search(_BRACKETED.sub("", positive)))
    if "%" in bare:
        return NumberFormat(Shows.PERCENT, _places(bare), is_signed=is_signed)
    if any(letter in bare for letter in "ydhs") or re.search(r"(?<!\w)m+(?!\w)", bare):
        return _moment_format(bare, "年" if "年" in positive else ".")
    if "0" in bare or "#" in bare:
        return NumberFormat(Shows.NUMBER, _places(bare), is_signed=is_signed)
    return GENERAL


def number_cell(number: Decimal, shown: NumberFormat, *, since_1904: bool) -> Cell:
    """The cell a stored number and its format make."""
    if shown.shows is Shows.NUMBER:
        return Cell(number, shown.places, signed=shown.is_signed)
    if shown.shows is Shows.PERCENT:
        return Cell(plain(number.scaleb(2)), shown.places, percent=True, signed=shown.is_signed)
    if shown.shows is Shows.TIME and 0 <= number < 1:
        return Cell(_time_text(number))
    day = serial_day(number, since_1904=since_1904)
    return Cell(number) if day is None else _day_cell(day, number % 1, shown)


def _day_cell(day: date, fraction: Decimal, shown: NumberFormat) -> Cell:
    if shown.shows is Shows.MONTH:
        return Cell(f"{day.year}年{day.month}月" if shown.separator == "年" else f"{day:%Y.%m}")
    if shown.shows is Shows.DAY or not fraction:
        return Cell(day)
    return Cell(f"{day.isoformat()} {_time_text(fraction)}")


def stored_number(text: str) -> Decimal | None:
    """A number as a workbook writes it, without the noise of its binary fraction; None if it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() >= _MOST_DIGITS:
        return None
    if number.adjusted() < -_MOST_PLACES:
        return Decimal(0)
    return plain(_AS_SHOWN.plus(number))


def plain(number: Decimal) -> Decimal:
    """The same number with neither trailing zeros nor an exponent: 2.840E+2 → 284."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def serial_day(number: Decimal, *, since_1904: bool = False) -> date | None:
    """The day a serial number stands for; None if there is none such."""
    whole = int(number)
    if not 0 < whole <= _LAST_SERIAL or (whole == _NEVER_WAS and not since_1904):
        return None
    if since_1904:
        # Beyond the last day there is, the same day in the other count is none either.
        return serial_day(number + _DAYS_BETWEEN)
    return _SINCE_1900 + timedelta(days=whole if whole > _NEVER_WAS else whole + 1)


def _places(bare: str) -> int:
    found = _DECIMALS.search(bare)
    return len(found[1]) if found else 0


def _moment_format(bare: str, separator: str) -> NumberFormat:
    has_time = "h" in bare or "s" in bare
    has_year, has_day = "y" in bare, "d" in bare
    if has_time:
        return NumberFormat(Shows.MOMENT if has_year or has_day else Shows.TIME)
    if has_year and not has_day:
        return NumberFormat(Shows.MONTH, separator=separator)
    return NumberFormat(Shows.DAY)


def _time_text(fraction: Decimal) -> str:
    minutes = min(int(fraction * _MINUTES_A_DAY + Decimal("0.5")), _MINUTES_A_DAY - 1)
    return f"{minutes // 60:02}:{minutes % 60:02}"
