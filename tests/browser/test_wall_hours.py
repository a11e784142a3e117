"""What a wall does by the hour: a handover, the night board, dark hours; and that it stands a little elsewhere every few minutes."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa
from PIL import Image

from kiosk.accounts.models import Office
from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.browser import walls
from tests.browser.live import AT, change, hold_at, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import step

A_MINUTE = 60_000
#: So many pages of what is left, and some have had pictures.
PAGES = 4
#: At its hour a board is on at once.
AT_ONCE_MS = 1_000
#: What an hour ends with lasts no longer than a page.
LONGEST_PAGE_MS = 45_500
#: A wall has everything it needs without its server.
STOCKED_MS = 90_000
ON = '[data-state="playing"] [data-current][data-kind="{}"]'
#: Every text of the page that is on lies whole within the wall, 4 % from its edges but for what it is moved by.
READ_FAULTS = """() => {
    const page = document.querySelector("[data-current]");
    document.querySelector("[data-stage]").style.transform = "";
    const faults = [];
    const boxes = [];
    const [x, y] = [innerWidth * 0.039, innerHeight * 0.039];
    const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        const { fontSize, visibility, writingMode } = getComputedStyle(node.parentElement);
        if (!node.textContent.trim() || visibility === "hidden") continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) {
            if (box.width < 1) continue;
            // A line's box has room above and below its characters; if it stands upright, beside them.
            const lies = writingMode === "horizontal-tb";
            const air = Math.max(0, ((lies ? box.height : box.width) - parseFloat(fontSize)) / 2);
            const [beside, above] = lies ? [0, air] : [air, 0];
            const [left, right] = [box.left + beside, box.right - beside];
            const [top, bottom] = [box.top + above, box.bottom - above];
            if (left < x || top < y || right > innerWidth - x || bottom > innerHeight - y) {
                faults.push(`too near the edge: ${node.textContent.trim()}`);
            }
            for (const [other, text] of boxes) {
                const apart = left >= other.right || other.left >= right || top >= other.bottom || other.top >= bottom;
                if (!apart && text !== node) faults.push(`${node.textContent.trim()} over ${text.textContent.trim()}`);
            }
            boxes.push([{ left, right, top, bottom }, node]);
        }
    }
    const least = Math.min(...boxes.map(([_box, node]) => parseFloat(getComputedStyle(node.parentElement).fontSize)));
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (least < 2.75 * rem) faults.push(`too small: ${least / rem}`);
    return faults;
}"""


#: Notes of every page that comes on how many pictures it has, and which of them are not there yet.
WATCH_PICTURES = """
    window.pictures = 0;
    window.late = [];
    document.addEventListener("DOMContentLoaded", () => {
        const look = (records) => records.map(({ target }) => target).forEach((page) => {
            const images = page.hasAttribute("data-current") ? Array.from(page.querySelectorAll("img")) : [];
            window.pictures += images.length;
            window.late.push(...images.filter((one) => !one.complete || one.naturalWidth === 0).map((one) => one.src));
        });
        const changes = { attributes: true, subtree: true, attributeFilter: ["data-current"] };
        new MutationObserver(look).observe(document.querySelector("[data-stage]"), changes);
    });
"""


def say(wall, *, handover="", **of_screens):
    """Let the office hand over at a time, and all its screens do something at night."""

    def act():
        db.session.get_one(Office, 1).handover_times = handover
        for one in db.session.scalars(sa.select(Screen)):
            one.change(**of_screens)

    change(wall, act)


def comes(time, kind, *, within_ms=AT_ONCE_MS):
    """Let time pass until a board of that kind is on; the page that shows it."""
    time.until(ON.format(kind), within_ms=within_ms)
    return time.page.query_selector(ON.format(kind))


def forward(time, minutes):
    """As if the box had slept so long."""
    time.page.clock.fast_forward(minutes * A_MINUTE)


def test_a_wall_goes_by_the_hour_by_itself(wall, opened):
    say(wall, handover="09:00", night="night", night_hours="10:00-10:30")
    page = opened()
    time = WallTime(page)
    time.begin()

    forward(time, 20)
    brief = comes(time, "handover")
    assert "今天新上墙" in brief.query_selector("h2").text_content()
    forward(time, 75)
    night = comes(time, "night")
    assert night.query_selector("[data-clock]").text_content() == "10:01"
    corner = "document.querySelector('[data-current] [data-corner]').dataset.corner"
    before = page.evaluate(corner)
    page.clock.run_for(10 * A_MINUTE)
    time.settle()
    assert page.evaluate(corner) != before
    forward(time, 20)
    comes(time, "notices", within_ms=LONGEST_PAGE_MS)
    # So that no question for a board is on its way that is no longer to be had.
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    say(wall, night="dark", night_hours="08:00-20:00")
    time.passes(ASKED_MS)
    dark = comes(time, "dark")
    assert dark.inner_text() == ""
    assert Image.open(io.BytesIO(page.screenshot())).convert("L").getextrema() == (0, 0)


@pytest.mark.parametrize("size", ["fhd", "portrait", "small"])
def test_what_an_hour_brings_stands_whole_on_every_wall(wall, browser, errors, size):
    say(wall, handover="08:30")
    context, page = walls.open_wall(browser, wall, errors, size=size)
    time = WallTime(page)
    time.begin()
    comes(time, "handover")
    assert page.evaluate(READ_FAULTS) == []

    say(wall, night="night", night_hours="08:00-20:00")
    comes(time, "night", within_ms=ASKED_MS)
    for corner in range(4):
        page.eval_on_selector(
            "[data-current] [data-corner]", f"(one) => one.setAttribute('data-corner', '{corner}')"
        )
        assert page.evaluate(READ_FAULTS) == []
    walls.close(context)
    assert errors == []


@pytest.mark.parametrize("size", ["fhd", "hd"])
def test_a_picture_that_stands_on_the_edge_of_the_wall_does_so_wherever_the_stage_stands(
    wall, browser, errors, size
):
    take_down_all_but(wall, "H09")
    context, page = walls.open_wall(browser, wall, errors, size=size)
    WallTime(page).begin()
    hold_at(page, wall.codes["H09"])
    page.eval_on_selector("[data-stage]", "(one) => { one.style.transform = ''; }")
    foot = page.locator("[data-current] .spotlight > .portrait").bounding_box()
    assert foot
    assert foot["y"] + foot["height"] == pytest.approx(walls.SIZES[size][1], abs=1)
    page.eval_on_selector(
        "[data-stage]", "(one) => { one.style.transform = 'translate(6px, -6px)'; }"
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    middle, bottom = round(foot["x"] + foot["width"] / 2), picture.height - 1
    assert picture.getpixel((middle, bottom)) == picture.getpixel((middle, bottom - 7))
    walls.close(context)
    assert errors == []


def test_where_the_stage_stands_elsewhere_no_gap_shows_and_pages_come_with_their_pictures(
    wall, opened
):
    take_down_all_but(wall, "N06", "M01", "M02")
    page = opened()
    page.add_init_script(WATCH_PICTURES)
    time = WallTime(page, at=AT + timedelta(minutes=7))
    time.begin()
    time.passes(ASKED_MS)
    page.keyboard.press("Space")
    for _page in range(PAGES):
        step(page)
    assert page.evaluate("[window.pictures > 0, window.late]") == [True, []]
    stage = page.query_selector("[data-stage]")
    seen = set()
    for _step in range(8):
        seen.add(stage.evaluate("(one) => one.style.transform"))
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        width, height = picture.size
        left = {picture.getpixel((0, y)) for y in range(height)}
        assert len(left) == 1, "the spine ends before the edge"
        right = {picture.getpixel((width - 1, y)) for y in range(height // 2, height)}
        assert len(right) == 1, "the rail ends before the edge"
        page.clock.run_for(3 * A_MINUTE)
        time.settle()

    assert len(seen) == 8
