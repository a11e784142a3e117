"""The trail's chain: every act carries a hash over itself and the act before it. Pure.

Whoever changes, removes or slips in an act breaks the chain there, or has to reckon every later hash
anew; and then the chain no longer holds the head that was printed on a certificate before.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

#: So many digits of a hash stand on paper: 64 bits, beyond anybody's guessing.
PRINTED_DIGITS = 16
PRINTED = re.compile(rf"(\d{{1,12}})-([0-9a-f]{{{PRINTED_DIGITS},64}})")


class Chain(StrEnum):
    """Acts on the sample office's postings have a chain of their own: they prove nothing."""

    OFFICE = "office"
    SAMPLE = "sample"


@dataclass(frozen=True)
class Link:
    """One act as it is chained. `place` counts from 1; `at` in UTC."""

    place: int
    at: datetime
    who: str
    what: str
    subject: str
    before: str
    after: str
    hash: str


@dataclass(frozen=True)
class Head:
    """The newest act of a chain, or of as much of it as there was when this was printed. `hash` may be its beginning."""

    place: int
    hash: str

    def __str__(self) -> str:
        """As it stands on paper: 1284-9f3c2a7be01d44aa."""
        return f"{self.place}-{self.hash[:PRINTED_DIGITS]}"


@dataclass(frozen=True)
class Fault:
    """The first act that does not fit. `found` None: there is nothing at this place, though something was.

    `is_of_paper`: the chain itself holds as far as here, but this act's hash is not the printed one, or
    the chain ends before the act that the paper names.
    """

    place: int
    found: Link | None
    is_of_paper: bool = False


def start_of(chain: str) -> str:
    """What stands for the hash before the first act."""
    return hashlib.sha256(chain.encode()).hexdigest()


def hash_of(before: str, link: Link) -> str:
    """SHA-256 over the hash `before` and everything the act says, as lower-case hex digits."""
    at = link.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = [before, link.place, at, link.who, link.what, link.subject, link.before, link.after]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def walked(
    chain: str, links: Iterable[Link], *, against: Iterable[Head] = ()
) -> tuple[Head | None, Fault | None]:
    """The head of a chain whose `links` come in order of place, and the first fault: of the chain
    itself, or against a head that was printed before. None where there is none.
    """
    printed: dict[int, list[str]] = {}
    for one in against:
        printed.setdefault(one.place, []).append(one.hash)
    last, head = start_of(chain), None
    for place, link in enumerate(links, start=1):
        if link.place != place:
            return head, Fault(place, None)
        last = hash_of(last, link)
        if last != link.hash:
            return head, Fault(place, link)
        if not all(last.startswith(one) for one in printed.get(place, [])):
            return head, Fault(place, link, is_of_paper=True)
        head = Head(place, last)
    reached = head.place if head else 0
    beyond = [place for place in printed if place > reached]
    return head, Fault(reached + 1, None, is_of_paper=True) if beyond else None


def read_head(printed: str) -> Head | None:
    """The head that somebody typed from a sheet of paper; None if it cannot be one."""
    found = PRINTED.fullmatch("".join(printed.split()).lower().replace("–", "-"))
    return Head(int(found[1]), found[2]) if found and int(found[1]) else None
