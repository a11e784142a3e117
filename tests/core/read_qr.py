"""Read a QR code back from the SVG that the wall shows, as a phone would; versions 1 to 3, level M.

Written from ISO/IEC 18004, without the library that draws the codes. Error correction is left out:
what we draw has no errors.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

FINDER = 9  # a finder with its separator and the format next to it
TIMING = 6
#: Bits of data at level M, by version; error correction follows.
CAPACITY = {1: 128, 2: 224, 3: 352}
FORMAT_MASK = 0b10101  # the first five bits of 101010000010010
LEVEL_M = 0b00
END = 0b0000
NARROW_MODE = 0b0010
BYTES_MODE = 0b0100
NARROW = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
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
    return "".join(said for _mode, said in segments(modules))


def segments(modules: list[list[bool]]) -> list[tuple[int, str]]:
    """What the code says, in the pieces it is written in, each with its mode."""
    level, mask = _format(modules)
    assert level == LEVEL_M
    bits = [modules[y][x] ^ (MASKS[mask](y, x) == 0) for y, x in _places(len(modules))]
    reader = iter(bits[: CAPACITY[version(modules)]])
    said = []
    # Where fewer than four bits are left, the end is not written.
    while (mode := _taken(reader, 4)) != END:
        assert mode in {BYTES_MODE, NARROW_MODE}
        said.append((mode, _bytes(reader) if mode == BYTES_MODE else _narrow(reader)))
    return said


def _bytes(reader: Iterator[bool]) -> str:
    return bytes(_taken(reader, 8) for _ in range(_taken(reader, 8))).decode()


def _narrow(reader: Iterator[bool]) -> str:
    """Two characters in eleven bits, an odd one in six."""
    length = _taken(reader, 9)
    pairs = [divmod(_taken(reader, 11), len(NARROW)) for _ in range(length // 2)]
    last = [_taken(reader, 6)] if length % 2 else []
    return "".join(NARROW[one] for one in [*chain.from_iterable(pairs), *last])


def _taken(reader: Iterator[bool], count: int) -> int:
    """The next bits as a number; what is missing at the end counts as nothing."""
    return _number([next(reader, False) for _ in range(count)])


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
