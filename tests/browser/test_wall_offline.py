"""A wall without its server: through a reload, through a power cut, on plain http with and without the kiosk's flag."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kiosk.accounts.models import Office
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.core.document import decode
from kiosk.kinds.registry import kind
from kiosk.postings.operations import withdraw
from tests.browser import walls
from tests.browser.live import (
    AT,
    GONE_MS,
    STOCKED_MS,
    change,
    copy,
    hold_at,
    posting,
    take_down_all_but,
    wait_until,
)
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import Wall, shown, step

#: A wall has all it needs well before it ends; the server's silence is noticed; a page that is held
#: from then on is on until the day is over.
EVENING_MS = 45_000
NOTICED_MS = 12_000
LAST_MS = 59_000
A_MOMENT_MS = 1_000
#: What the disk of SLOW_DISK takes; and what a wall takes that has to fetch most of what it shows anew.
SLOW_DISK_MS = 6_000
FETCHED_MS = 45_000
ALONE = "body[data-online=false] [data-current]"
#: What a browser keeps by itself says the time of the server, whose clock runs on: a box is that much later.
LATER = AT + timedelta(minutes=10)
#: What ended with the day is gone, by the wall's clock.
AT_MIDNIGHT_MS = 2 * A_MOMENT_MS
#: The longest any page stays.
LONGEST_PAGE_MS = 45_500
#: What a disk may make of what lies in the browser's database.
SPOIL = """() => new Promise((resolve) => {
    const opening = indexedDB.open("wall", 1);
    opening.onsuccess = () => {
        const deed = opening.result.transaction(["facts", "boards"], "readwrite");
        deed.objectStore("facts").put({ windows: "none" }, "programme");
        deed.objectStore("facts").put("08:26", "mark");
        localStorage.setItem("wall mark", "08:26");
        const boards = deed.objectStore("boards");
        boards.getAllKeys().onsuccess = (found) =>
            found.target.result.forEach((key) => boards.put("<article class='board'>cut o", key));
        deed.oncomplete = () => { opening.result.close(); resolve(true); };
    };
})"""
#: A database that takes its time to open, as on a disk that is being put in order after a power cut.
SLOW_DISK = """
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...asked) {
        const real = open.apply(this, asked);
        const late = { get result() { return real.result; }, get error() { return real.error; } };
        real.onupgradeneeded = () => late.onupgradeneeded();
        real.onerror = () => late.onerror();
        real.onsuccess = () => setTimeout(() => late.onsuccess(), 5000);
        return late;
    };
"""
#: Whether the service worker keeps any picture.
HAS_PICTURES = """async () => {
    const kept = await (await caches.open("wall")).keys();
    return kept.some((one) => new URL(one.url).pathname.startsWith("/media/"));
}"""
BLOCKED = """
    Object.defineProperty(window, "indexedDB", { get() { throw new Error("SecurityError"); } });
    Object.defineProperty(window, "localStorage", { get() { throw new Error("SecurityError"); } });
    Object.defineProperty(window, "sessionStorage", { get() { throw new Error("SecurityError"); } });
"""


def once_round(page: Page) -> set[str]:
    """Step through the rotation from where it stands; no page has a picture missing."""
    first = shown(page)
    seen = set()
    page.keyboard.press("Space")
    while first not in seen:
        step(page)
        seen.add(shown(page))
        assert page.locator("[data-current][data-mended]").count() == 0
        assert page.locator("[data-current] [data-badge]").is_visible()
    return {code for code, _page in seen}


@pytest.mark.parametrize("trusted", [False, True], ids=["plain-http", "with-the-flag"])
def test_after_a_power_cut_a_wall_goes_on_without_its_server(box, wall, trusted):
    take_down_all_but(wall, "N06", "H09", "M02")
    one = box(trusted=trusted)
    page = one.switch_on()
    time = WallTime(page, at=LATER)
    time.begin()
    assert page.evaluate("isSecureContext") is trusted
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    wall.stop()
    one.cut_power()

    page = one.switch_on()
    time = WallTime(page, at=LATER + timedelta(minutes=5))
    time.begin()
    assert page.inner_text("[data-current] [data-badge]") == "网络中断，显示 08:36 的内容"
    assert page.inner_text("[data-current] [data-clock]") == "08:41"
    everything = {"overview", *(wall.codes[number] for number in ("N06", "H09", "M02"))}
    assert once_round(page) == everything
    if trusted:
        page.reload()
        time.until(ALONE, within_ms=NOTICED_MS)
        assert once_round(page) == everything


def pictures_of(wall: Wall, number: str) -> list[Path]:
    """The files of a posting's pictures, in all their sizes."""
    with wall.app.app_context():
        one = posting(wall.codes[number])
        assert one.approved is not None
        shown = kind(one.kind)
        photos = shown.photos(decode(one.approved.content, shown.content))
    return [file for photo in photos for file in (wall.instance / "media").rglob(f"{photo.sha}*")]


def on_another_day(page: Page, **later: int) -> WallTime:
    """A new page of the same browser, that much later."""
    page.close()
    return WallTime(page.context.new_page(), at=AT + timedelta(**later))


def due_after(programme: dict[str, Any], days: int) -> set[str]:
    """What the programme says for the same time of another day."""
    at = (AT + timedelta(days=days)).timestamp() * 1000
    (window,) = (one for one in programme["windows"] if one["from"] <= at < one["until"])
    return {programme["boards"][digest]["posting"] for digest in window["boards"]}


def test_days_later_a_box_that_starts_without_its_server_shows_what_is_due_then(
    wall, opened, errors
):
    take_down_all_but(wall, "N06", "M02")
    code = copy(wall, "M02", shows_from=AT + timedelta(days=9))
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    programme = page.evaluate("fetch('/screen/programme').then((answer) => answer.json())")
    wall.stop()

    seen = {}
    for days in (1, 9, 30, 32):
        time = on_another_day(time.page, days=days)
        time.begin()
        if days < 32:
            seen[days] = once_round(time.page)
            assert seen[days] == due_after(programme, days)
        else:
            assert time.page.get_attribute("[data-current]", "data-kind") == "waiting"

    assert wall.codes["N06"] in seen[1]
    assert wall.codes["N06"] not in seen[9]
    assert [code in seen[days] for days in (1, 9, 30)] == [False, True, True]
    walls.close(page.context)
    errors.clear()


def test_a_box_whose_disk_is_slow_says_whose_wall_it_is_and_waits_for_what_it_has_kept(
    wall, opened, errors
):
    take_down_all_but(wall, "N06", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    programme = page.evaluate("fetch('/screen/programme').then((answer) => answer.json())")
    wall.stop()

    time = on_another_day(page, days=1)
    later = time.page
    later.add_init_script(SLOW_DISK)
    later.goto("/screen")
    time.until("[data-beginning]:not([hidden])", within_ms=2 * A_MOMENT_MS)
    name = later.locator("[data-beginning]")
    expect(name).to_have_text(re.compile(r"\S+\s+双泉堡"), use_inner_text=True)
    assert later.locator(".page").count() == 0
    time.until("[data-current]", within_ms=SLOW_DISK_MS)
    expect(name).to_have_count(0)
    assert once_round(later) == due_after(programme, 1)
    walls.close(page.context)
    errors.clear()


@pytest.mark.parametrize("eve", ["2026-11-30", "2028-02-28", "2028-02-29"])
def test_at_midnight_what_ends_goes_and_what_begins_comes(wall, opened, errors, eve):
    midnight = datetime.fromisoformat(f"{eve}T00:00+08:00").astimezone(UTC) + timedelta(days=1)
    take_down_all_but(wall)
    ends = copy(wall, "N15", shows_until=midnight)
    begins = copy(wall, "M02", shows_from=midnight)
    wall.stop()
    wall.start_again(f"{eve}T23:57:00+08:00")
    page = opened()
    time = WallTime(page, at=midnight - timedelta(minutes=3))
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    wall.stop()
    time.until("body[data-online=false]", within_ms=NOTICED_MS)
    before = once_round(page)
    left_ms = midnight.timestamp() * 1000 - page.evaluate("Date.now()")
    page.clock.fast_forward(left_ms - LAST_MS)
    time.settle()
    # The page that is on when the day ends is held there for a minute.
    hold_at(page, ends)
    page.clock.fast_forward(LAST_MS - A_MOMENT_MS)
    time.settle()
    assert shown(page)[0] == ends
    time.until(f"[data-current]:not([data-posting='{ends}'])", within_ms=AT_MIDNIGHT_MS)
    time.passes(AT_MIDNIGHT_MS)

    assert (before, once_round(page)) == ({"overview", ends}, {"overview", begins})
    today = clock.local(midnight)
    assert page.inner_text("[data-current] [data-today]").startswith(f"{today:%-m}月{today.day}日")
    assert page.inner_text("[data-current] [data-clock]") == "00:00"
    walls.close(page.context)
    errors.clear()


def test_a_picture_that_cannot_be_had_does_not_keep_old_ones_on_the_disk(wall, opened, errors):
    take_down_all_but(wall, "M01", "M02")
    for one in pictures_of(wall, "M02"):
        one.unlink()
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until(lambda: page.evaluate(HAS_PICTURES), within_ms=EVENING_MS)

    change(wall, lambda: withdraw(posting(wall.codes["M01"]), reason="test", at=AT))

    time.passes(FETCHED_MS)
    # The service worker puts things in order in its own time.
    wait_until(page, f"async () => !(await ({HAS_PICTURES})())", timeout_ms=STOCKED_MS)
    assert page.get_attribute("body", "data-stocked") is None
    walls.close(page.context)
    errors.clear()


def test_what_was_withdrawn_meanwhile_goes_as_soon_as_the_server_is_back(wall, opened, errors):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N12"])
    wall.stop()
    time.until(ALONE, within_ms=NOTICED_MS)
    change(wall, lambda: withdraw(posting(wall.codes["N12"]), reason="test", at=AT))

    mark = f"posting={wall.codes['N12']}"
    gone_ms = time.gone_after_ms(mark, wall.start_again, within_ms=NOTICED_MS)
    assert gone_ms < GONE_MS
    assert page.get_attribute("[data-current]", "data-posting") != wall.codes["N12"]
    walls.close(page.context)
    errors.clear()


def test_a_new_version_comes_in_mid_show_as_a_whole_and_stays(wall, opened, errors):
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    page.evaluate("document.body.setAttribute('data-before', '')")
    before = page.get_attribute("body", "data-shell")

    def rename() -> None:
        db.session.get_one(Office, 1).magazine = "新驿站"

    change(wall, rename)
    time.until("body:not([data-before]) [data-current]", within_ms=ASKED_MS + A_MOMENT_MS)
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    after = page.get_attribute("body", "data-shell")
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=NOTICED_MS)

    assert after != before
    assert page.get_attribute("body", "data-shell") == after
    assert page.title().startswith("新驿站")
    walls.close(page.context)
    errors.clear()


def test_what_a_disk_has_spoilt_is_fetched_anew(wall, opened, errors):
    take_down_all_but(wall, "N06", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    page.evaluate(SPOIL)
    page.evaluate(
        "caches.open('wall').then((kept) => kept.put('/screen', new Response('<!doctype html><title>cut')))"
    )

    time = on_another_day(page, minutes=5)
    again = time.page
    time.begin()
    again.keyboard.press("Space")
    seen = [shown(again)[0]]
    while shown(again)[0] != seen[0] or len(seen) == 1:
        step(again)
        seen.append(shown(again)[0])

    assert {wall.codes["N06"], wall.codes["M02"]} <= {*seen}
    assert again.locator("[data-current] [data-badge]").is_hidden()


def test_a_wall_that_can_keep_nothing_goes_on_with_its_memory(wall, opened, errors):
    take_down_all_but(wall, "N06", "M02")
    page = opened()
    time = WallTime(page)
    page.add_init_script(BLOCKED)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    wall.stop()
    time.until(ALONE, within_ms=NOTICED_MS)

    assert once_round(page) == {"overview", wall.codes["N06"], wall.codes["M02"]}
    walls.close(page.context)
    errors.clear()


def test_a_clock_that_was_put_ahead_while_the_box_was_off_is_put_right_and_stops_nothing(
    wall, opened, errors
):
    take_down_all_but(wall, "N06", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=EVENING_MS)
    wall.stop()
    page.close()
    again = page.context.new_page()
    time = WallTime(again, at=AT + timedelta(minutes=5), box_ahead=timedelta(hours=2))
    time.begin()
    assert again.inner_text("[data-current] [data-clock]") == "10:31"

    wall.start_again()
    time.until("body[data-online=true]", within_ms=ASKED_MS)
    time.until("[data-current] [data-clock]:has-text('08:31')", within_ms=A_MOMENT_MS)
    before, _page = shown(again)
    time.until(f"[data-current]:not([data-posting='{before}'])", within_ms=LONGEST_PAGE_MS)
    walls.close(page.context)
    errors.clear()
