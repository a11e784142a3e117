"""A wall while things happen: changes, a server that goes, pictures and boards that fail, pairing, touching."""

import re

import pytest
import sqlalchemy as sa
from playwright.sync_api import Route

from kiosk.accounts.models import Office, Station
from kiosk.core.db import db
from kiosk.postings.operations import withdraw
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, pair
from tests.browser import walls
from tests.browser.live import (
    AT,
    change,
    copy,
    correct,
    hold_at,
    posting,
    take_down_all_but,
)
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import shown, step

#: A browser that was paired has noticed, and has its first page.
PAIRED_MS = 3_000
#: A wall whose server does not answer has noticed.
NOTICED_MS = 12_000
#: Of the wall's own time.
AT_ONCE_MS = 1_000
HELD_MS = 60_000
#: How long each page of these stays, or two seconds less.
PAGE_MS = 20_000
MARGIN = 0.04
#: Every line of text on a page, with what it says.
READ_TEXT_BOXES = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        const box = range.getBoundingClientRect();
        const said = texts.currentNode.textContent.trim();
        if (said && box.width > 1) found.push([said, box.left, box.top, box.right, box.bottom]);
    }
    return found;
}"""


def test_a_correction_is_on_the_wall_within_a_second_of_the_word(wall, opened):
    page = opened()
    time = WallTime(page, hears=True)
    time.begin()
    time.listen()
    hold_at(page, wall.codes["N12"])

    time.hear(lambda: correct(wall, "N12", "拟确定", "拟增补"))
    time.until("[data-current] .board-title:has-text('拟增补')", within_ms=AT_ONCE_MS)

    assert shown(page)[0] == wall.codes["N12"]
    assert page.inner_text("[data-current] [data-place]") == "2"


def test_behind_a_proxy_that_keeps_the_stream_back_a_wall_asks_again_and_again(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    time.passes(2 * ASKED_MS)  # and the stream has been given up
    hold_at(page, wall.codes["N12"])

    correct(wall, "N12", "拟确定", "拟增补")

    time.until("[data-current] .board-title:has-text('拟增补')", within_ms=ASKED_MS)


def test_a_box_whose_line_is_back_does_not_wait_for_what_it_asked_before(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    asked: list[Route] = []

    def keep_the_first(route: Route) -> None:
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/screen/programme", keep_the_first)
    time.until(lambda: asked, within_ms=ASKED_MS, hung="/screen/programme")

    page.evaluate("dispatchEvent(new Event('online'))")
    time.passes(10)

    assert len(asked) == 2


def test_what_is_withdrawn_goes_within_a_second_of_the_word_and_the_next_one_follows(wall, opened):
    page = opened()
    time = WallTime(page, hears=True)
    time.begin()
    time.listen()
    hold_at(page, wall.codes["stars"])

    time.hear(
        lambda: change(wall, lambda: withdraw(posting(wall.codes["stars"]), reason="test", at=AT))
    )
    time.until(f"[data-current]:not([data-posting='{wall.codes['stars']}'])", within_ms=AT_ONCE_MS)

    assert page.inner_text("[data-current] [data-place]") == "3"


def test_a_new_posting_comes_next_and_does_not_restart_the_rotation(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N12"])
    count = int(page.inner_text("[data-current] [data-places]"))
    before, place = shown(page), int(page.inner_text("[data-current] [data-place]"))

    code = copy(wall, "N15")
    time.passes(ASKED_MS)

    assert before[0] == wall.codes["N12"]
    assert shown(page) == before
    step(page)
    assert shown(page)[0] == code
    while shown(page)[0] in {code, wall.codes["N12"]}:
        step(page)
    assert int(page.inner_text("[data-current] [data-place]")) > place
    assert int(page.inner_text("[data-current] [data-places]")) == count + 1


def test_without_its_server_a_wall_goes_on_and_says_so(wall, opened, errors):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N06"])
    wall.stop()

    time.until("body[data-online=false]", within_ms=NOTICED_MS)
    badge = page.locator("[data-current] [data-badge]")
    assert badge.inner_text() == "网络中断，显示 08:26 的内容"
    place, bar = badge.bounding_box(), page.locator("[data-current] .bar").bounding_box()
    assert bar["y"] <= place["y"]
    assert place["y"] + place["height"] <= bar["y"] + bar["height"]
    seen = []
    for _ in range(8):
        step(page)
        seen.append(shown(page))
        assert page.locator("[data-current] [data-badge]").is_visible()
    assert page.get_attribute("body", "data-state") == "playing"
    assert len(set(seen)) > 4
    walls.close(page.context)
    errors.clear()


def test_a_server_that_is_back_is_noticed(wall, opened, errors):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N12"])
    page.context.set_offline(True)
    time.until("body[data-online=false]", within_ms=NOTICED_MS)
    change(wall, lambda: withdraw(posting(wall.codes["N12"]), reason="test", at=AT))
    page.context.set_offline(False)

    time.until("body[data-online=true]", within_ms=AT_ONCE_MS)

    # What was withdrawn meanwhile goes with the badge.
    time.until(f"[data-current]:not([data-posting='{wall.codes['N12']}'])", within_ms=AT_ONCE_MS)
    assert page.locator("[data-current] [data-badge]").is_hidden()
    errors.clear()  # of the outage


def test_a_broken_picture_leaves_the_surname_and_no_mark(wall, opened):
    take_down_all_but(wall, "H08", "H09", "contacts")
    page = opened()
    time = WallTime(page)
    page.route(
        "**/media/**", lambda route: route.fulfill(body="no picture", content_type="image/jpeg")
    )
    time.begin()
    tiles = {}
    page.keyboard.press("Space")
    for _ in range(3):
        step(page)
        kind_, surnames = page.evaluate(
            """() => {
                const current = document.querySelector("[data-current]");
                const tiles = Array.from(current.querySelectorAll(".portrait"));
                const drawn = tiles.map((tile) => getComputedStyle(tile, "::before").content.replace(/"/g, ""));
                return [current.getAttribute("data-posting"), drawn];
            }"""
        )
        tiles[kind_] = surnames
        assert page.locator("[data-current] img").count() == 0

    assert tiles[wall.codes["H09"]] == ["周"]
    assert len(tiles[wall.codes["H08"]]) == 4
    assert len(tiles[wall.codes["contacts"]]) == 4
    assert all(re.fullmatch(r"[\u4e00-\u9fff]", name) for names in tiles.values() for name in names)


def test_a_board_that_fails_is_skipped(wall, opened, errors):
    page = opened()
    time = WallTime(page)

    def fail_the_stars(route):
        answer = route.fetch()
        if 'data-kind="stars"' in answer.text():
            route.fulfill(status=500, body="")
        else:
            route.fulfill(response=answer)

    page.route("**/screen/board/*", fail_the_stars)
    time.begin()
    hold_at(page, wall.codes["N12"])
    while shown(page)[0] == wall.codes["N12"]:
        step(page)

    assert shown(page)[0] == wall.codes["N06"]
    walls.close(page.context)
    errors.clear()


def test_a_wall_with_nothing_to_show_says_so_and_begins_when_there_is_something(wall, opened):
    take_down_all_but(wall)

    def pass_drivers() -> None:
        for screen in db.session.scalars(sa.select(Screen)):
            screen.audience = "hall"

    change(wall, pass_drivers)
    page = opened()
    time = WallTime(page)
    time.begin()

    assert page.get_attribute("body", "data-state") == "empty"
    assert page.get_attribute("[data-current]", "data-kind") == "empty"
    assert page.locator("[data-current] h2").inner_text() == "目前没有正在公示的事项"

    def hang_one() -> None:
        again = posting(wall.codes["contacts"])
        again.stage = "registered"

    change(wall, hang_one)
    time.until("[data-current][data-kind=contacts]", within_ms=ASKED_MS)
    assert page.get_attribute("body", "data-state") == "playing"


@pytest.mark.parametrize("address", ["/screen", "/screen?link=used"], ids=["plain", "used-link"])
@pytest.mark.parametrize("size", ["fhd", "portrait", "hd"])
def test_what_an_unpaired_browser_says_keeps_to_its_margins(wall, browser, size, address):
    width, height = walls.SIZES[size]
    context = browser.new_context(
        base_url=wall.url, viewport={"width": width, "height": height}, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => true)")

    boxes = page.evaluate(READ_TEXT_BOXES)
    context.close()

    assert len(boxes) > 5
    assert [
        said
        for said, left, top, right, bottom in boxes
        if left < MARGIN * width - 1
        or top < MARGIN * height - 1
        or right > (1 - MARGIN) * width + 1
        or bottom > (1 - MARGIN) * height + 1
    ] == []


def test_a_wall_whose_office_speaks_another_language_speaks_it_all_over(wall, opened, errors):
    page = opened()
    time = WallTime(page)
    time.begin()

    def speak_english():
        db.session.get_one(Office, 1).language = "en"

    change(wall, speak_english)
    # It hears of the change, is loaded anew and makes every page again.
    time.until("html[lang=en] [data-current]", within_ms=ASKED_MS + AT_ONCE_MS)

    assert "示例" not in page.inner_text("body")
    # What was on its way when the page was loaded anew is cut short, and boards of the old language are gone.
    walls.close(page.context)
    errors.clear()


def test_a_paired_browser_begins_by_itself(wall, browser):
    context = browser.new_context(base_url=wall.url, viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    time = WallTime(page)
    page.goto("/screen")
    time.settle()
    code = page.get_attribute("[data-pairing-code]", "data-pairing-code")

    assert page.get_attribute("body", "data-state") == "unpaired"
    assert re.fullmatch(r"\d{6}", code)
    assert (
        page.locator("[data-pairing-code]").inner_text().replace("\n", "").replace(" ", "") == code
    )
    assert page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    ) == [
        1920,
        1080,
    ]

    def pair_it() -> None:
        station = db.session.scalars(sa.select(Station).where(Station.code == walls.STATION)).one()
        pair(code, Site(name="new", station=station), at=AT)

    change(wall, pair_it)
    time.until("body[data-state=playing] [data-current]", within_ms=PAIRED_MS)
    context.close()


def test_the_first_touch_holds_the_page_and_the_next_one_steps_on(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()

    page.mouse.click(900, 500)
    time.passes(HELD_MS - 5_000)
    assert shown(page) == ("overview", "1/1")

    page.mouse.click(900, 500)
    time.until(f"[data-current][data-posting='{wall.codes['N12']}']", within_ms=AT_ONCE_MS)


def test_pages_turn_by_themselves(wall, opened):
    take_down_all_but(wall, "H01", "M02")
    page = opened()
    time = WallTime(page)
    time.begin()
    seen = [shown(page)[0]]
    took = []
    for _ in range(3):
        other = f"[data-current]:not([data-posting='{seen[-1]}'])"
        took.append(time.until(other, within_ms=PAGE_MS + AT_ONCE_MS))
        seen.append(shown(page)[0])

    assert set(seen) == {"overview", wall.codes["H01"], wall.codes["M02"]}
    assert seen[-1] == seen[0]
    assert min(took) >= PAGE_MS - 2_500
