"""What can be read of an attached file, and in words why somebody must look at it all the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kiosk.checks.documents import finds_at, lines
from kiosk.checks.finds import Text
from kiosk.checks.office import sheet_texts, word_texts
from kiosk.checks.pdf import pdf_text
from kiosk.checks.pdf_values import BadPdf
from kiosk.sheets.problems import Unreadable

#: What goes on below has some digits there: the serial number of a table's next row is no part of anything.
_LAST = re.compile(r"\d[\d -]*$")
_FIRST = re.compile(r"\d[\d -]{2,}\d[\dXx]?")


class Unread(StrEnum):
    """Why somebody must look at a file."""

    PICTURE = "picture"
    #: Not a word could be read: a scan, a locked file, one made in a way we do not know.
    NOT_READ = "not_read"
    #: Some of its characters stand for nobody knows what.
    PARTLY = "partly"
    #: Its text was read, and there are pictures in it.
    HAS_PICTURES = "has_pictures"
    GONE = "gone"


@dataclass(frozen=True)
class FileRead:
    """The texts of a file in which something was found; `unread` says why that may not be all."""

    texts: tuple[Text, ...] = ()
    unread: Unread | None = None


def read_file(data: bytes, extension: str) -> FileRead:
    """Look through a file. Raises nothing: what cannot be read says so."""
    reader = _READERS.get(extension)
    if reader is None:
        return FileRead(unread=Unread.PICTURE)
    try:
        found, unread = reader(data)
    except (BadPdf, Unreadable):
        return FileRead(unread=Unread.NOT_READ)
    return FileRead(tuple(one for one in found if finds_at(one)), unread)


def _of_word(data: bytes) -> tuple[list[Text], Unread | None]:
    found, has_pictures = word_texts(data)
    return found, _unread(found, has_pictures=has_pictures)


def _of_excel(data: bytes) -> tuple[list[Text], Unread | None]:
    found, has_pictures = sheet_texts(data)
    return found, _unread(found, has_pictures=has_pictures)


def _of_pdf(data: bytes) -> tuple[list[Text], Unread | None]:
    read = pdf_text(data)
    found = [one for number, text in read.pages for one in _of_page(number, text)]
    unread = _unread(found, has_pictures=bool(read.pictures))
    return found, Unread.PARTLY if read.unknown and found else unread


def _of_page(number: int, text: str) -> Iterator[Text]:
    """The lines of a page, and numbers that begin at the end of one and go on in the next."""
    yield from lines(("page", number), text)
    ends = [one.split("\t") for one in text.split("\n")]
    for line, (above, below) in enumerate(pairwise(ends), start=1):
        end, start = _LAST.search(above[-1]), _FIRST.match(below[0])
        if end and start:
            yield Text(("page", number), end[0] + start[0], line=line)


def _unread(found: list[Text], *, has_pictures: bool) -> Unread | None:
    if not found:
        return Unread.NOT_READ
    return Unread.HAS_PICTURES if has_pictures else None


_READERS: dict[str, Callable[[bytes], tuple[list[Text], Unread | None]]] = {
    "docx": _of_word,
    "xlsx": _of_excel,
    "pdf": _of_pdf,
}
