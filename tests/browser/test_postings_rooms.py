"""The list, a posting, the order of a rotation and publishing in Chromium: by keyboard, on a phone, to a screen reader."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.browser.conftest import LiveServer, watch
from tests.browser.editors import Writer, category_of, hanging, writing
from tests.browser.reach import AXE, COUNT_CLICKS, LEAST_TARGET, clicks, overflow, small_targets
from tests.files import picture

PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1366, "height": 768}

#: A box to be ticked is hit by what stands around it.
SMALL_LABELS = """least => [...document.querySelectorAll("input[type=checkbox], input[type=radio]")]
  .map(one => one.closest("label")).filter(one => one.getClientRects().length && one.getBoundingClientRect().height < least)
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests."""
    with writing(browser, live_server) as writer:
        yield writer


@pytest.fixture
def panel(writer: Writer) -> Iterator[Page]:
    """A tab of theirs; it must not have reported an error when the test ends."""
    writer.page.close()
    writer.page = writer.context.new_page()
    watch(writer.page, writer.errors)
    writer.page.set_viewport_size(LAPTOP)
    yield writer.page
    writer.saw_no_errors()


@pytest.fixture
def draft(writer: Writer, panel: Page, live_server: LiveServer) -> str:
    """A notice that lacks nothing."""
    code = writer.begin(category_of(live_server, "notice"))
    panel.fill("#title", "关于调整班车时间的公告")
    # Each test its own words: the same paper hung twice is asked about.
    panel.fill("#body", f"自12月1日起，夜班班车提前10分钟（{code}）。")
    with panel.expect_response("**/edit"):
        panel.click('button[value="save"]')
    return code


#: On how many lines those words of a heading stand.
LINES_OF = """([heading, words]) => {
  const range = document.createRange();
  const walker = document.createTreeWalker(document.querySelector(heading), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    return new Set([...range.getClientRects()].map(one => Math.round(one.top))).size;
  }
  return 0;
}"""


def rooms(live_server: LiveServer, draft: str) -> list[str]:
    hung = hanging(live_server, "notices")
    return [
        "/admin/postings",
        "/admin/postings?q=没有这样的内容",
        f"/admin/postings/{hung}",
        f"/admin/postings/{hung}/take-down",
        f"/admin/postings/{draft}/publish",
        "/admin/order",
    ]


def tabbed_to(page: Page, selector: str, *, most: int = 120) -> None:
    """Go there with the key Tab alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"the key Tab never comes to {selector}")


def in_usual_order(panel: Page) -> None:
    """Whatever another test has moved goes back to where it was."""
    usual = panel.locator('button[value="usual"]')
    if usual.count():
        usual.click()
        expect(usual).to_have_count(0)


def meant(writer: Writer, status: int) -> None:
    """The console tells of a refused request; this one was meant."""
    writer.errors[:] = [one for one in writer.errors if f"status of {status}" not in one]


def test_axe_finds_nothing_and_a_finger_hits_everything(panel, live_server, draft):
    for size in (LAPTOP, PHONE):
        panel.set_viewport_size(size)
        for address in rooms(live_server, draft):
            panel.goto(address)
            found = Axe().run(panel, options=AXE)
            assert found.violations_count == 0, f"{address}: {found.generate_report()}"
            assert overflow(panel) <= 0, address
            small = small_targets(panel)
            assert [
                one for one in small if not re.search('type="(checkbox|radio)"|aria-hidden', one)
            ] == []
            assert panel.evaluate(SMALL_LABELS, LEAST_TARGET) == [], address


def test_on_a_phone_the_heading_of_a_screen_keeps_the_names_of_places_whole(panel, live_server):
    with live_server.app.app_context():
        screen = db.session.scalars(sa.select(Screen).where(Screen.name == "值班室")).first()
        assert screen is not None
        address, station = f"/admin/screens/{screen.id}", screen.station.short_name
    panel.set_viewport_size(PHONE)
    for room in (f"{address}/turns", address):
        panel.goto(room)
        for words in (station, "值班室"):
            assert panel.evaluate(LINES_OF, ["h1", words]) == 1, (room, words)
        assert overflow(panel) <= 0


def test_from_the_list_to_the_wall_and_down_again_by_keyboard(panel, draft):
    panel.goto("/admin/postings?life=draft")
    tabbed_to(panel, f'a[href$="/{draft}/edit"]')
    panel.keyboard.press("Enter")
    panel.wait_for_url(f"**/{draft}/edit")
    tabbed_to(panel, 'button[value="publish"]')
    panel.keyboard.press("Enter")
    panel.wait_for_url(f"**/{draft}/publish")
    tabbed_to(panel, ".form-end button")
    panel.keyboard.press("Enter")
    panel.wait_for_url(re.compile(f"/{draft}$"))
    expect(panel.locator("#toast")).to_contain_text("已发布")

    tabbed_to(panel, "details summary")
    panel.keyboard.press("Enter")
    tabbed_to(panel, "#reason")
    panel.keyboard.type("班次又有变化")
    panel.keyboard.press("Enter")
    expect(panel.locator("#toast")).to_contain_text("已撤下")

    tabbed_to(panel, 'form[action="/admin/undo/take-down"] button')
    panel.keyboard.press("Enter")
    expect(panel.locator("#toast")).to_contain_text("1 件已重新上墙")


def test_the_back_button_leads_to_no_draft_that_is_none_any_more(panel, draft):
    panel.goto(f"/admin/postings/{draft}/publish")
    panel.click(".form-end button")
    panel.wait_for_url(re.compile(f"/{draft}$"))

    panel.go_back()

    panel.wait_for_url(re.compile(f"/{draft}$"))
    expect(panel.locator("#toast")).to_contain_text("这已不是草稿")


def test_what_is_not_right_when_publishing_has_the_keyboard(writer, panel, draft):
    panel.goto(f"/admin/postings/{draft}/publish")
    panel.check('input[value="later"]')

    panel.click(".form-end button")

    expect(panel.locator("#begins")).to_be_focused()
    expect(panel.locator('input[value="later"]')).to_be_checked()
    assert panel.url.endswith("/publish")
    meant(writer, 422)


def test_a_line_that_breaks_while_publishing_is_said_and_the_form_stays(writer, panel, draft):
    panel.goto(f"/admin/postings/{draft}/publish")
    panel.fill("#either_name", "陈守业")
    panel.route("**/publish", lambda route: route.abort())

    panel.click(".form-end button")

    expect(panel.locator("#toast")).to_contain_text("连不上服务器")
    expect(panel.locator("#either_name")).to_have_value("陈守业")
    writer.errors.clear()


def test_moving_up_and_down_keeps_the_keyboard_with_what_is_moved(panel):
    panel.goto("/admin/order")
    in_usual_order(panel)
    titles = panel.locator(".turn:not([data-opens]) .row-title")
    first, second, third = titles.all_inner_texts()[:3]
    panel.locator(".turn").nth(1).locator("button").focus()

    panel.keyboard.press("Enter")
    expect(panel.locator("#toast")).to_contain_text(f"现在排第 2：{first}")
    expect(titles.nth(1)).to_have_text(first)
    expect(panel.locator(":focus")).to_contain_text("下移")
    panel.keyboard.press("Enter")

    expect(panel.locator("#toast")).to_contain_text(f"现在排第 3：{first}")
    expect(titles.nth(2)).to_have_text(first)
    expect(panel.locator(":focus")).to_contain_text("下移")
    assert titles.all_inner_texts()[:3] == [second, third, first]
    panel.locator('button[value="usual"]').press("Enter")
    expect(titles.nth(0)).to_have_text(first)
    panel.reload()
    assert titles.all_inner_texts()[:3] == [first, second, third]


def test_the_key_enter_in_a_list_does_nothing_to_what_is_ticked(panel, draft):
    panel.goto("/admin/postings?life=draft")
    panel.locator(f'input[value="{draft}"]').check()

    panel.keyboard.press("Enter")

    # Time enough for an answer that must not come.
    panel.wait_for_timeout(700)
    expect(panel.locator("#toast")).to_have_text("")
    expect(panel.locator(f'input[value="{draft}"]')).to_be_checked()


def test_without_script_the_key_enter_throws_nothing_away_either(browser, live_server):
    with writing(browser, live_server, javascript=False) as writer:
        code = writer.begin(category_of(live_server, "notice"))
        writer.page.get_by_role("button", name="保存草稿").click()
        writer.page.goto("/admin/postings?life=draft")
        writer.page.locator(f'input[value="{code}"]').check()

        with writer.page.expect_navigation():
            writer.page.keyboard.press("Enter")

        expect(writer.page.locator("#toast")).to_have_text("")
        expect(writer.page.locator(f'input[value="{code}"]')).to_be_checked()


def test_several_without_a_reason_come_back_ticked_with_the_keyboard_in_it(writer, panel):
    panel.goto("/admin/postings?life=on_wall")
    ticks = panel.locator('input[name="chosen"]')
    ticks.nth(0).check()
    ticks.nth(2).check()
    panel.locator("summary").click()

    panel.click('button[value="take_down"]')

    expect(panel.locator("#reason")).to_be_focused()
    assert [ticks.nth(place).is_checked() for place in range(4)] == [True, False, True, False]
    assert panel.url.endswith("?life=on_wall")
    meant(writer, 422)


def test_a_draft_thrown_away_by_a_double_click_comes_back_with_one_click(panel, draft):
    panel.goto("/admin/postings?life=draft")
    panel.locator(f'input[value="{draft}"]').check()
    sent: list[Route] = []
    panel.route("**/postings/chosen*", lambda route: sent.append(route))  # noqa: PLW0108 - Playwright marks it
    panel.dblclick('button[value="discard"]')
    panel.wait_for_timeout(100)
    (only,) = sent
    only.continue_()
    expect(panel.locator("#toast")).to_contain_text("已丢弃 1 份草稿")

    panel.click("#toast button")

    panel.wait_for_url(f"**/{draft}/edit")
    expect(panel.locator("#title")).to_have_value("关于调整班车时间的公告")


def test_a_second_click_on_a_slow_plain_form_sends_nothing(panel, live_server):
    panel.goto("/admin/postings/new")
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route)

    panel.route("**/postings/new", hold)
    button = panel.locator(f'button[value="{category_of(live_server, "notice")}"]')

    button.evaluate("button => { button.click(); setTimeout(() => button.click(), 50); }")
    panel.wait_for_timeout(300)

    assert len(sent) == 1
    sent[0].continue_()
    panel.wait_for_url("**/edit")


def test_without_script_things_are_put_in_order_and_undone_too(browser, live_server, draft):
    with writing(browser, live_server, javascript=False) as other:
        page = other.page
        page.goto("/admin/order")
        code = page.locator(".turn").nth(2).get_attribute("id")
        page.locator(f'button[value^="{code}.before"]').first.click()
        expect(page.locator("#toast")).to_contain_text("现在排第 1")
        assert page.locator(".turn").nth(1).get_attribute("id") == code
        with page.expect_navigation():  # or the next address is asked for before this is sent
            page.click('button[value="usual"]')

        page.goto("/admin/postings?life=draft")
        page.locator(f'input[value="{draft}"]').check()
        page.click('button[value="discard"]')
        page.click("#toast button")
        expect(page.locator("#title")).to_have_value("关于调整班车时间的公告")


def test_a_moment_takes_three_clicks_and_a_photo(panel):
    panel.add_init_script(COUNT_CLICKS)
    panel.goto("/admin/")
    panel.get_by_role("button", name="发一张身影").click()
    panel.wait_for_url("**/edit")
    panel.set_input_files(
        "#photo-file", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture(1600, 1200)}
    )
    panel.wait_for_selector(".photo-stage img")
    panel.fill("#title", "雪夜里的一杯热水")
    panel.get_by_role("button", name="去发布").click()
    panel.wait_for_url("**/publish")
    expect(panel.get_by_role("heading", level=1)).to_be_focused()
    panel.get_by_role("button", name="发布", exact=True).click()
    expect(panel.locator("#toast")).to_contain_text("已发布")
    assert clicks(panel) == 3


def test_a_draft_filled_in_like_the_last_one_shows_it_at_once_on_the_wall(
    writer, panel, live_server
):
    writer.begin(category_of(live_server, "vehicles"))
    writer.wall()
    title = panel.input_value("#title")

    panel.get_by_role("button", name="照上一期填写").click()

    expect(panel.locator("#title")).to_be_focused()
    expect(panel.locator("#title")).not_to_have_value(title)
    expect(writer.wall().locator(".page[data-current] table").first).to_be_visible()
    assert panel.get_by_role("button", name="照上一期填写").count() == 0
