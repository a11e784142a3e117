"""Short codes people may have to read aloud, and secrets machines keep."""

from __future__ import annotations

import hashlib
import hmac
import secrets

#: No 0/o, 1/i/l: nobody can mistake one character for another, in print or on a wall.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
POSTING_CODE_LENGTH = 9  # 31^9 = 2.6e13: unguessable, and the QR stays at version 3
LIST_TOKEN_LENGTH = 9
MARK_LENGTH = 4  # with it a posting's QR still stays at version 3


def new_code(length: int = POSTING_CODE_LENGTH) -> str:
    """A random code of `length` characters without look-alikes."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def mark_of(code: str, place: str, *, key: str) -> str:
    """The mark that a code carries at a place: always the same, and only for who has the `key`."""
    return drawn_code(f"mark\0{code}\0{place}", key=key, length=MARK_LENGTH)


def drawn_code(what: str, *, key: str, length: int) -> str:
    """A code that is always the same for `what`, and that nobody without the `key` can tell."""
    number = int.from_bytes(hmac.digest(key.encode(), what.encode(), hashlib.sha256))
    return "".join(ALPHABET[number // len(ALPHABET) ** at % len(ALPHABET)] for at in range(length))


def new_digits(length: int = 6) -> str:
    """A random number of exactly `length` digits, for typing from a wall into a panel."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def new_secret() -> str:
    """256 random bits for a device or a link; only its hash is ever stored."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """What is stored of a secret. Plain SHA-256 is enough: 256 random bits cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
