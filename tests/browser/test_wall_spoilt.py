"""A wall that is loaded anew while its disk is spoilt and its server gone, or while its server gives no page: what is on is right
or the last good page, and no badge says that it is newer than it is.
"""

import re
from datetime import timedelta

import pytest

from kiosk.postings.operations import withdraw
from tests.browser.failing import answering_500
from tests.browser.live import AT, change, posting, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import close, shown

#: Of the wall's own time: it has all it needs; it has noticed that its server is gone; a page stays no longer.
STOCKED_MS = 90_000
NOTICED_MS = 12_000
LONGEST_PAGE_MS = 45_500
ALONE = "body[data-online=false] [data-current] [data-badge]:not([hidden])"
#: What a disk may make of what lies in the browser's database.
PROGRAMME = 'facts.put({ windows: "none" }, "programme");'
MARK = 'facts.put("08:26", "mark"); localStorage.setItem("wall mark", "08:26");'
BOARDS = """boards.getAllKeys().onsuccess = (found) =>
    found.target.result.forEach((key) => boards.put("<article class='board'>cut o", key));"""
SPOIL = """() => new Promise((resolve) => {
    const opening = indexedDB.open("wall", 1);
    opening.onsuccess = () => {
        const deed = opening.result.transaction(["facts", "boards"], "readwrite");
        const [facts, boards] = ["facts", "boards"].map((name) => deed.objectStore(name));
        WHAT
        deed.oncomplete = () => { opening.result.close(); resolve(true); };
    };
})"""
SPOILT = {
    "programme": PROGRAMME,
    "mark": MARK,
    "boards": BOARDS,
    "everything": PROGRAMME + MARK + BOARDS,
}
#: From the morning to half past two in the second night: the page is old enough to be loaded anew.
TO_THE_NIGHT = timedelta(hours=42, minutes=10)
#: After three tries in a row a wall leaves it at that for so long.
ROW_MS = 5 * 60_000


def stocked(page) -> WallTime:
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    return time


def keep_nothing_by_itself(page):
    """Let nothing be had but what the wall keeps: browsers may let go of all else."""
    browser = page.context.new_cdp_session(page)
    browser.send("Network.enable")
    browser.send("Network.setCacheDisabled", {"cacheDisabled": True})


def clock_on(page):
    return page.inner_text("[data-current] [data-clock]")


def seen_while(time, ms):
    """Which postings are on while so much time passes, and what kind of page each time."""
    seen = set()
    for _ in range(ms // 2_000):
        time.passes(2_000)
        assert time.page.get_attribute("[data-current]", "data-kind") not in {"waiting", "empty"}
        assert time.page.locator("[data-current] [data-badge]").is_visible()
        seen.add(shown(time.page)[0])
    return seen


@pytest.mark.parametrize("what", list(SPOILT))
def test_without_its_server_a_wall_whose_disk_is_spoilt_shows_what_is_left_and_of_which_time_it_is(
    wall, opened, errors, what
):
    take_down_all_but(wall, "H01", "M02")
    page = opened(works_offline=True)
    time = stocked(page)
    page_kept_at = clock_on(page)
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    time.passes(ASKED_MS)
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    time.leap_to(AT + timedelta(minutes=10))
    wall.stop()
    page.evaluate(SPOIL.replace("WHAT", SPOILT[what]))
    keep_nothing_by_itself(page)
    page.reload()
    time.until(ALONE, within_ms=NOTICED_MS)

    seen, both = seen_while(time, 2 * LONGEST_PAGE_MS), {"overview", wall.codes["H01"]}
    # Without its boards a wall has what its page brought.
    assert seen == ({"overview"} if BOARDS in SPOILT[what] else both)
    newest = "08:36" if what == "boards" else page_kept_at
    (said,) = re.findall(r"\d\d:\d\d", page.inner_text("[data-current] [data-badge]"))
    assert "08:26" <= said <= newest
    close(page.context)
    errors.clear()  # of the outage


def test_loaded_anew_by_hand_while_its_address_answers_500_a_wall_goes_on_with_what_it_has_kept(
    wall, opened, errors
):
    take_down_all_but(wall, "H01", "M02")
    page = opened(works_offline=True)
    time = stocked(page)
    wall.stop()
    with answering_500(wall.url):
        page.reload()
        time.until(ALONE, within_ms=NOTICED_MS)
        seen = seen_while(time, 2 * LONGEST_PAGE_MS)

    assert seen == {"overview", wall.codes["H01"], wall.codes["M02"]}
    close(page.context)
    errors.clear()  # of the outage


def test_a_wall_whose_nightly_load_meets_500_keeps_its_page_and_is_loaded_when_there_is_one(
    wall, opened, errors
):
    take_down_all_but(wall, "H01", "M02")
    page = opened()
    time = stocked(page)
    page.evaluate("document.body.setAttribute('data-before', '')")
    asked = []

    def refuse(route):
        asked.append(route)
        route.fulfill(status=500, body="")

    page.route(re.compile("/screen$"), refuse)
    page.clock.fast_forward(TO_THE_NIGHT / timedelta(milliseconds=1))
    time.until(lambda: asked, within_ms=2 * ASKED_MS)
    time.passes(3 * ASKED_MS)

    assert page.query_selector("body[data-before][data-online=true] [data-current]")
    assert page.get_attribute("[data-current]", "data-kind") not in {"waiting", "empty"}
    page.unroute_all()
    page.clock.fast_forward(ROW_MS)
    time.until("body:not([data-before]) [data-current]", within_ms=2 * ASKED_MS)
    close(page.context)
    errors.clear()  # of the answers
