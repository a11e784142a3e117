"""Who uses an instance folder: a server holds a lock on it, and what needs it alone asks first.

The lock is the system's (flock): it goes with the process that holds it, however that ends.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LOCK_FILE = "in-use.lock"


class InUse(Exception):
    """A server runs on this folder."""


def hold(instance: Path) -> IO[bytes]:
    """Say that a server runs on `instance`, for as long as the answer stays open; several may."""
    held = (instance / LOCK_FILE).open("ab")
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Have `instance` for oneself; a server that begins meanwhile waits. Raises InUse."""
    with (instance / LOCK_FILE).open("ab") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse from error
        yield
