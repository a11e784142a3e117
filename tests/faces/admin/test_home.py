"""The first page: what hangs, how the seven stand, the sample and the way to be rid of it."""

import dataclasses
from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk import sample
from kiosk.accounts.models import Act
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.models import Category, NilReturn, Posting
from kiosk.programme.overview import overview_now
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.faces.admin.desk import begun, saved


@pytest.fixture
def office(cast, now):
    """The sample office on the morning it is written for."""
    loaded = sample.load_sample(date(2026, 11, 22), at=now)
    db.session.commit()
    return loaded


def page_of(client):
    return BeautifulSoup(client.get("/admin/").text, "html.parser")


def titles(page, card):
    """What one of the cards lists: drafts, planned or ending."""
    return [one.get_text() for one in page.select(f"[aria-labelledby={card}-title] .row-title")]


def title_of(office, number):
    return office.postings[number].approved.title


def test_an_empty_office_has_a_page_too(enter):
    page = page_of(enter("ada"))

    assert page.h1.get_text() == "Overview"
    assert not page.select(".row-title, .seven, .sample, [data-tile]")
    assert "Nothing ends within a week." in page.get_text()
    assert page.find("a", string="Pair a screen")["href"] == "/admin/screens"


def test_what_ends_within_a_week_is_listed_with_the_days_that_are_left(enter, office):
    page = page_of(enter("ada"))

    posting = office.postings["N06"]
    link = page.find("a", string=title_of(office, "N06"))
    left = (posting.publicity_last - date(2026, 11, 22)).days + 1
    assert link["href"] == f"/admin/postings/{posting.code}"
    assert link.find_parent("li").select_one(".days b").get_text() == str(left)


@pytest.mark.parametrize("number", ["N01", "N02", "N03", "N09"])
def test_what_ends_later_or_does_not_hang_does_not_end_soon(enter, office, number):
    assert title_of(office, number) not in titles(page_of(enter("ada")), "ending")


def test_what_goes_up_by_itself_is_listed_with_its_hour(enter, office):
    coming = office.postings["N01"]

    page = page_of(enter("cleo"))

    assert coming.shows_from > clock.now()
    assert titles(page, "planned") == [coming.approved.title]
    row = page.find("a", string=coming.approved.title).find_parent("li")
    assert "goes up" in row.get_text()


def test_a_stations_people_see_what_is_theirs_and_nothing_of_the_offices(enter, office, stations):
    own, other = stations
    office.postings["N06"].station, office.postings["N06"].level = own, "station"
    planned = office.postings["N01"]
    planned.station, planned.level = other, "station"
    db.session.commit()

    bo, cy = page_of(enter("bo")), page_of(enter("cy"))

    assert titles(bo, "ending") == [title_of(office, "N06")]
    assert (titles(bo, "planned"), titles(cy, "planned")) == ([], [planned.approved.title])
    assert titles(cy, "ending") == []
    assert len(titles(page_of(enter("cleo")), "ending")) > 1


def test_the_seven_of_the_month_stand_in_order(enter, office):
    seven = page_of(enter("ada")).select(".seven li")

    assert [one.a.get_text() for one in seven] == [
        "Bulk purchasing",
        "Office expenses",
        "Payment of wages",
        "Toll audits",
        "Official cars",
        "Changes of supervisory posts",
        "Party affairs",
    ]
    assert {one["data-standing"] for one in seven} <= {"disclosed", "nothing", "missing"}
    assert seven[1].a["href"] == "/admin/postings?category=office_expense"
    assert "disclosed" in {one["data-standing"] for one in seven}


def test_a_statement_that_there_was_nothing_counts_as_on_the_walls(enter, office):
    overview = overview_now(moment=clock.now())
    assert overview is not None
    settled = [one for one in overview.matters if one.standing != "missing"]
    assert {one.standing for one in settled} == {"disclosed", "nothing"}

    head = page_of(enter("ada")).select_one("#seven-title .head-note").get_text()

    assert head == f"Disclosed: {len(settled)} of {len(overview.matters)}"


@pytest.mark.parametrize(
    ("language", "expenses"), [("en", "Office expenses"), ("zh_CN", "办公经费使用")]
)
def test_categories_are_called_by_the_accounts_own_language(enter, office, language, expenses):
    client = enter("ada")
    client.post("/admin/language", data={"language": language})

    page = page_of(client)

    assert page.select(".seven li")[1].a.get_text() == expenses


def test_the_seven_are_marked_while_they_count_something_of_the_sample(enter, office):
    client = enter("ada")
    assert "Sample" in page_of(client).select_one("#seven-title").get_text()

    db.session.execute(sa.update(Posting).values(is_sample=False))
    db.session.execute(sa.update(NilReturn).values(is_sample=False))
    db.session.commit()

    assert "Sample" not in page_of(client).select_one("#seven-title").get_text()


def test_the_panel_and_the_wall_say_the_same_of_the_seven(app, enter, office, now):
    panel = [one["data-standing"] for one in page_of(enter("ada")).select(".seven li")]

    wall = app.test_client()
    claimed = claim(fresh_claim(office.screens[0]))
    assert claimed
    db.session.commit()
    wall.set_cookie("kiosk_screen", claimed[1], path="/screen")
    programme = wall.get("/screen/programme").get_json()
    now_ms = clock.milliseconds(now)
    [due] = [one for one in programme["windows"] if one["from"] <= now_ms < one["until"]]
    digest = due["boards"][0]
    board = BeautifulSoup(wall.get(f"/screen/board/{digest}").text, "html.parser")
    assert [one["data-standing"] for one in board.select("[data-standing]")] == panel


def test_a_draft_puts_its_matter_in_hand_for_the_office_and_leaves_the_wall_as_it_was(
    enter, office
):
    cleo = enter("cleo")
    missing = page_of(cleo).select_one(".seven [data-standing=missing]")
    code = missing.a["href"].partition("category=")[2]
    category = db.session.scalars(sa.select(Category).where(Category.code == code)).one()
    saved(cleo, begun(cleo, category))

    def standing_for(client):
        link = page_of(client).select_one(f".seven a[href$='={code}']")
        return link.find_parent("li")["data-standing"]

    assert standing_for(cleo) == "in_hand"
    assert standing_for(enter("bo")) == "missing"
    on_the_wall = overview_now(moment=clock.now())
    assert on_the_wall
    assert "missing" in {one.standing for one in on_the_wall.matters}


def test_the_sample_goes_with_one_button_and_accounts_stay(enter, office):
    client = enter("ada")

    answer = client.post("/admin/sample/remove")

    assert (answer.status_code, answer.location) == (303, "/admin/")
    assert db.session.scalar(sa.select(sa.func.count(Posting.id))) == 0
    assert "sample.remove" in set(db.session.scalars(sa.select(Act.what)))
    page = page_of(client)
    assert "The sample is gone" in page.select_one("#toast").get_text()
    assert not page.select(".sample")


def test_only_an_administrator_is_offered_that(enter, office):
    client = enter("cleo")

    assert not page_of(client).select(".sample")
    assert client.post("/admin/sample/remove").status_code == 403
    assert db.session.scalar(sa.select(Posting.id).limit(1))


def test_codes_that_lead_nowhere_are_said_loudly(app, enter, settings, monkeypatch):
    client = enter("ada")
    assert not page_of(client).select("[data-banner=qr]")

    nowhere = dataclasses.replace(settings, base_url="http://127.0.0.1:8000")
    monkeypatch.setitem(app.config, "SETTINGS", nowhere)

    banner = page_of(client).select_one("[data-banner=qr]").get_text()
    assert "http://127.0.0.1:8000" in banner
    assert "HOST=0.0.0.0" in banner


def test_whoever_cannot_mend_it_is_not_told_that_codes_lead_nowhere(
    app, enter, settings, monkeypatch
):
    nowhere = dataclasses.replace(settings, base_url="http://127.0.0.1:8000")
    monkeypatch.setitem(app.config, "SETTINGS", nowhere)

    assert page_of(enter("ada")).select("[data-banner=qr]")
    for name in ("cleo", "sid"):
        assert not page_of(enter(name)).select("[data-banner=qr]")


def test_more_of_everything_takes_no_more_statements(enter, office, count_queries):
    client = enter("cleo")
    category = db.session.scalars(sa.select(Category).where(Category.code == "notice")).one()

    def statements():
        with count_queries() as asked:
            client.get("/admin/")
        return len(asked)

    db.session.execute(sa.update(Posting).values(stage="withdrawn"))
    begun(client, category)
    few = statements()
    db.session.execute(sa.update(Posting).values(stage="registered"))
    for _ in range(6):
        begun(client, category)
    for number in range(8):
        add_screen(Site(f"room {number}", office.screens[0].station))
    db.session.commit()

    assert statements() == few
