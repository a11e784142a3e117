"""The takeover room: who may, the form, the second look, ending, lengthening, the review that follows, the banner."""

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts.models import Act, Grant
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.programme.takeovers import Takeover
from kiosk.screens import operations
from kiosk.screens.operations import Site
from tests.faces.admin.signing import account
from tests.faces.admin.takeover_ways import STORM, begun, looked

pytestmark = pytest.mark.usefixtures("screens")
NEW = "/admin/takeovers/new"


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def the_one():
    return db.session.scalars(sa.select(Takeover)).one()


def count():
    return db.session.scalar(sa.select(sa.func.count(Takeover.id)))


def acts():
    query = sa.select(Act.what).where(Act.what.startswith("takeover.")).order_by(Act.id)
    return list(db.session.scalars(query))


@pytest.fixture
def cleo(enter):
    return enter("cleo")


@pytest.fixture
def bo(enter):
    """The chief of the first station."""
    return enter("bo")


@pytest.fixture
def rita(enter):
    """Who reviews."""
    account("rita", "苗春霞", Role.SECRECY_REVIEWER)
    db.session.commit()
    return enter("rita")


def test_the_first_time_it_only_says_what_it_would_do(cleo, screens):
    page = soup(cleo.post(NEW, data=STORM))

    assert page.select_one("#takeover h2").text == "This replaces 2 screens at once"
    assert "SQB · SQB room" in page.select_one("#takeover .notice").text
    assert "SZP · SZP room" in page.select_one("#takeover .notice").text
    assert count() == 0
    wall = BeautifulSoup(page.select_one("iframe")["srcdoc"], "html.parser")
    assert [one.text for one in wall.select(".takeover-title span")] == [
        "沙尘暴来袭",
        "关闭全部入口车道",
    ]


def test_said_once_more_it_is_on_and_stands_in_the_trail(cleo):
    begun(cleo)
    one = the_one()

    assert (one.level, one.headline) == (2, "沙尘暴来袭\n关闭全部入口车道")
    assert one.until.isoformat() == "2026-11-22T01:26:00+00:00"
    assert (one.begun_by, len(one.screens)) == ("Cleo", 2)
    assert acts() == ["takeover.begin"]


def test_the_same_form_sent_twice_begins_one(cleo):
    data = looked(cleo, STORM)
    first, second = (cleo.post(NEW, data=data) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert count() == 1


def test_a_screen_that_came_after_the_second_look_asks_for_another(cleo, stations):
    data = looked(cleo, STORM)
    operations.add_screen(Site(name="Late", station=stations[0]))
    db.session.commit()
    page = soup(cleo.post(NEW, data=data))

    assert "look once more" in page.select_one("#takeover [role=alert]").text
    assert page.select_one("h2[autofocus]").text == "This replaces 3 screens at once"
    assert count() == 0


def test_screens_that_drivers_pass_are_named(cleo, stations):
    operations.add_screen(Site(name="Hall", station=stations[0], audience="hall"))
    db.session.commit()

    assert "Drivers pass there and read it too: SQB · Hall" in cleo.post(NEW, data=STORM).text


def test_whoever_goes_back_to_change_it_finds_what_was_typed(cleo):
    page = soup(cleo.post(NEW, data={**looked(cleo, STORM), "change": "yes"}))

    assert page.select_one("#headline").text.split() == ["沙尘暴来袭", "关闭全部入口车道"]
    assert page.select_one('[name="lasts"] [selected]')["value"] == "60"
    assert count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"headline": " "}, "headline"),
        ({"headline": "一\n二\n三\n四"}, "headline"),
        ({"actions": "\n".join("一二三四五六七")}, "actions"),
        ({"actions": "收费班：" + "长" * 60}, "actions"),
        ({"details": "家属电话 13800000000"}, "details"),
        ({"headline": "绝密：押运路线"}, "headline"),
        ({"lasts": "until"}, "until"),
        ({"lasts": "until", "until": "2026-11-22T08:00"}, "until"),
        ({"lasts": "until", "until": "2026-11-23T08:27"}, "until"),
        ({"reach": "stations"}, "stations"),
        ({"reach": "screens", "screens": ["not-there"]}, "screens"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_begins(cleo, wrong, field):
    answer = cleo.post(NEW, data={**STORM, **wrong})

    assert answer.status_code == 422
    assert soup(answer).select_one(f"#{field}-error").text.strip()
    assert count() == 0


def test_until_a_time_is_the_office_s_time(cleo):
    begun(cleo, lasts="until", until="2026-11-22T17:30")

    assert the_one().until.isoformat() == "2026-11-22T09:30:00+00:00"


def test_a_chief_reaches_the_walls_of_their_own_station_alone(bo, screens):
    page = soup(bo.get(NEW))
    own, other = screens

    assert [one["value"] for one in page.select('[name="reach"]')] == ["stations", "screens"]
    assert [one["value"] for one in page.select('[name="screens"]')] == [own.mark]
    for stray in (
        {"reach": "office"},
        {"reach": "stations", "stations": ["SQB", "SZP"]},
        {"reach": "screens", "screens": [other.mark]},
    ):
        assert bo.post(NEW, data={**STORM, **stray}).status_code == 422
    begun(bo, reach="stations", stations=["SQB"])
    assert the_one().screens == ["SQB · SQB room"]


@pytest.mark.parametrize(("who", "status"), [("ada", 403), ("sid", 200), ("bo", 200)])
def test_only_who_answers_for_the_road_may_begin_one(enter, who, status):
    assert enter(who).get(NEW).status_code == status


def test_another_station_s_chief_may_neither_end_nor_lengthen_it(bo, enter):
    code = begun(bo, reach="stations", stations=["SQB"])
    cy = enter("cy")

    for deed, data in (("end", {"why": "x"}), ("lengthen", {"lasts": "240"})):
        assert cy.post(f"/admin/takeovers/{code}/{deed}", data=data).status_code == 403
    assert 'name="why"' not in cy.get(f"/admin/takeovers/{code}").text
    assert the_one().ended_at is None


def test_a_chief_may_not_end_what_the_office_has_begun(cleo, bo):
    code = begun(cleo)

    assert bo.post(f"/admin/takeovers/{code}/end", data={"why": "x"}).status_code == 403


def test_ending_it_early_needs_a_reason(cleo):
    code = begun(cleo)
    answer = cleo.post(f"/admin/takeovers/{code}/end", data={"why": " "})

    assert answer.status_code == 422
    assert soup(answer).select_one("#why-error")
    assert the_one().ended_at is None
    assert cleo.post(f"/admin/takeovers/{code}/end", data={"why": "解除"}).status_code == 303
    assert (the_one().ended_by, the_one().ended_why) == ("Cleo", "解除")


def test_it_can_go_on_longer_but_not_end_earlier_that_way(cleo):
    code = begun(cleo)
    cleo.post(f"/admin/takeovers/{code}/lengthen", data={"lasts": "240"})
    assert the_one().until.isoformat() == "2026-11-22T04:26:00+00:00"
    answer = cleo.post(f"/admin/takeovers/{code}/lengthen", data={"lasts": "30"})

    assert answer.status_code == 422
    assert acts() == ["takeover.begin", "takeover.lengthen"]


def test_what_is_over_is_said_to_be_over(cleo, at):
    code = begun(cleo)
    at("2026-11-22T09:26+08:00")
    cleo.post(f"/admin/takeovers/{code}/lengthen", data={"lasts": "240"})
    cleo.post(f"/admin/takeovers/{code}/end", data={"why": "x"})

    assert acts() == ["takeover.begin"]
    assert soup(cleo.get(f"/admin/takeovers/{code}")).select_one(".pill").text == "Over"


def test_every_page_says_that_one_is_on_and_leads_to_its_end(cleo, bo, at):
    code = begun(cleo)
    for client, may_end in ((cleo, True), (bo, False)):
        banner = soup(client.get("/admin/screens")).select_one(".taken-over")
        assert "沙尘暴来袭" in banner.text
        assert bool(banner.select(f'a[href="/admin/takeovers/{code}?end=now#end"]')) is may_end
    at("2026-11-22T09:26+08:00")

    assert not soup(cleo.get("/admin/screens")).select(".taken-over")


def test_the_reviewer_finds_it_among_what_waits_until_it_is_reviewed(cleo, rita):
    code = begun(cleo)
    waiting = soup(rita.get("/admin/")).select_one('[aria-labelledby="drafts-title"]')
    assert f"/admin/takeovers/{code}#review" in str(waiting)
    rita.post(f"/admin/takeovers/{code}/review", data={"remark": "处置及时"})

    assert (the_one().reviewed_by, the_one().remark) == ("苗春霞", "处置及时")
    assert code not in str(soup(rita.get("/admin/")).select_one('[aria-labelledby="drafts-title"]'))
    assert acts() == ["takeover.begin", "takeover.review"]


def test_nobody_reviews_what_they_have_begun(enter):
    account("mei", "梅", Role.SECRECY_REVIEWER).grants.append(Grant(role=Role.CLERK))
    db.session.commit()
    mei = enter("mei")
    code = begun(mei)
    mei.post(f"/admin/takeovers/{code}/review", data={"remark": ""})

    assert the_one().reviewed_at is None
    assert 'id="review"' not in mei.get(f"/admin/takeovers/{code}").text


def test_the_record_says_who_when_where_what_and_whether_it_was_reviewed(cleo, rita, at):
    code = begun(cleo)
    cleo.post(f"/admin/takeovers/{code}/end", data={"why": "险情解除"})
    rita.post(f"/admin/takeovers/{code}/review", data={"remark": "处置及时"})
    row = soup(cleo.get("/admin/takeovers/print")).select_one("tbody").text

    for text in ("沙尘暴来袭", "SQB · SQB room", "Cleo: 险情解除", "苗春霞: 处置及时"):
        assert text in row


def test_a_review_that_is_late_is_said(enter, at):
    begun(enter("cleo"))
    at("2026-11-24T08:00+08:00")

    assert "Review overdue" in enter("cleo").get("/admin/takeovers").text


def test_the_trail_says_what_it_was_called_and_leads_to_it(cleo, enter):
    code = begun(cleo)
    page = enter("ada").get("/admin/trail?room=screens").text

    assert "Takeover begun" in page
    assert "沙尘暴来袭 关闭全部入口车道" in page
    assert f"/admin/takeovers/{code}" in page
    assert "Orange · level II" in page


def test_the_trail_and_the_record_hold_who_when_where_and_how_it_ended(cleo, at, enter):
    code = begun(cleo)
    at("2026-11-22T08:40+08:00")
    enter("cleo").post(f"/admin/takeovers/{code}/end", data={"why": "风停了"})
    one = the_one()

    account("sam", "沈平", Role.INTEGRITY_SUPERVISOR)
    db.session.commit()
    ended, started = [
        " ".join(row.get_text(" ", strip=True).split())
        for row in soup(enter("sam").get("/admin/trail")).select("tbody tr")
        if "Takeover" in row.get_text()
    ]
    row = soup(cleo.get("/admin/takeovers")).select_one(".rows li").get_text(" ", strip=True)

    assert "2026-11-22 08:26 Cleo Takeover begun" in started
    for said in (
        f"Number empty → {one.year}–{one.serial}",
        "Screens replaced at once empty → 2",
        "Headline empty → 沙尘暴来袭",
        "From empty → 11/22 08:26",
        "Until empty → 11/22 09:",
    ):
        assert said in started, said  # fmt: skip
    assert "2026-11-22 08:40 Cleo Takeover ended early" in ended
    assert "→ 11/22 08:40" in ended
    assert "Reason empty → 风停了" in ended
    assert "ended early by Cleo" in row
    assert "08:26 – 11/22 08:40" in row
