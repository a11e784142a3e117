"""Where a posting's page leads on to: the mark in its address says at which station it was scanned."""

import pytest

from kiosk.accounts.offices import stations
from kiosk.core.codes import ALPHABET, mark_of


@pytest.fixture
def marked(app):
    """The address of a posting as a staff wall of a station says it."""

    def address(posting, station):
        mark = mark_of(posting.code, station.code, key=app.config["SECRET_KEY"])
        return f"/n/{posting.code}-{mark}".upper().replace("/N/", "/n/")

    return address


def leads_to(soup):
    """The lists that a page leads to, from its end and from its bar."""
    found = {link["href"] for link in soup.select("#lists a, .bar a:last-child")}
    assert len(found) == 1
    return found.pop()


def wrong(mark):
    """Another mark that could be one."""
    return mark[:-1] + next(one for one in ALPHABET if one != mark[-1])


@pytest.mark.parametrize("number", ["N06", "H06", "contacts"])
def test_what_hangs_everywhere_leads_to_the_list_of_the_station_where_it_was_scanned(
    page, loaded, marked, number
):
    posting = loaded.postings[number]

    for station in stations():
        assert leads_to(page(marked(posting, station))) == f"/n/s/{station.list_token}"


def test_a_marked_page_gives_no_other_stations_link_away(client, loaded, marked):
    own, *others = stations()
    html = client.get(marked(loaded.postings["N06"], own)).get_data(as_text=True)

    assert own.list_token in html
    assert not [one for one in others if one.list_token in html]


@pytest.mark.parametrize("number", ["N06", "H06"])
def test_without_a_mark_only_the_open_list_can_be_reached(client, page, loaded, number):
    address = f"/n/{loaded.postings[number].code}"
    html = client.get(address).get_data(as_text=True)

    assert leads_to(page(address)) == "/n/"
    assert not [one for one in stations() if one.list_token in html]


@pytest.mark.parametrize("number", ["N06", "H06", "N11"])
def test_a_wrong_mark_is_as_good_as_none(client, loaded, marked, station, number):
    """No answer tells a mark that is nearly right from one that is nonsense."""
    posting = loaded.postings[number]
    plain = client.get(f"/n/{posting.code}")
    other = loaded.postings["N16"]
    theirs = marked(other, other.station).rsplit("-", 1)[1]
    right = marked(posting, posting.station or station).rsplit("-", 1)[1]

    for mark in (
        wrong(right),
        theirs,
        "",
        "2",
        "-",
        right + "2",
        right + "-",
        "%E6%B3%89%00",
        "x" * 999,
    ):
        assert client.get(f"/n/{posting.code}-{mark}").data == plain.data, mark


def test_a_mark_of_another_station_says_nothing_about_what_hangs_at_one_alone(
    page, loaded, marked, station
):
    posting = loaded.postings["N11"]
    assert posting.station is not station

    assert leads_to(page(marked(posting, station))) == f"/n/s/{posting.station.list_token}"


@pytest.mark.parametrize("has_mark", [True, False])
def test_what_a_station_posted_for_its_staff_leads_to_its_own_list(page, loaded, marked, has_mark):
    posting = loaded.postings["N11"]
    address = marked(posting, posting.station) if has_mark else f"/n/{posting.code}"

    assert leads_to(page(address)) == f"/n/s/{posting.station.list_token}"


def test_what_a_station_opened_to_society_leads_to_its_list_by_its_mark_alone(
    page, posted, marked, station
):
    posting = posted(scope="society", at_station=station)

    assert leads_to(page(f"/n/{posting.code}")) == "/n/"
    assert leads_to(page(marked(posting, station))) == f"/n/s/{station.list_token}"


def test_a_mark_opens_nothing_that_is_not_open(client, loaded, marked, station):
    """Not begun, and withdrawn."""
    for number in ("N01", "N17"):
        assert client.get(marked(loaded.postings[number], station)).status_code == 404


def test_a_code_and_its_mark_are_read_in_either_case(client, loaded, marked, station):
    address = marked(loaded.postings["N06"], station)
    lower = client.get(address.lower())

    assert lower.status_code == 200
    assert client.get(address).data == lower.data


def test_the_posting_itself_is_the_same_with_and_without_a_mark(page, loaded, marked, station):
    posting = loaded.postings["N15"]
    with_mark, without = page(marked(posting, station)), page(f"/n/{posting.code}")

    assert with_mark.article.decode() == without.article.decode()
    assert with_mark.select_one(".files a")["href"].startswith(f"/n/{posting.code}/file/")


def test_what_stands_in_a_stations_list_leads_back_to_it(page, loaded, station):
    address = f"/n/s/{station.list_token}"
    rows = page(address).select(".row")

    assert len(rows) > 10
    for row in rows:
        assert leads_to(page(row["href"])) == address


def test_what_stands_in_the_open_list_has_no_mark(page, loaded):
    rows = page("/n/").select(".row")

    assert rows
    assert not [row["href"] for row in rows if "-" in row["href"]]


def test_two_stations_with_one_mark_are_not_told_apart_by_guessing(
    page, loaded, marked, station, monkeypatch
):
    posting = loaded.postings["N06"]
    monkeypatch.setattr("kiosk.faces.phone.reading.mark_of", lambda *_args, **_options: "2222")

    assert leads_to(page(f"/n/{posting.code}-2222")) == "/n/"


def test_paper_is_the_same_for_whoever_prints_it(client, loaded, marked, station):
    posting = loaded.postings["N06"]
    plain = client.get(f"/n/{posting.code}/print")

    assert client.get(f"{marked(posting, station)}/print").data == plain.data
