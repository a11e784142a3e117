"""The holidays of a year: the State Council's notice pasted as it is."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import db
from kiosk.faces.admin.calendar import missing_year
from kiosk.postings.operations import work_calendar

NOTICE = "元旦：1月1日（周五）至3日（周日）放假，共3天。春节：2月5日至11日放假调休，共7天。1月30日（周六）上班。"


def field(answer):
    page = BeautifulSoup(answer.text, "html.parser")
    return page.select("#notice")[0].get_text().strip()


def seen(client, year):
    page = BeautifulSoup(client.get(f"/admin/settings/calendar/{year}").text, "html.parser")
    return page.select('input[name="seen"]')[0]["value"]


def send(client, text, year=2027, **more):
    data = {"notice": text, "seen": seen(client, year), **more}
    return client.post(f"/admin/settings/calendar/{year}", data=data)


def test_a_pasted_notice_makes_the_year_known(enter, stations):
    ada = enter("ada")
    assert not work_calendar().is_known(2027)

    assert send(ada, NOTICE).status_code == 303

    db.session.rollback()
    calendar = work_calendar()
    assert calendar.is_known(2027)
    assert not calendar.is_working_day(date(2027, 2, 8))
    assert calendar.is_working_day(date(2027, 1, 30))
    assert field(ada.get("/admin/settings/calendar/2027")).startswith("1月1日放假。")
    assert "Holidays of a year changed" in ada.get("/admin/trail").text


def test_the_year_the_package_knows_stands_there_and_can_be_corrected(enter, stations):
    ada = enter("ada")
    text = field(ada.get("/admin/settings/calendar/2026"))
    assert "10月1日至10月2日放假。" in text

    send(ada, text.replace("10月10日", "10月11日"), year=2026)

    db.session.rollback()
    assert not work_calendar().is_working_day(date(2026, 10, 10))
    assert work_calendar().is_working_day(date(2026, 10, 11))
    assert work_calendar().is_working_day(date(2026, 11, 23))


def test_what_cannot_be_read_is_named_and_kept(enter, stations):
    answer = send(enter("ada"), "2月30日放假。")

    assert answer.status_code == 422
    assert "“2月30日” cannot be taken" in answer.text
    assert field(answer) == "2月30日放假。"
    assert not work_calendar().is_known(2027)


def test_two_people_see_what_the_other_saved(enter, stations):
    ada = enter("ada")
    old = seen(ada, 2027)
    send(ada, NOTICE)

    answer = send(ada, "1月1日放假。", seen=old)

    assert answer.status_code == 409
    assert "1月30日上班" in answer.text
    assert field(answer) == "1月1日放假。"


def test_the_same_sent_twice_is_one_act(enter, stations):
    ada = enter("ada")
    old = seen(ada, 2027)
    for _again in range(2):
        assert send(ada, NOTICE, seen=old).status_code == 303

    assert ada.get("/admin/trail").text.count("Holidays of a year changed") == 1


def test_years_nobody_plans_in_are_not_there(enter, stations):
    assert enter("ada").get("/admin/settings/calendar/1999").status_code == 404


def test_a_clerk_does_not_set_holidays(enter, stations):
    assert enter("cleo").get("/admin/settings/calendar/2027").status_code == 403


@pytest.mark.parametrize(
    ("today", "known_years", "missing"),
    [
        (date(2026, 10, 31), set(), None),
        (date(2026, 11, 1), set(), 2027),
        (date(2026, 11, 1), {2027}, None),
        (date(2027, 1, 5), set(), 2027),
    ],
)
def test_from_november_on_the_next_year_is_missed(today, known_years, missing):
    assert missing_year(today, WorkCalendar(known_years=frozenset(known_years))) == missing
