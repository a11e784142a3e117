"""What is made for somebody and holds until something changes: made once, kept until it is replaced."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Newest(Generic[Made]):
    """The newest of its sort for each owner; there are never more of them than owners.

    Threads may ask at once: one makes what is wanted, the others wait for it.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Hashable, Made]] = {}
        self._making = Lock()

    def of(self, owner: Hashable, standing: Hashable, make: Callable[[], Made]) -> Made:
        """What `owner` has as things stand: kept if it was made when they stood the same, or made now."""
        kept = self._kept.get(owner)
        if kept is None or kept[0] != standing:
            with self._making:
                kept = self._kept.get(owner)
                if kept is None or kept[0] != standing:
                    kept = (standing, make())
                    self._kept[owner] = kept
        return kept[1]

    def forget(self) -> None:
        """Keep nothing of what was made so far."""
        self._kept.clear()
