"""The order of a rotation: what must come first, then light and crimson boards alternating. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Candidate(NamedTuple):
    """A posting that is due. `rank` is its place among its like; equal ranks fall back on `code`."""

    code: str
    theme: str
    rank: tuple[int, ...] = ()
    opens: bool = False


def woven(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Every candidate once: those that open the cycle first, then themes alternating.

    Alternation goes as far as the material allows: the scarcer theme is spread evenly among the
    other, each theme keeps its own order, and the order in which candidates arrive does not matter.
    """
    in_order = sorted(candidates, key=lambda one: (one.rank, one.code))
    opening = [one for one in in_order if one.opens]
    rest = [one for one in in_order if not one.opens]
    light = deque(one for one in rest if one.theme != "crimson")
    crimson = deque(one for one in rest if one.theme == "crimson")
    return opening + _spread(light, crimson)


def in_order(candidates: Iterable[Candidate], places: Mapping[str, int]) -> list[Candidate]:
    """Every candidate once, as people have placed them at a station: smaller places are earlier.

    What opens the cycle stays first. What has no place yet comes before all that have: it is new, and
    is to be seen. Where nobody has placed anything the usual order stands, see `woven`.
    """
    every = list(candidates)
    new = woven(one for one in every if one.opens or one.code not in places)
    placed = [one for one in every if not one.opens and one.code in places]
    return new + sorted(placed, key=lambda one: (places[one.code], one.code))


def _spread(light: deque[Candidate], crimson: deque[Candidate]) -> list[Candidate]:
    many, few = (light, crimson) if len(light) >= len(crimson) else (crimson, light)
    total_many, total_few = len(many), len(few)
    mixed: list[Candidate] = []
    for taken in range(1, total_many + 1):
        mixed.append(many.popleft())
        # After the n-th of the many, the few are due in the same proportion.
        while few and (total_few - len(few)) * total_many < taken * total_few:
            mixed.append(few.popleft())
    return mixed
