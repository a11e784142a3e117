"""Screens that have chosen a playlist: their programmes go by its rules, at any moment of the month."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.db import db
from kiosk.programme import signal
from kiosk.programme.build import programme_of
from kiosk.programme.glance import hung_now, to_be_hung, turns_of
from kiosk.programme.modes import Mode
from kiosk.programme.outlook import day_of, hanging_at
from kiosk.programme.overview import overview_now
from kiosk.programme.playlists import Playlist, remove, rules_everywhere
from kiosk.programme.rules import EVERYTHING, Line, Rules, Times
from kiosk.screens.operations import Site, add_screen
from tests.kinds.honors.samples import SAMPLES as HONORS
from tests.postings import making

pytestmark = pytest.mark.usefixtures("answering_in_chinese")

#: 08:26 in the office, a Sunday.
NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)
NOON = NOW.replace(hour=4, minute=0)
LUNCH = Times(spans=((11 * 60, 13 * 60),))


@pytest.fixture
def station():
    return making.station("LQ", "柳泉收费站")


@pytest.fixture
def hung(station):
    """Two notices, two honors; something to come; something of another station."""
    plain = making.category()
    honors = making.category("honor", kind="honors", form="荣誉")
    for code in ("n1", "n2"):
        making.posted(plain, making.everywhere(), code=code)
    for code in ("h1", "h2"):
        making.posted(honors, making.everywhere(), code=code, content=HONORS[0])
    making.posted(plain, making.everywhere(shows_from=NOW + timedelta(days=40)), code="later")
    elsewhere = making.station("SM")
    making.posted(plain, making.everywhere(station=elsewhere), code="other")
    db.session.commit()


def screen_with(station, *lines, name="监控室"):
    playlist = Playlist(name=f"规则 {name}")
    playlist.keep(Rules(lines=lines))
    db.session.add(playlist)
    db.session.flush()
    made = add_screen(Site(name, station))
    made.playlist_id = playlist.id
    db.session.commit()
    return made


def shown(screen, at=NOW):
    made = programme_of(screen, moment=NOW)
    return [made.boards[digest].code for digest in made.due_at(at)]


def test_two_screens_of_a_station_go_by_rules_of_their_own(station, hung):
    plain = add_screen(Site("大厅", station))
    db.session.commit()
    ruled = screen_with(station, Line(target="kind:honors", is_hidden=True))

    assert sorted(shown(plain)) == ["h1", "h2", "n1", "n2"]
    assert sorted(shown(ruled)) == ["n1", "n2"]


def test_weights_pins_and_seconds_reach_the_wall(station, hung):
    screen = screen_with(
        station,
        Line(target="posting:n2", is_pinned=True, seconds=40),
        Line(target="posting:h1", weight=2),
    )
    programme = programme_of(screen, moment=NOW)
    turns = shown(screen)

    assert turns[0] == "n2"
    assert (turns.count("h1"), len(turns)) == (2, 5)
    window = programme.windows[0]
    assert {programme.boards[digest].code: one for digest, one in window.seconds} == {"n2": 40}
    assert b'"seconds":{"' in programme.body


def test_a_day_part_holds_on_every_day_of_the_month(station, hung):
    screen = screen_with(station, Line(target="kind:honors", times=LUNCH, otherwise="hidden"))

    for day in (0, 1, 17, 30):
        assert "h1" not in shown(screen, NOW + timedelta(days=day))
        assert "h1" in shown(screen, NOON + timedelta(days=day))


def test_around_a_handover_nothing_of_a_playlist_counts_but_what_is_hidden(station, hung):
    station.handover_times = "08:30"
    screen = screen_with(
        station,
        Line(target="posting:n1", weight=5, is_pinned=True),
        Line(target="posting:n2", is_hidden=True),
    )

    assert shown(screen) == ["handover", "n1"]


def test_a_change_of_a_playlist_reaches_its_walls(station, hung):
    screen = screen_with(station)
    before, number = programme_of(screen, moment=NOW).etag, signal.version()

    db.session.get_one(Playlist, screen.playlist_id).keep(
        Rules(lines=(Line(target="kind:notices", is_hidden=True),))
    )
    db.session.commit()

    assert signal.version() > number
    assert programme_of(screen, moment=NOW).etag != before
    assert sorted(shown(screen)) == ["h1", "h2"]


def test_screens_of_a_playlist_that_is_removed_show_all_that_is_due(station, hung):
    screen = screen_with(station, Line(target="kind:notices", is_hidden=True))

    remove(db.session.get_one(Playlist, screen.playlist_id))
    db.session.commit()

    assert screen.playlist_id is None
    assert sorted(shown(screen)) == ["h1", "h2", "n1", "n2"]


def test_rules_that_cannot_be_read_leave_no_wall_dark(station, hung):
    screen = screen_with(station)
    db.session.get_one(
        Playlist, screen.playlist_id
    ).rules = '{"lines": [{"of": "a later version"}]}'
    db.session.commit()

    assert rules_everywhere()[screen.playlist_id] == EVERYTHING
    assert sorted(shown(screen)) == ["h1", "h2", "n1", "n2"]


def test_what_the_panel_takes_for_hanging_is_what_the_rules_let_hang(station, hung):
    screen = screen_with(
        station, Line(target="posting:h1", weight=2), Line(target="posting:n1", is_hidden=True)
    )

    turns = turns_of(
        screen,
        hung_now(moment=NOW),
        overview=overview_now(moment=NOW),
        moment=NOW,
        rules=rules_everywhere()[screen.playlist_id],
    )

    assert [one.code for one in turns] == list(dict.fromkeys(shown(screen)))


def test_what_will_hang_is_told_from_the_programme_itself(station, hung):
    screen = screen_with(
        station, Line(target="kind:honors", times=LUNCH, otherwise="hidden", seconds=30)
    )

    now, then = (hanging_at(screen, at, moment=NOW) for at in (NOW, NOON))

    assert [one.code for one in now.turns] == shown(screen, NOW)
    assert [one.code for one in then.turns] == shown(screen, NOON)
    assert now.until == NOON - timedelta(hours=1)
    assert {(one.kind, one.least, one.most) for one in then.turns} == {
        ("notices", 12, 45),
        ("honors", 30, 30),
    }


def test_what_hangs_beyond_the_programme_of_today_is_told_too(station, hung):
    screen = screen_with(station)
    far = NOW + timedelta(days=45)

    assert "later" in {one.code for one in hanging_at(screen, far, moment=NOW).turns}
    assert "later" not in {one.code for one in hanging_at(screen, NOW, moment=NOW).turns}


def test_a_day_is_told_in_the_parts_a_wall_makes_of_it(station, hung):
    station.handover_times = "16:00"
    screen = screen_with(station, Line(target="kind:honors", times=LUNCH, otherwise="hidden"))
    screen.night, screen.night_hours = "night", "22:00-06:30"
    db.session.commit()

    parts = [
        (
            f"{one.begins + timedelta(hours=8):%H:%M}",
            one.mode,
            [f"{at + timedelta(hours=8):%H}" for at in one.changes],
        )
        for one in day_of(screen, moment=NOW)
    ]

    assert parts == [
        ("00:00", Mode.NIGHT, []),
        ("06:30", Mode.DAY, ["11", "13"]),
        ("15:45", Mode.HANDOVER, []),
        ("16:15", Mode.DAY, []),
        ("22:00", Mode.NIGHT, []),
    ]


def test_what_may_be_singled_out_hangs_there_or_will(station, hung):
    assert set(to_be_hung(station_id=station.id, moment=NOW)) == {"n1", "n2", "h1", "h2", "later"}
    assert "other" in to_be_hung(station_id=None, moment=NOW)
