"""What a real wall says of itself, what it does when it is asked, and how the panel draws the page that is on it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, Route, expect

from kiosk.accounts.roles import Role
from kiosk.core import codes
from kiosk.core.db import db
from kiosk.screens.health import Ask, ask
from kiosk.screens.models import Screen, ScreenReport
from tests.browser import walls
from tests.browser.live import AT, change, hold_at, take_down_all_but
from tests.browser.people import enrolled, sign_in
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import SECRETS, Wall, shown, step

#: A turn is told within fifteen seconds, and that an ask is done at once.
TOLD_MS = 16_000
#: What is asked comes with a programme, and is asked for at once.
HEARD_MS = ASKED_MS + 1_000
#: The number stands so long; and a little of it is over when it is seen.
STANDS_MS = 15_000
#: In the panel, by the machine's own time.
DRAWN_MS = 60_000
NUMBER = "[data-identify]:not([hidden])"
#: So soon a wall has all it needs.
STOCKED_MS = 90_000
#: Half a second passes between two looks of a wall at its clock.
A_BEAT_MS = 500
STORED = "localStorage.getItem('secret') !== null"
#: A wall that waits with a code looks so often whether it is one again.
LOOKS_MS = 2_000
#: What the wall's database holds for times without its server.
READ_STORE = """async () => {
    const done = (asked) => new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const database = await done(indexedDB.open("wall", 1));
    const all = (drawer) => done(database.transaction(drawer).objectStore(drawer).getAllKeys());
    const kept = [...(await all("facts")), ...(await all("boards"))];
    database.close();
    return kept;
}"""
A_SECOND = timedelta(seconds=1)
AN_HOUR = timedelta(hours=1)
#: What stands on the middle of the wall.
IN_THE_MIDDLE = (
    "!!document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('[data-identify]')"
)


@pytest.fixture
def page(opened: Callable[[], Page]) -> Page:
    return opened()


@pytest.fixture
def time(page: Page) -> WallTime:
    """Of a box whose clock somebody has set an hour wrong."""
    return WallTime(page, box_ahead=AN_HOUR)


def this_screen() -> Screen:
    mine = Screen.secret_hash == codes.secret_hash(SECRETS["usual"])
    return db.session.scalars(sa.select(Screen).where(mine)).one()


def report_on(wall: Wall) -> dict[str, Any]:
    """What the server knows of the wall."""
    with wall.app.app_context():
        row = db.session.get(ScreenReport, this_screen().id)
        columns = ScreenReport.__table__.columns if row else ()
        found = {one.name: getattr(row, one.name) for one in columns}
        db.session.remove()
    return found


def asked(wall: Wall, what: Ask) -> int:
    """Ask the wall, as the panel does; the number of the ask."""
    numbers: list[int] = []
    change(wall, lambda: numbers.append(ask(this_screen(), what, at=AT)))
    return numbers[0]


def until_told(time: WallTime, wall: Wall, **known: object) -> dict[str, Any]:
    """Let time pass until the server knows this of the wall."""

    def is_told() -> bool:
        found = report_on(wall)
        return bool(found) and all(found[name] == value for name, value in known.items())

    time.until(is_told, within_ms=TOLD_MS)
    return report_on(wall)


@pytest.fixture
def on_second_page(page: Page, time: WallTime, wall: Wall) -> tuple[str, str]:
    """The wall is held at the second page of a long table, and has said so: posting and page."""
    time.begin()
    hold_at(page, wall.codes["N06"])
    step(page)
    posting, place = shown(page)
    assert place.startswith("2/")
    until_told(time, wall, on_posting=posting, on_page=2)
    return posting, place


@pytest.fixture
def panel(browser: Browser, wall: Wall) -> Iterator[Page]:
    """Somebody who looks after screens, with a laptop."""
    context = browser.new_context(base_url=wall.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    sign_in(page, enrolled(wall.app, Role.CLERK))
    yield page
    walls.close(context)


def test_the_panel_draws_the_very_page_that_is_on_and_knows_how_the_wall_is(
    on_second_page, page, panel, wall
):
    on_the_wall = page.locator(".page[data-current] .board").inner_text()
    panel.goto("/admin/screens")
    panel.locator("tr[data-state=online] a").click()

    card = panel.locator("#screen-card")
    expect(card.locator("[data-wall][data-shown]")).to_have_count(1, timeout=DRAWN_MS)
    drawn = card.locator("iframe").content_frame.locator(".page[data-current]")

    assert drawn.locator(".board").inner_text() == on_the_wall
    assert drawn.get_attribute("data-page") == on_second_page[1]
    found = report_on(wall)
    assert found["version"]
    assert found["engine"].startswith("Chrome/")
    assert (found["width_px"], found["height_px"]) == (1920, 1080)
    # However long the test's server has been at it meanwhile.
    assert abs(abs(found["drift_s"]) - AN_HOUR.total_seconds()) < AN_HOUR.total_seconds() / 2
    assert found["memory_mb"] > 0
    assert found["error"] == ""


def test_the_number_stands_over_everything_for_its_time_and_then_goes(page, time, wall):
    time.begin()
    number = asked(wall, Ask.IDENTIFY)
    time.until(NUMBER, within_ms=HEARD_MS)
    assert page.evaluate(IN_THE_MIDDLE)
    assert page.locator("[data-identify-number]").inner_text() == str(screen_number(wall))

    time.passes(STANDS_MS - A_BEAT_MS)
    assert page.evaluate(IN_THE_MIDDLE)
    time.passes(A_BEAT_MS)

    assert page.query_selector(NUMBER) is None
    assert not page.evaluate(IN_THE_MIDDLE)
    until_told(time, wall, done=number)


def test_whoever_asks_for_the_number_in_the_panel_sees_that_the_wall_has_shown_it(
    page, time, wall, panel
):
    time.begin()
    panel.goto(f"/admin/screens?screen={screen_number(wall)}")
    panel.locator('form[action$="/identify"] button').click()
    expect(panel.locator("#asked")).to_have_count(1, timeout=DRAWN_MS)

    time.until(NUMBER, within_ms=HEARD_MS)
    time.settle()

    expect(panel.locator("#asked[data-asked=done]")).to_have_count(1, timeout=DRAWN_MS)


def screen_number(wall: Wall) -> int:
    with wall.app.app_context():
        found = this_screen().id
        db.session.remove()
    return found


def test_a_wall_that_is_asked_to_loads_itself_anew_once(page, time, wall):
    time.begin()
    page.evaluate("window.isOld = true")
    loads: list[int] = []
    page.on("load", lambda: loads.append(1))
    number = asked(wall, Ask.RELOAD)
    until_told(time, wall, done=number)
    begun_at = report_on(wall)["begun_at"]
    page.wait_for_function("() => !window.isOld")
    time.until(lambda: report_on(wall)["begun_at"] - begun_at > A_SECOND, within_ms=TOLD_MS)
    time.passes(TOLD_MS)

    assert loads == [1]
    expect(page.locator("[data-current]")).to_have_count(1)
    assert report_on(wall)["done"] == number


def test_a_wall_that_lost_its_cookie_gets_back_in_by_itself(page, time):
    time.begin()
    time.until(lambda: page.evaluate(STORED), within_ms=TOLD_MS)
    page.context.clear_cookies()

    page.reload()

    expect(page.locator("body")).to_have_attribute("data-state", "playing", timeout=DRAWN_MS)
    time.until("[data-current]", within_ms=A_BEAT_MS)


def break_off(route: Route) -> None:
    """The line is cut."""
    route.abort()


def refuse(route: Route) -> None:
    route.fulfill(status=500, body="")


def answer_as_a_portal(route: Route) -> None:
    """Something on the way wants somebody to sign in."""
    route.fulfill(status=200, json={"sign in": "please"})


@pytest.mark.parametrize("trouble", [break_off, refuse, answer_as_a_portal])
def test_a_wall_that_lost_its_cookie_asks_until_it_is_answered_and_keeps_all_it_has(
    page, time, wall, errors, trouble
):
    take_down_all_but(wall, "N12", "M02")
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    kept = page.evaluate(READ_STORE)
    assert "programme" in kept
    page.context.clear_cookies()
    page.route("**/screen/return", trouble)
    page.reload()
    time.until("body[data-state=unpaired]", within_ms=A_BEAT_MS)
    time.passes(2 * LOOKS_MS)

    assert page.evaluate(READ_STORE) == kept
    page.unroute("**/screen/return")
    time.until("body[data-state=playing] [data-current]", within_ms=LOOKS_MS + A_BEAT_MS)
    assert page.evaluate(READ_STORE) == kept
    errors.clear()  # of the questions without an answer
