"""The office's own ranked sheet, checked but never recomputed: its sums, its order, its ties, its quotas.

What contradicts itself is named; what the office decided stands as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kiosk.sheets.choices import Role
from kiosk.sheets.numbers import shown
from kiosk.sheets.problems import Code, Problem, Weight
from kiosk.sheets.stars import TAKES_NO_PART, TAKES_PART, VETOED, Person, StarSheet

MOST_STARS = 5
NOTHING_NAMED: Mapping[str, str] = {}


@dataclass(frozen=True)
class StarRule:
    """What of a rating rule a ranked sheet can be held against.

    `quotas` are the most people of each number of stars, in percent of those taking part; at least
    one may always have it. A bonus counts up to `bonus_cap`.
    """

    quotas: Mapping[int, Decimal]
    bonus_cap: Decimal | None = None

    def quota(self, star: int, *, participants: int) -> int | None:
        """How many may have so many stars; None if as many as like."""
        percent = self.quotas.get(star)
        return None if percent is None else max(1, int(participants * percent / 100))


def check_ranking(sheet: StarSheet, rule: StarRule | None = None) -> list[Problem]:
    """Everything in a ranked sheet that contradicts itself, or the rule if one is given."""
    check = _Check(sheet, rule)
    problems = [
        *check.sums(),
        *check.standing(),
        *check.order(),
        *check.places(),
        *(check.quotas(rule) if rule else ()),
    ]
    return sorted(problems, key=lambda one: (one.line, one.column or 0))


def participants(people: Sequence[Person]) -> list[Person]:
    """Who takes part. Whoever was vetoed did."""
    return [one for one in people if one.status != TAKES_NO_PART]


def as_result(sheet: StarSheet) -> dict[str, Any]:
    """The result as a star board holds it, without its names: nothing in it is computed.

    In the order of ranks; whoever has none comes last, in the order of the sheet.
    """
    taking_part = participants(sheet.people)
    held = Counter(one.star for one in taking_part)
    ordered = sorted(sheet.people, key=lambda one: (one.rank is None, one.rank or 0, one.line))
    return {
        "participants": len(taking_part),
        "distribution": [held[star] for star in range(MOST_STARS, -1, -1)],
        "collectors": [_collector(one, sheet.places) for one in ordered],
    }


def _collector(one: Person, places: int) -> dict[str, Any]:
    # A veto takes the rank and the stars; the score stays in the file.
    score = None if one.status == TAKES_NO_PART else one.score
    return {
        "name": one.name,
        "station_code": one.station_code,
        "station": one.station,
        "team": one.team,
        "rank": one.rank,
        "score": None if score is None else f"{shown(score, places):f}",
        "star": one.star,
        "change": one.change,
    }


class _Check:
    def __init__(self, sheet: StarSheet, rule: StarRule | None) -> None:
        self._sheet = sheet
        self._rule = rule
        self._ranked = sorted(
            (one for one in sheet.people if one.rank is not None),
            key=lambda one: (one.rank or 0, one.line),
        )

    def sums(self) -> Iterator[Problem]:
        """Scores that are not the sum of their parts."""
        for one in self._sheet.people:
            added = self._added(one)
            if one.score is None or added is None:
                continue
            stated, places = one.score, self._sheet.places
            if shown(added, places) != shown(stated, places):
                named = {
                    "stated": f"{shown(stated, places):f}",
                    "sum": f"{shown(added, places):f}",
                }
                yield self._problem(Code.ITEMS_DIFFER, one, Role.SCORE, named)

    def standing(self) -> Iterator[Problem]:
        """Ranks and stars that are missing, or stand beside a status that has none."""
        for one in self._sheet.people:
            if one.status == TAKES_PART and one.rank is None:
                yield self._problem(Code.RANK_MISSING, one, Role.RANK, weight=Weight.ERROR)
            if one.status == TAKES_PART and one.star is None:
                yield self._problem(Code.STAR_MISSING, one, Role.STAR, weight=Weight.ERROR)
            if one.status in {VETOED, TAKES_NO_PART} and one.rank is not None:
                named = {"rank": str(one.rank), "status": one.status}
                yield self._problem(Code.RANK_UNDUE, one, Role.RANK, named)
            if one.status == VETOED and one.star:
                named = {"star": str(one.star), "status": one.status}
                yield self._problem(Code.STAR_UNDUE, one, Role.STAR, named)

    def order(self) -> Iterator[Problem]:
        """Neighbours in the ranking whose scores or stars say otherwise than their ranks."""
        for one, other in pairwise(self._ranked):
            is_tied = one.rank == other.rank
            yield from self._score_order(one, other, is_tied=is_tied)
            yield from self._star_order(one, other, is_tied=is_tied)

    def places(self) -> Iterator[Problem]:
        """Ranks that leave a place empty, or do not skip those a tie took: 1-2-2-4."""
        before = 0
        due = {}
        for rank, count in sorted(Counter(one.rank for one in self._ranked).items()):
            due[rank] = before + 1
            before += count
        for one in self._ranked:
            if one.rank != due[one.rank]:
                named = {"rank": str(one.rank), "due": str(due[one.rank])}
                yield self._problem(Code.RANK_SKIPS, one, Role.RANK, named)

    def quotas(self, rule: StarRule) -> Iterator[Problem]:
        """Numbers of stars that more people have than may."""
        taking_part = participants(self._sheet.people)
        held = Counter(one.star for one in taking_part)
        for star in range(MOST_STARS, 0, -1):
            quota = rule.quota(star, participants=len(taking_part))
            if quota is not None and held[star] > quota:
                values = {
                    "star": str(star),
                    "count": str(held[star]),
                    "quota": str(quota),
                    "participants": str(len(taking_part)),
                }
                column = self._sheet.column(Role.STAR)
                yield Problem(Code.QUOTA_EXCEEDED, Weight.WARNING, 0, column, values)

    def _added(self, one: Person) -> Decimal | None:
        """Items and bonus less deductions; None if the sheet does not show them all."""
        scores = [score for score in one.items if score is not None]
        if not scores or len(scores) < len(one.items):
            return None
        bonus = one.bonus or Decimal(0)
        if self._rule and self._rule.bonus_cap is not None:
            bonus = min(bonus, self._rule.bonus_cap)
        return sum(scores, Decimal(0)) + bonus - abs(one.deduction or Decimal(0))

    def _score_order(self, one: Person, other: Person, *, is_tied: bool) -> Iterator[Problem]:
        if one.score is None or other.score is None:
            return
        places = self._sheet.places
        named = {
            "rank": str(one.rank),
            "score": f"{shown(one.score, places):f}",
            "other_rank": str(other.rank),
            "other_score": f"{shown(other.score, places):f}",
        }
        if is_tied and one.score != other.score:
            yield self._problem(Code.RANK_SHARED, other, Role.RANK, named)
        elif not is_tied and one.score < other.score:
            yield self._problem(Code.RANK_OUT_OF_ORDER, other, Role.RANK, named)
        elif not is_tied and one.score == other.score:
            yield self._problem(Code.EQUAL_SCORES, other, Role.RANK, named, weight=Weight.NOTE)

    def _star_order(self, one: Person, other: Person, *, is_tied: bool) -> Iterator[Problem]:
        if one.star is None or other.star is None or one.star == other.star:
            return
        named = {
            "rank": str(one.rank),
            "star": str(one.star),
            "other_rank": str(other.rank),
            "other_star": str(other.star),
        }
        if is_tied:
            yield self._problem(Code.STAR_SPLITS_TIE, other, Role.STAR, named)
        elif one.star < other.star:
            yield self._problem(Code.STAR_OUT_OF_ORDER, other, Role.STAR, named)

    def _problem(
        self,
        code: Code,
        one: Person,
        role: Role,
        values: Mapping[str, str] = NOTHING_NAMED,
        *,
        weight: Weight = Weight.WARNING,
    ) -> Problem:
        return Problem(code, weight, one.line, self._sheet.column(role), values)
