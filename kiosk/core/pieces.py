"""Two texts, word by word: what was kept, what went, what came. Pure.

Chinese has no spaces: a figure or a run of Latin letters is one word, so are words of the trade, everything else is
taken character by character. The work is bounded: texts that have nearly nothing in common, or are too long to be
followed word by word, come out as one that went and one that came.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Literal

from kiosk.core.field_words import FIELD_WORDS

#: More edits than these are not followed, and fewer in texts so long that following them would take seconds.
MOST_EDITS = 500
MOST_STEPS = 2_000_000
#: Of the longer text: what has less in common was written anew, and single words of it tell nobody anything.
LEAST_KEPT = 0.25

_ALNUM = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ"
_WORDS = "|".join(sorted(FIELD_WORDS, key=lambda word: (-len(word), word)))
_TOKEN = re.compile(
    rf"[{_ALNUM}]+(?:[.,:/+'@_－．-][{_ALNUM}]+)*[%％]?|{_WORDS}|[ \t\u3000]+|.", re.S
)
_HAN = re.compile("[\u4e00-\u9fff]")

Mark = Literal["kept", "removed", "added"]


@dataclass(frozen=True)
class Piece:
    """A run of text, and what became of it."""

    text: str
    mark: Mark


Pieces = tuple[Piece, ...]


def pieces(old: str, new: str) -> Pieces:
    """`old` and `new` in one: kept and removed runs are the old text, kept and added ones the new."""
    if old == new:
        return kept(new)
    first, second = tokens(old), tokens(new)
    found = _joined(_marked(first, second, common(first, second)))
    found = _joined(_without_islands(found))
    whole = max(len(old), len(new))
    if sum(len(one.text) for one in found if one.mark == "kept") < whole * LEAST_KEPT:
        return removed(old) + added(new)
    return tuple(found)


def kept(text: str) -> Pieces:
    """A text nothing has become of."""
    return (Piece(text, "kept"),) if text else ()


def removed(text: str) -> Pieces:
    """A text that went."""
    return (Piece(text, "removed"),) if text else ()


def added(text: str) -> Pieces:
    """A text that came."""
    return (Piece(text, "added"),) if text else ()


def old_of(said: Pieces) -> str:
    """The text as it was."""
    return "".join(one.text for one in said if one.mark != "added")


def new_of(said: Pieces) -> str:
    """The text as it is."""
    return "".join(one.text for one in said if one.mark != "removed")


def places(said: Pieces) -> int:
    """In how many places it changed: what went and what came in its place are one."""
    return sum(is_changed for is_changed, _run in groupby(said, lambda one: one.mark != "kept"))


def tokens(text: str) -> list[str]:
    """The words of a text; joined they are the text."""
    return _TOKEN.findall(text)


def common(
    old: Sequence[Hashable], new: Sequence[Hashable], *, most: int = MOST_EDITS
) -> list[tuple[int, int]]:
    """The places of what stands in both, in order: as many as there can be.

    What would take more than `most` edits is given up: then only what both begin and end with is common.
    """
    pairs = list(zip(old, new, strict=False))
    begins = sum(1 for _same in takewhile(_alike, pairs))
    rest = list(zip(reversed(old[begins:]), reversed(new[begins:]), strict=False))
    ends = sum(1 for _same in takewhile(_alike, rest))
    first, second = old[begins : len(old) - ends], new[begins : len(new) - ends]
    return [
        *((at, at) for at in range(begins)),
        *((begins + i, begins + j) for i, j in _shortest(first, second, most)),
        *((len(old) - at, len(new) - at) for at in range(ends, 0, -1)),
    ]


def _alike(pair: tuple[Hashable, Hashable]) -> bool:
    return pair[0] == pair[1]


def _shortest(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> list[tuple[int, int]]:
    """Myers' greedy way: how far one comes with so many edits, on every diagonal. Empty if it takes too many."""
    n, m = len(old), len(new)
    if not n or not m:
        return []
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(min(n + m, most, MOST_STEPS // (n + m)) + 1):
        trail.append(dict(reach))
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            x = reach[k + 1] if down else reach[k - 1] + 1
            while x < n and 0 <= x - k < m and old[x] == new[x - k]:
                x += 1
            reach[k] = x
            if x >= n and x - k >= m:
                return _way_back(trail, n, m)
    return []


def _way_back(trail: list[dict[int, int]], x: int, y: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        reach, k = trail[edits], x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before = k + 1 if down else k - 1
        from_x, from_y = reach[before], reach[before] - before
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = from_x, from_y
    return pairs[::-1]


def _marked(old: list[str], new: list[str], pairs: list[tuple[int, int]]) -> list[Piece]:
    found: list[Piece] = []
    i = j = 0
    for at, there in [*pairs, (len(old), len(new))]:
        found += [Piece(one, "removed") for one in old[i:at]]
        found += [Piece(one, "added") for one in new[j:there]]
        if at < len(old):
            found.append(Piece(old[at], "kept"))
        i, j = at + 1, there + 1
    return found


def _without_islands(found: list[Piece]) -> list[Piece]:
    """What both have in common by chance stands alone amid changes: it is part of them."""
    made: list[Piece] = []
    for at, one in enumerate(found):
        if one.mark == "kept" and _is_island(found, at):
            made += [Piece(one.text, "removed"), Piece(one.text, "added")]
        else:
            made.append(one)
    return made


def _is_island(found: list[Piece], at: int) -> bool:
    text = found[at].text
    sides = _longest(found[max(at - 2, 0) : at]), _longest(found[at + 1 : at + 3])
    if not all(sides):
        return False
    return len(text) * 2 <= min(sides) or (len(text) == 1 and bool(_HAN.fullmatch(text)))


def _longest(side: list[Piece]) -> int:
    return max((len(one.text) for one in side if one.mark != "kept"), default=0)


def _joined(found: list[Piece]) -> list[Piece]:
    """Runs of one mark as one; between what is kept, what went stands before what came."""
    made: list[Piece] = []
    for is_kept, run in groupby(found, lambda one: one.mark == "kept"):
        group = list(run)
        marks: tuple[Mark, ...] = ("kept",) if is_kept else ("removed", "added")
        for mark in marks:
            text = "".join(one.text for one in group if one.mark == mark)
            made += [Piece(text, mark)] if text else []
    return made
