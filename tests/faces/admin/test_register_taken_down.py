"""What the register says of an entry whose notice was taken down: how far its period went, and what is not asked any more."""

from datetime import datetime

import pytest
from bs4 import BeautifulSoup

from kiosk.accounts.models import Office
from kiosk.core.db import db
from kiosk.postings import register
from kiosk.postings.operations import withdraw
from tests.postings import making

BEGINS = datetime.fromisoformat("2026-11-16T09:00+08:00")
PERIOD = "2026-11-16 to 2026-11-20"


@pytest.fixture
def hung(categories):
    """A notice with five working days of publicity."""
    db.session.add(Office(id=1, name="柳泉收费所", short_name="柳泉所", language="en"))
    made = making.posted(categories["awards"], making.five_working_days(shows_from=BEGINS))
    register.enter(made.revisions[-1], who="Cleo", at=BEGINS)
    db.session.commit()
    return made


def columns(client):
    page = BeautifulSoup(client.get("/admin/register").text, "html.parser")
    heads = [one.get_text() for one in page.select(".register dt")]
    return dict(zip(heads, (one.get_text() for one in page.select(".register dd")), strict=True))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-18T10:00+08:00", f"{PERIOD} (taken down before it was over)"),
        ("2026-11-21T10:00+08:00", PERIOD),
    ],
)
def test_a_period_cut_short_says_so_and_nothing_more_is_asked(enter, hung, moment, told):
    withdraw(hung, reason="车号有误", at=datetime.fromisoformat(moment))
    db.session.commit()

    found = columns(enter("cleo"))

    assert found["First and last day of the publicity period"] == told
    asked = ("Number of opinions", "Outcome", "Conclusion of the period")
    assert [found[head] for head in asked] == ["Not needed"] * 3


def test_what_still_hangs_is_asked_for_its_conclusion(enter, hung):
    found = columns(enter("cleo"))

    assert found["First and last day of the publicity period"] == PERIOD
    assert found["Conclusion of the period"] == "None yet"
