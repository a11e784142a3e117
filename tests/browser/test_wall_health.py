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
from tests.browser.live import AT, begin, change, hold_at
from tests.browser.people import enrolled, sign_in
from tests.browser.walls import SECRETS, Wall, shown, step

#: A turn is told within fifteen seconds; a machine may be slow.
TOLD_S = 60
NUMBER = "[data-identify]:not([hidden])"
STORED = "() => localStorage.getItem('secret') !== null"
A_SECOND = timedelta(seconds=1)
#: What stands on the middle of the wall.
IN_THE_MIDDLE = (
    "!!document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('[data-identify]')"
)


@pytest.fixture
def page(opened: Callable[[], Page]) -> Page:
    page = opened()
    # The number goes after a second, so that nobody waits for fifteen.
    page.route("**/screen/report", shortened)
    return page


def shortened(route: Route) -> None:
    answer = route.fetch()
    said = answer.json() if answer.status == 200 else {}
    if "ask" in said:
        said["ask"]["seconds"] = 1
    route.fulfill(response=answer, json=said) if said else route.fulfill(response=answer)


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


def until_told(page: Page, wall: Wall, **known: object) -> dict[str, Any]:
    """Wait until the server knows this of the wall."""
    for _ in range(TOLD_S * 5):
        found = report_on(wall)
        if found and all(found[name] == value for name, value in known.items()):
            return found
        page.wait_for_timeout(200)
    raise AssertionError(f"the server was never told {known}: {report_on(wall)}")


@pytest.fixture
def on_second_page(page: Page, wall: Wall) -> tuple[str, str]:
    """The wall is held at the second page of a long table, and has said so: posting and page."""
    begin(page)
    hold_at(page, wall.codes["N06"])
    step(page)
    posting, place = shown(page)
    assert place.startswith("2/")
    until_told(page, wall, on_posting=posting, on_page=2)
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
    expect(card.locator("[data-wall][data-shown]")).to_have_count(1, timeout=20_000)
    drawn = card.locator("iframe").content_frame.locator(".page[data-current]")

    assert drawn.locator(".board").inner_text() == on_the_wall
    assert drawn.get_attribute("data-page") == on_second_page[1]
    found = report_on(wall)
    assert found["version"]
    assert found["engine"].startswith("Chrome/")
    assert (found["width_px"], found["height_px"]) == (1920, 1080)
    # The test's server lives in another year than the browser: nobody has set this box's clock.
    assert abs(found["drift_s"]) > 30
    assert found["memory_mb"] > 0
    assert found["error"] == ""


def test_the_number_stands_over_everything_for_its_time_and_then_goes(page, wall):
    begin(page)
    number = asked(wall, Ask.IDENTIFY)
    page.wait_for_selector(NUMBER, timeout=20_000)
    assert page.evaluate(IN_THE_MIDDLE)
    assert page.locator("[data-identify-number]").inner_text() == str(screen_number(wall))

    page.wait_for_selector(NUMBER, state="detached", timeout=20_000)

    assert not page.evaluate(IN_THE_MIDDLE)
    until_told(page, wall, done=number)


def test_whoever_asks_for_the_number_in_the_panel_sees_that_the_wall_has_shown_it(
    page, wall, panel
):
    with page.expect_response("**/screen/report"):
        begin(page)
    panel.goto(f"/admin/screens?screen={screen_number(wall)}")
    panel.locator('form[action$="/identify"] button').click()

    page.wait_for_selector(NUMBER, timeout=20_000)

    expect(panel.locator("#asked[data-asked=done]")).to_have_count(1, timeout=20_000)


def screen_number(wall: Wall) -> int:
    with wall.app.app_context():
        found = this_screen().id
        db.session.remove()
    return found


def test_a_wall_that_is_asked_to_loads_itself_anew_once(page, wall):
    begin(page)
    loads: list[int] = []
    page.on("load", lambda: loads.append(1))
    number = asked(wall, Ask.RELOAD)
    until_told(page, wall, done=number)
    begun_at = report_on(wall)["begun_at"]
    for _ in range(TOLD_S * 5):
        if report_on(wall)["begun_at"] - begun_at > A_SECOND:
            break
        page.wait_for_timeout(200)

    assert loads == [1]
    expect(page.locator("[data-current]")).to_have_count(1)
    assert report_on(wall)["done"] == number


def test_a_wall_that_lost_its_cookie_gets_back_in_by_itself(page, wall):
    with page.expect_response("**/screen/secret"):
        begin(page)
    page.wait_for_function(STORED)
    page.context.clear_cookies()

    page.reload()

    expect(page.locator("body")).to_have_attribute("data-state", "playing", timeout=20_000)
    expect(page.locator("[data-current]")).to_have_count(1, timeout=20_000)
