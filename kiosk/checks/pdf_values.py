"""The values a PDF is made of: names, strings, numbers, lists, dictionaries, references, and streams. Pure.

Only what is needed to find text, read from files that may mean harm: depth and sizes are bounded, and whatever cannot be
read raises BadPdf.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

MOST_DEPTH = 40
#: Of one stream, and of all that are unpacked for one file.
MOST_UNPACKED = 32_000_000
_WHITE = rb"[\0\t\n\f\r ]"
_REGULAR = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_TOKEN = re.compile(
    rb"(?:" + _WHITE + rb"|%[^\r\n]*)*+(?:(?P<open><<)|(?P<close>>>)|(?P<bracket>[\[\]{}])|/(?P<name>"
    + _REGULAR + rb"*+)|<(?P<hex>[0-9A-Fa-f\s]*+)>|(?P<string>\()|(?P<word>" + _REGULAR + rb"++))"
)  # fmt: skip
_NOTHING = re.compile(rb"(?:" + _WHITE + rb"|%[^\r\n]*)*+\Z")
_REFERENCE = re.compile(_WHITE + rb"++\d{1,5}" + _WHITE + rb"++R(?!" + _REGULAR + rb")")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)")
_STREAM = re.compile(_WHITE + rb"*+stream(?:\r\n|\n|\r)?")
_STRING_PART = re.compile(rb"[^()\\]++|[()]|\\(?:[0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NAME_CODE = re.compile(r"#([0-9A-Fa-f]{2})")
_OCTAL = b"01234567"
_LARGEST_BYTE = 0xFF


class BadPdf(Exception):
    """Not to be read, and why is nobody's interest."""


class Name(str):
    """/Type: a name, told apart from other words."""

    __slots__ = ()


class Word(str):
    """An operator, or true, false and null."""

    __slots__ = ()


@dataclass(frozen=True)
class Ref:
    """12 0 R: the object with that number."""

    number: int


@dataclass(frozen=True)
class Stream:
    """A dictionary with data behind it."""

    head: dict[str, Any]
    data: bytes


class Values:
    """Reads one value after the other."""

    def __init__(self, data: bytes, at: int = 0):
        self.data, self.at = data, at

    def next(self, depth: int = 0) -> Any:
        """The next value; None where nothing follows. Raises BadPdf."""
        found = _TOKEN.match(self.data, self.at)
        if found is None:
            if not _NOTHING.match(self.data, self.at):
                raise BadPdf  # what follows would be passed over
            return None
        self.at = found.end()
        if depth > MOST_DEPTH:
            raise BadPdf
        kind = found.lastgroup or ""
        written = found[kind]
        if kind in {"close", "bracket"} and written != b"[":
            return Word(written.decode("latin-1"))
        return _READERS[kind](self, written, depth)

    def _name(self, name: bytes, _depth: int) -> Name:
        return Name(_NAME_CODE.sub(_character, name.decode("latin-1")))

    def _hex(self, digits: bytes, _depth: int) -> bytes:
        return _of_hex(digits)

    def _word(self, word: bytes, _depth: int) -> Any:
        if not _NUMBER.fullmatch(word):
            return Word(word.decode("latin-1"))
        reference = _REFERENCE.match(self.data, self.at) if word.isdigit() else None
        if reference is None:
            return float(word)
        self.at = reference.end()
        return Ref(int(word[:10]))

    def _list(self, _bracket: bytes, depth: int) -> list[Any]:
        found: list[Any] = []
        while (value := self.next(depth + 1)) is not None and value != Word("]"):
            found.append(value)
        return found

    def _dictionary(self, _open: bytes, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while isinstance(key := self.next(depth + 1), Name):
            value = self.next(depth + 1)
            if value == Word(">>"):
                break
            found[str(key)] = value
        return found

    def _string(self, _open: bytes, _depth: int) -> bytes:
        parts: list[bytes] = []
        depth = 1
        for found in _STRING_PART.finditer(self.data, self.at):
            part = found[0]
            depth += (part == b"(") - (part == b")")
            self.at = found.end()
            if not depth:
                return b"".join(parts)
            parts.append(_unescaped(part) if part.startswith(b"\\") else part)
        raise BadPdf

    def object(self) -> Any:
        """A value, and the stream behind it if there is one."""
        value = self.next()
        begins = _STREAM.match(self.data, self.at)
        if not isinstance(value, dict) or begins is None:
            return value
        start, length = begins.end(), value.get("Length")
        end = start + int(length) if isinstance(length, float) and length >= 0 else -1
        if end < 0 or b"endstream" not in self.data[end : end + 20]:
            end = self.data.find(b"endstream", start)
        self.at = end if end > 0 else len(self.data)
        return Stream(value, self.data[start : self.at])


_READERS: dict[str, Callable[[Values, bytes, int], Any]] = {
    "open": Values._dictionary,
    "bracket": Values._list,
    "name": Values._name,
    "hex": Values._hex,
    "string": Values._string,
    "word": Values._word,
}


def unpacked(stream: Stream, *, most: int = MOST_UNPACKED) -> bytes:
    """The data of a stream. Raises BadPdf for what is packed in a way we do not know, and beyond `most`."""
    filters = _listed(stream.head.get("Filter"))
    parameters = _listed(stream.head.get("DecodeParms"))
    if any(isinstance(one, dict) and one.get("Predictor", 1) != 1 for one in parameters):
        raise BadPdf
    data = stream.data
    for name in filters:
        unpack = _FILTERS.get(str(name))
        if unpack is None:
            raise BadPdf
        data = unpack(data, most)
    return data


def _inflated(data: bytes, most: int) -> bytes:
    packed = zlib.decompressobj()
    try:
        found = packed.decompress(data, most)
    except zlib.error as error:
        raise BadPdf from error
    if packed.unconsumed_tail:
        raise BadPdf
    return found


def _of_hex_stream(data: bytes, _most: int) -> bytes:
    return _of_hex(data.partition(b">")[0])


def _of_ascii85(data: bytes, _most: int) -> bytes:
    try:
        return base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~")[0])
    except ValueError as error:
        raise BadPdf from error


_FILTERS = {
    "FlateDecode": _inflated,
    "Fl": _inflated,
    "ASCIIHexDecode": _of_hex_stream,
    "AHx": _of_hex_stream,
    "ASCII85Decode": _of_ascii85,
    "A85": _of_ascii85,
}


def _of_hex(digits: bytes) -> bytes:
    plain = b"".join(digits.split())
    try:
        return binascii.unhexlify(plain + b"0" * (len(plain) % 2))
    except binascii.Error as error:
        raise BadPdf from error


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _unescaped(part: bytes) -> bytes:
    escaped = part[1:]
    if escaped[:1] in {bytes([one]) for one in _OCTAL}:
        return bytes([int(escaped, 8) & _LARGEST_BYTE])
    return b"" if escaped in {b"\n", b"\r", b"\r\n"} else _ESCAPED.get(escaped, escaped)
