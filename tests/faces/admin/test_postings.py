"""The list of postings: what the address says is what is shown."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup

from kiosk.core.db import db
from kiosk.postings.operations import Placing
from kiosk.postings.visibility import Scope
from tests.faces.admin.desk import PASTED, begun, saved, sent
from tests.faces.admin.signing import submitted
from tests.postings.making import category, notice, posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def hung(stations):
    """One posting of the office and one of a station."""
    costs = category("costs")
    office = posted(
        costs, Placing(scope=Scope.STAFF, shows_from=EARLIER), content=notice("十月办公经费")
    )
    own = Placing(scope=Scope.STAFF, shows_from=EARLIER, station=stations[0])
    station = posted(costs, own, content=notice("双泉堡站经费"))
    db.session.commit()
    return office, station


def found(client, word):
    """What the list shows of it."""
    page = client.get("/admin/postings", query_string={"q": word}).text
    return str(BeautifulSoup(page, "html.parser").select_one("table.list"))


def test_the_list_shows_what_hangs_and_the_address_narrows_it(enter, hung):
    cleo = enter("cleo")

    assert "十月办公经费" in cleo.get("/admin/postings").text
    assert "十月办公经费" not in cleo.get("/admin/postings?q=双泉堡").text
    assert "Nothing is like that." in cleo.get("/admin/postings?life=draft").text


def test_a_publicity_period_says_how_many_days_are_left_of_it(enter, hung):
    office, _station = hung
    office.publicity_first, office.publicity_last = date(2026, 11, 18), date(2026, 11, 24)
    db.session.commit()

    assert "3 days left, until 11/24" in enter("cleo").get("/admin/postings").text


def test_what_all_stations_have_posted_is_one_choice(enter, hung):
    page = BeautifulSoup(enter("cleo").get("/admin/postings").text, "html.parser")

    said = [one.get_text() for one in page.select("#filter-place option")]

    assert said == ["All", "Office level", "Station level, all stations", "SQB", "SZP"]
    station = enter("cleo").get("/admin/postings?place=stations").text
    assert "双泉堡站经费" in station
    assert "十月办公经费" not in station


def test_htmx_gets_the_list_alone_at_the_same_address(enter, hung):
    answer = enter("cleo").get("/admin/postings?q=经费", headers={"HX-Request": "true"})

    assert "<html" not in answer.text
    assert "十月办公经费" in answer.text


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "9999-12"])
def test_an_address_that_makes_no_sense_asks_for_nothing(enter, hung, month):
    answer = enter("cleo").get(
        f"/admin/postings?life=x&sort=x&month={month}&page=-1&place=x&kind=x"
    )

    assert answer.status_code == 200


def test_a_stations_people_see_their_own(enter, hung):
    page = enter("bo").get("/admin/postings").text

    assert "双泉堡站经费" in page
    assert "十月办公经费" not in page


def test_what_is_being_written_is_found_by_its_text_by_those_who_may_read_it(enter, categories):
    bo = enter("bo")
    code = begun(bo, categories["notice"])
    saved(bo, code, title="班车", body="慰问退役军人家属。")

    def find_it(word):
        return [who for who in ("bo", "cleo", "cy", "ada") if code in found(enter(who), word)]

    assert find_it("退役军人") == ["bo", "cleo"]
    assert find_it("转业军人") == []
    assert submitted(bo, code, sent_so="y").status_code == 303
    assert find_it("退役军人") == ["bo", "cleo"]


def test_cells_of_a_table_that_is_being_written_are_found(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    sent(cleo, code, do="read", pasted=PASTED)
    assert sent(cleo, code, do="take").status_code == 303

    assert code in found(cleo, "办公用品")


def test_what_may_be_read_can_be_printed_from_the_list(enter, hung):
    office, _station = hung
    to_come = Placing(scope=Scope.STAFF, shows_from=datetime(2026, 12, 1, tzinfo=UTC))
    posted(office.category, to_come, content=notice("十二月办公经费"))
    withdrawn = posted(office.category, to_come, content=notice("写错的经费"))
    withdrawn.stage = "withdrawn"
    db.session.commit()
    cleo = enter("cleo")

    page = cleo.get("/admin/postings").text

    assert "十二月办公经费" in page
    assert "写错的经费" in page
    printed = [
        one["href"] for one in BeautifulSoup(page, "html.parser").select('a[href$="/print"]')
    ]
    assert set(printed) == {f"/n/{one.code}/print" for one in hung}
    assert {cleo.get(address).status_code for address in printed} == {200}
