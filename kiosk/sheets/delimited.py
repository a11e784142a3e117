"""Text with separators: CSV files of any of the usual encodings, and what a paste holds."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from kiosk.sheets.grid import MOST_COLUMNS, MOST_ROWS, Gathering, Sheet, text_cell
from kiosk.sheets.problems import Refusal, Unreadable
from kiosk.sheets.short import with_totals_in_place

#: In order of preference where two split a text equally well.
SEPARATORS = ("\t", ",", ";")
_LOOKED_AT = 40
#: Empty ones and all: a sheet saved as CSV brings its empty rows with it.
_MOST_LINES_READ = 200_000
#: As many columns as Excel has; a line of more separators is no row of anything.
_MOST_FIELDS = 16_384
_LINE_END = re.compile(r"\r\n|\r|\n")
_ENCODINGS = ("utf-8", "gb18030")
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LOOKED_AT_CHARACTERS = 64_000


def decoded(data: bytes) -> str:
    """The text in `data`: by its byte order mark, else UTF-8, else GB18030. Raises Unreadable."""
    encodings = [name for mark, name in _MARKS.items() if data.startswith(mark)] or _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise Unreadable(Refusal.NOT_A_SHEET)


def separated(text: str, separator: str | None = None) -> Sheet:
    """The sheet in a text. Without a separator it is the one that splits most lines alike.

    Raises Unreadable.
    """
    by = separator or separator_of(text)
    try:
        return _gathered(_quoted_rows(text, by))
    except csv.Error:
        return _gathered(_plain_rows(text, by))


def separator_of(text: str) -> str:
    """The separator of a CSV text; a comma if it has but one column."""
    start = text[:_LOOKED_AT_CHARACTERS]
    if len(start) < len(text):
        start = start[: start.rfind("\n") + 1]
    return max(SEPARATORS, key=lambda one: (_alike(start, one), one == ","))


def _alike(start: str, separator: str) -> tuple[int, int]:
    """How many of the first lines this separator splits into equally many fields, and into how many."""
    try:
        rows = list(islice(_quoted_rows(start, separator), _LOOKED_AT))
    except csv.Error:
        rows = list(islice(_plain_rows(start, separator), _LOOKED_AT))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _quoted_rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)


def _plain_rows(text: str, separator: str) -> Iterator[list[str]]:
    """Line by line, where quotation marks do not pair up.

    Between tabs they are then part of the text: “左公柳”品牌, typed with plain ones.
    """
    for line in _LINE_END.split(text):
        try:
            yield (
                line.split(separator)
                if separator == "\t"
                else next(csv.reader([line], delimiter=separator), [])
            )
        except csv.Error:
            yield line.split(separator)


def _gathered(rows: Iterable[list[str]]) -> Sheet:
    gathered = Gathering()
    widths: dict[int, int] = {}
    for number, row in enumerate(rows, start=1):
        if number > _MOST_LINES_READ:
            raise Unreadable(Refusal.TOO_MANY_LINES, most=MOST_ROWS)
        if len(row) > _MOST_FIELDS:
            raise Unreadable(Refusal.TOO_MANY_COLUMNS, column="XFD", most=MOST_COLUMNS)
        for column, text in enumerate(row):
            cell = text_cell(text) if text else None
            if cell is not None:
                gathered.put(number, column, cell)
                widths[number] = len(row)
    sheet = Sheet("", gathered.lines())
    return with_totals_in_place(sheet, widths) if len({*widths.values()}) > 1 else sheet
