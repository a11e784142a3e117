"""What a month that is over left undone: overdue in the calendar, at the door and on the first page, until it is done."""

from datetime import UTC, datetime

import sqlalchemy as sa
from bs4 import BeautifulSoup

from kiosk.accounts import trail
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.models import Category
from kiosk.sample import load_sample
from tests.postings.making import category

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
