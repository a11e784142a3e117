"""Texts that all begin alike: the beginning is compressed and hashed once, and each text costs only its own end.

gzip is blocks of deflate with a checksum behind them. A block may be told to forget what was before it; then it can be
followed by another, and the checksum of the whole goes on from that of the beginning. Ends are short: they go as they are,
since to set up a compressor takes longer than all else.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass
from typing import Any

#: A gzip file of nobody's, without name and time.
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LEVEL = 6
#: As much as a block of deflate holds that is not compressed.
MOST_AS_IT_IS = 0xFFFF


@dataclass(frozen=True)
class Beginning:
    """How many texts begin."""

    text: bytes
    _packed: bytes
    _checksum: int
    #: A SHA-256 that has read the beginning. Only copies of it read on.
    _hash: Any

    @classmethod
    def of(cls, text: bytes) -> Beginning:
        """Compress and hash `text` for all that begin with it."""
        press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        packed = press.compress(text) + press.flush(zlib.Z_FULL_FLUSH)
        return cls(text, HEAD + packed, zlib.crc32(text), hashlib.sha256(text))

    def packed_with(self, end: bytes) -> bytes:
        """This beginning and `end`, as gzip."""
        length = (len(self.text) + len(end)) & 0xFFFFFFFF
        foot = struct.pack("<II", zlib.crc32(end, self._checksum), length)
        return self._packed + _as_it_is(end) + foot

    def hash_with(self, end: bytes) -> str:
        """The SHA-256 of this beginning and `end`, in hexadecimal."""
        going_on = self._hash.copy()
        going_on.update(end)
        return str(going_on.hexdigest())


def _as_it_is(text: bytes) -> bytes:
    """The last blocks of a deflate stream, not compressed."""
    starts = range(0, len(text), MOST_AS_IT_IS) or range(1)
    blocks = (text[start : start + MOST_AS_IT_IS] for start in starts)
    return b"".join(
        struct.pack("<BHH", start == starts[-1], len(block), len(block) ^ 0xFFFF) + block
        for start, block in zip(starts, blocks, strict=True)
    )
