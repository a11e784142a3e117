"""What a month that is over left undone: overdue in the calendar, at the door and on the first page, until it is done."""

from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts import trail
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.models import Category, NilReturn
from kiosk.postings.operations import Placing
from kiosk.programme.overview import overview_now
from kiosk.sample import load_sample
from tests.postings.making import category, notice, posted

ADDRESS = "/admin/duties"
DECEMBER = datetime(2026, 12, 3, 1, tzinfo=UTC)


def page_at(client, address=ADDRESS):
    return BeautifulSoup(client.get(address).text, "html.parser")


def test_a_month_that_nobody_saw_to_stays_overdue_in_the_months_after(
    enter, categories, monkeypatch
):
    category("wages", name_en="Wages", expected_of="office")
    # The office has only just begun with it, and posted nothing at all.
    trail.record("account.create", who="Ada", subject="account cleo", at=clock.now())
    db.session.commit()
    assert page_at(enter("cleo")).select_one(".duty[data-state=open] button[name=category]")
    monkeypatch.setattr(clock, "now", lambda: DECEMBER)
    cleo = enter("cleo")

    page = page_at(cleo)

    assert page.select_one(".side-nav [href='/admin/duties'] .badge .out-of-sight").get_text() == (
        "1 overdue"
    )
    [found] = page.select(".duty[data-state=overdue]")
    said = found.get_text(" ", strip=True)
    assert "Wages 11/2026" in said
    assert "Was due by 11/30." in said
    assert found.select("button[name=category]")
    assert found.select_one(".confirm [name=month]")["value"] == "2026-11"
    assert "Due by 12/31" in page.select_one(".duty[data-state=open]").get_text()

    wages = db.session.scalars(sa.select(Category.id).where(Category.code == "wages")).one()
    asked = {"category": wages, "station": "", "month": "2026-11", "place": ""}
    assert cleo.post(f"{ADDRESS}/nothing", data=asked).status_code == 303

    page = page_at(cleo)
    assert "Nothing is overdue." in page.get_text()
    assert not page.select(".side-nav [href='/admin/duties'] .badge")


def test_the_first_page_says_what_the_month_before_left_undone(enter, cast, now, monkeypatch):
    load_sample(clock.local_day(now), at=now)
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: DECEMBER)

    home = page_at(enter("cleo"), "/admin/")

    wages = home.select(".seven li")[2]
    assert list(wages.stripped_strings) == [
        "Payment of wages",
        "not yet posted, overdue",
        "by 11/10",
    ]


MARCH = datetime(2027, 3, 15, 1, tzinfo=UTC)


def released(what, title, at):
    """A posting of that title, let out at that moment."""
    made = posted(what, Placing(scope="staff", shows_from=at), content=notice(title))
    db.session.commit()
    return made


def states(client, month):
    """What the page of a month says of each duty that is listed."""
    return [
        (one["data-state"], one.select_one(".hint").get_text(" ", strip=True))
        for one in page_at(client, f"{ADDRESS}?month={month}").select(".duty")
    ]


def on_the_wall():
    """What the overview says of the one matter there is."""
    wall = overview_now(moment=MARCH)
    assert wall
    [matter] = wall.matters
    return matter.standing


def begun_in_november(monkeypatch):
    """The office waits for its expense since November, and nobody has posted it until 15 March."""
    expense = category(
        "expense", name_en="Expense", level="office", expected_of="office", seven_place=2
    )
    trail.record("account.create", who="Ada", subject="account cleo", at=clock.now())
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: MARCH)
    return expense


def test_one_late_disclosure_makes_good_one_month_and_the_wall_says_so_of_no_other(
    enter, categories, monkeypatch
):
    expense = begun_in_november(monkeypatch)
    released(expense, "柳泉所2026年11月办公经费使用情况公开", MARCH - timedelta(hours=1))
    cleo = enter("cleo")

    overdue = page_at(cleo).select(".duty[data-state=overdue]")

    months = ["12/2026", "1/2027", "2/2027"]
    assert [one.select_one("b").get_text() for one in overdue] == months
    [(state, said)] = states(cleo, "2026-11")
    assert state == "done"
    assert "Done late on 3/15" in said
    assert on_the_wall() == "missing"
    [line] = page_at(cleo, "/admin/").select(".seven li")
    assert "not yet posted, overdue" in line.get_text(" ", strip=True)


def test_march_is_done_with_a_paper_of_its_own_and_the_months_before_stay_owed(
    enter, categories, monkeypatch
):
    expense = begun_in_november(monkeypatch)
    released(expense, "办公经费使用情况公开", MARCH - timedelta(hours=1))
    cleo = enter("cleo")

    assert len(page_at(cleo).select(".duty[data-state=overdue]")) == 4
    assert on_the_wall() == "disclosed"


def test_a_month_whose_paper_was_about_an_earlier_one_can_be_stated_and_the_earlier_one_cannot(
    enter, categories, monkeypatch
):
    expense = begun_in_november(monkeypatch)
    released(expense, "2026年11月办公经费使用情况公开", MARCH - timedelta(hours=1))
    cleo = enter("cleo")

    def state_nothing(month):
        asked = {"category": expense.id, "station": "", "month": month, "place": ""}
        assert cleo.post(f"{ADDRESS}/nothing", data=asked).status_code == 303

    state_nothing("2027-03")
    state_nothing("2026-11")

    assert [month for (month,) in db.session.execute(sa.select(NilReturn.month))] == [
        date(2027, 3, 1)
    ]


def test_a_draft_for_an_owed_month_names_that_month(enter, categories, monkeypatch):
    category("office_expense", name_en="Expense", level="office", expected_of="office")
    trail.record("account.create", who="Ada", subject="account cleo", at=clock.now())
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: MARCH)
    cleo = enter("cleo")

    def title_of(row):
        button = row.select_one("button[name=category]")
        asked = {one["name"]: one["value"] for one in button.parent.select("input")}
        answer = cleo.post(button.parent["action"], data={**asked, "category": button["value"]})
        return page_at(cleo, answer.location).select_one("[name=title]")["value"]

    page = page_at(cleo)
    by_month = {
        row.select_one("b").get_text(): row for row in page.select(".duty[data-state=overdue]")
    }

    assert "2026年11月办公经费" in title_of(by_month["11/2026"])
    assert "2027年1月办公经费" in title_of(by_month["1/2027"])
    assert "2027年2月办公经费" in title_of(page.select_one(".duty[data-state=open]"))
