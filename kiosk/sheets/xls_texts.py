"""Texts of BIFF8: Latin-1 or UTF-16 by a flag, perhaps with runs of formatting, perhaps cut by a record's end."""

from __future__ import annotations

import struct

from kiosk.sheets.problems import Refusal, Unreadable

_WIDE, _HAS_READING, _HAS_RUNS = 0x01, 0x04, 0x08
MOST_TEXTS = 300_000


def short_text(data: bytes, at: int) -> str:
    """A text whose length is one byte, as the names of sheets are."""
    return _plain(data, at + 2, data[at], data[at + 1])


def text_at(data: bytes, at: int) -> str:
    """A text whose length is two bytes, whole within one record."""
    count, flags = struct.unpack_from("<HB", data, at)
    begin = at + 3 + (2 if flags & _HAS_RUNS else 0) + (4 if flags & _HAS_READING else 0)
    return _plain(data, begin, count, flags)


def _plain(data: bytes, begin: int, count: int, flags: int) -> str:
    if flags & _WIDE:
        return data[begin : begin + 2 * count].decode("utf-16-le", "replace")
    return data[begin : begin + count].decode("latin-1")


class Pieces:
    """The shared texts, read over the pieces their table was cut into.

    A text cut in its characters goes on behind a fresh flag byte, and may change its width there.
    """

    def __init__(self, chunks: list[bytes]) -> None:
        self._chunks = chunks
        self._chunk = 0
        self._at = 8  # behind the two counts

    def shared_texts(self) -> list[str]:
        """All of them, in order."""
        (count,) = struct.unpack_from("<I", self._chunks[0], 4)
        if count > MOST_TEXTS:
            raise Unreadable(Refusal.TOO_MANY_CELLS, most=MOST_TEXTS)
        return [self._text() for _index in range(count)]

    def _text(self) -> str:
        count, flags = struct.unpack("<HB", self._bytes(3))
        runs = struct.unpack("<H", self._bytes(2))[0] if flags & _HAS_RUNS else 0
        reading = struct.unpack("<I", self._bytes(4))[0] if flags & _HAS_READING else 0
        text = self._characters(count, flags)
        self._skip(4 * runs + reading)
        return text

    def _characters(self, count: int, flags: int) -> str:
        parts: list[str] = []
        while True:
            width = 2 if flags & _WIDE else 1
            chunk = self._chunks[self._chunk]
            here = min(count, (len(chunk) - self._at) // width)
            parts.append(_plain(chunk, self._at, here, flags))
            self._at += here * width
            count -= here
            if not count:
                return "".join(parts)
            self._next()
            (flags,) = self._bytes(1)

    def _bytes(self, count: int) -> bytes:
        if self._at >= len(self._chunks[self._chunk]) and count:
            self._next()
        found = self._chunks[self._chunk][self._at : self._at + count]
        self._at += count
        return found

    def _skip(self, count: int) -> None:
        while count > (left := len(self._chunks[self._chunk]) - self._at):
            count -= left
            self._next()
        self._at += count

    def _next(self) -> None:
        # Beyond the last piece this raises IndexError: the table promises more than there is.
        self._chunk += 1
        self._at = 0
        self._chunks[self._chunk]
