"""The first page: what hangs, how the seven stand, the sample and the way to be rid of it."""

import dataclasses
from datetime import date

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk import sample
from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.postings.models import NilReturn, Posting
from kiosk.screens.operations import claim, fresh_claim


@pytest.fixture
def office(cast, now):
    """The sample office on the morning it is written for."""
    loaded = sample.load_sample(date(2026, 11, 22), at=now)
    db.session.commit()
    return loaded


def page_of(client):
    return BeautifulSoup(client.get("/admin/").text, "html5lib")


def titles(page):
    return {one.get_text() for one in page.select(".row-title")}


def title_of(office, number):
    return office.postings[number].approved.title


def test_an_empty_office_has_a_page_too(enter):
    page = page_of(enter("ada"))

    assert page.h1.get_text() == "Overview"
    assert not page.select(".row, .seven, .sample")


def test_what_hangs_is_listed_and_leads_to_its_page(enter, office):
    page = page_of(enter("ada"))

    posting = office.postings["N06"]
    link = page.find("a", string=title_of(office, "N06"))
    assert link["href"] == f"/n/{posting.code}"
    paper = link.find_parent("li").select_one(".link")
    assert paper["href"] == f"/n/{posting.code}/print"
    assert paper.get_text() == f"Print {title_of(office, 'N06')}"
    assert title_of(office, "N02") in titles(page)


@pytest.mark.parametrize("number", ["N01", "N03", "N09"])
def test_what_does_not_hang_is_not_listed(enter, office, number):
    assert title_of(office, number) not in titles(page_of(enter("ada")))


def test_days_left_count_today(enter, office):
    posting = office.postings["N06"]
    left = (posting.publicity_last - date(2026, 11, 22)).days + 1

    row = page_of(enter("ada")).find("a", string=title_of(office, "N06")).find_parent("li")

    assert row.select_one(".days b").get_text() == str(left)


def test_a_corrected_posting_is_listed_once_under_its_newest_title(enter, office):
    corrected = next(
        one
        for one in office.postings.values()
        if len(one.revisions) > 1
        and one.approved is one.revisions[-1]
        and one.stage == "registered"
    )
    corrected.revisions[0].title = "what it was called before"
    db.session.commit()

    page = page_of(enter("ada"))

    links = [one["href"] for one in page.select(".row-title")]
    assert links.count(f"/n/{corrected.code}") <= 1
    assert "what it was called before" not in titles(page)


def test_another_stations_postings_are_not_listed(enter, office, stations):
    other = stations[1]
    postings = [one for one in office.postings.values() if one.station is not None]
    for posting in postings:
        posting.station = other
    db.session.commit()

    seen = titles(page_of(enter("bo")))

    assert postings
    assert not seen & {one.approved.title for one in postings}
    assert seen


def test_the_seven_of_the_month_stand_in_order(enter, office):
    seven = page_of(enter("ada")).select(".seven li")

    assert [one.b.get_text() for one in seven] == [
        "Bulk purchasing",
        "Office expenses",
        "Payment of wages",
        "Toll audits",
        "Official cars",
        "Changes of supervisory posts",
        "Party affairs",
    ]
    assert {one["data-standing"] for one in seven} <= {"disclosed", "nothing", "missing"}
    assert "disclosed" in {one["data-standing"] for one in seven}


@pytest.mark.parametrize(
    ("language", "expenses"), [("en", "Office expenses"), ("zh_CN", "办公经费使用")]
)
def test_categories_are_called_by_the_accounts_own_language(enter, office, language, expenses):
    client = enter("ada")
    client.post("/admin/language", data={"language": language})

    page = page_of(client)

    spent = page.find("a", string=title_of(office, "N02")).find_parent("li")
    assert expenses in spent.select_one(".hint").get_text()
    assert page.select(".seven li")[1].b.get_text() == expenses


def test_the_seven_are_marked_while_they_count_something_of_the_sample(enter, office):
    client = enter("ada")
    assert "Sample" in page_of(client).select_one("#seven-title").get_text()

    db.session.execute(sa.update(Posting).values(is_sample=False))
    db.session.execute(sa.update(NilReturn).values(is_sample=False))
    db.session.commit()

    assert "Sample" not in page_of(client).select_one("#seven-title").get_text()


def test_the_panel_and_the_wall_say_the_same_of_the_seven(app, enter, office):
    panel = [one["data-standing"] for one in page_of(enter("ada")).select(".seven li")]

    wall = app.test_client()
    claimed = claim(fresh_claim(office.screens[0]))
    assert claimed
    db.session.commit()
    wall.set_cookie("kiosk_screen", claimed[1], path="/screen")
    programme = wall.get("/screen/programme").get_json()
    digest = programme["windows"][0]["boards"][0]
    board = BeautifulSoup(wall.get(f"/screen/board/{digest}").text, "html5lib")
    assert [one["data-standing"] for one in board.select("[data-standing]")] == panel


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


def test_more_postings_take_no_more_statements(enter, office, count_queries):
    client = enter("ada")
    db.session.execute(sa.update(Posting).values(stage="withdrawn"))
    db.session.commit()
    with count_queries() as few:
        client.get("/admin/")

    db.session.execute(sa.update(Posting).values(stage="registered"))
    db.session.commit()
    with count_queries() as many:
        client.get("/admin/")

    assert len(many) == len(few)
