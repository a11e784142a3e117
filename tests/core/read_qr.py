"""Read a QR code back from the SVG that the wall shows, as a phone would; versions 1 to 3, level M.

Written from ISO/IEC 18004, without the library that draws the codes. Error correction is left out:
what we draw has no errors.
"""

import re
from collections.abc import Callable, Iterator

FINDER = 9  # a finder with its separator and the format next to it
TIMING = 6
FORMAT_MASK = 0b10101  # the first five bits of 101010000010010
LEVEL_M = 0b00
BYTES_MODE = 0b0100
MASKS: list[Callable[[int, int], int]] = [
    lambda y, x: (y + x) % 2,
    lambda y, _x: y % 2,
    lambda _y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
]


def matrix(svg: str) -> list[list[bool]]:
    """The modules of a code, dark is True."""
    (size,) = map(int, re.findall(r'viewBox="0 0 (\d+) \1"', svg, re.I))
    modules = [[False] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg):
        modules[int(y)][int(x) : int(x) + int(width)] = [True] * int(width)
    return modules


def version(modules: list[list[bool]]) -> int:
    return (len(modules) - 17) // 4


def text(modules: list[list[bool]]) -> str:
    """What the code says."""
    level, mask = _format(modules)
    assert level == LEVEL_M
    bits = [modules[y][x] ^ (MASKS[mask](y, x) == 0) for y, x in _places(len(modules))]
    assert _number(bits[:4]) == BYTES_MODE
    length = _number(bits[4:12])
    data = bits[12 : 12 + 8 * length]
    return bytes(_number(data[at : at + 8]) for at in range(0, 8 * length, 8)).decode()


def _format(modules: list[list[bool]]) -> tuple[int, int]:
    bits = _number([modules[8][x] for x in range(5)]) ^ FORMAT_MASK
    return bits >> 3, bits & 0b111


def _places(size: int) -> Iterator[tuple[int, int]]:
    """Where the data stand, in their order: two columns at a time from the right, up and down in turn."""
    columns = [x for x in range(size - 1, 0, -2) if x > TIMING] + [5, 3, 1]
    for turn, x in enumerate(columns):
        rows = range(size) if turn % 2 else range(size - 1, -1, -1)
        yield from ((y, at) for y in rows for at in (x, x - 1) if _holds_data(y, at, size))


def _holds_data(y: int, x: int, size: int) -> bool:
    in_finder = (
        (y < FINDER and x < FINDER)
        or (y < FINDER and x >= size - 8)
        or (y >= size - 8 and x < FINDER)
    )
    has_alignment = size > 21
    in_alignment = has_alignment and abs(y - (size - 7)) <= 2 and abs(x - (size - 7)) <= 2
    return not in_finder and not in_alignment and TIMING not in (y, x)


def _number(bits: list[bool]) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)
