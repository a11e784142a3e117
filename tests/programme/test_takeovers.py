"""Takeovers: on which walls, until when, which first; begun, lengthened, ended, reviewed; and how they travel."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from kiosk.accounts.models import Office
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.programme import signal, takeovers
from kiosk.programme.build import programme_of
from kiosk.programme.takeovers import BadEnd, Over, OwnTakeover, Place, Reach, Said, Takeover
from kiosk.screens.operations import Site, add_screen
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering")

NOW = datetime(2026, 11, 22, 0, 26, 30, 500, tzinfo=UTC)
HOUR = timedelta(hours=1)
STORM = Said(
    2,
    "沙尘暴来袭\n关闭全部入口车道",
    "能见度不足 100 米。",
    "收费班：落下栏杆\n报告",
    "0937-0000110",
)
CALENDAR = WorkCalendar()


@pytest.fixture
def walls():
    """A wall at each of two stations, and another one at the first."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所"))
    first, second = making.station("LQ", "柳泉收费站"), making.station("SM", "石磨沟收费站")
    made = [
        add_screen(Site(name, station))
        for name, station in (("监控室", first), ("食堂", first), ("大厅", second))
    ]
    db.session.commit()
    return made


def begun(reach=Reach.OFFICE, *places, said=STORM, until=NOW + HOUR, at=NOW):
    place = Place(reach, frozenset(places))
    made = takeovers.begin(said, place, until=until, who="Bo", at=at, calendar=CALENDAR)
    db.session.commit()
    return made


def shown_on(screen, moment=NOW):
    return json.loads(programme_of(screen, moment=moment).body)["takeovers"]


def test_the_wall_and_the_server_put_them_in_the_same_order(root):
    for case in json.loads((root / "tests/js/takeover_cases.json").read_text("utf-8")):
        rows = [
            Takeover(
                code=code, level=level,
                begins_at=datetime.fromtimestamp(begins, UTC),
                ends_at=datetime.fromtimestamp(ends, UTC),
            )
            for code, level, begins, ends in case["takeovers"]
        ]  # fmt: skip
        found = takeovers.in_force(rows, datetime.fromtimestamp(case["at"], UTC))

        assert [one.code for one in found] == case["order"], case["says"]


def test_it_travels_with_the_programme_of_every_wall_of_the_office(walls):
    begun()
    told = [shown_on(wall)[0] for wall in walls]

    assert {one["until"] - one["from"] for one in told} == {3_600_000}
    assert {one["from"] for one in told} == {1795307190000}
    assert "柳泉收费站" in told[0]["html"]
    assert "石磨沟收费站" in told[2]["html"]
    assert all('data-theme="signal-2"' in one["html"] for one in told)


def test_it_says_who_does_what_whom_to_call_and_when_it_ends(walls):
    begun()
    html = shown_on(walls[0])[0]["html"]

    for text in (
        "沙尘暴来袭",
        "能见度不足 100 米。",
        ">收费班<",
        "落下栏杆",
        ">报告<",
        "0937-0000110",
        "09:26",
    ):
        assert text in html


def test_one_of_some_stations_is_on_their_walls_alone(walls):
    begun(Reach.STATIONS, "SM")

    assert [len(shown_on(wall)) for wall in walls] == [0, 0, 1]


def test_one_of_some_screens_is_on_these_alone(walls):
    begun(Reach.SCREENS, walls[1].mark, walls[2].mark)

    assert [len(shown_on(wall)) for wall in walls] == [0, 1, 1]


def test_a_screen_that_is_put_up_meanwhile_at_its_station_shows_it_too(walls):
    begun(Reach.STATIONS, "SM")
    late = add_screen(Site("走廊", walls[2].station))
    db.session.commit()

    assert len(shown_on(late)) == 1


def test_it_notes_which_screens_it_replaced(walls):
    walls[1].revoke()

    assert begun(Reach.STATIONS, "LQ").screens == ["LQ · 监控室"]


def test_what_it_does_to_walls_moves_the_signal_and_a_review_of_it_moves_nothing_else(walls):
    before = signal.version()
    one = begun()

    assert signal.version() == before + 1
    assert shown_on(walls[0])
    takeovers.end(one, why="解除", who="Bo", at=NOW + HOUR / 2)
    db.session.commit()
    assert signal.version() == before + 2
    assert shown_on(walls[0], NOW + HOUR / 2) == []


def test_a_wall_that_asks_after_its_end_hears_nothing_of_it(walls):
    begun()

    assert shown_on(walls[0], NOW + HOUR) == []


def test_several_run_at_once(walls):
    begun(said=Said(4, "大风"))
    begun(Reach.STATIONS, "LQ", said=Said(1, "火情"))

    assert [one["level"] for one in shown_on(walls[0])] == [1, 4]
    assert [one["level"] for one in shown_on(walls[2])] == [4]


@pytest.mark.parametrize("until", [NOW, NOW - HOUR, NOW + 24 * HOUR + timedelta(seconds=1)])
def test_it_needs_an_end_within_a_day(walls, until):
    with pytest.raises(BadEnd):
        begun(until=until)


def test_it_can_be_lengthened_but_not_beyond_a_day_nor_backwards(walls):
    one = begun()
    takeovers.lengthen(one, until=NOW + 3 * HOUR, at=NOW + HOUR / 2)

    assert one.until == NOW + 3 * HOUR
    for until in (NOW + 2 * HOUR, NOW + 26 * HOUR):
        with pytest.raises(BadEnd):
            takeovers.lengthen(one, until=until, at=NOW + HOUR)
    assert one.until == NOW + 3 * HOUR


def test_what_is_over_can_neither_be_lengthened_nor_ended(walls):
    one = begun()
    with pytest.raises(Over):
        takeovers.lengthen(one, until=NOW + 3 * HOUR, at=NOW + HOUR)
    with pytest.raises(Over):
        takeovers.end(one, why="x", who="Bo", at=NOW + HOUR)
    takeovers.end(one, why="解除", who="Bo", at=NOW + HOUR / 2)
    with pytest.raises(Over):
        takeovers.end(one, why="again", who="Bo", at=NOW + HOUR / 2)

    assert (one.until, one.ended_why) == (NOW + HOUR / 2, "解除")


def test_they_are_numbered_within_the_year(walls):
    numbers = [(one.year, one.serial) for one in (begun(), begun())]
    later = NOW + timedelta(days=60)
    one = begun(at=later, until=later + HOUR)

    assert numbers == [(2026, 1), (2026, 2)]
    assert (one.year, one.serial) == (2027, 1)


@pytest.mark.parametrize(
    ("begun_on", "due"),
    [
        (date(2026, 11, 22), date(2026, 11, 23)),  # a Sunday
        (date(2026, 11, 27), date(2026, 11, 30)),  # a Friday
        (date(2026, 9, 30), date(2026, 10, 8)),  # before the holiday of the first of October
    ],
)
def test_the_review_is_due_one_working_day_later(begun_on, due):
    assert takeovers.review_due(begun_on, CALENDAR) == due


def test_nobody_reviews_their_own_and_one_review_is_enough(walls):
    one = begun()
    with pytest.raises(OwnTakeover):
        takeovers.review(one, remark="", who="Bo", at=NOW)

    assert takeovers.to_review() == [one]
    assert takeovers.review(one, remark="处置及时", who="Rita", at=NOW)
    assert not takeovers.review(one, remark="other", who="Sid", at=NOW)
    assert (one.reviewed_by, one.remark, takeovers.to_review()) == ("Rita", "处置及时", [])


@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("收费班：入口栏杆落下", ("收费班", "入口栏杆落下")),
        ("收费班: 栏杆：落下", ("收费班", "栏杆：落下")),
        ("立即报告", ("", "立即报告")),
        ("：没有名字", ("", "：没有名字")),
    ],
)
def test_an_action_may_say_whose_it_is(line, step):
    assert takeovers.steps_in(f"\n  {line}  \n\n") == [step]
