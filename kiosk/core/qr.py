"""QR codes as SVG paths: dark on light, error level M, small enough to scan from a wall."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import qrcode
from markupsafe import Markup
from qrcode.util import QRData

MAX_VERSION = 3  # 29 modules: larger codes do not scan from 1.1 m at the wall's tile size

#: How a piece of a code is written, as ISO/IEC 18004 numbers it.
BYTES: Final = 4
UPPER_CASE: Final = 2
#: Upper case at the end of an address: 5.5 bits a character instead of 8. A shorter end would not
#: earn the 13 bits that tell of the change.
_NARROW_END = re.compile(r"(.+/)([0-9A-Z$%*+.:-]{6,})")


class AddressTooLong(Exception):
    """The address does not fit a code that can be scanned from a wall."""


@lru_cache(maxsize=512)
def svg(text: str) -> Markup:
    """An `<svg>` of the code for `text`, one unit a module, without its quiet zone (the tile has it).

    Raises AddressTooLong when version 3 at level M cannot hold it: 42 bytes, or 31 and after the
    last slash 14 characters in upper case.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    for segment in _segments(text):
        code.add_data(segment)
    code.make(fit=True)
    if code.version > MAX_VERSION:
        raise AddressTooLong(text)
    modules = code.get_matrix()
    path = "".join(_row(row, y) for y, row in enumerate(modules))
    size = len(modules)
    return Markup(
        '<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true">'
        '<path d="{path}"/></svg>'
    ).format(size=size, path=path)


def _segments(text: str) -> list[QRData]:
    narrow = _NARROW_END.fullmatch(text)
    if narrow is None:
        return [QRData(text, mode=BYTES)]
    return [
        QRData(narrow[1], mode=BYTES),
        QRData(narrow[2], mode=UPPER_CASE),
    ]


def _row(row: list[bool], y: int) -> str:
    runs: list[str] = []
    start = 0
    while start < len(row):
        end = start
        while end < len(row) and row[end] == row[start]:
            end += 1
        if row[start]:
            runs.append(f"M{start} {y}h{end - start}v1h-{end - start}z")
        start = end
    return "".join(runs)
