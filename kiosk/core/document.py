"""Content as a document: typed, versioned, canonical JSON with a fingerprint.

A document is a frozen `msgspec.Struct`. Canonical means: UTF-8, keys sorted, no white space, no
floating point (amounts are decimal strings), so that equal content has equal bytes for good.
"""

from __future__ import annotations

import hashlib
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import ClassVar, TypeVar

import msgspec


class BadContent(Exception):
    """Content that is not a document of its kind; the message names the place."""


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of every document and of its parts."""

    #: Fields with hashes and keys: nobody reads them.
    unread: ClassVar[frozenset[str]] = frozenset()
    #: Fields whose phone numbers are there for everybody.
    public_phones: ClassVar[frozenset[str]] = frozenset()
    #: Fields that say who is in its picture, and those that are that person's own.
    pictured: ClassVar[frozenset[str]] = frozenset()
    personal: ClassVar[frozenset[str]] = frozenset()


D = TypeVar("D", bound=Document)


def canonical(document: Document) -> bytes:
    """The one byte string that stands for `document`."""
    return msgspec.json.encode(document, order="sorted")


def fingerprint(canonical_bytes: bytes) -> str:
    """SHA-256 of a canonical document, 64 hexadecimal digits."""
    return hashlib.sha256(canonical_bytes).hexdigest()


def decode(data: bytes | str, type_: type[D]) -> D:
    """Read a document. Raises BadContent if it is not a `type_`."""
    try:
        return msgspec.json.decode(data, type=type_)
    except msgspec.DecodeError as error:
        raise BadContent(str(error)) from error


def from_builtins(data: object, type_: type[D]) -> D:
    """Make a document of plain dicts and lists. Raises BadContent if it is not a `type_`."""
    try:
        return msgspec.convert(data, type=type_)
    except msgspec.ValidationError as error:
        raise BadContent(str(error)) from error


def decimal_text(value: int | float | str | Decimal, *, places: int) -> str:
    """A number as documents hold it: fixed decimals, five rounded up, no exponent. 65898 → "65898.00"."""
    with localcontext(rounding=ROUND_HALF_UP):
        return f"{Decimal(str(value)):.{places}f}"
