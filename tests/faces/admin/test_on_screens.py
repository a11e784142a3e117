"""What hangs on each screen: which screens the first page shows, what it says of them, the wall in a frame."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.faces.admin.on_screens import most_telling
from kiosk.faces.admin.reading import Wall
from kiosk.postings.models import Posting
from kiosk.postings.operations import withdraw
from kiosk.programme.takeovers import Place, Reach, Said, begin, end
from kiosk.screens.models import Screen, ScreenReport
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.postings.making import category, everywhere, notice, posted


def wall(state, name="x", report=None):
    return Wall(Screen(name=name), report, state)


def names(walls):
    return [one.screen.name for one in walls]


def page_at(client, address="/admin/"):
    return BeautifulSoup(client.get(address).text, "html.parser")


def tiles_of(client):
    return page_at(client).select(".tile")


def page(code, number=1, *, of=1, revision=1, begins=""):
    """What a wall says of the page that is on it."""
    said = {"on_posting": code, "on_revision": revision, "on_page": number, "on_pages": of}
    return {**said, "on_kind": "notices", "on_begins": begins}


def put_up(
    station, name="room", *, silent_for=timedelta(0), size=(1920, 1080), on=None, then="", **site
):
    """A screen with a device that was last heard of so long ago, and has said what is on it."""
    screen = add_screen(Site(name, station, **site))
    db.session.flush()
    claim(fresh_claim(screen))
    width, height = size
    report = ScreenReport(screen_id=screen.id, width_px=width, height_px=height, **(on or {}))
    report.next_posting = then
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


def test_a_tile_says_what_its_wall_has_reported_and_what_comes_then(enter, stations, hung):
    put_up(stations[0], "hall", on=page("two", 2, of=3), then="one")

    [tile] = tiles_of(enter("cleo"))

    assert tile.h3.get_text() == "SQB · hall"
    assert tile.select_one(".pill").get_text() == "Online"
    assert tile.select_one(".tile-title").get_text() == "通知two"
    assert tile.a.get_text() == "通知two 2/3"
    assert "Then: 通知one" in tile.get_text()


def test_the_very_page_that_is_on_is_to_be_drawn(enter, stations, hung):
    screen = put_up(stations[0], on=page("two", 2, of=3, begins="0,40"), size=(1080, 1920))

    [tile] = tiles_of(enter("cleo"))

    assert tile["data-tile"] == f"/admin/screens/{screen.id}/wall/two"
    drawn = [tile[f"data-{name}"] for name in ["width", "height", "page", "pages", "begins"]]
    assert drawn == ["1080", "1920", "2", "3", "0,40"]
    assert not tile.has_attr("data-now")


def test_walls_side_by_side_show_each_what_they_say_not_a_turn_of_the_rotation(
    enter, stations, hung
):
    for number, code in enumerate(["two", "two", "one"]):
        put_up(stations[0], f"room {number}", on=page(code))

    shown = [tile.a.get_text() for tile in tiles_of(enter("cleo"))]

    assert shown == ["通知two", "通知two", "通知one"]


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ({}, "It has not said yet what is on."),
        ({"on_kind": "waiting"}, "It says that its postings cannot be shown right now."),
        ({"on_kind": "hidden"}, "Its window is hidden: nobody sees what is on."),
        ({"on_kind": "dark", "on_posting": "dark"}, "It is black, as it is set."),
        ({"on_kind": "night", "on_posting": "night"}, "The night board, as it is set."),
        ({"on_kind": "snow"}, "It shows something that is no posting."),
    ],
)
def test_a_wall_without_a_posting_on_it_is_not_drawn_but_said(enter, stations, hung, on, says):
    put_up(stations[0], on=on)

    [tile] = tiles_of(enter("cleo"))

    assert not tile.has_attr("data-tile")
    assert says in tile.get_text()


def test_that_a_takeover_is_on_is_said_while_it_is_and_no_longer(enter, stations, hung):
    screen = put_up(stations[0], on={"on_kind": "takeover"}, silent_for=timedelta(days=5))
    said = Said(level=1, headline="隧道封闭", details="", actions="", phone="")
    place = Place(Reach.SCREENS, frozenset({screen.mark}))
    until = clock.now() + timedelta(hours=2)
    made = begin(said, place, until=until, who="Cleo", at=clock.now(), calendar=WorkCalendar())
    db.session.commit()
    cleo = enter("cleo")
    assert "A takeover is on." in tiles_of(cleo)[0].get_text()

    end(made, why="已通车", who="Cleo", at=clock.now())
    db.session.commit()

    [tile] = tiles_of(cleo)
    assert "When it last reported, a takeover was on; it has ended since." in tile.get_text()
    assert "A takeover is on." not in tile.get_text()
    assert (
        "a takeover was on" in page_at(cleo, "/admin/screens").select_one(".screens-on").get_text()
    )


def test_a_wall_with_nothing_on_it_is_drawn_with_what_it_says_of_that(enter, stations):
    screen = put_up(stations[0], on={"on_kind": "empty"}, size=(1080, 1920))
    cleo = enter("cleo")

    [tile] = tiles_of(cleo)
    wall = page_at(cleo, tile["data-tile"])

    assert tile["data-tile"] == f"/admin/screens/{screen.id}/wall"
    assert (tile["data-page"], tile["data-pages"]) == ("1", "1")
    assert "It says that nothing is posted at present." in tile.get_text()
    assert wall.select_one("[data-stage] .board")["data-kind"] == "empty"
    assert wall.select_one(".board-title").get_text() == "目前没有正在公示的事项"


def test_a_stations_people_look_at_their_own_empty_walls_only(enter, stations):
    own, other = (put_up(station, on={"on_kind": "empty"}) for station in stations)
    bo = enter("bo")

    assert bo.get(f"/admin/screens/{own.id}/wall").status_code == 200
    assert bo.get(f"/admin/screens/{other.id}/wall").status_code == 403


def test_a_screen_that_has_said_nothing_has_words_where_its_wall_would_be(enter, stations):
    claimed, _free = (add_screen(Site(name, stations[0])) for name in ("a", "b"))
    db.session.flush()
    claim(fresh_claim(claimed))
    db.session.commit()

    said = [tile.select_one("[data-wall]").get_text() for tile in tiles_of(enter("cleo"))]

    assert said == [
        "It has been paired and has not reported yet.",
        "No device shows anything here.",
    ]


def test_what_was_taken_down_and_is_still_on_a_wall_is_named_and_not_drawn(
    enter, stations, hung, now
):
    withdraw(
        db.session.scalars(sa.select(Posting).where(Posting.code == "two")).one(),
        reason="x",
        at=now,
    )
    db.session.commit()
    put_up(stations[0], on=page("two"))

    [tile] = tiles_of(enter("cleo"))

    assert not tile.has_attr("data-tile")
    assert tile.a.get_text() == "通知two"
    assert "This does not hang here any more." in tile.get_text()


def test_a_wall_whose_posting_went_with_the_old_sample_is_said_to_follow_soon(
    enter, stations, hung
):
    put_up(stations[0], "hall", on=page("nowhere"))
    put_up(stations[0], "lounge", on=page("nowhere"), silent_for=timedelta(minutes=16))

    hall, lounge = tiles_of(enter("cleo"))

    for tile in (hall, lounge):
        assert not tile.has_attr("data-tile")
        assert tile.a.get_text() == "What hung here before"
    assert "It has been replaced since." in hall.get_text()
    assert "usually within a minute" in hall.get_text()
    assert "usually within a minute" not in lounge.get_text()
    assert "if it is lit, it goes on with what it had then" in lounge.get_text()


def test_what_hangs_elsewhere_alone_is_not_drawn_for_a_wall_that_claims_it(enter, stations, hung):
    put_up(stations[0], on=page("own"))

    [tile] = tiles_of(enter("cleo"))

    assert not tile.has_attr("data-tile")
    assert "This does not hang here any more." in tile.get_text()


def test_a_wall_that_shows_another_version_than_the_one_that_hangs_is_not_drawn(
    enter, stations, hung
):
    put_up(stations[0], on=page("two", revision=7))

    [tile] = tiles_of(enter("cleo"))

    assert not tile.has_attr("data-tile")
    assert "It shows version 7; another one hangs by now." in tile.get_text()


def test_a_report_that_is_not_fresh_any_more_says_of_when_it_is(enter, stations, hung):
    put_up(stations[0], silent_for=timedelta(seconds=75), on=page("two"), then="one")

    [tile] = tiles_of(enter("cleo"))

    assert "Last heard at 08:24." in tile.get_text()
    assert "Then:" not in tile.get_text()


def test_a_silent_wall_is_drawn_as_it_was_heard_last_and_says_so(enter, stations, hung, now):
    put_up(stations[0], silent_for=timedelta(minutes=16), on=page("two"))

    [tile] = tiles_of(enter("cleo"))

    assert tile["data-state"] == "silent"
    assert tile.select_one(".pill[data-tone=error]").get_text() == "Offline"
    assert "Not heard of for 16 minutes" in tile.get_text()
    assert "Last heard at 08:10; if it is lit, it goes on with what it had then." in tile.get_text()
    assert tile["data-now"] == str(clock.milliseconds(now - timedelta(minutes=16)))


def test_silence_is_an_alert_that_says_whom_to_call(enter, stations, screens):
    site = {"keeper": "丁一", "keeper_phone": "0937 0000302"}
    put_up(stations[0], "hall", silent_for=timedelta(minutes=16), **site)
    put_up(stations[0], "canteen")

    alert = page_at(enter("cleo")).select_one('[data-banner="silent"]')

    assert "1 screen is silent, and it should be lit." in alert.get_text()
    assert "SQB · hall" in alert.get_text()
    assert "canteen" not in alert.get_text()
    assert alert.select_one('a[href="tel:09370000302"]').get_text() == "0937 0000302"
    assert "丁一" in alert.get_text()


def test_outside_showing_hours_a_dark_wall_is_no_alert(enter, stations, screens):
    db.session.add(Office(id=1, name="Office", short_name="Office", showing_hours="09:00-22:00"))
    put_up(stations[0], silent_for=timedelta(hours=9))

    home = page_at(enter("cleo"))

    assert home.select_one('[data-banner="silent"]') is None
    assert home.select_one(".side-nav a[href='/admin/screens'] .badge") is None
    assert home.select_one(".tile[data-state=resting]")
    assert "Off outside showing hours" in home.get_text()
    assert "if it is lit" not in home.get_text()


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
    screen = put_up(stations[0], size=(1080, 1920), on=page("one"))
    [tile] = tiles_of(enter("cleo"))

    wall = page_at(enter("cleo"), tile["data-tile"])

    assert wall.select_one(".board-title").get_text(strip=True) == "通知one"
    assert wall.html["lang"] == "zh-CN"  # the walls', whatever the account speaks
    assert wall.body["data-screen"].count(screen.name) == 1


@pytest.mark.parametrize("code", ["own", "nowhere"])
def test_what_does_not_hang_on_that_screen_is_not_found(enter, stations, hung, code):
    screen = put_up(stations[0])

    assert enter("cleo").get(f"/admin/screens/{screen.id}/wall/{code}").status_code == 404


def test_a_document_that_cannot_be_read_leaves_the_page_standing(enter, stations, costs):
    posting = posted(costs, everywhere(), code="bad", content=notice("读不出"))
    posting.revisions[0].content = "{}"
    screen = put_up(stations[0], on=page("bad"))
    cleo = enter("cleo")

    assert tiles_of(cleo)[0].a.get_text() == "读不出"
    assert cleo.get(f"/admin/screens/{screen.id}/wall/bad").status_code == 404


def test_silent_screens_are_counted_in_the_navigation(enter, stations, screens):
    put_up(stations[0], silent_for=timedelta(minutes=4))
    put_up(stations[0], silent_for=timedelta(minutes=2))
    put_up(stations[1], silent_for=timedelta(hours=4))

    def badge(username):
        home = page_at(enter(username))
        return home.select_one(".side-nav a[href='/admin/screens'] .badge .out-of-sight").get_text()

    assert badge("cleo") == "2 silent"
    assert badge("bo") == "1 silent"
