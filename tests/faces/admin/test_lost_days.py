"""A publicity period from which the calendar, entered after its release, has taken a working day: it is made good."""

from datetime import date, timedelta

import pytest

from kiosk.accounts.models import Office, WorkingDayOverride
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.lengthening import lengthenings_of
from tests.faces.admin.desk import posting_of
from tests.postings import making

#: Monday to Friday; the clock of these tests stands on the Sunday after.
FIRST, LAST = date(2026, 11, 16), date(2026, 11, 20)


@pytest.fixture
def hung(categories, now):
    """A period of five working days, as many as its category wants; no board is there that could have been dark."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="en"))
    categories["awards"].min_working_days = 5
    placing = making.everywhere(
        shows_from=clock.day_begins(FIRST),
        shows_until=clock.day_ends(LAST),
        publicity_first=FIRST,
        publicity_last=LAST,
    )
    made = making.posted(categories["awards"], placing)
    register.enter(made.revisions[-1], who="Cleo", at=now - timedelta(days=9))
    db.session.commit()
    return made.code


def take_away(day):
    """Enter in the calendar that nobody works on that day."""
    db.session.add(WorkingDayOverride(day=day, is_working=False))
    db.session.commit()


def test_a_day_that_the_calendar_took_away_is_proposed_and_made_good(enter, hung):
    cleo, address = enter("cleo"), f"/admin/postings/{hung}"
    assert "By the calendar" not in cleo.get(address).text
    take_away(date(2026, 11, 18))

    said = "By the calendar as it is now, this period is 1 working day shorter"
    for page in (address, f"{address}/evidence"):
        text = cleo.get(page).text
        assert said in text
        assert "a board was dark" not in text
    why = "By the calendar as it is now the period was 1 working day too short."
    assert why in cleo.get(f"{address}/evidence").text
    asked = {"until": "2026-11-23", "reason": why}
    assert cleo.post(f"{address}/lengthen", data=asked).status_code == 303

    assert posting_of(hung).publicity_last == date(2026, 11, 23)
    assert [one.reason for one in lengthenings_of(posting_of(hung))] == [why]
    assert said not in cleo.get(address).text


def test_a_day_outside_the_period_takes_nothing_away(enter, hung):
    take_away(date(2026, 11, 24))

    assert "By the calendar" not in enter("cleo").get(f"/admin/postings/{hung}").text
