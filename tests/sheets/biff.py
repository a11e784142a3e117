"""A small writer of .xls: single records in a compound file, for what no file at hand holds."""

from __future__ import annotations

import struct

SECTOR, SMALL_SECTOR = 512, 64
END, FREE, TABLE, CHAIN = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
BOF, EOF, BOUNDSHEET, XF = 0x0809, 0x000A, 0x0085, 0x00E0
Records = list[tuple[int, bytes]]


def text(words: str, *, count: str = "<H") -> bytes:
    """A text of two bytes a character, its length in front."""
    return struct.pack(count, len(words)) + b"\x01" + words.encode("utf-16-le")


def formula(column: int, result: bytes) -> tuple[int, bytes]:
    """A formula in row 1 with this as the eight bytes of its result."""
    return 0x0006, struct.pack("<HHH", 0, column, 0) + result + bytes(6) + b"\x00\x00"


def special(kind: int, value: int = 0) -> bytes:
    """A result that is no number: 0 a text, 1 a truth, 2 an error, 3 nothing."""
    return bytes([kind, 0, value, 0, 0, 0]) + b"\xff\xff"


def xls_of(
    *cells: tuple[int, bytes],
    shared: Records | None = None,
    by_chain: bool = False,
    in_small_sectors: bool = False,
) -> bytes:
    """A workbook with one sheet of these records; `shared` go before the list of sheets.

    With `by_chain` the allocation table is listed by a sector of its own, as in files beyond 7 MB;
    `in_small_sectors` the workbook is kept as streams below 4 kB are.
    """
    begins = (BOF, struct.pack("<HH", 0x0600, 5) + bytes(12))
    before = _joined([begins, *(shared or [(XF, bytes(20))])])
    listed = 4 + 6 + len(text("表1", count="<B"))
    begin = len(before) + listed + 4
    sheet = (BOUNDSHEET, struct.pack("<IBB", begin, 0, 0) + text("表1", count="<B"))
    after = _joined([(BOF, struct.pack("<HH", 0x0600, 16) + bytes(12)), *cells, (EOF, b"")])
    stream = before + _joined([sheet, (EOF, b"")]) + after
    if in_small_sectors:
        return _compound_of_small_sectors(stream)
    directory = _entry("Root Entry", 5, END, 0) + _entry("Workbook", 2, 3, len(stream))
    more = struct.pack("<128I", 0, *[FREE] * 126, END)
    kind = CHAIN if by_chain else FREE
    return _compound(directory, more, kind, stream, more_tables=by_chain)


def _joined(records: Records) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def _compound_of_small_sectors(stream: bytes) -> bytes:
    directory = _entry("Root Entry", 5, 3, len(stream)) + _entry("Workbook", 2, 0, len(stream))
    count = -(-len(stream) // SMALL_SECTOR)
    table = struct.pack(f"<{count}I", *range(1, count), END).ljust(SECTOR, b"\xff")
    return _compound(directory, table, END, stream, small_below=4096)


def _compound(
    directory: bytes,
    second: bytes,
    second_is: int,
    stream: bytes,
    *,
    more_tables: bool = False,
    small_below: int = 0,
) -> bytes:
    """Sector 0 the table, 1 the directory, 2 what is given, then the stream."""
    count = -(-len(stream) // SECTOR)
    numbers = [TABLE, END, second_is, *range(4, 3 + count), END]
    table = struct.pack(f"<{len(numbers)}I", *numbers).ljust(SECTOR, b"\xff")
    assert len(table) == SECTOR, "one sector of table is all this writer has"
    small = (2, 1) if small_below else (END, 0)
    chain = (2, 1) if more_tables else (END, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, small_below, *small, *chain)
    header += struct.pack("<109I", FREE if more_tables else 0, *[FREE] * 108)
    directory, stream = directory.ljust(SECTOR, b"\x00"), stream.ljust(count * SECTOR, b"\x00")
    return header + table + directory + second + stream


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\x00\x00"
    head = written.ljust(64, b"\x00") + struct.pack("<HBB", len(written), kind, 1)
    return head.ljust(116, b"\x00") + struct.pack("<IQ", start, size)
