"""QR codes as SVG paths: dark on light, error level M, small enough to scan from a wall."""

from __future__ import annotations

from functools import lru_cache

import qrcode
from markupsafe import Markup

MAX_VERSION = 3  # 29 modules: larger codes do not scan from 1.1 m at the wall's tile size


class AddressTooLong(Exception):
    """The address does not fit a code that can be scanned from a wall."""


@lru_cache(maxsize=512)
def svg(text: str) -> Markup:
    """An `<svg>` of the code for `text`, one unit a module, without its quiet zone (the tile has it).

    Raises AddressTooLong when version 3 at level M cannot hold it (42 bytes).
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(text, optimize=0)
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
