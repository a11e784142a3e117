"""What the codes in a PDF's strings stand for, as far as the file says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.checks.pdf_values import Name, Values, Word

MOST_CODES = 70_000
_MOST_RANGE = 0x10000
THOUSAND = 1000
_NARROW, _WIDE, _FIRST_WIDE = 0.55, 1.0, 0x2E80
#: Encodings that office programs name instead of saying it code by code.
_NAMED = {
    "GBK-EUC": "gb18030",
    "GB-EUC": "gb18030",
    "GBKp-EUC": "gb18030",
    "GBK2K": "gb18030",
    "UniGB-UCS2": "utf-16-be",
    "UniGB-UTF16": "utf-16-be",
}
_GLYPHS = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "space": " ", "hyphen": "-", "period": ".",
    "comma": ",", "colon": ":", "parenleft": "(", "parenright": ")", "slash": "/", "at": "@",
    "underscore": "_", "asterisk": "*", "endash": "–", "emdash": "—",
}  # fmt: skip
_UNI = re.compile(r"uni([0-9A-Fa-f]{4})|u([0-9A-Fa-f]{4,5})")


@dataclass
class Font:
    """How strings in one font are read; `width` is the bytes of a code."""

    codes: Mapping[int, str] = field(default_factory=dict)
    width: int = 1
    encoding: str = ""
    #: How wide the characters are, in thousandths of the type's size, as far as the file says so.
    widths: Mapping[int, float] = field(default_factory=dict)
    usual_width: float | None = None

    def _codes_in(self, data: bytes) -> list[int]:
        steps = range(0, len(data), self.width)
        return [int.from_bytes(data[at : at + self.width], "big") for at in steps]

    def ems(self, data: bytes, text: str) -> float:
        """How far a string reaches, in sizes of the type; guessed by its characters where nothing is said."""
        if not self.widths and self.usual_width is None:
            return sum(_WIDE if ord(one) >= _FIRST_WIDE else _NARROW for one in text)
        usual = _NARROW * THOUSAND if self.usual_width is None else self.usual_width
        return sum(self.widths.get(code, usual) for code in self._codes_in(data)) / THOUSAND

    def read(self, data: bytes) -> tuple[str, int]:
        """The text, and how many of its characters nobody knows."""
        if not self.codes and self.encoding:
            text = data.decode(self.encoding, "replace")
            return text, text.count("\ufffd")
        read = [self._character(code) for code in self._codes_in(data)]
        return "".join(one or "\ufffd" for one in read), read.count(None)

    def _character(self, code: int) -> str | None:
        found = self.codes.get(code)
        if found is not None or not self.encoding:
            return found
        return bytes([code]).decode(self.encoding, "replace") if self.width == 1 else None


def composite_font(encoding: object, mapping: bytes | None) -> Font:
    """A font of many characters, by what it maps its codes to or else by its named encoding."""
    if mapping is not None:
        codes, width = _mapped(mapping)
        return Font(codes, width)
    name = str(encoding).rpartition("-")[0] if isinstance(encoding, Name) else ""
    return Font(encoding=_NAMED.get(name, ""), width=2)


def simple_font(encoding: object, mapping: bytes | None) -> Font:
    """A font of at most 256 characters."""
    if mapping is not None:
        codes, _width = _mapped(mapping)
        return Font(codes, 1, "cp1252" if not codes else "")
    differences = encoding.get("Differences", []) if isinstance(encoding, dict) else []
    return Font(dict(_differing(differences)), 1, "cp1252")


def simple_widths(first: object, widths: object) -> dict[int, float]:
    """The widths of a font of at most 256 characters."""
    if not isinstance(first, float) or not isinstance(widths, list):
        return {}
    return {int(first) + at: one for at, one in enumerate(widths) if isinstance(one, float)}


def composite_widths(said: object) -> dict[int, float]:
    """The widths of a font of many: either 12 [500 600] or 20 29 500, one after the other."""
    found: dict[int, float] = {}
    left = list(said) if isinstance(said, list) else []
    while len(left) > 1 and len(found) < MOST_CODES:
        first, second, *left = left
        if isinstance(second, list):
            found.update({int(first) + at: one for at, one in enumerate(second)})
        elif left:
            width, *left = left
            last = min(int(second), int(first) + _MOST_RANGE)
            found.update(dict.fromkeys(range(int(first), last + 1), width))
    return found


def _differing(differences: Any) -> Iterator[tuple[int, str]]:
    code = 0
    for one in differences if isinstance(differences, list) else []:
        if isinstance(one, float):
            code = int(one)
        elif isinstance(one, Name):
            yield code, _glyph(str(one))
            code += 1


def _glyph(name: str) -> str:
    found = _UNI.fullmatch(name)
    if found:
        return chr(int(found[1] or found[2], 16))
    return name if len(name) == 1 else _GLYPHS.get(name, "\ufffd")


def _mapped(data: bytes) -> tuple[dict[int, str], int]:
    """What a ToUnicode map says, and how many bytes its codes have."""
    codes: dict[int, str] = {}
    width, values = 1, Values(data)
    operands: list[Any] = []
    while (value := values.next()) is not None and len(codes) < MOST_CODES:
        if not isinstance(value, Word):
            operands.append(value)
            continue
        if value == "endcodespacerange":
            width = max((len(one) for one in operands if isinstance(one, bytes)), default=1)
        elif value == "endbfchar":
            pairs = zip(operands[::2], operands[1::2], strict=False)
            codes.update({_code(one): _text(other) for one, other in pairs})
        elif value == "endbfrange":
            for first, last, target in zip(
                operands[::3], operands[1::3], operands[2::3], strict=False
            ):
                codes.update(_ranged(_code(first), _code(last), target))
        operands = []
    return codes, width


def _ranged(first: int, last: int, target: Any) -> Iterator[tuple[int, str]]:
    span = range(first, min(last, first + _MOST_RANGE) + 1)
    if isinstance(target, list):
        yield from zip(span, map(_text, target), strict=False)
        return
    text = _text(target)
    for code in span:
        last_one = ord(text[-1]) + code - first if text else 0
        if 0 < last_one < 0x110000:  # noqa: PLR2004 - the last character there is
            yield code, text[:-1] + chr(last_one)


def _code(value: Any) -> int:
    return int.from_bytes(value, "big") if isinstance(value, bytes) else 0


def _text(value: Any) -> str:
    return value.decode("utf-16-be", "replace") if isinstance(value, bytes) else ""
