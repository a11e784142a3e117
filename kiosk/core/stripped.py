"""JPEG and PNG files without what tells of where, when and with what they were made. Pure.

The picture's own bytes stay as they are: attachments are documents, which lose nothing by being attached. What follows the
picture's end goes too; phones put a second picture there, or a film, with a place of its own.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator

from PIL import Image

from kiosk.core.media import UNREADABLE

_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
_START_OF_SCAN, _COMMENT = 0xDA, 0xFE
_APPLICATION = range(0xE0, 0xF0)
#: What of the applications' segments a picture is drawn with: its density, its colours, how they are mixed.
_DRAWN_WITH = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
#: The next marker within coded data: not a stuffed 0xFF, not a restart, not filling.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_FILLING = 0xFF
_ORIENTATION = 0x0112
_UPRIGHT = 1

_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_END = b"IEND"
#: Chunks beside the critical ones that say how the picture is drawn, moving ones included.
_PNG_KEPT = frozenset(b"tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split())
_CHUNK_FRAME = 12  # length, name and checksum around a chunk's data


class Broken(ValueError):
    """These bytes are no whole picture of their kind."""


def stripped(data: bytes) -> bytes:
    """The same picture without its metadata; what is neither JPEG nor PNG comes back as it is. Raises Broken.

    Which way up a JPEG stands is kept, and nothing else of its Exif.
    """
    try:
        if data.startswith(_JPEG_START):
            return b"".join(_jpeg_parts(data, _orientation(data)))
        if data.startswith(_PNG_START):
            return b"".join(_png_parts(data))
    except (struct.error, IndexError) as error:
        raise Broken(str(error)) from error
    return data


def _jpeg_parts(data: bytes, orientation: int) -> Iterator[bytes]:
    yield _JPEG_START
    if orientation != _UPRIGHT:
        yield _only_orientation(orientation)
    at = len(_JPEG_START)
    while True:
        while data[at + 1] == _FILLING:
            at += 1
        marker, length = _segment_at(data, at)
        segment, at = data[at : at + length], at + length
        if _is_drawn_with(marker, segment[4:]):
            yield segment
        if marker != _START_OF_SCAN:
            continue
        following = _MARKER.search(data, at)
        if following is None:
            raise Broken("no end")
        yield data[at : following.start()]
        at = following.start()
        if data[at : at + 2] == _JPEG_END:
            yield _JPEG_END
            return


def _segment_at(data: bytes, at: int) -> tuple[int, int]:
    """A segment's marker, and its length with the marker itself."""
    (start, marker, length) = struct.unpack_from(">BBH", data, at)
    if start != _FILLING or at + 2 + length > len(data):
        raise Broken("no segment")
    return marker, 2 + length


def _is_drawn_with(marker: int, content: bytes) -> bool:
    if marker in _APPLICATION:
        return marker in _DRAWN_WITH and content.startswith(_DRAWN_WITH[marker])
    return marker != _COMMENT


def _orientation(data: bytes) -> int:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            said = picture.getexif().get(_ORIENTATION, _UPRIGHT)
    except UNREADABLE:
        return _UPRIGHT  # there is no way up to keep
    return said if said in range(_UPRIGHT, 9) else _UPRIGHT


def _only_orientation(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    content = b"Exif\x00\x00" + exif.tobytes().removeprefix(b"Exif\x00\x00")
    return struct.pack(">BBH", _FILLING, 0xE1, 2 + len(content)) + content


def _png_parts(data: bytes) -> Iterator[bytes]:
    yield _PNG_START
    at = len(_PNG_START)
    name = b""
    while name != _PNG_END:
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + length + _CHUNK_FRAME
        if end > len(data):
            raise Broken("no whole chunk")
        is_critical = not name[0] & 0x20
        if is_critical or name in _PNG_KEPT:
            yield data[at:end]
        at = end
