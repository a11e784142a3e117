"""Which characters the shipped fonts can draw, so that an editor can flag a rare name in time.

The answer comes from the fonts' own character tables, as `tools/vendor.py` wrote them down. What a
style sheet promises by unicode-range, and what a device's own fonts can do, is no part of it.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

Face = Literal["sans", "serif"]

_COVERAGE = Path(__file__).with_name("glyph_coverage.txt")
#: Format characters (zero-width joiners, direction marks) and control characters leave no ink.
_INKLESS_CATEGORIES = frozenset({"Cc", "Cf"})
_VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x180E))


def missing_characters(text: str, *, face: Face = "sans") -> tuple[str, ...]:
    """The distinct characters of `text`, in order of appearance, that `face` cannot draw."""
    return tuple(c for c in dict.fromkeys(text) if _needs_ink(c) and not can_draw(c, face=face))


def missing_anywhere(text: str) -> tuple[str, ...]:
    """The distinct characters of `text`, in order of appearance, that at least one face lacks."""
    lacking = {*missing_characters(text, face="sans"), *missing_characters(text, face="serif")}
    return tuple(c for c in dict.fromkeys(text) if c in lacking)


def can_draw(character: str, *, face: Face) -> bool:
    """True if the files of `face` hold a glyph for `character`."""
    ranges = _ranges(face)
    at = bisect_right(ranges, ord(character), key=lambda span: span[0]) - 1
    return at >= 0 and ord(character) <= ranges[at][1]


def describe(character: str) -> str:
    """A character with its code point, `㛃 (U+36C3)`; what cannot be printed by its code point alone."""
    name = f"U+{ord(character):04X}"
    return f"{character} ({name})" if character.isprintable() else name


def _needs_ink(character: str) -> bool:
    return not (
        character.isspace()
        or unicodedata.category(character) in _INKLESS_CATEGORIES
        or any(ord(character) in selectors for selectors in _VARIATION_SELECTORS)
    )


@cache
def _ranges(face: Face) -> Sequence[tuple[int, int]]:
    """First and last code point of each run that `face` can draw, in order."""
    sections: dict[str, list[tuple[int, int]]] = {}
    for line in _COVERAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif not line.startswith("#"):
            current.extend(_span(part) for part in line.split())
    return sorted(sections["both"] + sections[face])


def _span(written: str) -> tuple[int, int]:
    first, _, last = written.partition("-")
    return int(first, 16), int(last or first, 16)
