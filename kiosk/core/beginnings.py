"""Texts that all begin alike: the beginning is compressed once, and each text costs only its own end.

gzip is blocks of deflate with a checksum behind them. A block may be told to forget what was before it; then it can be
followed by others that were made apart, and the checksum of the whole goes on from that of the beginning.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

#: A gzip file of nobody's, without name and time.
HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LEVEL = 6


@dataclass(frozen=True)
class Beginning:
    """How many texts begin."""

    text: bytes
    _packed: bytes
    _checksum: int

    @classmethod
    def of(cls, text: bytes) -> Beginning:
        """Compress `text` for all that begin with it."""
        return cls(text, _deflated(text, zlib.Z_FULL_FLUSH), zlib.crc32(text))

    def packed_with(self, end: bytes) -> bytes:
        """This beginning and `end`, as gzip."""
        length = (len(self.text) + len(end)) & 0xFFFFFFFF
        foot = struct.pack("<II", zlib.crc32(end, self._checksum), length)
        return HEAD + self._packed + _deflated(end, zlib.Z_FINISH) + foot


def _deflated(text: bytes, how: int) -> bytes:
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(text) + press.flush(how)
