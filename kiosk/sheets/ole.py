"""Compound files (OLE2): the little file system in which Excel 97–2003 keeps its workbooks.

Chains of sectors are followed no further than the file is long, so a loop ends as damage.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from kiosk.sheets.problems import Refusal, Unreadable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What a workbook locked with a password is kept as, whatever it was before.
ENCRYPTED = "EncryptedPackage"
_HEADER = struct.Struct("<8s16sHHHHH6sIIIIIIIII")
_ENTRY_BYTES = 128
_LAST_REAL_SECTOR = 0xFFFFFFF9
_STREAM, _ROOT = 2, 5
_SECTOR_SHIFTS = range(7, 17)


@dataclass(frozen=True)
class Entry:
    """A stream, as the directory lists it."""

    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file. Raises Unreadable where its structure does not hold."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER.size:
            raise Unreadable(Refusal.BROKEN)
        header = _HEADER.unpack_from(data)
        shift, mini_shift = header[5], header[6]
        if header[0] != SIGNATURE or shift not in _SECTOR_SHIFTS or mini_shift >= shift:
            raise Unreadable(Refusal.BROKEN)
        self._data = data
        self._sector_bytes: int = 1 << shift
        self._mini_bytes: int = 1 << mini_shift
        self._cutoff = header[12]
        self._table = self._numbers(self._table_sectors(first=header[15]))
        self.entries = self._directory(header[10])
        self._mini_table = self._numbers(self._chain(header[13]))
        root = next((one for one in self.entries if one.kind == _ROOT), None)
        self._mini_stream = self._read(root.start, root.size) if root else b""

    def stream(self, *names: str) -> bytes | None:
        """The content of the first stream of one of these names; None if there is none."""
        wanted = [name.lower() for name in names]
        found = [one for one in self.entries if one.kind == _STREAM and one.name.lower() in wanted]
        if not found:
            return None
        entry = min(found, key=lambda one: wanted.index(one.name.lower()))
        if entry.size < self._cutoff:
            return self._read_mini(entry.start, entry.size)
        return self._read(entry.start, entry.size)

    def has(self, name: str) -> bool:
        """True if there is an entry of that name."""
        return any(one.name == name for one in self.entries)

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._sector_bytes
        if number > _LAST_REAL_SECTOR or begin >= len(self._data):
            raise Unreadable(Refusal.BROKEN)
        # The last sector may be cut short; what is missing of it reads as nothing.
        return self._data[begin : begin + self._sector_bytes].ljust(self._sector_bytes, b"\x00")

    def _table_sectors(self, first: int) -> list[int]:
        """Where the allocation table lies: 109 sectors by the header, more by a chain of their own."""
        found = [
            number for (number,) in struct.iter_unpack("<I", self._data[76:512].ljust(436, b"\xff"))
        ]
        most = self._most_sectors()
        while first <= _LAST_REAL_SECTOR:
            *more, first = (number for (number,) in struct.iter_unpack("<I", self._sector(first)))
            found += more
            if len(found) > most + 109 + self._sector_bytes:
                raise Unreadable(Refusal.BROKEN)
        return [number for number in found if number <= _LAST_REAL_SECTOR]

    def _most_sectors(self) -> int:
        return len(self._data) // self._sector_bytes + 1

    def _numbers(self, sectors: list[int]) -> list[int]:
        if len(sectors) > self._most_sectors():
            raise Unreadable(Refusal.BROKEN)
        joined = b"".join(self._sector(number) for number in sectors)
        return [number for (number,) in struct.iter_unpack("<I", joined)]

    def _chain(self, first: int) -> list[int]:
        return _chain(self._table, first, most=self._most_sectors())

    def _read(self, first: int, size: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(first))[:size]

    def _read_mini(self, first: int, size: int) -> bytes:
        most = len(self._mini_stream) // self._mini_bytes + 1
        return b"".join(
            self._mini_stream[number * self._mini_bytes : (number + 1) * self._mini_bytes]
            for number in _chain(self._mini_table, first, most=most)
        )[:size]

    def _directory(self, first: int) -> list[Entry]:
        joined = b"".join(self._sector(number) for number in self._chain(first))
        return [
            _entry(joined[begin : begin + _ENTRY_BYTES])
            for begin in range(0, len(joined) - _ENTRY_BYTES + 1, _ENTRY_BYTES)
        ]


def _chain(table: list[int], first: int, *, most: int) -> list[int]:
    found: list[int] = []
    while first <= _LAST_REAL_SECTOR:
        if first >= len(table) or len(found) >= most:
            raise Unreadable(Refusal.BROKEN)
        found.append(first)
        first = table[first]
    return found


def _entry(raw: bytes) -> Entry:
    name_bytes = min(struct.unpack_from("<H", raw, 64)[0], 64)
    name = raw[: max(name_bytes - 2, 0)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", raw, 116)
    return Entry(name, raw[66], start, size)
