"""A wall whose own script throws while it turns its pages: what is on stays, and it loads itself anew once its server answers."""

from contextlib import nullcontext

import pytest

from tests.browser.failing import answering_500
from tests.browser.live import take_down_all_but
from tests.browser.wall_time import WallTime
from tests.browser.walls import close, shown

#: A page that has been on for so long is stuck, however long it was to stay (static/core/upkeep.js).
STUCK_MS = 45_500 + 3 * 60_000
#: How often a wall looks whether it is, and within what it has loaded itself anew even if it has just tried three times.
LOOKED_MS = 30_000
RENEWED_MS = 5 * 60_000 + LOOKED_MS
LONGEST_PAGE_MS = 45_500
#: No page comes on.
PUT_THROWS = """() => {
    const { querySelectorAll } = Element.prototype;
    Element.prototype.querySelectorAll = function (selector) {
        if (selector === "[data-meter]") {
            window.thrown += 1;
            throw new Error("a page that throws");
        }
        return querySelectorAll.call(this, selector);
    };
    window.thrown = 0;
}"""
#: Whatever is done twice a second ends at once.
TICK_THROWS = """() => {
    Object.defineProperty(document, "visibilityState", {
        get() {
            window.thrown += 1;
            throw new Error("a tick that throws");
        },
    });
    window.thrown = 0;
}"""
#: What throws by its timer is told to the page, as browsers do; the test's clock would hand it to the test.
TOLD = """(() => {
    const { setInterval } = window;
    const tried = (work) => () => {
        try {
            work();
        } catch (error) {
            window.reportError(error);
        }
    };
    window.setInterval = (work, ms) => setInterval(tried(work), ms);
})()"""
IS_OLD = "window.thrown !== undefined"


@pytest.mark.parametrize(
    ("trouble", "outage"),
    [(PUT_THROWS, answering_500), (TICK_THROWS, nullcontext)],
    ids=["put-500", "tick-gone"],
)
def test_a_wall_that_throws_shows_what_it_has_and_loads_itself_anew_once_its_server_answers(
    wall, opened, errors, trouble, outage
):
    take_down_all_but(wall, "N12", "M02")
    page = opened()
    time = WallTime(page)
    page.add_init_script(TOLD)
    time.begin()
    page.evaluate(trouble)
    on = shown(page)
    wall.stop()
    with outage(wall.url):
        time.passes(STUCK_MS + 2 * LOOKED_MS)

    assert page.evaluate("window.thrown") > 1
    assert shown(page) == on
    assert page.locator("[data-current]:visible .board:visible").count() == 1
    wall.start_again()
    time.until(lambda: not page.evaluate(IS_OLD), within_ms=RENEWED_MS)
    time.until("[data-current]", within_ms=LOOKED_MS)
    first = shown(page)
    time.until(lambda: shown(page) != first, within_ms=LONGEST_PAGE_MS)
    close(page.context)
    errors.clear()  # of the trouble and the outage
