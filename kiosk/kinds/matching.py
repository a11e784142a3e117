"""Which line of an older table is which of a newer one, by what stands in it and not by its place. Pure.

Lines that say the same are the same. Of the others, those are one line changed that bear the same name, or share most
of what they say; everything else came or went.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Line = Sequence[str]

#: The least two lines share to be one that was changed: of all they say, and of what is words; or of all alone.
SHARED, SHARED_WORDS, SHARED_BY_FAR = 0.5, 0.5, 0.75
#: So many pairs of lines are weighed; of more, only those that stand about as far down.
MOST_PAIRS, WINDOW = 40_000, 20


@dataclass(frozen=True)
class Match:
    """A line: where it stood, where it stands; None where it did not, or does not. `is_moved`: others have passed it."""

    old: int | None
    new: int | None
    is_moved: bool = False


def matched(old: Sequence[Line], new: Sequence[Line], *, words: Sequence[bool]) -> list[Match]:
    """Every line of both in the order of the newer; what went stands where it was, behind what came there.

    `words` says of each cell whether it holds words; figures and days name nothing.
    """
    pairs = dict(_same(old, new))
    rest = _Rest.of(old, new, pairs)
    pairs |= _named_alike(old, new, rest, words)
    rest = _Rest.of(old, new, pairs)
    pairs |= _alike(old, new, rest, words)
    return list(_in_order(len(old), len(new), pairs))


@dataclass(frozen=True)
class _Rest:
    """The lines nobody has been found for yet."""

    old: list[int]
    new: list[int]

    @classmethod
    def of(cls, old: Sequence[Line], new: Sequence[Line], pairs: dict[int, int]) -> _Rest:
        taken = set(pairs.values())
        return cls(
            [at for at in range(len(old)) if at not in taken],
            [at for at in range(len(new)) if at not in pairs],
        )


def _same(old: Sequence[Line], new: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines that say the same, the first with the first: new → old."""
    places: defaultdict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for at, line in enumerate(old):
        places[tuple(line)].append(at)
    for at, line in enumerate(new):
        found = places.get(tuple(line))
        if found:
            yield at, found.popleft()


def _named_alike(
    old: Sequence[Line], new: Sequence[Line], rest: _Rest, words: Sequence[bool]
) -> dict[int, int]:
    """Lines with the same name: the first column of words in which no two lines of a table say the same."""
    for column, has_words in enumerate(words):
        if has_words and all(_names(table, column) for table in (old, new)):
            by_name = {old[at][column]: at for at in rest.old}
            return {at: by_name[new[at][column]] for at in rest.new if new[at][column] in by_name}
    return {}


def _names(table: Sequence[Line], column: int) -> bool:
    said = [line[column] for line in table]
    return all(said) and len(set(said)) == len(said)


def _alike(
    old: Sequence[Line], new: Sequence[Line], rest: _Rest, words: Sequence[bool]
) -> dict[int, int]:
    """Lines that share most of what they say; those that share most first, then those that stand nearest."""
    weighed = [
        (-share, abs(i - j), i, j)
        for i, j in _candidates(rest)
        if (share := _share(old[i], new[j], words)) > 0
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _share_of, _apart, i, j in sorted(weighed):
        if j not in found and i not in taken:
            found[j] = i
            taken.add(i)
    return found


def _candidates(rest: _Rest) -> Iterable[tuple[int, int]]:
    if len(rest.old) * len(rest.new) <= MOST_PAIRS:
        return ((i, j) for i in rest.old for j in rest.new)
    return (
        (i, j)
        for at, j in enumerate(rest.new)
        for i in rest.old[max(0, at - WINDOW) : at + WINDOW + 1]
    )


def _share(old: Line, new: Line, words: Sequence[bool]) -> float:
    """How much of what two lines say is the same; 0 if that is too little for one line."""
    said = [(one, other, w) for one, other, w in zip(old, new, words, strict=True) if one or other]
    share = _part(one == other for one, other, _w in said)
    share_of_words = _part(one == other for one, other, w in said if w)
    is_enough = share >= SHARED and share_of_words >= SHARED_WORDS
    return share if is_enough or share >= SHARED_BY_FAR else 0


def _part(same: Iterable[bool]) -> float:
    found = list(same)
    return sum(found) / len(found) if found else 1


def _in_order(olds: int, news: int, pairs: dict[int, int]) -> Iterator[Match]:
    steady = _steady([(new, pairs[new]) for new in sorted(pairs)])
    taken, at = set(pairs.values()), 0
    for new in range(news):
        old = pairs.get(new)
        if new in steady and old is not None:
            yield from (Match(one, None) for one in range(at, old) if one not in taken)
            at = old + 1
        yield Match(old, new, is_moved=old is not None and new not in steady)
    yield from (Match(one, None) for one in range(at, olds) if one not in taken)


def _steady(pairs: list[tuple[int, int]]) -> set[int]:
    """As many of the newer places as there can be whose older places go up too: those lines did not move."""
    ends: list[int] = []
    at_end: list[int] = []
    before: dict[int, int | None] = {}
    for place, (_new, old) in enumerate(pairs):
        length = bisect_left(ends, old)
        before[place] = at_end[length - 1] if length else None
        ends[length : length + 1] = [old]
        at_end[length : length + 1] = [place]
    found: set[int] = set()
    step: int | None = at_end[-1] if at_end else None
    while step is not None:
        found.add(pairs[step][0])
        step = before[step]
    return found
