"""A table in the editor by keyboard alone: made, typed, pasted, put right, seen on the wall and saved by itself."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, writing
from tests.browser.reach import AXE, EDITOR_TARGETS, overflow, small_targets

RANGE = "甘F·IO102\tSUV\t接待\t８\t２,０３４\r\n甘F·IO103\t皮卡\t巡查\t5\t988\r\n甘F·IO104\t客车\t通勤\t44\t4,120\r\n"
REFUSED = "422 (UNPROCESSABLE ENTITY)"


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests."""
    with writing(browser, live_server) as writer:
        writer.context.grant_permissions(["clipboard-read", "clipboard-write"])
        yield writer
        assert [one for one in writer.errors if REFUSED not in one] == []


@pytest.fixture
def page(writer: Writer, live_server: LiveServer) -> Page:
    """The editor of a notice whose table has been made from its category's columns, by keyboard."""
    writer.begin(category_of(live_server, "vehicles"))
    writer.wall()
    page = writer.page
    page.focus("#body")
    until_on(page, '[value="table-new:0"]')
    page.keyboard.press("Enter")
    expect(page.locator("[data-grid]")).to_be_visible()
    return page


def until_on(page: Page, selector: str) -> None:
    """Press Tab until the keyboard is there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("one => document.activeElement.matches(one)", selector):
            return
    pytest.fail(f"Tab never came to {selector}")


def typed(page: Page, *texts: str) -> None:
    """Type into one cell after another."""
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Tab")


def cell(page: Page, row: int | str, column: str) -> Locator:
    return page.locator(f'[data-grid] [name$="-{row}-{column}"]')


def records(writer: Writer) -> Locator:
    return writer.wall().locator(".page[data-current] .record")


def test_a_table_is_made_typed_put_right_and_saved_without_the_mouse(writer, page):
    expect(cell(page, 0, "c1")).to_be_focused()
    typed(page, "甘F·IO101", "轿车", "公务", "十二")
    fault = page.locator("[data-faults] li")
    expect(fault).to_have_text("第 1 行 D 列 “出车”应填数字，这里是“十二”。")
    expect(cell(page, 0, "c4")).to_have_attribute("aria-invalid", "true")
    expect(records(writer).first).to_contain_text("轿车")

    page.keyboard.press("Shift+Tab")
    page.keyboard.type("１２")
    expect(fault).to_have_count(0)
    expect(cell(page, 0, "c4")).not_to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "c4")).to_be_focused()
    page.keyboard.type("3")
    until_on(page, '[value^="total-sum:"]')
    page.keyboard.press("Enter")

    expect(cell(page, "total", "c4")).to_have_value("15")
    expect(page.locator('[value^="total-sum:"]')).to_be_focused()
    expect(page.locator("#saved span")).to_have_text(re.compile("已保存"))
    page.reload()
    expect(cell(page, 0, "c4")).to_have_value("１２")


def test_a_range_from_excel_fills_the_grid_from_the_cell_it_is_pasted_into(writer, page):
    page.evaluate("text => navigator.clipboard.writeText(text)", RANGE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+V")

    expect(cell(page, 3, "c5")).to_have_value("4120")
    expect(cell(page, 1, "c4")).to_have_value("8")
    expect(cell(page, 0, "c1")).to_have_value("")
    expect(cell(page, 1, "c1")).to_be_focused()
    expect(page.locator("[data-rows] [data-pick]:checked")).to_have_attribute("value", "1")
    expect(records(writer)).to_have_count(3)


def test_rows_are_added_moved_and_removed_where_the_keyboard_is(page):
    for name in ["甲", "乙", "丙"]:
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(cell(page, 3, "c1")).to_be_focused()
    page.keyboard.type("丁")
    until_on(page, '[value^="row-up:"]')
    page.keyboard.press("Enter")
    expect(cell(page, 2, "c1")).to_have_value("丁")
    page.keyboard.press("Enter")
    expect(cell(page, 1, "c1")).to_have_value("丁")
    expect(page.locator('[value^="row-up:"]')).to_be_focused()

    until_on(page, '[value^="row-drop:"]')
    page.keyboard.press("Enter")

    expect(page.locator("[data-rows] tr")).to_have_count(3)
    names = [one.input_value() for one in page.locator('[data-rows] [name$="-c1"]').all()]
    assert names == ["甲", "乙", "丙"]


def test_on_to_publishing_stops_at_the_first_cell_that_must_be_mended(writer, page):
    typed(page, "甘F·IO101", "", "", "不少")
    page.keyboard.press("Control+Home")
    page.click('button[value="publish"]')

    expect(cell(page, 0, "c4")).to_be_focused()
    assert page.url.endswith("/edit")


def test_axe_finds_nothing_in_a_grid_and_nothing_is_too_small_or_too_wide(page):
    typed(page, "甘F·IO101", "", "", "不少")
    page.click('[value^="row-add:"]')
    expect(page.locator("[data-faults] li")).to_have_count(1)
    page.locator("[data-grid] summary").click()
    found = Axe().run(page, options=AXE)

    assert found.violations_count == 0, found.generate_report()
    for width in [1440, 1024, 390]:
        page.set_viewport_size({"width": width, "height": 800})
        assert overflow(page) == 0
        assert small_targets(page, EDITOR_TARGETS) == []
    page.set_viewport_size({"width": 1440, "height": 900})


def test_a_table_wider_than_its_column_says_so_until_all_of_it_is_in_sight(writer, live_server):
    writer.begin(category_of(live_server, "canteen"))
    page = writer.page
    page.click('[value="table-new:0"]')
    page.click('[value^="column-add:"]')
    expect(page.locator("[data-rows] tr:first-child [data-cell]")).to_have_count(6)
    hint, box = page.locator("[data-wide-hint]"), page.locator("[data-wide]")
    for column in ("c2", "c3", "c4", "c5"):
        cell(page, 0, column).fill("河套雪花粉五十公斤")
    expect(hint).to_have_text("表格比这一栏宽，左右滑动可以看到其余各列。")
    expect(hint).to_be_visible()
    box.evaluate("one => { one.scrollLeft = 0; }")
    expect(page.locator(".cells-box[data-after]:not([data-before])")).to_have_count(1)

    for width in (1440, 1366, 390):
        page.set_viewport_size({"width": width, "height": 900})
        box.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
        expect(page.locator(".cells-box[data-before]:not([data-after])")).to_have_count(1)
        last, frame = cell(page, 0, "c5").bounding_box(), box.bounding_box()
        assert last
        assert frame
        assert last["x"] + last["width"] <= frame["x"] + frame["width"]
        assert overflow(page) == 0

    for column in ("c2", "c3", "c4", "c5"):
        cell(page, 0, column).fill("5")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(hint).to_be_hidden()
    expect(page.locator(".cells-box[data-before], .cells-box[data-after]")).to_have_count(0)


def test_without_script_the_grid_works_by_its_buttons(browser, live_server):
    with writing(browser, live_server, javascript=False) as writer:
        writer.begin(category_of(live_server, "vehicles"))
        page = writer.page
        page.click('[value="table-new:0"]')
        cell(page, 0, "c1").fill("甲")
        cell(page, 1, "c1").fill("乙")
        page.check('[data-rows] [value="1"]')
        page.click('[value^="row-up:"]')
        expect(cell(page, 0, "c1")).to_have_value("乙")

        page.click("[data-grid] summary")
        page.fill("[data-paste]", RANGE)
        page.click('[value^="fill-in:"]')

        expect(cell(page, 2, "c5")).to_have_value("4120")
        writer.saw_no_errors()
