"""What hangs on each screen: which screens the first page shows, what it says of them, the wall in a frame."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from kiosk.core import clock
from kiosk.core.db import db
from kiosk.faces.admin.on_screens import known_to, most_telling
from kiosk.faces.admin.reading import Wall
from kiosk.programme.glance import Hung
from kiosk.screens.models import Screen, ScreenReport
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.postings.making import category, everywhere, notice, posted

SEEN = datetime(2026, 11, 22, 0, 10, tzinfo=UTC)


def wall(state, name="x", report=None):
    return Wall(Screen(name=name), report, state)


def names(walls):
    return [one.screen.name for one in walls]


def page_at(client, address="/admin/"):
    return BeautifulSoup(client.get(address).text, "html.parser")


def tiles_of(client):
    return page_at(client).select(".tile")


def put_up(station, name="room", *, silent_for=timedelta(0), size=(1920, 1080), **site):
    """A screen with a device that was last heard of so long ago."""
    screen = add_screen(Site(name, station, **site))
    db.session.flush()
    claim(fresh_claim(screen))
    width, height = size
    report = ScreenReport(screen_id=screen.id, width_px=width, height_px=height)
    report.seen_at = clock.now() - silent_for
    db.session.add(report)
    db.session.commit()
    return screen


@pytest.fixture
def costs():
    return category("costs", name="办公经费")


@pytest.fixture
def hung(stations, costs):
    """Two of the office's postings and one of the second station's."""
    for code in ["one", "two"]:
        posted(costs, everywhere(), code=code, content=notice(f"通知{code}"))
    posted(costs, everywhere(station=stations[1]), code="own", content=notice("本站通知"))
    db.session.commit()


def test_of_many_screens_the_silent_ones_are_shown_and_the_others_in_their_order():
    every = [wall("online", f"on{number}") for number in range(5)]
    every += [wall("free", "free"), wall("new", "new"), wall("silent", "s1"), wall("silent", "s2")]

    assert names(most_telling(every)) == ["on0", "on1", "on2", "on3", "s1", "s2"]


def test_few_screens_are_all_shown_as_they_come():
    every = [wall("free", "a"), wall("silent", "b"), wall("online", "c")]

    assert names(most_telling(every)) == ["a", "b", "c"]


def test_a_silent_screen_knows_nothing_that_came_after_it_was_heard():
    before = Hung("before", "notices", "x", approved_at=SEEN)
    after = Hung("after", "notices", "x", approved_at=SEEN + timedelta(seconds=1))
    made = Hung("overview", "overview", "x")
    silent = wall("silent", report=ScreenReport(seen_at=SEEN))

    assert known_to(silent, [before, after, made]) == [before, made]
    assert known_to(wall("online", report=silent.report), [after]) == [after]


def test_a_tile_says_what_hangs_there_and_what_comes_then(enter, stations, hung):
    put_up(stations[0], "hall")

    [tile] = tiles_of(enter("cleo"))

    assert tile.h3.get_text() == "SQB · hall"
    assert tile.select_one(".pill").get_text() == "Online"
    assert {tile.select_one(".tile-title").get_text(), tile.a.get_text()} == {"通知one"}
    assert "Then: 通知two" in tile.get_text()
    assert "2 boards in turn" in tile.get_text()


def test_screens_side_by_side_show_different_boards(enter, stations, screens, hung):
    for number in range(3):
        put_up(stations[0], f"room {number}")

    shown = [tile.a.get_text() for tile in tiles_of(enter("cleo")) if tile.a]

    assert len(screens) == 2  # without a device they show nothing, and count for nothing
    assert shown == ["通知one", "通知two", "通知one"]


def test_a_silent_screen_is_said_to_be_so_plainly(enter, stations, hung):
    put_up(stations[0], silent_for=timedelta(minutes=16))

    [tile] = tiles_of(enter("cleo"))

    assert tile["data-state"] == "silent"
    assert tile.select_one(".pill[data-tone=error]").get_text() == "Offline"
    assert "Not heard of for 16 minutes" in tile.get_text()
    assert "what it had at 08:10" in tile.get_text()


def test_a_screen_without_a_device_shows_nothing(enter, screens, hung):
    for tile in tiles_of(enter("cleo")):
        assert not tile.has_attr("data-tile")
        assert tile.select_one(".pill").get_text() == "No device yet"


def test_a_stations_people_see_their_screens_and_no_others(enter, stations, hung):
    own, other = (put_up(station) for station in stations)
    bo = enter("bo")

    assert [tile.h3.get_text() for tile in tiles_of(bo)] == ["SQB · room"]
    assert bo.get(f"/admin/screens/{own.id}/wall/one").status_code == 200
    assert bo.get(f"/admin/screens/{other.id}/wall/one").status_code == 403


def test_the_wall_of_a_tile_is_the_walls_own_board(app, enter, stations, hung):
    screen = put_up(stations[0], size=(1080, 1920))
    [tile] = tiles_of(enter("cleo"))

    page = page_at(enter("cleo"), tile["data-tile"])

    assert (tile["data-width"], tile["data-height"]) == ("1080", "1920")
    assert page.select_one(".board-title").get_text(strip=True) == "通知one"
    assert page.html["lang"] == "zh-CN"  # the walls', whatever the account speaks
    assert page.body["data-screen"].count(screen.name) == 1


@pytest.mark.parametrize("code", ["own", "nowhere"])
def test_what_does_not_hang_on_that_screen_is_not_found(enter, stations, hung, code):
    screen = put_up(stations[0])

    assert enter("cleo").get(f"/admin/screens/{screen.id}/wall/{code}").status_code == 404


def test_a_document_that_cannot_be_read_leaves_the_page_standing(enter, stations, costs):
    posting = posted(costs, everywhere(), code="bad", content=notice("读不出"))
    posting.revisions[0].content = "{}"
    screen = put_up(stations[0])
    cleo = enter("cleo")

    assert tiles_of(cleo)[0].a.get_text() == "读不出"
    assert cleo.get(f"/admin/screens/{screen.id}/wall/bad").status_code == 404


def test_silent_screens_are_counted_in_the_navigation(enter, stations, screens):
    put_up(stations[0], silent_for=timedelta(minutes=4))
    put_up(stations[0], silent_for=timedelta(minutes=2))
    put_up(stations[1], silent_for=timedelta(hours=4))

    def badge(username):
        page = page_at(enter(username))
        return page.select_one(".side-nav a[href='/admin/screens'] .badge .out-of-sight").get_text()

    assert badge("cleo") == "2 silent"
    assert badge("bo") == "1 silent"
