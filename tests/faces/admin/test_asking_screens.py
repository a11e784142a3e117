"""The room of all screens: what each says is on it, how it is, and what may be asked of it by whom."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.programme.wall_words import wall_version
from kiosk.screens.health import Ask, ask, asked_of, note_health
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.postings.making import category, everywhere, notice, posted

ON = {"kind": "notices", "posting": "one", "revision": 1, "page": 2, "pages": 3}


@pytest.fixture
def hers(screens):
    """The screen at Bo's station, with a device; the other station's has none."""
    assert claim(fresh_claim(screens[0]))
    db.session.commit()
    return screens[0]


@pytest.fixture
def reports(hers, now):
    """Let Bo's screen report something, a while ago."""

    def report(ago=timedelta(0), **said):
        note_health(
            hers, {"width": 1920, "height": 1080, "engine": "Chrome/83", **said}, at=now - ago
        )
        db.session.commit()

    return report


@pytest.fixture
def hung(app_context):
    posted(category("costs", name="办公经费"), everywhere(), code="one", content=notice("采购公示"))
    db.session.commit()


def room(client, address="/admin/screens"):
    return BeautifulSoup(client.get(address).text, "html.parser")


def words_of(part):
    return " ".join(part.get_text(" ").split())


def row_of(page, screen):
    return page.select_one(f'tr[data-screen="{screen.id}"]')


def test_the_list_says_the_very_page_that_is_on_and_since_when(enter, hers, hung, reports, now):
    since = int((now - timedelta(minutes=1)).timestamp() * 1000)
    reports(on={**ON, "since": since})

    row = row_of(room(enter("bo")), hers)

    assert row.select_one(".screens-on").get_text(" ") == "采购公示 page 2 of 3 · since 08:25"


@pytest.mark.usefixtures("hung")
@pytest.mark.parametrize("address", ["/admin/", "/admin/screens"])
def test_what_many_walls_say_takes_no_more_statements(enter, stations, now, count_queries, address):
    def asked_with(number):
        for count in range(number):
            one = add_screen(Site(f"room {count}", stations[count % 2]))
            assert claim(fresh_claim(one))
            db.session.flush()
            note_health(one, {"on": {**ON, "posting": ["one", "gone", ""][count % 3]}}, at=now)
        db.session.commit()
        client = enter("cleo")
        client.get(address)
        with count_queries() as queries:
            client.get(address)
        return len(queries)

    assert asked_with(3) == asked_with(30)


def test_the_panel_says_in_the_readers_language_that_it_does_not_know_what_is_on(
    enter, hers, reports
):
    reports(on={**ON, "posting": "nowhere"})

    row = row_of(room(enter("bo")), hers)

    assert row.select_one(".screens-on").get_text(" ").startswith("What hung here before")


def test_one_screen_is_looked_at_closely_and_its_page_is_to_be_drawn(enter, hers, hung, reports):
    reports(on=ON, memory=34, storage=2048, clock=None, version="0.0.9-old")
    page = room(enter("bo"))
    card = page.select_one("#screen-card")

    assert card["data-tile"] == f"/admin/screens/{hers.id}/wall/one"
    assert (card["data-page"], card["data-pages"]) == ("2", "3")
    facts = words_of(card.dl)
    for said in ["Chrome/83", "0.0.9-old Old version", "34 MB", "2.0 GB", "none", "1920×1080"]:
        assert said in facts
    assert row_of(page, hers).has_attr("data-chosen")


def test_what_a_browser_does_not_say_is_not_made_up(enter, hers, reports):
    reports(memory=None, storage=None)

    facts = words_of(room(enter("bo")).select_one("#screen-card dl"))

    assert "Memory in use" not in facts
    assert "Room to store not said by its browser" in facts
    assert "Its own clock" not in facts


@pytest.mark.parametrize(
    ("ahead_s", "says"),
    [
        (29, None),
        (45, "Clock 45 seconds fast"),
        (-180, "Clock 3 minutes slow"),
        (-56 * 366 * 86400, "Clock 20496 days slow"),
    ],
)
def test_a_box_whose_clock_is_wrong_is_named(enter, hers, reports, now, ahead_s, says):  # noqa: PLR0917 - fixtures
    reports(clock=int(now.timestamp() * 1000) + ahead_s * 1000)

    state = words_of(row_of(room(enter("bo")), hers).select_one(".screens-state"))

    assert state == " ".join(filter(None, ["Online", says]))


def test_trouble_is_told_for_a_day_and_kept_on_its_card(enter, hers, reports, now):
    at = int((now - timedelta(minutes=6)).timestamp() * 1000)
    reports(error="TypeError: <b>x</b> is null", errorAt=at, version=wall_version())
    page = room(enter("bo"))

    assert "Trouble at 08:20" in row_of(page, hers).get_text()
    assert page.select_one(".screen-error").get_text() == "TypeError: <b>x</b> is null"


def test_the_screen_that_is_asked_for_is_the_one_on_the_card(enter, screens, hers, reports):
    reports()
    address = f"/admin/screens?screen={screens[1].id}"

    assert "SZP" in room(enter("cleo"), address).select_one("#screen-card h2").get_text()
    # Another station's screen is not there for Bo, whatever the address says.
    assert "SQB" in room(enter("bo"), address).select_one("#screen-card h2").get_text()


@pytest.mark.parametrize("number", ["x", "-1", "99999", "1' or 1"])
def test_a_screen_that_is_not_there_is_no_reason_to_break(enter, hers, number):
    assert enter("cleo").get(f"/admin/screens?screen={number}").status_code == 200


def test_a_silent_screen_comes_before_all_others_on_the_card(enter, screens, hers, reports):
    reports(timedelta(minutes=5), on=ON)

    card = room(enter("cleo")).select_one("#screen-card")

    assert (card["data-state"], "SQB" in card.h2.get_text()) == ("silent", True)


@pytest.mark.parametrize("what", list(Ask))
def test_an_ask_is_kept_until_the_wall_does_it_and_is_in_the_trail(enter, hers, reports, now, what):
    reports()
    bo = enter("bo")

    answer = bo.post(f"/admin/screens/{hers.id}/{what}")

    assert (answer.status_code, answer.location) == (303, f"/admin/screens?screen={hers.id}")
    assert asked_of(hers, done=0, at=now) is what
    act = db.session.scalars(sa.select(Act)).one()
    assert (act.what, act.who, act.subject) == (f"screen.{what}", "Bo", f"screen {hers.id}")
    card = room(bo, answer.location).select_one("#screen-card")
    assert card.select_one("[data-asked]")["data-asked"] == "waiting"

    reports(done=hers.asked)

    assert room(bo, answer.location).select_one("[data-asked]")["data-asked"] == "done"


@pytest.mark.parametrize("what", list(Ask))
@pytest.mark.parametrize("who", ["cy", "sid"])
def test_who_may_not_look_after_a_screen_asks_nothing_of_it(enter, hers, reports, what, who):
    reports()
    client = enter(who)

    assert client.post(f"/admin/screens/{hers.id}/{what}").status_code == 403
    assert hers.asked == 0
    assert db.session.scalars(sa.select(Act)).all() == []
    assert room(client).select(".screen-asks button") == []


def test_the_page_asks_what_came_of_it_until_the_wall_has_answered_or_half_a_minute(
    enter, hers, reports, at, now
):
    reports()
    bo = enter("bo")
    bo.post(f"/admin/screens/{hers.id}/identify")
    address = f"/admin/screens/{hers.id}/asked"
    assert room(bo).select_one("#asked")["hx-get"] == address

    def answer():
        return bo.get(address, headers={"HX-Request": "true"}).text

    assert "hx-get" in answer()
    at((now + timedelta(seconds=30)).isoformat())
    assert "hx-get" not in answer()
    at(now.isoformat())
    reports(done=hers.asked)

    assert "Asked at 08:26 for its number, and showed it." in answer()
    assert "hx-get" not in answer()
    assert bo.get(address).location == f"/admin/screens?screen={hers.id}"
    assert enter("cy").get(address).status_code == 403


def test_a_screen_without_a_device_can_be_asked_nothing(enter, screens):
    card = room(enter("bo")).select_one("#screen-card")

    assert card["data-state"] == "free"
    assert card.select(".screen-asks") == []


def test_an_ask_disturbs_no_open_form(enter, hers, now):
    before = hers.version
    ask(hers, Ask.RELOAD, at=now)
    db.session.commit()

    assert hers.version == before
