"""A zip file of XML parts, opened as if it were meant to do harm.

What it unpacks to and how many elements it has are counted while it is read, and no document type is
allowed. Whatever a damaged file makes zipfile and expat raise becomes one reason.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from kiosk.sheets.grid import MEGABYTE
from kiosk.sheets.problems import Refusal, Unreadable

MOST_UNPACKED = 32 * MEGABYTE
#: A sheet of the most cells has 760,000; empty but formatted cells are written down too.
MOST_ELEMENTS = 1_000_000
_CHUNK = 1 << 16
_MOST_NAMES = 1_000
_PASSWORD_BIT = 0x1

Attributes = dict[str, str]


class Handler:
    """What is done with the elements of a part; their names come without a prefix."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Text inside an element."""


@dataclass
class Package:
    """The parts of one file, and how much of it has been read so far.

    Part names are compared without regard to case and to which way the slashes lean: both are what
    some programs write.
    """

    archive: zipfile.ZipFile
    names: dict[str, str]
    unpacked: int = 0
    elements: int = 0

    def afresh(self) -> Package:
        """The same parts, with nothing of them read yet."""
        return Package(self.archive, self.names)

    def has(self, part: str) -> bool:
        """True if the file has that part."""
        return part.lower() in self.names

    def parse(self, part: str, handler: Handler) -> None:
        """Run a part through `handler`. Raises Unreadable."""
        if not self.has(part):
            raise Unreadable(Refusal.BROKEN)
        parser = self._parser(handler)
        name = self.names[part.lower()]
        with broken_if_it_fails(), self.archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                self.unpacked += len(chunk)
                self._check()
                parser.Parse(chunk, False)
            parser.Parse(b"", True)

    def _check(self) -> None:
        if self.unpacked > MOST_UNPACKED or self.elements > MOST_ELEMENTS:
            raise Unreadable(Refusal.UNPACKS_TOO_BIG)

    def _parser(self, handler: Handler) -> expat.XMLParserType:
        names = _LocalNames()
        start, end = handler.start, handler.end

        def begun(name: str, attributes: Attributes) -> None:
            self.elements += 1
            start(names[name], attributes)

        def ended(name: str) -> None:
            end(names[name])

        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begun
        parser.EndElementHandler = ended
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        return parser


class _LocalNames(dict[str, str]):
    """Names of elements without their prefix: x:row → row."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition(":")[2]
        if len(self) < _MOST_NAMES:
            self[name] = local
        return local


def open_package(data: bytes) -> Package:
    """The zip file in `data`. Raises Unreadable if it is damaged or locked."""
    with broken_if_it_fails():
        archive = zipfile.ZipFile(BytesIO(data))
    if any(info.flag_bits & _PASSWORD_BIT for info in archive.infolist()):
        raise Unreadable(Refusal.PASSWORD)
    names = {name.replace("\\", "/").lower(): name for name in archive.NameToInfo}
    return Package(archive, names)


@contextmanager
def broken_if_it_fails() -> Iterator[None]:
    """Raise Unreadable for whatever a damaged zip file or a damaged part raises."""
    try:
        yield
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,
        OSError,
        # zipfile's own words for methods it does not know and for what needs a password.
        RuntimeError,
        ValueError,
    ) as error:
        raise Unreadable(Refusal.BROKEN) from error


def _refuse_doctype(*_declared: object) -> NoReturn:
    # No workbook has one; entities are only ever declared to blow up.
    raise Unreadable(Refusal.BROKEN)
