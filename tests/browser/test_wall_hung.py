"""A wall whose question for its programme is never answered, and one whose disk is full or blocked: it goes on, and counts on."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Route

from kiosk.core.db import db
from kiosk.postings.operations import withdraw
from kiosk.screens.models import Play
from tests.browser.live import AT, change, posting, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import close, shown

PROGRAMME = "**/screen/programme"
HUNG = "/screen/programme"
#: So long a wall waits for an answer, and this until it asks anew (static/faces/screen/link.js).
PATIENCE_MS = 8_000
AGAIN_MS = 1_000
ALONE = "body[data-online=false] [data-current] [data-badge]:not([hidden])"
BACK = "body[data-online=true] [data-current] [data-badge][hidden]"
#: How long a page stays at the most; how soon a wall has all it needs, and how soon it tells what it has counted.
LONGEST_PAGE_MS = 45_500
STOCKED_MS = 90_000
REPORTED_MS = 61_000
MINUTE_MS = 60_000
#: No byte more can be written: a drawer refuses what is put into it, or takes it and then undoes the whole deed.
REFUSES = """
    IDBObjectStore.prototype.put = () => refuse("put");
"""
UNDOES = """
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...asked) {
        window.refused.add("put");
        const request = put.apply(this, asked);
        this.transaction.abort();
        return request;
    };
"""
#: A few bytes more can be written, as a mark of the time needs, but no programme.
NEARLY_FULL = """(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (what, key) {
        if (key === "programme") throw new DOMException("no room", "QuotaExceededError");
        return put.call(this, what, key);
    };
})()"""
NO_DATABASE = """(() => {
    IDBFactory.prototype.open = () => {
        throw new DOMException("blocked", "SecurityError");
    };
})()"""
FULL_DISK = """(() => {
    window.refused = new Set();
    const refuse = (what) => {
        window.refused.add(what);
        throw new DOMException("no room", "QuotaExceededError");
    };
    Storage.prototype.setItem = () => refuse("storage");
    navigator.storage.estimate = () => Promise.resolve({ quota: 1048576, usage: 1048576 });
    HOW
})()"""


def once_round(time, *, hung=""):
    """Let pages turn by themselves until the first one is back; which postings were on."""
    first, _place = shown(time.page)
    seen = [first]
    while first not in seen[1:]:
        other = f"[data-current]:not([data-posting='{seen[-1]}'])"
        time.until(other, within_ms=LONGEST_PAGE_MS, hung=hung)
        seen.append(shown(time.page)[0])
    return {*seen}


def said_of(page):
    """The time that the badge names."""
    return page.inner_text("[data-current] [data-badge]").split()[1]


def counted(wall):
    """How often each posting was shown in full, as the server has heard."""
    with wall.app.app_context():
        rows = db.session.execute(
            sa.select(Play.posting, sa.func.sum(Play.times)).group_by(Play.posting)
        ).all()
        db.session.remove()
    return {posting: int(times) for posting, times in rows}


def test_a_wall_that_is_never_answered_gives_up_goes_on_asks_again_and_recovers(wall, opened):
    take_down_all_but(wall, "H01", "M02")
    everything = {"overview", wall.codes["H01"], wall.codes["M02"]}
    page = opened()
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    asked: list[Route] = []
    page.route(PROGRAMME, lambda route: asked.append(route))  # noqa: PLW0108 - Playwright marks it
    time.until(lambda: asked, within_ms=ASKED_MS, hung=HUNG)
    time.passes(PATIENCE_MS - 1_000, hung=HUNG)
    assert len(asked) == 1
    time.until(ALONE, within_ms=PATIENCE_MS + 2 * AGAIN_MS, hung=HUNG)

    assert len(asked) == 2
    assert page.inner_text("[data-current] [data-badge]") == "网络中断，显示 08:26 的内容"
    assert once_round(time, hung=HUNG) == everything
    assert page.query_selector(ALONE)
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    before = len(asked)
    time.passes(PATIENCE_MS + AGAIN_MS, hung=HUNG)
    assert len(asked) > before

    page.unroute(PROGRAMME)
    time.until(BACK, within_ms=PATIENCE_MS + AGAIN_MS)
    time.passes(AGAIN_MS)
    assert shown(page)[0] in everything - {wall.codes["M02"]}
    assert once_round(time) == everything - {wall.codes["M02"]}


@pytest.mark.parametrize("how", [REFUSES, UNDOES], ids=["refuses", "undoes"])
def test_a_wall_whose_disk_is_full_goes_on_from_memory_and_counts_on(wall, opened, errors, how):
    take_down_all_but(wall, "H01", "M02")
    page = opened()
    time = WallTime(page)
    page.add_init_script(FULL_DISK.replace("HOW", how))
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    wall.stop()
    time.until(ALONE, within_ms=2 * PATIENCE_MS)
    before = counted(wall)

    for _round in range(2):
        assert once_round(time) == {"overview", wall.codes["H01"], wall.codes["M02"]}
    assert page.evaluate("Array.from(window.refused).sort()") == ["put", "storage"]
    # Every page has to be made anew, of what the wall remembers.
    page.set_viewport_size({"width": 1080, "height": 1920})
    time.passes(AGAIN_MS)
    assert once_round(time) == {"overview", wall.codes["H01"], wall.codes["M02"]}

    wall.start_again()
    time.until(BACK, within_ms=PATIENCE_MS)
    time.passes(REPORTED_MS)
    for number in ("H01", "M02"):
        code = wall.codes[number]
        assert counted(wall)[code] - before.get(code, 0) >= 2
    close(page.context)
    errors.clear()  # of the outage


@pytest.mark.parametrize("how", [REFUSES, UNDOES], ids=["refuses", "undoes"])
def test_what_was_withdrawn_while_the_disk_was_full_does_not_come_back_without_the_server(
    wall, opened, errors, how
):
    take_down_all_but(wall, "H01", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    page.evaluate(FULL_DISK.replace("HOW", how))
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    time.passes(ASKED_MS)
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=2 * PATIENCE_MS)

    assert once_round(time) == {"overview", wall.codes["H01"]}
    close(page.context)
    errors.clear()  # of the outage


def test_what_could_not_be_kept_is_not_said_to_have_been_shown_later_than_what_was(
    wall, opened, errors
):
    take_down_all_but(wall, "H01", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    page.evaluate(NEARLY_FULL)
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    time.passes(ASKED_MS)
    withdrawn_at = page.inner_text("[data-current] [data-clock]")
    time.passes(5 * MINUTE_MS)
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=2 * PATIENCE_MS)

    assert said_of(page) <= withdrawn_at
    close(page.context)
    errors.clear()  # of the outage


def test_a_wall_without_a_database_says_of_which_time_the_page_is_that_its_browser_kept(
    wall, opened, errors
):
    take_down_all_but(wall, "H01", "M02")
    page = opened(works_offline=True)
    page.add_init_script(NO_DATABASE)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    time.passes(MINUTE_MS)
    kept_at = page.inner_text("[data-current] [data-clock]")
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    time.passes(5 * MINUTE_MS)
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=2 * PATIENCE_MS)

    assert said_of(page) <= kept_at
    close(page.context)
    errors.clear()  # of the outage
