"""What the server and the wall both reckon, they reckon alike: shared cases, and ten thousand made by chance."""

import json
import random
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from kiosk.core import clock
from kiosk.programme.page_times import USUAL_SECONDS, seconds_of
from kiosk.programme.rules import Due, Line, Rules, Times, round_at, turning_points
from kiosk.programme.weave import Candidate
from kiosk.programme.windows import Showing, Window, window_at, windows

TESTS = Path(__file__).parents[1] / "js"
CASES = json.loads((TESTS / "rotation_cases.json").read_text("utf-8"))
FIRST_DAY = date(2026, 11, 22)
BEGINS = clock.day_begins(FIRST_DAY)
DAYS = 4
KINDS = {"notices": "prose", "stars": "stars", "honors": "honors", "moments": "moment"}
PROGRAMMES, MOMENTS = 50, 200


@pytest.mark.parametrize("case", CASES["seconds"], ids=lambda one: one["says"])
def test_a_page_stays_as_long_as_the_wall_lets_it(case):
    seconds = seconds_of(case["dwell"], case["characters"], case["own"], set_to=case["set"])

    assert seconds == case["seconds"]


def at_ms(milliseconds):
    return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)


@pytest.mark.parametrize("case", CASES["windows"], ids=lambda one: one["says"])
def test_the_window_that_holds_is_the_one_the_wall_goes_by(case):
    made = [
        Window(
            at_ms(one["from"]),
            at_ms(one["until"]),
            tuple(one["boards"]),
            seconds=tuple(one.get("seconds", {}).items()),
        )
        for one in case["windows"]
    ]

    found = window_at(made, at_ms(case["at"]))

    assert (list(found.shown) if found else None) == case["boards"]
    assert (dict(found.seconds) if found else {}) == case["seconds"]


class Chance:
    """Postings, rules and moments that come out the same in every run."""

    def __init__(self, seed):
        self.dice = random.Random(seed)

    def some_moment(self):
        return BEGINS + timedelta(minutes=self.dice.randrange(0, DAYS * 24 * 60, 5))

    def maybe(self, make, chance=0.5):
        return make() if self.dice.random() < chance else None

    def posting(self, code):
        kind = self.dice.choice([*KINDS])
        theme = self.dice.choice(["paper", "crimson"])
        rank = ([*KINDS].index(kind), self.dice.randrange(9))
        begins, ends = self.maybe(self.some_moment, 0.3), self.maybe(self.some_moment, 0.3)
        return Due(Candidate(code, theme, rank), kind, begins, ends)

    def span(self):
        begins, ends = self.dice.sample(range(0, 24 * 60, 15), 2)
        return begins, ends

    def times(self):
        return Times(
            spans=tuple(self.span() for _ in range(self.dice.randrange(3))),
            weekdays=tuple(sorted(self.dice.sample(range(1, 8), self.dice.choice([0, 0, 2, 5])))),
            first_day=self.maybe(self.day, 0.2),
            last_day=self.maybe(self.day, 0.2),
        )

    def day(self):
        return FIRST_DAY + timedelta(days=self.dice.randrange(DAYS))

    def line(self, target):
        return Line(
            target=target,
            is_hidden=self.dice.random() < 0.2,
            weight=self.dice.randint(1, 5),
            seconds=self.maybe(lambda: self.dice.randint(12, 120)),
            place=self.maybe(lambda: self.dice.randint(1, 9), 0.3),
            is_pinned=self.dice.random() < 0.2,
            times=self.times(),
            otherwise=self.dice.choice(["usual", "hidden"]),
        )

    def rules(self, codes):
        targets = [*(f"kind:{one}" for one in KINDS), *(f"posting:{one}" for one in codes)]
        chosen = self.dice.sample(targets, min(len(targets), self.dice.randrange(5)))
        return Rules(lines=tuple(self.line(target) for target in chosen))


def expanded(found, points):
    """The windows of a programme, as the server makes them of the pure function."""
    return windows(
        points,
        lambda at: Showing(
            tuple(one.code for one in found(at).turns),
            seconds=tuple(found(at).seconds.items()),
        ),
        begins=BEGINS,
        ends=BEGINS + timedelta(days=DAYS),
    )


def programmes():
    """So many programmes as a server makes them, each with moments at which a wall looks, and what is to be seen then."""
    for number in range(PROGRAMMES):
        chance = Chance(number)
        codes = "abcdefghij"[: chance.dice.randint(1, 10)]
        postings, rules = [chance.posting(code) for code in codes], chance.rules(codes)
        points = [one for due in postings for one in (due.begins, due.ends) if one is not None]
        days = [FIRST_DAY + timedelta(days=offset) for offset in range(DAYS + 1)]

        found = partial(round_at, postings, rules)
        made = expanded(found, points + turning_points(rules, days))
        own = {
            name: chance.dice.randint(12, 45)
            for name in USUAL_SECONDS
            if chance.dice.random() < 0.3
        }
        boards = {
            due.candidate.code: {
                "pages": chance.dice.randint(1, 4),
                "dwell": KINDS[due.kind],
                "characters": chance.dice.randrange(400),
            }
            for due in postings
        }
        told = [
            {
                "from": clock.milliseconds(one.begins),
                "until": clock.milliseconds(one.ends),
                "boards": list(one.shown),
                "seconds": dict(one.seconds),
            }
            for one in made
        ]
        moments = [chance.some_moment() for _ in range(MOMENTS)]
        programme = {
            "windows": told,
            "moments": [clock.milliseconds(at) for at in moments],
            "boards": boards,
            "own": own,
        }
        yield programme, [found(at) for at in moments]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not there")
def test_ten_thousand_times_the_wall_turns_to_what_the_rules_say_and_for_as_long():
    sent, expected = zip(*programmes(), strict=True)
    script = TESTS / "rotation_differ.mjs"

    answer = subprocess.run(
        [str(shutil.which("node")), str(script)],
        input=json.dumps(sent),
        capture_output=True,
        text=True,
        check=True,
    )

    answers = json.loads(answer.stdout)
    assert sum(len(one) for one in answers) == PROGRAMMES * MOMENTS
    for programme, shown, rounds in zip(sent, answers, expected, strict=True):
        assert shown == [_as_shown(programme, one) for one in rounds], programme


def _as_shown(programme, found):
    """A round as the wall tells it: the boards in turn, and how long the first page of each stays."""
    return [[one.code, _seconds(programme, one)] for one in found.turns]


def _seconds(programme, turn):
    board = programme["boards"][turn.code]
    own = programme["own"]
    return seconds_of(board["dwell"], board["characters"], own, set_to=turn.seconds or 0)
