"""What a wall loads, joined into few files: a slow box pays for each request, and for each font a page knows of."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest
from pathlib import Path

from kiosk.core import bundle, font_rules

FONTS = "vendor/fonts/"


@cache
def sheet(folder: Path, patterns: tuple[str, ...]) -> bytes:
    """The core fonts and the style sheets that match, in order; to be served from `folder` itself."""
    core = (font_rules.core_rules(fonts, folder=FONTS) for fonts in _font_sheets(folder))
    files = (path for pattern in patterns for path in sorted(folder.glob(pattern)))
    rules = "\n".join(rule for rules in core for rule in rules)
    return b"\n".join([rules.encode(), *(path.read_bytes() for path in files)])


@cache
def font_sheet(folder: Path) -> bytes:
    """All other slices of our fonts; to be served from the folder of the fonts.

    The faces take turns: each pair shares its list of characters, so it packs to half.
    """
    sheets = [font_rules.other_rules(fonts) for fonts in _font_sheets(folder)]
    turns = zip_longest(*sheets, fillvalue="")
    return "\n".join(rule for turn in turns for rule in turn).encode()


@cache
def script(folder: Path, entry: str) -> bytes:
    """The module at `entry` with all the modules it takes."""
    return bundle.bundled(entry, lambda path: (folder / path).read_text("utf-8")).encode()


def drawn_by_core(text: str, folder: Path) -> bool:
    """True if the core files of all our faces have every character of `text`."""
    return _core(folder).issuperset(ord(one) for one in text if not one.isspace())


@cache
def _core(folder: Path) -> frozenset[int]:
    cores = map(font_rules.core_code_points, _font_sheets(folder))
    return frozenset.intersection(*cores)


def _font_sheets(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((folder / FONTS).glob("*.css"))]
