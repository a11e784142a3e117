"""What will hang on a screen: asked for a time to come, by the wall's own rules."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.faces.admin.turns import moment_asked
from kiosk.sample import seed_categories
from kiosk.screens.operations import Site, add_screen
from tests.postings.making import category, everywhere, notice, posted

NOW = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)


@pytest.fixture
def screen(stations):
    made = add_screen(Site("room", stations[0]))
    db.session.commit()
    return made


@pytest.fixture
def costs():
    return category("costs", name="办公经费")


def titles(client, screen, query=""):
    page = BeautifulSoup(client.get(f"/admin/screens/{screen.id}/turns{query}").text, "html.parser")
    return [one.get_text() for one in page.select(".turn .row-title")]


def test_what_begins_and_ends_until_then_is_told(enter, now, screen, costs):
    tomorrow = now + timedelta(days=1)
    posted(costs, everywhere(shows_until=tomorrow), code="ends", content=notice("今天的"))
    posted(costs, everywhere(shows_from=tomorrow), code="begins", content=notice("明天的"))
    posted(costs, everywhere(), code="stays", content=notice("一直在的"))
    db.session.commit()
    clerk = enter("cleo")

    assert set(titles(clerk, screen)) == {"今天的", "一直在的"}
    assert set(titles(clerk, screen, "?at=2026-11-24T08:00")) == {"明天的", "一直在的"}


def test_the_board_that_the_product_makes_is_named_in_the_readers_language(enter, now, screen):
    seed_categories()
    db.session.commit()

    assert titles(enter("cleo"), screen) == ["The seven matters at a glance"]


def test_what_another_station_hangs_does_not_hang_here(enter, stations, screen, costs):
    posted(costs, everywhere(station=stations[1]), code="own", content=notice("别站的"))
    db.session.commit()

    assert titles(enter("cleo"), screen) == []


@pytest.mark.parametrize(
    "typed", ["yesterday", "2026-11-21T08:00", "2030-01-01T00:00", "9999-12-31T23:59"]
)
def test_a_time_that_is_over_or_none_is_said_and_kept(enter, screen, typed):
    answer = enter("cleo").get(f"/admin/screens/{screen.id}/turns?at={typed}")

    assert answer.status_code == 422
    assert "Choose a time to come" in answer.text
    assert f'value="{typed}"' in answer.text


def test_a_chief_does_not_look_at_another_stations_screen(enter, stations, screen):
    assert enter("bo").get(f"/admin/screens/{screen.id}/turns").status_code == 200
    assert enter("cy").get(f"/admin/screens/{screen.id}/turns").status_code == 403


def test_a_screen_that_is_not_there_is_not_found(enter, screen):
    assert enter("cleo").get("/admin/screens/4711/turns").status_code == 404


def test_a_time_is_the_offices():
    assert moment_asked("2026-11-22T09:00", NOW) == datetime(2026, 11, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "2026-11-22T09:00Z", "2026-11-22T08:26", "0001-01-01T00:00"])
def test_what_is_no_time_to_come_is_none(text):
    assert moment_asked(text, NOW) is None
