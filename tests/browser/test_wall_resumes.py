"""What a wall believes when it wakes, or starts without its server: of its box's clock, and of the page its browser kept."""

from datetime import timedelta

import sqlalchemy as sa

from kiosk.core.db import db
from kiosk.postings.operations import withdraw
from kiosk.postings.visibility import Scope
from kiosk.screens.models import Screen
from tests.browser.live import AT, change, posting, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import close, shown

ALONE = "body[data-online=false] [data-current] [data-badge]:not([hidden])"
STOCKED_MS = 90_000
NOTICED_MS = 20_000
#: How long a page stays at the most.
LONGEST_PAGE_MS = 45_500
#: Every write of a programme is refused, as on a disk on which less is free than it needs.
NO_ROOM_FOR_PROGRAMMES = """(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (what, key) {
        if (key === "programme") throw new DOMException("no room", "QuotaExceededError");
        return put.call(this, what, key);
    };
})()"""


def stocked(page):
    """Load the wall, and let it gather all it needs."""
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    return time


def come_to(time, code):
    """Let pages turn until a posting is on."""
    time.until(f"[data-current][data-posting='{code}']", within_ms=2 * LONGEST_PAGE_MS)


def parts_of_time(page):
    """What is seen of what goes by the day or the minute."""
    parts = ("[data-clock]", "[data-today]", "[data-days-left]", "[data-days-working]")
    cells = (*parts, "[data-day-cells]")
    return {part for part in cells if page.locator(f"[data-current] {part}").is_visible()}


def test_a_box_that_nobody_told_the_time_shows_neither_the_time_nor_how_many_days_are_left(
    wall, opened, errors
):
    take_down_all_but(wall, "N06")
    page = opened(works_offline=True)
    time = stocked(page)
    come_to(time, wall.codes["N06"])
    assert len(parts_of_time(page)) == 5

    wall.stop()
    # As its box opens it after a power cut, if it has no clock that goes on while it is off.
    page.evaluate("window.history.replaceState(null, '', '#clock-not-set')")
    page.reload()
    time.until(ALONE, within_ms=NOTICED_MS)
    come_to(time, wall.codes["N06"])
    assert parts_of_time(page) == set()
    assert page.locator("[data-current] [data-publicity] > :last-child").is_visible()

    wall.start_again()
    time.until("body[data-online=true]", within_ms=NOTICED_MS)
    assert len(parts_of_time(page)) == 5
    close(page.context)
    errors.clear()  # of the outage


def test_a_box_that_slept_asks_at_once_what_has_ended_meanwhile(opened):
    page = opened()
    asked: list[str] = []
    page.on(
        "request", lambda one: asked.append(one.url) if one.url.endswith("/programme") else None
    )
    time = WallTime(page)
    time.begin()
    time.until(lambda: asked, within_ms=ASKED_MS)
    asked.clear()
    time.passes(1_000)
    assert not asked

    page.clock.set_system_time(AT + timedelta(hours=2))
    time.passes(1_000)

    assert asked


def test_the_first_page_that_came_with_the_wall_does_not_come_back_once_it_was_withdrawn(
    wall, opened, errors
):
    def to_the_hall():
        """There the rotation begins with a posting, not with the overview."""
        for screen in db.session.scalars(sa.select(Screen)):
            screen.audience = "hall"
        for number in ("H01", "M02"):
            posting(wall.codes[number]).scope = Scope.SOCIETY

    take_down_all_but(wall, "H01", "M02")
    change(wall, to_the_hall)
    page = opened(works_offline=True)
    time = stocked(page)
    came_with_it = shown(page)[0]
    page.evaluate(NO_ROOM_FOR_PROGRAMMES)
    change(wall, lambda: withdraw(posting(came_with_it), reason="test", at=AT))
    time.passes(ASKED_MS)
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=NOTICED_MS)

    assert shown(page)[0] != came_with_it
    close(page.context)
    errors.clear()  # of the outage
