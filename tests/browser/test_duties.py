"""What is due, in Chromium: for every eye and hand, by keyboard, on a phone and on paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.people import sign_in
from tests.browser.reach import AXE, overflow, small_targets

UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
#: What is asked with or seen by a mouse only, on paper.
ON_SCREEN_ONLY = "main button, main summary, main select, .side"


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    """A tab of the panel, signed in, on an old laptop."""
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, clerk)
    return page


@pytest.mark.parametrize(
    "address", ["/admin/duties", "/admin/duties?month=2025-03", "/admin/duties/own/1"]
)
def test_every_room_is_for_every_eye_and_hand(panel, address):
    panel.goto(address)
    panel.evaluate(UNFOLD)

    faults = [one["id"] for one in Axe().run(panel, options=AXE).response["violations"]]
    small = small_targets(panel)
    panel.set_viewport_size({"width": 390, "height": 844})

    assert (faults, small) == ([], [])
    assert overflow(panel) <= 0


def test_a_visit_is_recorded_by_keyboard_and_moves_to_what_is_done(panel):
    panel.goto("/admin/duties?place=office")
    visit = panel.locator(".duty:not([data-state=done])", has_text="白玉成").first
    visit.locator("summary").focus()
    panel.keyboard.press("Enter")
    panel.keyboard.press("Tab")
    expect(visit.locator("input[type=date]")).to_be_focused()
    visit.locator("input[name=remark]").fill("石磨沟站：安全检查")
    panel.keyboard.press("Enter")

    expect(panel.locator("#toast")).to_contain_text("到收费站调研")
    expect(panel.locator(".duty[data-state=done]", has_text="白玉成")).to_be_visible()


def test_the_place_is_chosen_without_leaving_the_page(panel):
    panel.goto("/admin/duties")
    panel.evaluate("window.samePage = true")

    panel.select_option("#duties-place", "QYY")

    panel.wait_for_url("**/admin/duties?*place=QYY*")
    assert panel.evaluate("window.samePage")
    expect(panel.locator(".duty[data-state]").first).to_contain_text("青杨驿站")
    expect(panel.locator(".duty", has_text="工资发放")).to_have_count(0)


def test_on_paper_the_list_stands_alone(panel):
    panel.goto("/admin/duties")

    panel.emulate_media(media="print")

    expect(panel.locator(".duty").first).to_be_visible()
    shown = panel.locator(ON_SCREEN_ONLY).evaluate_all(
        "found => found.filter(one => one.checkVisibility()).length"
    )
    assert shown == 0


def test_all_of_it_works_without_script(browser, live_server, clerk):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, clerk)
    page.goto("/admin/duties")
    page.select_option("#duties-place", "office")
    page.click("main .filters button")

    expect(page.locator("#duties-place")).to_have_value("office")
    expect(page.locator(".duty[data-state]").first).to_be_visible()
    context.close()
