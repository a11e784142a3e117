"""What waits for whoever looks: drafts they may write on, with what is missing and when they were changed."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Account, Grant
from kiosk.accounts.roles import Holding, Role
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.faces.admin.access import Visitor
from kiosk.faces.admin.waiting import SOON_DAYS, ending
from kiosk.programme.glance import Hung
from tests.faces.admin.desk import begun, published, saved

TODAY = date(2026, 11, 22)


def page_of(client):
    return BeautifulSoup(client.get("/admin/").text, "html.parser")


def waiting_of(client):
    page = page_of(client)
    return page.select("[aria-labelledby=drafts-title] .row")


def said(rows):
    return [one.get_text(" ", strip=True) for one in rows]


def badges_of(client):
    page = page_of(client)
    doors = [door for door in page.select(".side-nav a") if door.select(".badge")]
    return {
        next(door.stripped_strings): door.select_one(".badge .out-of-sight").get_text()
        for door in doors
    }


def test_a_draft_waits_with_what_it_lacks_who_changed_it_and_the_way_on(enter, categories, at):
    cleo = enter("cleo")
    at("2026-11-22T09:05+08:00")
    code = begun(cleo, categories["notice"])
    saved(cleo, code, title="", issuer="")

    [row] = waiting_of(cleo)

    assert row.a["href"] == f"/admin/postings/{code}/edit"
    assert row.a.get_text() == "Without a title"
    assert "Cleo, 09:05" in row.get_text()
    assert row.select_one(".pill").get_text() == "2 things missing"


def test_a_draft_that_lacks_nothing_says_so(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)

    [row] = waiting_of(cleo)

    assert row.select_one(".pill").get_text() == "Ready to publish"


def test_a_period_that_is_too_short_is_missing_too(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["awards"])
    saved(cleo, code, **{"placing-publicity_days": "4"})

    [row] = waiting_of(cleo)

    assert row.select_one(".pill").get_text() == "1 thing missing"


def test_what_is_published_no_longer_waits_and_a_correction_does(enter, categories):
    cleo = enter("cleo")
    code = begun(cleo, categories["notice"])
    saved(cleo, code)
    published(cleo, code)
    assert said(waiting_of(cleo)) == ["No drafts."]

    cleo.post(f"/admin/postings/{code}/correct")

    [row] = waiting_of(cleo)
    assert row.select_one(".pill").get_text() == "Correction ready"


def test_the_last_changed_comes_first_and_the_rest_is_counted(enter, categories, at):
    cleo = enter("cleo")
    for minute in range(6):
        at(f"2026-11-22T09:0{minute}+08:00")
        saved(cleo, begun(cleo, categories["notice"]), title=f"第{minute}份")

    page = page_of(cleo)
    titles = [one.a.get_text() for one in page.select("[aria-labelledby=drafts-title] .row")]

    assert titles == ["第5份", "第4份", "第3份", "第2份"]
    assert page.select_one("#drafts-title .count").get_text() == "6"


def test_another_stations_draft_and_the_offices_wait_for_their_own_people(enter, categories):
    cleo, bo, cy = enter("cleo"), enter("bo"), enter("cy")
    saved(cleo, begun(cleo, categories["notice"]), title="所里的")
    saved(bo, begun(bo, categories["notice"]), title="本站的")

    assert [one.a.get_text() for one in waiting_of(bo)] == ["本站的"]
    assert said(waiting_of(cy)) == ["No drafts."]
    assert {one.a.get_text() for one in waiting_of(cleo)} == {"所里的", "本站的"}
    assert (badges_of(bo), badges_of(cy)) == ({"Notices": "1 draft"}, {})
    assert badges_of(cleo) == {"Notices": "2 drafts"}


def test_a_contributor_has_the_drafts_of_their_own_category(enter, cast, categories):
    cleo = enter("cleo")
    saved(cleo, begun(cleo, categories["notice"]), title="通知")
    saved(cleo, begun(cleo, categories["moments"]), title="雪夜")
    helper = Account(
        username="mo",
        display_name="Mo",
        password_hash=cast.clerk.password_hash,
        must_change_password=False,
        language="en",
        grants=[Grant(role=Role.CONTRIBUTOR, category_code="moments")],
    )
    db.session.add(helper)
    db.session.commit()

    mo = enter("mo")

    assert badges_of(mo) == {"Moments": "1 draft"}
    assert len(waiting_of(mo)) == 1


def test_who_may_not_write_has_no_drafts_to_wait_for(enter, categories):
    cleo = enter("cleo")
    saved(cleo, begun(cleo, categories["notice"]))

    page = page_of(enter("sid"))

    assert not page.select("[aria-labelledby=drafts-title], .badge")


def hung(title, last_day, station=None):
    return Hung(
        title, "notices", title, station=station, station_name=station or "", last_day=last_day
    )


def visitor(*grants):
    """Somebody with these parts at these stations (None: the office)."""
    return Visitor(1, "x", "en", False, tuple(Holding(role, station) for role, station in grants))


CLERK = (Role.CLERK, None)


@pytest.mark.parametrize(
    ("last_day", "days"),
    [
        (date(2026, 11, 21), None),
        (date(2026, 11, 22), 1),
        (date(2026, 11, 24), 3),
        (date(2026, 11, 28), SOON_DAYS),
        (date(2026, 11, 29), None),
        (None, None),
    ],
)
def test_what_ends_within_a_week_today_included_ends_soon(last_day, days):
    card = ending([hung("x", last_day)], visitor(CLERK), today=TODAY, calendar=WorkCalendar())

    assert [one.days for one in card.rows] == ([days] if days else [])


def test_the_first_to_end_comes_first_and_all_are_counted():
    every = [hung(f"{day}", date(2026, 11, day)) for day in [27, 23, 25, 24, 26]]

    card = ending(every, visitor(CLERK), today=TODAY, calendar=WorkCalendar())

    assert [one.title for one in card.rows] == ["23", "24", "25", "26"]
    assert card.count == 5


def test_of_two_stations_chief_both_stations_are_theirs():
    every = [hung(one, TODAY, station=one) for one in ["SQB", "SZP", "XXX"]]
    chief = visitor((Role.STATION_CHIEF, "SQB"), (Role.STATION_CHIEF, "SZP"))

    card = ending([*every, hung("office", TODAY)], chief, today=TODAY, calendar=WorkCalendar())

    assert [one.title for one in card.rows] == ["SQB", "SZP"]
