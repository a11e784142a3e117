"""Settings, people, accounts and the trail in Chromium: for every eye and hand, by keyboard, without script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kiosk.core import codes
from tests.browser.conftest import refused_as_expected
from tests.browser.people import sign_in
from tests.browser.reach import AXE, LEAST_TARGET, focused, overflow, small_targets

ROOMS = [
    "/admin/settings",
    "/admin/settings/people",
    "/admin/settings/people/1",
    "/admin/settings/stations/1",
    "/admin/settings/categories/1",
    "/admin/settings/calendar/2026",
    "/admin/settings/calendar/2027",
    "/admin/screens/1/turns",
    "/admin/begin",
    "/admin/accounts",
    "/admin/accounts/1",
    "/admin/trail",
]
#: A tick is pressed by its whole row.
SMALL_TICKS = """least => [...document.querySelectorAll("main input[type=checkbox]")]
  .filter(one => one.closest("label").getBoundingClientRect().height < least)
  .map(one => one.outerHTML)"""
UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    """A tab of the panel, signed in, on an old laptop."""
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, clerk)
    return page


@pytest.mark.parametrize("address", ROOMS)
def test_every_room_is_for_every_eye_and_hand(panel, address):
    panel.goto(address)
    panel.evaluate(UNFOLD)

    faults = [one["id"] for one in Axe().run(panel, options=AXE).response["violations"]]
    small = small_targets(panel)
    small = [one for one in small if 'type="checkbox"' not in one]
    small += panel.evaluate(SMALL_TICKS, LEAST_TARGET)
    panel.set_viewport_size({"width": 390, "height": 844})

    assert (faults, small) == ([], [])
    assert overflow(panel) <= 0


def test_seconds_are_changed_by_keyboard_and_stand_in_the_trail(panel, console_errors):
    panel.goto("/admin/settings")
    panel.locator("summary", has_text="修改秒数").focus()
    panel.keyboard.press("Enter")
    while focused(panel) != "table":
        panel.keyboard.press("Tab")
    panel.keyboard.type("99")
    panel.keyboard.press("Enter")

    expect(panel.locator("#table-error")).to_be_visible()
    assert focused(panel) == "table"
    panel.keyboard.press("Control+a")
    panel.keyboard.type("33")
    panel.keyboard.press("Enter")
    expect(panel.locator("#toast")).to_contain_text("已保存")
    panel.goto("/admin/trail?room=settings")

    expect(panel.locator(".trail tbody tr").first).to_contain_text("33")
    refused_as_expected(console_errors, "status of 422")


def test_the_trail_is_filtered_without_leaving_its_page(panel):
    panel.goto("/admin/trail")
    panel.evaluate("window.samePage = true")

    panel.select_option("#trail-room", "system")

    panel.wait_for_url("**/admin/trail?*room=system*")
    assert panel.evaluate("window.samePage")
    expect(panel.locator(".trail tbody tr").first).to_contain_text("示例")


def test_all_of_it_works_without_script(browser, live_server, clerk):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, clerk)
    name = f"田{codes.new_code(4)}"

    page.goto("/admin/settings/people")
    page.click("summary")
    page.click("text=添加 >> nth=-1")
    assert page.locator("#name-error").is_visible()
    page.fill("#name", name)
    page.locator("button", has_text="添加").click()
    page.fill("#people-q", name)
    page.press("#people-q", "Enter")
    assert page.locator(".row-title").all_inner_texts() == [name]
    page.goto("/admin/trail?room=settings")

    assert name in page.inner_text(".trail tbody tr:first-child")
    context.close()
