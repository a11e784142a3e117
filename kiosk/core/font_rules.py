"""The `@font-face` rules of the shipped slices, one a line as `tools/vendor.py` writes them. Pure.

A face has a core file with the characters that nearly every board uses, and slices with all. Here
the slices leave to the core file what it draws, so that each character is in one file of a face
and it does not matter which rules a page takes up first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

IS_CORE = "-core-"
RANGE = re.compile(r"(?<=unicode-range:)[^;}]+")
ADDRESS = re.compile(r"(?<=url\()(?=[\w.])")


def core_rules(sheet: str, *, folder: str) -> list[str]:
    """The rules of core files; their addresses begin with `folder`."""
    return [ADDRESS.sub(folder, rule) for rule in sheet.splitlines() if IS_CORE in rule]


def other_rules(sheet: str) -> list[str]:
    """The rules of the slices, without what core files draw."""
    core = core_code_points(sheet)
    slices = (rule for rule in sheet.splitlines() if IS_CORE not in rule)
    return [_for_points(rule, left) for rule in slices if (left := code_points(rule) - core)]


def core_code_points(sheet: str) -> frozenset[int]:
    """What the core files in a sheet draw."""
    rules = (rule for rule in sheet.splitlines() if IS_CORE in rule)
    return frozenset().union(*map(code_points, rules))


def code_points(rule: str) -> frozenset[int]:
    """The characters a rule is for."""
    spans = (span.strip()[2:].partition("-") for span in _range_of(rule).split(","))
    return frozenset(
        point
        for first, _, last in spans
        for point in range(int(first, 16), int(last or first, 16) + 1)
    )


def _for_points(rule: str, points: frozenset[int]) -> str:
    return RANGE.sub(",".join(_spans(sorted(points))), rule)


def _range_of(rule: str) -> str:
    found = RANGE.search(rule)
    if found is None:
        raise ValueError(f"a font's rule without a range: {rule}")
    return found[0]


def _spans(points: Iterable[int]) -> Iterator[str]:
    """U+4e00-4e02, U+4e04: runs of neighbours, in order."""
    run: list[int] = []
    for point, following in pairwise([*points, -1]):
        run.append(point)
        if following != point + 1:
            yield f"U+{run[0]:x}" if len(run) == 1 else f"U+{run[0]:x}-{run[-1]:x}"
            run = []
