"""Second thoughts: what was thrown away comes back whole; what was taken down only while the record stays true."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act
from kiosk.core.db import db
from kiosk.postings.models import DiscardedDraft, Draft, Posting
from kiosk.postings.operations import Placing
from kiosk.programme import signal
from tests.faces.admin.desk import begun, draft_of, posting_of, saved
from tests.postings.making import category, notice, posted

EARLIER = datetime(2026, 11, 20, tzinfo=UTC)
TAKE_DOWN = "/admin/postings/hung/take-down"
UNDO = "/admin/undo/take-down"


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.fixture
def hung(stations):
    """One posting of the station SQB that hangs until 27 November."""
    place = Placing(
        "staff",
        shows_from=EARLIER,
        shows_until=datetime(2026, 11, 27, 16, tzinfo=UTC),
        station=stations[0],
    )
    made = posted(category("costs"), place, content=notice("十月经费"), code="hung")
    db.session.commit()
    return made


def pressed_undo(client, page):
    """Press the button that undoes what was just done, on the page that came then."""
    form = BeautifulSoup(page, "html.parser").select_one('form[action^="/admin/undo/"]')
    assert form is not None, "no undo is offered"
    data = {str(one["name"]): one["value"] for one in form.select("input[name]")}
    return client.post(form["action"], data=data, follow_redirects=True)


def thrown():
    return list(db.session.scalars(sa.select(DiscardedDraft)))


def acts(code):
    query = sa.select(Act.what).where(Act.subject == f"posting {code}").order_by(Act.id)
    return list(db.session.scalars(query))


def test_a_draft_thrown_away_comes_back_with_its_code_and_every_word(cleo, categories):
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="班车时间")
    before = draft_of(code).typed
    page = cleo.post(f"/admin/postings/{code}/discard", follow_redirects=True).text
    assert cleo.get(f"/admin/postings/{code}/edit").status_code == 404

    answer = pressed_undo(cleo, page)

    assert answer.request.path == f"/admin/postings/{code}/edit"
    assert draft_of(code).typed == before
    assert posting_of(code).category.code == "notice"
    assert thrown() == []
    assert acts(code) == ["draft.begin", "draft.discard", "draft.put_back"]


def test_a_correction_comes_back_to_what_hangs(cleo, hung):
    cleo.post("/admin/postings/hung/correct")
    page = cleo.post("/admin/postings/hung/discard", follow_redirects=True).text

    pressed_undo(cleo, page)

    assert draft_of("hung").title == "十月经费"
    assert db.session.scalar(sa.select(sa.func.count(Posting.id))) == 1


def test_over_a_newer_draft_nothing_is_put_back(cleo, hung):
    cleo.post("/admin/postings/hung/correct")
    page = cleo.post("/admin/postings/hung/discard", follow_redirects=True).text
    cleo.post("/admin/postings/hung/correct")
    newer = draft_of("hung").id

    answer = pressed_undo(cleo, page)

    assert "a newer draft is being written: 十月经费" in answer.text
    assert draft_of("hung").id == newer
    assert len(thrown()) == 1


def test_throwing_away_and_undoing_twice_does_nothing_twice(cleo, categories):
    code = begun(cleo, categories["notice"])
    for _ in range(2):
        answer = cleo.post(f"/admin/postings/{code}/discard")
        assert answer.location == "/admin/"
    number = thrown()[0].id

    for _ in range(2):
        answer = cleo.post("/admin/undo/drafts", data={"thrown": number}, follow_redirects=True)

    assert "It is back already" in answer.text
    assert db.session.scalar(sa.select(sa.func.count(Draft.id))) == 1
    assert acts(code) == ["draft.begin", "draft.discard", "draft.put_back"]


def test_nobody_puts_back_what_another_station_threw_away(cleo, enter, hung):
    cleo.post("/admin/postings/hung/correct")
    cleo.post("/admin/postings/hung/discard")
    number = thrown()[0].id

    assert enter("cy").post("/admin/undo/drafts", data={"thrown": number}).status_code == 403
    assert len(thrown()) == 1
    assert "Thrown away lately" not in enter("cy").get("/admin/postings?life=draft").text
    assert "Thrown away lately" in enter("bo").get("/admin/postings?life=draft").text


def test_what_was_thrown_away_a_month_ago_is_forgotten_with_the_next(enter, hung, at):
    clerk = enter("cleo")
    clerk.post("/admin/postings/hung/correct")
    clerk.post("/admin/postings/hung/discard")
    first = thrown()[0].id
    at("2026-12-23T08:26+08:00")
    clerk = enter("cleo")

    clerk.post("/admin/postings/hung/correct")
    clerk.post("/admin/postings/hung/discard")

    assert [one.id != first for one in thrown()] == [True]


def test_a_taking_down_is_undone_at_once_and_the_walls_hear_of_both(cleo, hung):
    page = cleo.post(TAKE_DOWN, data={"reason": "点错了"}, follow_redirects=True).text
    assert posting_of("hung").stage == "withdrawn"
    raised = signal.version()

    pressed_undo(cleo, page)

    again = posting_of("hung")
    assert (again.stage, again.withdrawn_at, again.withdrawn_reason) == ("registered", None, "")
    assert signal.version() > raised
    assert acts("hung") == ["posting.take_down", "posting.put_back"]


def test_after_ten_minutes_the_way_is_a_new_draft(cleo, hung, at):
    cleo.post(TAKE_DOWN, data={"reason": "金额有误"}, follow_redirects=True)
    at("2026-11-22T08:37+08:00")

    page = cleo.post(UNDO, data={"code": "hung"}, follow_redirects=True).text

    assert "Too late to be put back" in page
    assert posting_of("hung").stage == "withdrawn"
    assert "To publish it once more, copy it as a new draft." in page
    assert "Copy as a new draft" in page
    assert f'action="{UNDO}"' not in page


def test_the_posting_s_own_page_offers_it_for_ten_minutes(cleo, hung, at):
    cleo.post(TAKE_DOWN, data={"reason": "金额有误"})
    at("2026-11-22T08:36+08:00")

    assert "Undo: hang it up again" in cleo.get("/admin/postings/hung").text


def test_undoing_twice_is_one_act(cleo, hung):
    cleo.post(TAKE_DOWN, data={"reason": "点错了"})

    for _ in range(2):
        page = cleo.post(UNDO, data={"code": "hung"}, follow_redirects=True).text

    assert "It hangs again already." in page
    assert acts("hung") == ["posting.take_down", "posting.put_back"]


def test_a_stranger_to_the_station_hangs_nothing_up_again(cleo, enter, hung):
    cleo.post(TAKE_DOWN, data={"reason": "保密"})

    assert enter("cy").post(UNDO, data={"code": "hung"}).status_code == 403
    assert posting_of("hung").stage == "withdrawn"


def test_of_what_never_hung_nothing_is_said_that_it_does_not_hang_any_more(
    cleo, categories, stations
):
    code = begun(cleo, categories["notice"])
    address = f"/admin/postings/{code}/take-down"
    page = cleo.post(address, data={"reason": "一"}, follow_redirects=True).text
    assert "It has never hung: there is nothing to take down." in page

    later = Placing("staff", shows_from=datetime(2026, 11, 30, tzinfo=UTC), station=stations[0])
    posted(category("costs"), later, content=notice("十一月经费"), code="later")
    db.session.commit()
    address = "/admin/postings/later/take-down"
    page = cleo.post(address, data={"reason": "一"}, follow_redirects=True).text
    assert "Taken down before it hung." in page
    page = cleo.post(address, data={"reason": "二"}, follow_redirects=True).text
    assert "It has never hung: there is nothing to take down." in page


def test_taking_down_twice_is_one_act_and_the_second_is_told(cleo, hung):
    cleo.post(TAKE_DOWN, data={"reason": "一"})

    page = cleo.post(TAKE_DOWN, data={"reason": "二"}, follow_redirects=True).text

    assert "It does not hang any more." in page
    assert posting_of("hung").withdrawn_reason == "一"
    assert acts("hung") == ["posting.take_down"]
