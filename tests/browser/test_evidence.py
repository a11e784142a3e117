"""The page that proves a posting was shown: for every eye, at every width, drawn without a style in the page."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe

from kiosk.accounts.models import Station
from kiosk.core import clock, quarters
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.postings.models import Category
from kiosk.postings.operations import posting_by_code
from kiosk.screens.models import Play, Standing
from tests.browser.people import sign_in
from tests.browser.reach import AXE, overflow, small_targets
from tests.postings import making

DEVICE = "evidence1"


def change(app, act):
    """Do something to the database in one transaction."""
    with app.app_context():
        means_to_write()
        try:
            act()
            db.session.commit()
        finally:
            reads_again()
            db.session.remove()


@pytest.fixture
def shown(live_server):
    """The code of a notice in its third day of publicity; one wall has shown it until noon on the first two."""
    now = clock.now()
    days = [clock.local_day(now) - timedelta(days=ago) for ago in (2, 1)]
    first, last = days[0], days[0] + timedelta(days=6)
    begins = clock.day_begins(first)
    code = "evidence"

    def hang():
        station = db.session.scalars(sa.select(Station).limit(1)).one()
        category = db.session.scalars(sa.select(Category).where(Category.kind == "notices")).first()
        assert category is not None
        placing = making.everywhere(
            "party", station=station, shows_from=begins, publicity_first=first, publicity_last=last
        )
        making.posted(category, placing, code=code)
        stands = {"device": DEVICE, "name": "大厅", "audience": "party", "begins": begins}
        db.session.add(Standing(**stands, station=station.code, station_name=station.name))
        counted = {"device": DEVICE, "boot": "1", "revision": 1, "times": 144, "seconds": 2880}
        seen = f"{quarters.span(0, 48):024x}"
        for day in days:
            row = Play(**counted, posting=code, fingerprint="", day=day, quarters=seen)
            row.reported_at = now
            db.session.add(row)

    def take_away():
        db.session.execute(sa.delete(Play).where(Play.posting == code))
        db.session.execute(sa.delete(Standing).where(Standing.device == DEVICE))
        db.session.delete(posting_by_code(code))

    change(live_server.app, hang)
    yield code
    change(live_server.app, take_away)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_proof_is_drawn_and_read_at_every_width(page, clerk, shown, width):
    sign_in(page, clerk)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"/admin/postings/{shown}")
    page.click("text=上屏记录")

    row = page.locator("tbody tr").filter(has_text="144 次").first
    lit, dark = row.locator(".quarters-shown"), row.locator(".quarters-dark")
    assert row.inner_text().count("50 %") == 1
    assert "12:00–24:00" in row.inner_text()
    picture = row.locator("svg").bounding_box()
    assert abs(lit.bounding_box()["width"] - picture["width"] / 2) < 2
    assert dark.count() == 1
    assert overflow(page) == 0
    assert small_targets(page) == []
    assert [one["id"] for one in Axe().run(page, options=AXE).response["violations"]] == []
