"""Passwords: argon2, and the same time spent whether or not the name exists."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

# About 50 ms and 19 MiB on the small machines offices have (OWASP's second profile).
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = _HASHER.hash("nobody has this password")


def hashed(password: str) -> str:
    """The hash to store."""
    return _HASHER.hash(password)


def matches(password: str, stored: str | None) -> bool:
    """True if `password` is the one; takes as long for an unknown account (stored None)."""
    try:
        _HASHER.verify(stored or _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return stored is not None
