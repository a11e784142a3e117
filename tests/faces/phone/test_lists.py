"""Which lists show what, to whom, and how a page leads on to them."""

from datetime import timedelta

import pytest

from kiosk.accounts.offices import stations
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.programme.takeovers import Place, Reach, Said, begin
from tests.faces.phone.conftest import text_of


def titles(soup):
    return [row.get_text(" ", strip=True) for row in soup.select(".row-title")]


def codes_in(soup):
    return [row["href"].rsplit("/", 1)[-1].partition("-")[0] for row in soup.select(".row")]


def test_a_stations_list_holds_the_offices_and_its_own(page, loaded, station):
    shown = codes_in(page(f"/n/s/{station.list_token}"))

    assert loaded.postings["N06"].code in shown  # the office's, for staff
    assert loaded.postings["N13"].code in shown  # its own
    assert loaded.postings["H06"].code in shown  # open to society
    assert loaded.postings["N11"].code not in shown  # another station's
    assert loaded.postings["N01"].code not in shown  # not begun
    assert loaded.postings["N17"].code not in shown  # withdrawn
    assert loaded.postings["N03"].code not in shown  # ended


def test_what_is_invented_says_so_line_by_line(page, loaded, posted, station):
    real = posted(scope="staff", at_station=station)
    rows = page(f"/n/s/{station.list_token}").select(".row")

    unmarked = [row["href"] for row in rows if "Sample" not in row.get_text()]

    assert len(unmarked) == 1
    assert real.code in unmarked[0]
    assert len(rows) > 1


def test_what_is_for_party_members_is_in_no_list(page, posted, station):
    posting = posted(scope="party")

    assert posting.code not in codes_in(page(f"/n/s/{station.list_token}"))
    assert posting.code not in codes_in(page("/n/"))


def test_the_open_list_holds_only_what_the_office_opened_to_society(page, loaded, posted, station):
    own = posted(scope="society", at_station=station)
    office = posted(scope="society")

    shown = codes_in(page("/n/"))

    assert office.code in shown
    assert own.code not in shown
    assert loaded.postings["H06"].code in shown
    assert loaded.postings["N06"].code not in shown


def test_the_open_list_gives_no_stations_link_away(client, loaded):
    html = client.get("/n/").get_data(as_text=True)

    assert not [one for one in stations() if one.list_token in html]


def test_what_must_be_read_soon_comes_first(page, loaded, station):
    soup = page(f"/n/s/{station.list_token}")

    assert codes_in(soup)[:2] == [loaded.postings["N06"].code, loaded.postings["N12"].code]
    assert [row.get_text() for row in soup.select(".row-foot b")] == ["3 days left", "4 days left"]


def test_a_category_shows_only_its_own(page, loaded, station):
    soup = page(f"/n/s/{station.list_token}?category=post_change")

    assert codes_in(soup) == [loaded.postings["N06"].code]
    assert (
        soup.select_one('.chips [aria-current="true"]').get_text() == "Changes of supervisory posts"
    )


def test_ended_ones_are_kept_for_twelve_months(page, loaded, posted, station, now):
    recent = posted(since=now - timedelta(days=400), until=now - timedelta(days=364))
    old = posted(since=now - timedelta(days=400), until=now - timedelta(days=367))

    shown = codes_in(page(f"/n/s/{station.list_token}?ended=1"))

    assert loaded.postings["N03"].code in shown
    assert loaded.postings["N09"].code in shown
    assert recent.code in shown
    assert old.code not in shown
    assert loaded.postings["N06"].code not in shown


@pytest.mark.parametrize(
    "query", ["category=nonsense", "category=%00", "ended=maybe", "ended=2", "category=", "x=%ff"]
)
def test_a_question_that_makes_no_sense_is_not_asked(page, loaded, station, query):
    plain = page(f"/n/s/{station.list_token}")

    assert codes_in(page(f"/n/s/{station.list_token}?{query}")) == codes_in(plain)


def test_an_unknown_list_is_an_unknown_page(client, loaded):
    assert client.get("/n/s/23456789abcd").status_code == 404


def test_the_list_leads_to_the_leaders_phones(page, loaded, station):
    list_address = f"/n/s/{station.list_token}"
    contacts = page(list_address).select_one(".bar a")["href"]

    assert contacts.startswith(f"/n/{loaded.postings['contacts'].code}-")
    assert page(contacts).select_one("#lists a")["href"] == list_address


def test_the_seven_of_the_sample_are_marked_as_such(page, loaded, station):
    summary = page(f"/n/s/{station.list_token}").select_one(".seven summary")

    assert summary.select_one(".chip").get_text() == "Sample"


def test_staff_see_the_seven_matters_and_outsiders_do_not(page, loaded, station):
    staff = page(f"/n/s/{station.list_token}").select_one(".seven")

    assert len(staff.select("tbody tr")) == 7
    assert page("/n/").select_one(".seven") is None


def test_an_empty_board_says_so(page, loaded, at):
    at("2020-01-01T08:00+08:00")

    assert "Nothing is on the board now." in text_of(page("/n/"))
    assert "Nothing has ended within a year." in text_of(page("/n/?ended=1"))


def test_a_list_asks_the_database_the_same_number_of_questions_however_long_it_is(
    client, posted, station, count_queries
):
    address = f"/n/s/{station.list_token}"

    def questions():
        with count_queries() as asked:
            client.get(address)
        return len([one for one in asked if one.startswith("SELECT")])

    before = questions()
    for _ in range(8):
        posted()

    assert questions() == before


def test_a_takeover_stands_first_on_the_list_of_its_station_alone_and_while_it_runs(
    page, loaded, station, now, at
):
    begin(
        Said(1, "火情", actions="收费班：疏散", phone="0937-0000110"),
        Place(Reach.STATIONS, frozenset({station.code})),
        until=now + timedelta(hours=1),
        who="站长",
        at=now,
        calendar=WorkCalendar(),
    )
    db.session.commit()
    shown = page(f"/n/s/{station.list_token}").select_one(".taken-over")

    assert shown.h2.text == "火情"
    assert "收费班 疏散" in shown.text
    assert shown.select_one("a")["href"] == "tel:09370000110"
    assert not page("/n/").select(".taken-over")
    at("2026-11-22T09:26+08:00")
    assert not page(f"/n/s/{station.list_token}").select(".taken-over")
