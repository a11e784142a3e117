"""The room in which a station's rotation is put in order."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.postings.operations import Placing
from kiosk.programme.order import rotation
from tests.postings.making import category, notice, posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)
ADDRESS = "/admin/order/SQB"


@pytest.fixture
def hung(stations):
    """Of the office, from the oldest to the newest: one, two, three."""
    costs = category("costs")
    for number, code in enumerate(["one", "two", "three"]):
        place = Placing("staff", shows_from=EARLIER + timedelta(hours=number))
        posted(costs, place, content=notice(code.title()), code=code)
    db.session.commit()
    return costs


def found(page, selector):
    one = BeautifulSoup(page, "html.parser").select_one(selector)
    assert one is not None
    return one


def order_at(station, now):
    db.session.expire_all()
    return [one.code for one in rotation(station, moment=now)]


def acts():
    return list(db.session.scalars(sa.select(Act).where(Act.what == "station.order")))


def test_a_clerk_moves_a_posting_down(enter, stations, hung, now):
    cleo = enter("cleo")
    page = cleo.get(ADDRESS).text
    button = found(page, "#three button")

    answer = cleo.post(ADDRESS, data={"do": button["value"]})

    assert button.get_text(" ", strip=True) == "↓ Down Three"
    assert answer.location == f"{ADDRESS}?moved=three#three"
    assert order_at(stations[0], now) == ["two", "three", "one"]
    assert order_at(stations[1], now) == ["three", "two", "one"]


def test_a_form_sent_twice_moves_once_and_is_one_act(enter, stations, hung, now):
    cleo = enter("cleo")

    for _ in range(2):
        cleo.post(ADDRESS, data={"do": "one.before.two"})

    assert order_at(stations[0], now) == ["three", "one", "two"]
    assert [(one.subject, one.before, one.after) for one in acts()] == [
        ("station SQB", "one 3", "one 2")
    ]


def test_the_keyboard_stays_with_what_was_moved(enter, hung):
    cleo = enter("cleo")

    page = cleo.post(ADDRESS, data={"do": "one.before.two"}, headers={"HX-Request": "true"}).text

    focused = BeautifulSoup(page, "html.parser").select("[autofocus]")
    assert [one["value"] for one in focused] == ["one.before.three"]
    assert "Number 2 now: One." in page
    first = cleo.post(ADDRESS, data={"do": "one.before.three"}, headers={"HX-Request": "true"}).text
    focused = BeautifulSoup(first, "html.parser").select("[autofocus]")
    assert [one["value"] for one in focused] == ["one.after.three"]


def test_without_script_the_page_comes_back_at_what_was_moved(enter, hung):
    cleo = enter("cleo")

    answer = cleo.post(ADDRESS, data={"do": "one.before.two"}, follow_redirects=True)

    assert found(answer.text, "#one [autofocus]")["value"] == "one.before.three"
    assert "Number 2 now: One." in found(answer.text, "#toast").get_text()


def test_a_station_s_chief_orders_the_own_walls_only(enter, stations, hung, now):
    bo = enter("bo")

    assert bo.get("/admin/order").location == ADDRESS
    assert bo.post(ADDRESS, data={"do": "one.before.three"}).status_code == 303
    assert bo.get("/admin/order/SZP").status_code == 403
    assert bo.post("/admin/order/SZP", data={"do": "one.before.three"}).status_code == 403
    assert order_at(stations[0], now) == ["one", "three", "two"]
    assert order_at(stations[1], now) == ["three", "two", "one"]


def test_a_chief_sees_the_office_s_postings_there_but_no_way_into_them(enter, hung):
    page = enter("bo").get(ADDRESS).text

    assert found(page, "#one .row-title").name == "b"
    assert enter("ada").get(ADDRESS).text.count('href="/admin/postings/one"') == 1


def test_a_signer_orders_nothing(enter, stations, hung, now):
    assert enter("sid").post(ADDRESS, data={"do": "one.before.three"}).status_code == 403
    assert order_at(stations[0], now) == ["three", "two", "one"]


def test_what_has_come_down_meanwhile_is_said_and_nothing_moves(enter, stations, hung, now):
    cleo = enter("cleo")

    answer = cleo.post(ADDRESS, data={"do": "gone.before.one"}, follow_redirects=True)

    assert "It does not hang here any more" in answer.text
    assert order_at(stations[0], now) == ["three", "two", "one"]
    assert acts() == []


def test_a_way_back_to_the_usual_order(enter, stations, hung, now):
    cleo = enter("cleo")
    assert 'value="usual"' not in cleo.get(ADDRESS).text
    cleo.post(ADDRESS, data={"do": "one.before.three"})
    assert 'value="usual"' in cleo.get(ADDRESS).text

    cleo.post(ADDRESS, data={"do": "usual"})

    assert order_at(stations[0], now) == ["three", "two", "one"]


@pytest.mark.parametrize("deed", ["", "one.beside.two", "one.before.", "x" * 300])
def test_what_makes_no_sense_is_refused(enter, hung, deed):
    assert enter("cleo").post(ADDRESS, data={"do": deed}).status_code == 400


def test_nobody_s_station_is_not_there(enter, hung):
    assert enter("cleo").get("/admin/order/XYZ").status_code == 404
