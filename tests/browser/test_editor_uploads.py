"""Pictures and attachments in Chromium: chosen, dragged, pasted, shown at once, and the point that is never cut off."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FilePayload, Locator, Page, Route, expect

from tests.browser.conftest import LiveServer
from tests.browser.editors import LAPTOP, Writer, category_of, hanging, writing
from tests.browser.reach import AXE, overflow, small_targets
from tests.files import office, picture

#: Give a file to an element as a drop or a paste does.
GIVE = """(element, [kind, name, bytes]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const more = kind === "paste" ? { clipboardData: data } : { dataTransfer: data };
  const Kind = kind === "paste" ? ClipboardEvent : DragEvent;
  element.dispatchEvent(new Kind(kind, { bubbles: true, cancelable: true, ...more }));
}"""
THUMBNAIL = ".photo-stage img"


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests."""
    with writing(browser, live_server) as writer:
        yield writer


@pytest.fixture
def moment(writer: Writer, live_server: LiveServer) -> Page:
    """The editor of a new moment."""
    writer.begin(category_of(live_server, "moments"))
    writer.wall()
    return writer.page


def chosen(name: str, data: bytes, type_: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": type_, "buffer": data}


def hung(writer: Writer) -> Locator:
    """The picture on the wall beside the form."""
    return writer.wall().locator(".page[data-current] .picture img")


def focus(page: Page) -> tuple[str, str]:
    return page.input_value("#photo-focus_x"), page.input_value("#photo-focus_y")


def test_a_picture_chosen_is_shown_beside_what_was_typed_and_a_click_sets_its_point(writer, moment):
    moment.fill("#title", "雪夜里的一杯热水")
    moment.set_input_files("#photo-file", [chosen("a.jpg", picture(1600, 1200))])
    shown = moment.locator(THUMBNAIL)
    expect(shown).to_be_visible()
    expect(moment.locator("#title")).to_have_value("雪夜里的一杯热水")
    expect(hung(writer)).to_have_attribute("src", re.compile("-50-40/"))

    box = shown.bounding_box()
    assert box is not None
    moment.mouse.click(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.75)

    assert focus(moment) == ("20", "75")
    mark = moment.locator(".focus-mark").bounding_box()
    assert mark is not None
    assert abs(mark["x"] + mark["width"] / 2 - box["x"] - box["width"] * 0.2) < 3
    expect(hung(writer)).to_have_attribute("src", re.compile("-20-75/"))
    with moment.expect_response("**/edit"):
        moment.click('button[value="save"]')
    moment.reload()
    expect(moment.locator(THUMBNAIL)).to_be_visible()
    assert focus(moment) == ("20", "75")
    assert writer.errors == []


@pytest.mark.parametrize("kind", ["drop", "paste"])
def test_a_picture_can_be_dragged_or_pasted(moment, kind):
    data = list(picture(400, 300, "PNG"))

    moment.locator("[data-photo]").evaluate(GIVE, [kind, "雪夜.png", data])

    expect(moment.locator(THUMBNAIL)).to_be_visible()
    expect(moment.locator(".small-picture")).to_contain_text("这张图较小（400 × 300）")


def test_a_bad_file_is_said_in_its_box_and_the_form_stays(writer, moment):
    moment.fill("#story", "写了一半的话")

    moment.set_input_files("#photo-file", [chosen("a.jpg", b"<html>")])

    expect(moment.locator("#photo-file-error")).to_have_text(
        "这不是图片。请选择 JPG、PNG 或 WebP 文件。"
    )
    expect(moment.locator("#photo-file")).to_have_attribute("aria-invalid", "true")
    expect(moment.locator("#story")).to_have_value("写了一半的话")
    writer.errors[:] = [one for one in writer.errors if "422" not in one]
    assert writer.errors == []


def test_a_line_that_breaks_is_said_and_takes_nothing_along(writer, moment):
    moment.fill("#story", "写了一半的话")
    moment.route("**/picture?*", lambda route: route.abort())

    moment.set_input_files("#photo-file", [chosen("a.jpg", picture())])

    expect(moment.locator("#photo-file-error")).to_contain_text("网络中断")
    expect(moment.locator("#story")).to_have_value("写了一半的话")
    moment.unroute("**/picture?*")
    writer.errors[:] = [one for one in writer.errors if "ERR_FAILED" not in one]
    assert writer.errors == []


def test_what_takes_longer_than_a_second_says_how_far_it_is(moment):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    moment.route("**/picture?*", hold)

    moment.set_input_files("#photo-file", [chosen("a.jpg", picture())])

    expect(moment.locator("[data-progress]")).to_contain_text(re.compile("正在上传|已传完"))
    held[0].continue_()
    expect(moment.locator(THUMBNAIL)).to_be_visible()
    expect(moment.locator("[data-progress]")).to_have_text("")
    moment.unroute("**/picture?*")


def test_files_are_attached_at_once_and_the_next_save_finds_nobody_in_its_way(writer, live_server):
    writer.begin(category_of(live_server, "notice"))
    page = writer.page
    page.fill("#title", "冬季物资采购明细")
    page.set_input_files("#attachments-file", [chosen("采购明细.xlsx", office("xlsx"), "")])
    expect(page.locator(".attached")).to_contain_text("采购明细.xlsx")

    page.click('button[value="save"]')
    page.locator(".attached button").click()

    expect(page.locator(".attached")).to_have_count(0)
    expect(page.locator("[data-conflict]")).to_have_count(0)
    expect(page.locator("#title")).to_have_value("冬季物资采购明细")
    assert writer.errors == []


def test_a_button_pressed_while_a_save_is_on_its_way_is_not_lost(writer, live_server):
    writer.begin(category_of(live_server, "notice"))
    page = writer.page
    page.set_input_files("#attachments-file", [chosen("采购明细.xlsx", office("xlsx"), "")])
    expect(page.locator(".attached")).to_contain_text("采购明细.xlsx")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/edit", hold, times=1)

    page.click('button[value="save"]')
    page.locator(".attached button").click()
    expect(page.locator(".attached")).to_have_count(1)
    held[0].continue_()

    expect(page.locator(".attached")).to_have_count(0)
    page.reload()
    expect(page.locator(".attached")).to_have_count(0)
    assert writer.errors == []


def test_axe_finds_nothing_where_files_stayed_behind_and_the_keyboard_takes_them_along(
    writer, live_server
):
    page = writer.page
    page.goto(f"/admin/postings/{hanging(live_server, 'notices', titled='星级管理考核办法')}")
    page.click('form[action$="/copy"] button')
    page.wait_for_url(re.compile(r"/edit\?left="))
    expect(page.locator("#left")).to_contain_text("上一期的附件没有带过来")

    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, found.generate_report()
        assert small_targets(page, "#left button") == []
        assert overflow(page) == 0
    page.set_viewport_size(LAPTOP)
    page.focus("#left button")
    page.keyboard.press("Enter")

    expect(page.locator(".attached")).to_contain_text("星级管理考核办法（修订稿）.pdf")
    expect(page.locator("#left")).to_have_count(0)
    assert writer.errors == []


def test_without_script_a_picture_goes_up_with_the_form(browser, live_server):
    with writing(browser, live_server, javascript=False) as writer:
        writer.begin(category_of(live_server, "moments"))
        page = writer.page
        page.set_input_files("#photo-file", [chosen("a.jpg", picture(1600, 1200))])
        page.click('button[value="save"]')

        expect(page.locator(THUMBNAIL)).to_be_visible()
        page.fill("#photo-focus_x", "30")
        page.click('button[value="save"]')
        assert focus(page) == ("30", "40")
