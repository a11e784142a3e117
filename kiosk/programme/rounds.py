"""One round of a rotation in which some postings come several times. Pure.

A round counts turns of postings, whatever pages they have. Hard rules first: each posting has exactly its turns; at any
moment it has had its share of the turns so far, give or take one; and none follows itself, not even where one round meets
the next. Then, as far as these allow: what is first in the order comes first, light and crimson alternate, and the turns
of a posting lie evenly apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache, reduce

from kiosk.programme.weave import Candidate


def round_of(
    order: Sequence[Candidate],
    weights: Sequence[int],
    *,
    leading: int = 0,
    alternates: bool = True,
) -> tuple[Candidate, ...]:
    """The turns of one round of `order`, in which each posting comes as often as its weight says, at least once.

    The first `leading` of them stay in front. With `alternates` light and crimson take turns; without it people have
    decided what follows what. Where one posting outweighs all others together it comes every other turn, not more often.
    Raises ValueError for a weight below one, or unless there is one for each.
    """
    if len(order) != len(weights) or any(one < 1 for one in weights):
        raise ValueError("a weight for each posting, and none below one")
    turns = _turns(weights)
    if all(one == 1 for one in turns):
        return tuple(order)
    return _laid_out(tuple(order), turns, leading, alternates)


def _turns(weights: Sequence[int]) -> tuple[int, ...]:
    """How often each comes in a round: by its weight, in the smallest numbers, and half of all turns at the most."""
    if len(weights) <= 1:
        return tuple(1 for _one in weights)
    total = sum(weights)
    capped = [min(one, total - one) for one in weights]
    least = reduce(math.gcd, capped)
    return tuple(one // least for one in capped)


@lru_cache(maxsize=512)
def _laid_out(
    order: tuple[Candidate, ...], turns: tuple[int, ...], leading: int, alternates: bool
) -> tuple[Candidate, ...]:
    layout = _Layout(order, turns, leading, alternates=alternates)
    return tuple(order[layout.take()] for _turn in range(layout.total))


class _Layout:
    """A round that is being laid out, turn by turn. Postings are numbers: their places in `order`."""

    def __init__(
        self, order: Sequence[Candidate], turns: Sequence[int], leading: int, *, alternates: bool
    ) -> None:
        self.turns = turns
        self.leading = leading
        self.alternates = alternates
        self.crimson = [one.theme == "crimson" for one in order]
        self.total = sum(turns)
        #: How often each has come so far, and which came in which turn.
        self.had = [0] * len(turns)
        self.taken: list[int] = []
        #: The last turn in which each may come once more, for every time it still comes; and how many fall on each turn.
        self.deadlines = [self._deadlines_of(one) for one in range(len(turns))]
        self.falling = [0] * self.total
        for deadline in (one for each in self.deadlines for one in each):
            self.falling[deadline] += 1

    def take(self) -> int:
        """Whose turn is next."""
        wants = self._wants_crimson() if self.alternates else None
        chosen = min(self._allowed(), key=lambda one: self._preference(one, wants))
        self.falling[self.deadlines[chosen][self.had[chosen]]] -= 1
        self.had[chosen] += 1
        self.taken.append(chosen)
        if len(self.taken) == 1:
            self._keep_from_the_end(chosen)
        return chosen

    def _allowed(self) -> list[int]:
        """Those that may come now so that the hard rules can still be kept to the end."""
        left = [one for one, turns in enumerate(self.turns) if self.had[one] < turns]
        others = [one for one in left if one != self._before] or left
        early = [one for one in others if not self._is_too_early(one)] or others
        latest = self._spoken_for()
        urgent = [one for one in early if self.deadlines[one][self.had[one]] <= latest]
        return urgent or early

    @property
    def _before(self) -> int:
        return self.taken[-1] if self.taken else -1

    def _is_too_early(self, one: int) -> bool:
        """True if with this turn it had more than its share and one."""
        return self.had[one] * self.total > (len(self.taken) + 1) * self.turns[one]

    def _spoken_for(self) -> int:
        """The turn until which every turn is spoken for by those that may not come later; the last one if there is time."""
        now, falling = len(self.taken), 0
        for turn in range(now, self.total):
            falling += self.falling[turn]
            if falling > turn - now:
                return turn
        return self.total

    def _deadlines_of(self, one: int, *, last: int = 0) -> list[int]:
        """Later it would fall behind its share, or what is left of it would not fit between others before the turn `last`."""
        turns, last = self.turns[one], last or self.total - 1
        return [
            min((had + 1) * self.total // turns, last - 2 * (turns - 1 - had))
            for had in range(turns)
        ]

    def _keep_from_the_end(self, first: int) -> None:
        """What comes first in a round must not be the last as well: rounds follow each other."""
        for deadline in self.deadlines[first][1:]:
            self.falling[deadline] -= 1
        self.deadlines[first] = self._deadlines_of(first, last=self.total - 2)
        for deadline in self.deadlines[first][1:]:
            self.falling[deadline] += 1

    def _preference(
        self, one: int, wants_crimson: bool | None
    ) -> tuple[bool, int, bool, float, int]:
        leads = one < self.leading and not self.had[one]
        return (
            not leads,
            one if leads else 0,
            wants_crimson is not None and self.crimson[one] != wants_crimson,
            self._even_place(one),
            one,
        )

    def _even_place(self, one: int) -> float:
        """Where its next turn would lie if its turns were evenly apart, one of them at its place in the order."""
        apart = 1 / self.turns[one]
        place = (one + 0.5) / len(self.turns)
        return place % apart + self.had[one] * apart

    def _wants_crimson(self) -> bool:
        """True if crimson is further behind its share of the turns than light; of two alike, what was not on."""
        behind = {crimson: self._behind(crimson) for crimson in (False, True)}
        was_on = self.crimson[self._before] if self.taken else True
        return min(behind, key=lambda crimson: (behind[crimson], crimson == was_on))

    def _behind(self, crimson: bool) -> float:
        mine = [one for one, its in enumerate(self.crimson) if its == crimson]
        of, had = sum(self.turns[one] for one in mine), sum(self.had[one] for one in mine)
        return (had + 0.5) / of if had < of else math.inf
