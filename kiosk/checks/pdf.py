"""The text of a PDF, line by line and cell by cell, as far as it can be read with a clear conscience. Pure.

What is drawn close together on one line is one text; a wider gap begins the next cell. Codes that the file does not
explain are counted, and a file that is locked or packed in some rare way is not read at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.checks.pdf_fonts import (
    THOUSAND,
    Font,
    composite_font,
    composite_widths,
    simple_font,
    simple_widths,
)
from kiosk.checks.pdf_values import (
    MOST_UNPACKED,
    BadPdf,
    Name,
    Ref,
    Stream,
    Values,
    Word,
    unpacked,
)

MOST_OBJECTS = 100_000
#: Some hundred pages, and as many seconds as people wait for.
MOST_CHARACTERS = 400_000
MOST_FORMS = 12
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+\d{1,5}[\0\t\n\f\r ]+obj(?![a-z])")
_LOCKED = re.compile(rb"/Encrypt[\0\t\n\f\r ]*(?:\d|<<)")
_INLINE_END = re.compile(rb"[\s]EI(?=[\s]|$)")
#: In parts of the type's size: what is a new line, a gap between words, a gap between cells.
_NEW_LINE, _NEW_WORD, _NEW_CELL = 0.4, 0.2, 0.35
#: Within one string that is drawn in parts, gaps are words.
_NEW_CELL_WITHIN = 0.8
#: Signs that look like characters and are not, as programs write them for fonts that draw both alike.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2E80, 0x2FE0)}
_MARK = b"\xfe\xff"

Matrix = tuple[float, float, float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass
class PdfText:
    """What was read. `unknown` characters nobody knows; `pictures` somebody has to look at."""

    #: Number of the page from 1, and its lines with tabs between cells.
    pages: list[tuple[int, str]] = field(default_factory=list)
    unknown: int = 0
    pictures: int = 0


def pdf_text(data: bytes) -> PdfText:
    """The text of a file. Raises BadPdf, and nothing else, for what cannot be read."""
    if _LOCKED.search(data):
        raise BadPdf
    try:
        return _File(data).text()
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:
        raise BadPdf from error


class _File:
    def __init__(self, data: bytes):
        self.objects: dict[int, Any] = {}
        self.left, self.left_to_read = MOST_UNPACKED, MOST_CHARACTERS
        for count, found in enumerate(_OBJECT.finditer(data)):
            if count > MOST_OBJECTS:
                raise BadPdf
            self._take(int(found[1]), Values(data, found.end()).object())
        self.fonts: dict[int, Font] = {}

    def _take(self, number: int, value: Any) -> None:
        self.objects[number] = value
        if isinstance(value, Stream) and value.head.get("Type") == "ObjStm":
            inside = self.unpacked(value)
            first, heads = int(self.at(value.head["First"])), Values(inside)
            for _count in range(min(int(self.at(value.head["N"])), MOST_OBJECTS)):
                key, offset = heads.next(), heads.next()
                self.objects[int(key)] = Values(inside, first + int(offset)).next()

    def at(self, value: Any) -> Any:
        """A value, followed to where it stands."""
        for _step in range(MOST_FORMS):
            if not isinstance(value, Ref):
                return value
            value = self.objects.get(value.number)
        raise BadPdf

    def unpacked(self, stream: Stream) -> bytes:
        plain = Stream({key: self._plain(one) for key, one in stream.head.items()}, stream.data)
        data = unpacked(plain, most=max(self.left, 1))
        self.left -= len(data)
        return data

    def _plain(self, value: Any) -> Any:
        value = self.at(value) if isinstance(value, Ref) else value
        return [self.at(one) for one in value] if isinstance(value, list) else value

    def text(self) -> PdfText:
        """Every page there ever was, and what was filled in or noted."""
        made = PdfText()
        pages = [
            one
            for one in self.objects.values()
            if isinstance(one, dict) and one.get("Type") == "Page"
        ]
        for number, page in enumerate(pages, start=1):
            if self.left_to_read < 0:
                made.unknown += 1  # what follows nobody knows
                break
            drawn = _Drawing(self, made)
            contents = self.at(page.get("Contents"))
            parts = [self.at(one) for one in contents] if isinstance(contents, list) else [contents]
            data = b"\n".join(self.unpacked(one) for one in parts if isinstance(one, Stream))
            drawn.run(data, self.resources(page))
            made.pages.append((number, "".join(drawn.pieces)))
        if not pages:
            raise BadPdf
        made.pages.append((0, "\n".join(self._filled_in())))
        return made

    def resources(self, page: dict[str, Any]) -> dict[str, Any]:
        """A page's own, or those of what it belongs to."""
        node: Any = page
        for _step in range(MOST_FORMS):
            found = self.at(node.get("Resources"))
            if isinstance(found, dict):
                return found
            node = self.at(node.get("Parent"))
            if not isinstance(node, dict):
                break
        return {}

    def _filled_in(self) -> Iterator[str]:
        for one in self.objects.values():
            if isinstance(one, dict):
                for value in (self.at(one.get("V")), self.at(one.get("Contents"))):
                    if isinstance(value, bytes):
                        is_wide = value.startswith(_MARK)
                        yield value.decode("utf-16" if is_wide else "latin-1", "replace")

    def font(self, value: Any) -> Font:
        """The font of that entry in a page's resources."""
        number = value.number if isinstance(value, Ref) else -1
        if number not in self.fonts or number < 0:
            self.fonts[number] = self._font(self.at(value))
        return self.fonts[number]

    def _font(self, head: Any) -> Font:
        if not isinstance(head, dict):
            return Font(width=2)
        mapping = self.at(head.get("ToUnicode"))
        data = self.unpacked(mapping) if isinstance(mapping, Stream) else None
        encoding = self.at(head.get("Encoding"))
        if head.get("Subtype") == "Type0":
            font = composite_font(encoding, data)
            [below, *_others] = self.at(head.get("DescendantFonts")) or [{}]
            below = self.at(below)
            usual = self.at(below.get("DW"))
            font.usual_width = usual if isinstance(usual, float) else float(THOUSAND)
            font.widths = composite_widths(self._plain(below.get("W")))
            return font
        font = simple_font(encoding, data)
        first, widths = self.at(head.get("FirstChar")), self._plain(head.get("Widths"))
        font.widths = simple_widths(first, widths)
        return font


class _Drawing:
    """One page being drawn: only where text stands is of interest."""

    def __init__(self, file: _File, made: PdfText):
        self.file, self.made = file, made
        self.pieces: list[str] = []
        self.page: Matrix = UPRIGHT
        self.kept: list[tuple[Matrix, Font, float]] = []
        self.line: Matrix = UPRIGHT
        self.at: Matrix = UPRIGHT
        self.font, self.size, self.leading = Font(width=2), 1.0, 0.0
        #: Where the last text ended, on which line, and how large it was.
        self.end: tuple[float, float, float] | None = None
        self.resources: dict[str, Any] = {}
        self.depth = 0

    def run(self, data: bytes, resources: dict[str, Any]) -> None:
        """Draw a page, or a form on it."""
        before, self.resources = self.resources, resources
        values, operands = Values(data), list[Any]()
        while (value := values.next()) is not None:
            if not isinstance(value, Word):
                operands.append(value)
                continue
            if value == "ID":
                found = _INLINE_END.search(data, values.at)
                values.at = found.end() if found else len(data)
                self.made.pictures += 1
            deed = _DEEDS.get(str(value))
            if deed is not None:
                deed(self, operands)
            operands = []
        self.resources = before

    def show(self, text: bytes, *, goes_on: bool = False) -> None:
        """A string in the font there is; one that `goes_on` is a later part of the same."""
        words, unknown = self.font.read(text)
        words = words.translate(_RADICALS)
        self.made.unknown += unknown
        where = _times(self.at, self.page)
        size = max(abs(self.size) * (abs(where[0]) + abs(where[1])), 0.01)
        # Along the line and across it, whichever way the page is turned.
        length = (where[0] ** 2 + where[1] ** 2) ** 0.5 or 1.0
        along = (where[4] * where[0] + where[5] * where[1]) / length
        across = (where[5] * where[0] - where[4] * where[1]) / length
        self.pieces.append(self._gap(along, across, size, goes_on=goes_on))
        self.pieces.append(words)
        self.file.left_to_read -= len(words)
        ems = self.font.ems(text, words)
        self.end = (along + ems * size, across, size)
        self.move(ems * abs(self.size))

    def _gap(self, along: float, across: float, size: float, *, goes_on: bool) -> str:
        if self.end is None:
            return ""
        if abs(across - self.end[1]) > _NEW_LINE * size:
            return "\n"
        gap = (along - self.end[0]) / size
        if abs(gap) > (_NEW_CELL_WITHIN if goes_on else _NEW_CELL):
            return "\t"
        return " " if gap > _NEW_WORD else ""

    def move(self, across: float) -> None:
        """On along the line."""
        self.at = _times((1, 0, 0, 1, across, 0), self.at)

    def next_line(self, across: float, up: float) -> None:
        """To another place, counted from where the line began."""
        self.line = self.at = _times((1, 0, 0, 1, across, up), self.line)

    def draw(self, name: Any) -> None:
        """A form or a picture of the resources."""
        found = self.file.at((self.file.at(self.resources.get("XObject")) or {}).get(name))
        if not isinstance(found, Stream):
            return
        if found.head.get("Subtype") != "Form":
            self.made.pictures += 1
        elif self.depth < MOST_FORMS:
            self.depth += 1
            kept = self.page
            own = self.file.at(found.head.get("Resources"))
            self.run(self.file.unpacked(found), own if isinstance(own, dict) else self.resources)
            self.page = kept
            self.depth -= 1


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(one) for one in operands[-6:])
    return (a, b, c, d, e, f)


def _begin(page: _Drawing, _operands: Sequence[Any]) -> None:
    page.line = page.at = UPRIGHT


def _keep(page: _Drawing, _operands: Sequence[Any]) -> None:
    if len(page.kept) < MOST_OBJECTS:
        page.kept.append((page.page, page.font, page.size))


def _back(page: _Drawing, _operands: Sequence[Any]) -> None:
    if page.kept:
        page.page, page.font, page.size = page.kept.pop()


def _turn(page: _Drawing, operands: Sequence[Any]) -> None:
    page.page = _times(_matrix(operands), page.page)


def _place(page: _Drawing, operands: Sequence[Any]) -> None:
    page.line = page.at = _matrix(operands)


def _choose(page: _Drawing, operands: Sequence[Any]) -> None:
    fonts = page.file.at(page.resources.get("Font")) or {}
    page.font, page.size = page.file.font(fonts.get(operands[0])), float(operands[1])


def _step(page: _Drawing, operands: Sequence[Any]) -> None:
    page.next_line(operands[0], operands[1])


def _step_and_lead(page: _Drawing, operands: Sequence[Any]) -> None:
    page.leading = -operands[1]
    page.next_line(operands[0], operands[1])


def _lead(page: _Drawing, operands: Sequence[Any]) -> None:
    page.leading = operands[0]


def _down(page: _Drawing, _operands: Sequence[Any]) -> None:
    page.next_line(0, -page.leading)


def _show(page: _Drawing, operands: Sequence[Any]) -> None:
    if operands and isinstance(operands[-1], bytes):
        page.show(operands[-1])


def _down_and_show(page: _Drawing, operands: Sequence[Any]) -> None:
    page.next_line(0, -page.leading)
    _show(page, operands)


def _show_all(page: _Drawing, operands: Sequence[Any]) -> None:
    for number, one in enumerate(operands[0]):
        if isinstance(one, bytes):
            page.show(one, goes_on=number > 0)
        elif isinstance(one, float):
            page.move(-one / THOUSAND * abs(page.size))


def _draw(page: _Drawing, operands: Sequence[Any]) -> None:
    if operands and isinstance(operands[0], Name):
        page.draw(operands[0])


_DEEDS: dict[str, Callable[[_Drawing, Sequence[Any]], None]] = {
    "BT": _begin, "q": _keep, "Q": _back, "cm": _turn, "Tm": _place, "Tf": _choose, "Td": _step,
    "TD": _step_and_lead, "TL": _lead, "T*": _down, "Tj": _show, "'": _down_and_show,
    '"': _down_and_show, "TJ": _show_all, "Do": _draw,
}  # fmt: skip
