"""The first page in Chromium: small walls made by the walls' own renderer, one after another, and standing still."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from kiosk.core import clock
from kiosk.core.db import db, means_to_write
from kiosk.programme.overview import OVERVIEW_CODE
from kiosk.screens.models import Screen, ScreenReport
from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, writing
from tests.browser.reach import AXE, overflow, small_targets

#: What of the first page a finger must hit.
TARGETS = "main button, main summary, main .link, main .button, .strip a, .tile a, nav a"
#: Sizes of three walls: lying, standing, old.
SIZES = [(1920, 1080), (1080, 1920), (1366, 768)]
#: What each of them says is on it, and a fourth that hangs in a hall, where nothing is posted.
ON: dict[str, str | int] = {
    "on_kind": "overview",
    "on_posting": OVERVIEW_CODE,
    "on_page": 1,
    "on_pages": 1,
}
EMPTY_SIZE = (1080, 1920)
EMPTY: dict[str, str | int] = {"on_kind": "empty"}
#: A wall with text on it has more of each; with none, it has its frame alone.
FEWEST_CHARACTERS, FEWEST_COLOURS = 20, 100
#: How many frames are at work at once, watched from the first script on.
WATCH_FRAMES = """() => {
  const seen = (window.mostAtWork = [0]);
  new MutationObserver(() => {
    const atWork = document.querySelectorAll("[data-wall]:not([data-shown]) iframe").length;
    seen[0] = Math.max(seen[0], atWork);
  }).observe(document, { subtree: true, childList: true, attributes: true });
}"""


@pytest.fixture(scope="module")
def put_up(live_server: LiveServer) -> Iterator[int]:
    """Four screens that have been heard of, the last of them empty; they are taken down again."""
    with live_server.app.app_context():
        means_to_write()
        station = db.session.scalars(sa.select(Screen.station_id)).first()
        made = [
            Screen(name=f"墙{number}", station_id=station, secret_hash=f"dash{number}")
            for number in range(len(SIZES) + 1)
        ]
        db.session.add_all(made)
        db.session.flush()
        shown = [*((size, ON) for size in SIZES), (EMPTY_SIZE, EMPTY)]
        for screen, ((width, height), on) in zip(made, shown, strict=True):
            report = ScreenReport(screen_id=screen.id, width_px=width, height_px=height, **on)
            report.seen_at = clock.now()
            db.session.add(report)
        db.session.commit()
        yield len(made)
        means_to_write()
        numbers = [one.id for one in made]
        db.session.execute(sa.delete(ScreenReport).where(ScreenReport.screen_id.in_(numbers)))
        db.session.execute(sa.delete(Screen).where(Screen.id.in_(numbers)))
        db.session.commit()


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer, put_up: int) -> Iterator[Writer]:
    with writing(browser, live_server) as writer:
        yield writer
        writer.saw_no_errors()


@pytest.fixture
def home(writer: Writer) -> Page:
    """The first page with all its walls."""
    writer.page.set_viewport_size({"width": 1440, "height": 900})
    writer.page.goto("/admin/")
    chinese = writer.page.locator('button[name="language"][value="zh_CN"]')
    if chinese.count():  # the test before has read it in English
        chinese.click()
    all_of_them = writer.page.locator("[data-tile]").count()
    # They are made one after another, which takes a busy machine its time.
    expect(tiles(writer.page)).to_have_count(all_of_them, timeout=20_000)
    return writer.page


def tiles(page: Page) -> Locator:
    """Those whose wall is made."""
    return page.locator("[data-tile]:has([data-wall][data-shown])")


def wall_in(page: Page, place: int) -> FrameLocator:
    return page.frame_locator(f"[data-tile] >> nth={place} >> iframe")


def colours(tile: Locator) -> int:
    """How many colours its picture has: an empty one has a handful, text brings its soft edges."""
    picture = Image.open(BytesIO(tile.locator("[data-wall]").screenshot())).convert("RGB")
    return len(picture.getcolors(maxcolors=picture.width * picture.height) or [])


def test_the_first_wall_paints_what_its_tile_names(home):
    title = home.locator(".tile-shown").first.inner_text()

    assert title == "七类事项公开一览"
    assert title in wall_in(home, 0).locator(".page[data-current] .board-title").inner_text()


def test_every_wall_really_paints_its_board(home, put_up):
    assert tiles(home).count() >= put_up

    for place in range(tiles(home).count()):
        page = wall_in(home, place).locator(".page[data-current]")
        expect(page).to_have_count(1)
        assert len(re.findall(r"[\u4e00-\u9fff]", page.inner_text())) > FEWEST_CHARACTERS
        assert colours(tiles(home).nth(place)) > FEWEST_COLOURS
        # Set by the wall's own typesetter: it writes the clock, the lane and the page's number.
        assert page.locator("[data-clock]").inner_text().count(":") == 1
        assert page.locator("[data-lane] i").count() == 1


def test_a_wall_with_nothing_on_it_shows_what_it_says_of_that(home):
    place = len(tiles(home).all()) - 1
    tile = tiles(home).nth(place)

    assert "屏上显示：目前没有正在公示的事项。" in tile.inner_text()
    page = wall_in(home, place).locator(".page[data-current]")
    assert page.get_attribute("data-kind") == "empty"
    assert "目前没有正在公示的事项" in page.inner_text()


def test_each_wall_has_the_shape_of_its_screen_and_fits_its_tile(home):
    shapes = []
    for tile in tiles(home).all():
        box, frame = (
            tile.locator("[data-wall]").bounding_box(),
            tile.locator("iframe").bounding_box(),
        )
        assert box
        assert frame
        assert frame["width"] <= box["width"] + 1
        assert frame["height"] <= box["height"] + 1
        size = tile.evaluate("one => [Number(one.dataset.width), Number(one.dataset.height)]")
        assert abs(frame["width"] / frame["height"] - size[0] / size[1]) < 0.02
        shapes.append(tuple(size))

    assert set(SIZES) <= set(shapes)


def test_walls_are_made_one_after_another(writer, put_up):
    page = writer.context.new_page()
    page.add_init_script(f"({WATCH_FRAMES})()")
    page.goto("/admin/")
    expect(tiles(page)).to_have_count(page.locator("[data-tile]").count())

    assert put_up > 1
    assert page.evaluate("window.mostAtWork[0]") == 1
    page.close()


def test_a_wall_stands_still_and_is_no_stop_for_the_keyboard(home):
    page = wall_in(home, 0).locator(".page[data-current]")
    before = page.get_attribute("data-page")
    stops = set()
    for _ in range(30):
        home.keyboard.press("Tab")
        stops.add(home.evaluate("document.activeElement.tagName"))

    assert "IFRAME" not in stops
    assert page.get_attribute("data-page") == before


def test_a_wall_that_cannot_be_made_leaves_its_title_standing(writer, put_up):
    page = writer.context.new_page()
    first = True

    def break_first(route):
        nonlocal first
        route.fulfill(
            status=200, content_type="text/html", body="<p>x</p>"
        ) if first else route.continue_()
        first = False

    page.route("**/wall/*", break_first)
    page.clock.install()
    page.goto("/admin/")
    page.wait_for_selector("[data-tile] iframe", state="attached")
    page.clock.run_for(20_000)
    page.clock.resume()
    expect(tiles(page)).to_have_count(page.locator("[data-tile]").count() - 1, timeout=20_000)

    assert page.locator("[data-tile]").first.locator(".tile-title").is_visible()
    assert page.locator("[data-tile]").first.locator("iframe").count() == 0
    page.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_axe_finds_nothing_and_fingers_hit(writer, home, language):
    button = home.locator(f'button[name="language"][value="{language}"]')
    if button.count():
        button.click()
        expect(tiles(home)).to_have_count(home.locator("[data-tile]").count())

    found = Axe().run(home, options=AXE)

    assert found.violations_count == 0, found.generate_report()
    for width in [1440, 1366, 1024, 390]:
        home.set_viewport_size({"width": width, "height": 800})
        assert overflow(home) == 0
        assert small_targets(home, TARGETS) == []


def test_without_script_the_titles_stand_there_and_lead_to_the_wall(browser, live_server, put_up):
    with writing(browser, live_server, javascript=False) as writer:
        page = writer.page
        titles = page.locator("[data-tile] .tile-title")
        assert titles.count() >= put_up
        assert all(one.is_visible() and one.inner_text() for one in titles.all())
        assert page.locator("iframe").count() == 0

        page.locator(".tile-shown a").first.click()
        page.locator("#screen-card [data-alone]").click()

        expect(page.locator(".page[data-current] .board-title").first).to_be_visible()
        writer.saw_no_errors()
