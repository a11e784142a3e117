"""The wall beside the form: it follows what is typed, in every shape, page by page, and says how well it can be read."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, hanging, writing
from tests.browser.reach import AXE, EDITOR_TARGETS, overflow, small_targets

KINDS = ["notices", "stars", "honors", "moments", "contacts"]
PARAGRAPH = "各收费站要加强冬季保通保畅工作，及时清除路面积雪，保障车辆安全通行。" * 6


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests, who sees no error in any of them."""
    with writing(browser, live_server) as writer:
        yield writer
        writer.saw_no_errors()


@pytest.fixture
def notice(writer: Writer, live_server: LiveServer) -> Page:
    """The editor of a new notice."""
    writer.begin(category_of(live_server, "notice"))
    writer.wall()
    return writer.page


def shown(writer: Writer) -> Locator:
    """The page that is up."""
    return writer.wall().locator(".page[data-current]")


def check(page: Page, name: str) -> Locator:
    return page.locator(f'[data-check="{name}"]')


def test_the_wall_follows_what_is_typed(writer, notice):
    notice.fill("#title", "")
    notice.locator("#title").press_sequentially("关于调整班车时间的通知")
    notice.fill("#body", "自12月1日起，夜班班车提前10分钟。")

    expect(shown(writer).locator(".board-title")).to_have_text("关于调整班车时间的通知")
    expect(shown(writer).locator(".prose")).to_contain_text("夜班班车提前10分钟")
    expect(notice.locator('[data-counter="title"]')).to_have_text("11 / 40 字")


def test_bold_type_is_a_button_or_a_key_and_shown_at_once(writer, notice):
    notice.fill("#body", "请各站落实。")
    notice.evaluate("document.getElementById('body').setSelectionRange(1, 3)")
    notice.click("[data-bold]")

    expect(notice.locator("#body")).to_have_value("请**各站**落实。")
    expect(shown(writer).locator(".prose strong")).to_have_text("各站")
    notice.press("#body", "Control+b")
    expect(notice.locator("#body")).to_have_value("请各站落实。")
    expect(shown(writer).locator(".prose strong")).to_have_count(0)


def test_what_is_being_composed_waits(writer, notice):
    notice.fill("#body", "甲")
    expect(shown(writer).locator(".prose")).to_have_text("甲")

    notice.evaluate(
        """() => {
            const body = document.getElementById("body");
            const say = (name) => body.dispatchEvent(new CompositionEvent(name, { bubbles: true }));
            say("compositionstart");
            body.value = "甲yi";
            body.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }"""
    )
    notice.wait_for_timeout(400)
    expect(shown(writer).locator(".prose")).to_have_text("甲")

    notice.evaluate(
        """() => {
            const body = document.getElementById("body");
            body.value = "甲乙";
            body.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }"""
    )
    expect(shown(writer).locator(".prose")).to_have_text("甲乙")


def test_its_pages_can_be_stepped_through_by_keyboard(writer, notice):
    notice.fill("#body", "\n\n".join([PARAGRAPH] * 5))
    place = notice.locator("[data-stage] [data-page]")
    expect(place).to_have_text(re.compile(r"1 / [2-9]"))
    first = shown(writer).locator(".prose").inner_text()

    notice.focus('[data-turn="1"]')
    notice.keyboard.press("Enter")

    expect(place).to_have_text(re.compile(r"2 / [2-9]"))
    assert shown(writer).locator(".prose").inner_text() != first
    notice.keyboard.press("Shift+Tab")
    notice.keyboard.press("Enter")
    expect(place).to_have_text(re.compile(r"1 / [2-9]"))
    expect(shown(writer).locator(".prose")).to_have_text(first)


@pytest.mark.parametrize(
    ("look", "size"), [("wide", (1920, 1080)), ("tall", (1080, 1920)), ("old", (1366, 768))]
)
def test_every_shape_is_laid_out_at_its_own_size(writer, notice, look, size):
    notice.fill("#body", "现予公开。")
    notice.click(f'.looks button[value="{look}"]')

    expect(notice.locator(f'.looks button[value="{look}"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    page = shown(writer)
    expect(page.locator(".prose")).to_have_text("现予公开。")
    notice.wait_for_function(
        "size => document.querySelector('[data-wall] iframe').contentWindow.innerWidth === size",
        arg=size[0],
    )
    assert page.evaluate("one => [innerWidth, innerHeight]") == list(size)
    box = notice.locator("[data-wall] iframe").bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - size[0] / size[1]) < 0.01
    stage = notice.locator("[data-wall]").bounding_box()
    assert stage is not None
    assert box["width"] <= stage["width"] + 1
    assert box["height"] <= stage["height"] + 1


def test_it_says_how_well_it_can_be_read(notice):
    notice.fill("#title", "通知")
    notice.fill("#body", "拟任：㛃某。")

    expect(check(notice, "body")).to_contain_text(re.compile(r"正文 \d\d 像素"))
    expect(check(notice, "body")).to_contain_text(re.compile(r"43 寸屏 \d\.\d 米内可读"))
    expect(check(notice, "pages")).to_contain_text("横屏 16:9 1 页，竖屏 9:16 1 页，旧屏 1366 1 页")
    expect(check(notice, "title")).to_contain_text("占 1 行，最多 40 字")
    expect(check(notice, "glyphs")).to_have_attribute("data-standing", "warn")
    expect(check(notice, "glyphs")).to_contain_text("请留意")
    expect(check(notice, "glyphs")).to_contain_text("㛃 (U+36C3)")


def test_more_than_four_pages_want_a_summary(notice):
    notice.fill("#body", "\n\n".join([PARAGRAPH] * 12))

    expect(check(notice, "pages")).to_have_attribute("data-standing", "warn")
    expect(check(notice, "pages")).to_contain_text("摘要")


def test_a_title_that_is_too_long_is_counted_and_not_cut_off(notice):
    notice.fill("#title", "长" * 41)

    assert notice.input_value("#title") == "长" * 41
    expect(check(notice, "title")).to_have_attribute("data-standing", "bad")
    expect(notice.locator('[data-counter="title"]')).to_have_text("41 / 40 字")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_wall_and_axe_finds_nothing(writer, live_server, kind):
    writer.correct(hanging(live_server, kind))
    page = writer.page

    expect(shown(writer).locator(f'.board[data-kind="{kind}"]')).to_be_visible()
    expect(check(page, "body")).to_be_visible()
    found = Axe().run(page, options=AXE)

    assert found.violations_count == 0, found.generate_report()
    for width in [1440, 1024]:
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0
        assert small_targets(page, EDITOR_TARGETS) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def test_without_script_the_saved_draft_can_be_looked_at(browser, live_server):
    with writing(browser, live_server, javascript=False) as writer:
        writer.begin(category_of(live_server, "notice"))
        writer.page.fill("#body", "没有脚本也看得见。")
        writer.page.click('button[value="preview"]')

        assert writer.page.url.endswith("/preview")
        expect(writer.page.locator(".page[data-current] .prose")).to_have_text("没有脚本也看得见。")
        writer.saw_no_errors()
