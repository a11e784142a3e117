"""What a playlist lets rotate at a moment, and when that can change next."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.core.document import canonical, decode
from kiosk.programme.page_times import USUAL_SECONDS, seconds_of
from kiosk.programme.rules import Due, Line, Rules, Times, holds, round_at
from kiosk.programme.weave import Candidate, woven

#: Sunday 22 November 2026, 08:26 in the office.
NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
SUNDAY = date(2026, 11, 22)


def at(clock_time, day=SUNDAY):
    """A moment by the office's clock."""
    hour, minute = map(int, clock_time.split(":"))
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        hours=hour - 8, minutes=minute
    )


def due(code, kind="notices", theme="paper", **more):
    rank = {"notices": 0, "stars": 1, "honors": 2, "moments": 3}.get(kind, 9)
    candidate = Candidate(code, theme, (rank, ord(code[0])), opens=kind == "overview")
    return Due(candidate, kind, **more)


FOUR = [due("a"), due("b"), due("h", "honors", "crimson"), due("m", "moments")]


def shown(lines=(), postings=FOUR, moment=NOW, **more):
    return "".join(
        one.code for one in round_at(postings, Rules(lines=tuple(lines)), moment, **more).turns
    )


def span(begins, ends):
    return tuple(int(one[:2]) * 60 + int(one[3:]) for one in (begins, ends))


def test_without_rules_everything_that_is_due_rotates_as_usual():
    assert shown() == "".join(one.code for one in woven(one.candidate for one in FOUR))
    assert shown(places={"m": 1, "h": 2, "a": 3, "b": 4}) == "mhab"


def test_what_is_not_due_does_not_rotate_and_the_round_says_until_when_it_holds():
    postings = [due("a"), due("b", begins=NOW, ends=at("12:00")), due("c", begins=at("09:00"))]

    found = round_at(postings, Rules(), NOW)

    assert [one.code for one in found.turns] == ["a", "b"]
    assert found.until == at("09:00")
    assert round_at(postings, Rules(), at("09:00")).until == at("12:00")
    assert round_at(postings, Rules(), at("12:00")).until is None


def test_a_kind_is_hidden_and_a_single_posting_of_it_shown_all_the_same():
    assert shown([Line(target="kind:notices", is_hidden=True)]) == "mh"
    assert "b" in shown([Line(target="kind:notices", is_hidden=True), Line(target="posting:b")])


def test_a_single_posting_is_hidden():
    assert shown([Line(target="posting:b", is_hidden=True)]) == "ahm"


def test_what_is_pinned_comes_first_behind_what_opens_the_round():
    postings = [*FOUR, due("o", "overview")]

    assert shown([Line(target="posting:m", is_pinned=True)], postings).startswith("om")


def test_places_put_kinds_in_another_order_and_the_stations_own_order_aside():
    lines = [Line(target="kind:moments", place=1), Line(target="posting:b", place=2)]

    found = shown(lines, places={"a": 1, "b": 2, "h": 3, "m": 4})

    assert [one for one in found if one != "h"] == ["m", "b", "a"]


def test_what_weighs_more_comes_more_often():
    assert shown([Line(target="kind:honors", weight=2)]).count("h") == 2


def test_seconds_are_told_of_what_has_its_own():
    found = round_at(FOUR, Rules(lines=(Line(target="kind:moments", seconds=30),)), NOW)

    assert found.seconds == {"m": 30}


def test_a_line_about_a_posting_goes_before_one_about_its_kind():
    lines = [Line(target="kind:notices", weight=3), Line(target="posting:a", weight=1)]
    found = shown(lines)

    assert (found.count("a"), found.count("b")) == (1, 3)


LUNCH = Times(spans=(span("11:30", "13:30"),))


def test_at_other_times_a_line_does_not_count_or_what_it_speaks_of_is_hidden():
    often = Line(target="kind:moments", weight=2, times=LUNCH)
    only_then = Line(target="kind:moments", times=LUNCH, otherwise="hidden")

    assert [shown([often], moment=at(time)).count("m") for time in ("11:29", "11:30", "13:30")] == [
        1,
        2,
        1,
    ]
    assert [
        shown([only_then], moment=at(time)).count("m") for time in ("11:29", "11:30", "13:30")
    ] == [0, 1, 0]


def test_what_is_hidden_for_a_time_is_shown_at_others():
    not_at_lunch = Line(target="kind:moments", is_hidden=True, times=LUNCH, otherwise="hidden")

    assert ["m" in shown([not_at_lunch], moment=at(time)) for time in ("11:00", "12:00")] == [
        True,
        False,
    ]


def test_the_next_moment_is_the_next_edge_of_a_day_part():
    lines = Rules(lines=(Line(target="kind:moments", times=LUNCH),))

    assert round_at(FOUR, lines, NOW).until == at("11:30")
    assert round_at(FOUR, lines, at("11:30")).until == at("13:30")
    assert round_at(FOUR, lines, at("13:30")).until == at("11:30", SUNDAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("times", "inside", "outside"),
    [
        (Times(), [NOW], []),
        (Times(weekdays=(7,)), [NOW, at("23:59")], [at("24:00"), at("00:00") - timedelta(minutes=1)]),
        (Times(first_day=SUNDAY), [at("00:00")], [at("00:00") - timedelta(minutes=1)]),
        (Times(last_day=SUNDAY), [at("23:59")], [at("24:00")]),
        (Times(spans=(span("08:00", "09:00"), span("20:00", "24:00"))), [NOW, at("23:59")], [at("09:00"), at("24:00")]),
        # Past midnight it belongs to the day on which it begins.
        (
            Times(spans=(span("22:00", "06:00"),), weekdays=(7,)),
            [at("22:00"), at("29:59")],
            [at("05:59"), at("21:59"), at("30:00"), at("46:00")],
        ),
        (Times(spans=(span("22:00", "06:00"),), first_day=SUNDAY), [at("22:00")], [at("05:00")]),
        (Times(spans=(span("22:00", "06:00"),), last_day=SUNDAY), [at("05:00"), at("29:00")], [at("46:00")]),
    ],
)  # fmt: skip
def test_times_hold_by_the_offices_clock(times, inside, outside):
    assert [holds(times, moment) for moment in inside] == [True] * len(inside)
    assert [holds(times, moment) for moment in outside] == [False] * len(outside)


def test_rules_survive_being_stored():
    line = Line(target="kind:moments", times=Times(spans=((1, 2),), last_day=SUNDAY), seconds=30)

    assert decode(canonical(Rules(lines=(line,))), Rules) == Rules(lines=(line,))


minutes = st.integers(0, 95).map(lambda one: one * 15)
times = st.builds(
    Times,
    spans=st.lists(
        st.tuples(minutes, minutes).filter(lambda one: one[0] != one[1]), max_size=2
    ).map(tuple),
    weekdays=st.lists(st.integers(1, 7), unique=True, max_size=3).map(tuple),
    first_day=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26)),
    last_day=st.none() | st.dates(date(2026, 11, 20), date(2026, 11, 26)),
)
KINDS = ("notices", "stars", "honors", "moments")
CODES = "abcdefgh"
lines = st.builds(
    Line,
    target=st.sampled_from(
        [*(f"kind:{one}" for one in KINDS), *(f"posting:{one}" for one in CODES)]
    ),
    is_hidden=st.booleans(),
    weight=st.integers(1, 5),
    seconds=st.none() | st.integers(12, 120),
    place=st.none() | st.integers(1, 9),
    is_pinned=st.booleans(),
    times=times,
    otherwise=st.sampled_from(["usual", "hidden"]),
)
rule_sets = st.lists(lines, max_size=6, unique_by=lambda one: one.target).map(
    lambda each: Rules(lines=tuple(each))
)
moments = st.integers(0, 8 * 24 * 12).map(lambda one: at("00:00") + timedelta(minutes=5 * one))
postings = st.dictionaries(
    st.sampled_from(CODES),
    st.tuples(st.sampled_from(KINDS), st.sampled_from(["paper", "crimson"]), st.none() | moments, st.none() | moments),
).map(
    lambda each: [
        due(code, kind, theme, begins=begins, ends=ends)
        for code, (kind, theme, begins, ends) in each.items()
    ]
)  # fmt: skip


def may_hang(one, rules, moment):
    """Said anew, and slowly: the posting's own line, then its kind's, then nothing that keeps it away."""
    own = {line.target: line for line in rules.lines}
    for line in (own.get(f"posting:{one.candidate.code}"), own.get(f"kind:{one.kind}")):
        if line is None:
            continue
        if holds(line.times, moment):
            return not line.is_hidden
        if not line.is_hidden and line.otherwise == "hidden":
            return False
    return True


@given(postings, rule_sets, moments)
def test_all_that_is_due_comes_in_each_round_and_nothing_outside_its_window(
    given_postings, rules, moment
):
    turns = {one.code for one in round_at(given_postings, rules, moment).turns}
    is_due = [
        one
        for one in given_postings
        if (one.begins is None or one.begins <= moment) and (one.ends is None or moment < one.ends)
    ]

    assert turns == {one.candidate.code for one in is_due if may_hang(one, rules, moment)}


@given(postings, rule_sets, moments)
def test_no_posting_follows_itself_while_there_is_another(given_postings, rules, moment):
    turns = [one.code for one in round_at(given_postings, rules, moment).turns]

    if len(set(turns)) > 1:
        assert all(one != other for one, other in itertools.pairwise([*turns, turns[0]]))


@given(postings, rule_sets, moments, st.randoms())
def test_the_order_in_which_postings_and_lines_come_does_not_matter(
    given_postings, rules, moment, dice
):
    mixed, mixed_lines = list(given_postings), list(rules.lines)
    dice.shuffle(mixed)
    dice.shuffle(mixed_lines)

    assert round_at(mixed, Rules(lines=tuple(mixed_lines)), moment) == round_at(
        given_postings, rules, moment
    )


@given(postings, rule_sets, moments)
def test_nothing_changes_before_the_moment_that_was_told(given_postings, rules, moment):
    found = round_at(given_postings, rules, moment)
    end = found.until or moment + timedelta(days=9)
    steps = max(1, min(12, (end - moment) // timedelta(minutes=5)))
    between = [moment + (end - moment) * step / steps for step in range(steps)]

    assert end > moment
    assert all(round_at(given_postings, rules, one).turns == found.turns for one in between)


@given(
    dwell=st.sampled_from([*USUAL_SECONDS, "unheard-of"]),
    characters=st.integers(0, 5000),
    own=st.dictionaries(st.sampled_from([*USUAL_SECONDS]), st.integers(12, 45)),
    set_to=st.just(0) | st.integers(12, 120),
)
def test_no_page_has_no_time(dwell, characters, own, set_to):
    assert 12 <= seconds_of(dwell, characters, own, set_to=set_to) <= 120
