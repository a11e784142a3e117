"""Which notices in their publicity period no screen shows: the pure rule, held against the walls' own."""

from datetime import date, datetime, timedelta

import pytest

from kiosk.programme.rules import Due, Line, Rules, Times, round_at
from kiosk.programme.unseen import is_hidden_until
from kiosk.programme.weave import Candidate

NOW = datetime.fromisoformat("2026-11-23T09:00+08:00")
ENDS = datetime.fromisoformat("2026-11-28T00:00+08:00")
NOTICE = Due(Candidate("n1", "paper", (0, 0)), "notices")
LUNCH = Times(spans=((690, 810),))


def rules(*lines: Line) -> Rules:
    return Rules(lines=lines)


@pytest.mark.parametrize(
    ("found", "is_hidden"),
    [
        (rules(), False),
        (rules(Line("kind:notices", is_hidden=True)), True),
        (rules(Line("posting:n1", is_hidden=True)), True),
        (rules(Line("kind:moments", is_hidden=True)), False),
        # Its own line goes before that of its kind.
        (rules(Line("posting:n1", weight=2), Line("kind:notices", is_hidden=True)), False),
        # Hidden at lunch, or shown at lunch alone: it is seen, if not all day long.
        (rules(Line("kind:notices", is_hidden=True, times=LUNCH)), False),
        (rules(Line("kind:notices", times=LUNCH, otherwise="hidden")), False),
        # Shown on Saturdays: its period is over by then.
        (rules(Line("kind:notices", times=Times(weekdays=(6,)), otherwise="hidden")), True),
        (rules(Line("kind:notices", times=Times(weekdays=(5,)), otherwise="hidden")), False),
        (rules(Line("kind:notices", is_hidden=True, times=Times(last_day=date(2026, 11, 26)))), False),
        (rules(Line("kind:notices", is_hidden=True, times=Times(last_day=date(2026, 11, 27)))), True),
        (rules(Line("kind:notices", times=Times(first_day=date(2026, 11, 28)), otherwise="hidden")), True),
        # Last night's hours reach into the first morning.
        (rules(Line("kind:notices", times=Times(spans=((1320, 600),), weekdays=(7,)), otherwise="hidden")), False),
    ],
)  # fmt: skip
def test_hidden_means_at_no_moment_until_its_period_is_over(found, is_hidden):
    assert is_hidden_until(NOTICE, found, NOW, ENDS) is is_hidden

    minutes = int((ENDS - NOW) / timedelta(minutes=10))
    turns = [
        round_at([NOTICE], found, NOW + timedelta(minutes=10 * one)).turns for one in range(minutes)
    ]
    assert any(turns) is not is_hidden
