"""The panel in Chromium: signing in, pairing a real wall, keyboard, screen reader, phone, no script."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.browser.conftest import LiveServer, refused_as_expected, watch
from tests.browser.people import PASSWORD, enrolled, sign_in
from tests.browser.reach import AXE, focused, overflow, small_targets

PAGES = [
    "/admin/",
    "/admin/screens",
    "/admin/screens/1",
    "/admin/pair/482913",
    "/admin/roles",
    "/admin/password",
]


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    """A tab of the panel, signed in, at a laptop's size."""
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, clerk)
    return page


@pytest.fixture
def wall(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Another browser, which nobody has told yet which screen it is."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1920, "height": 1080}
    )
    page = context.new_page()
    errors: list[str] = []
    watch(page, errors)
    page.goto("/screen")
    yield page
    context.close()
    assert errors == []


def code_on(wall: Page) -> str:
    code = wall.get_attribute("[data-pairing-code]", "data-pairing-code")
    assert code
    return code


def fill_in(page: Page, code: str, *, name: str) -> None:
    page.fill("#code", code)
    page.select_option("#station", index=1)
    page.fill("#name", name)


def test_a_wall_is_paired_from_the_panel(panel, wall):
    panel.goto("/admin/screens")
    panel.evaluate("window.samePage = true")
    fill_in(panel, code_on(wall), name="大厅")

    panel.click(".pair .button")

    row = panel.locator("tr[data-new]")
    expect(row).to_contain_text("大厅")
    expect(row).to_be_focused()
    expect(panel.locator("#toast")).to_contain_text("大厅")
    assert panel.evaluate("window.samePage")
    expect(wall.locator("body")).to_have_attribute(
        "data-state", re.compile("playing|empty"), timeout=30_000
    )


def test_a_mistake_keeps_everything_and_takes_the_focus(panel, console_errors):
    panel.goto("/admin/screens")
    fill_in(panel, "000000", name="大厅")
    panel.fill("#distance", "far")

    panel.click(".pair .button")

    expect(panel.locator("#distance-error")).to_be_visible()
    assert focused(panel) == "distance"
    assert panel.get_attribute("#distance", "aria-describedby") == "distance-error"
    kept = {field: panel.input_value(field) for field in ("#code", "#name", "#distance")}
    assert kept == {"#code": "000000", "#name": "大厅", "#distance": "far"}

    panel.fill("#distance", "3.5")
    panel.click(".pair .button")

    expect(panel.locator("#code-error")).to_be_visible()
    assert focused(panel) == "code"
    refused_as_expected(console_errors, "status of 422")


def test_a_pasted_code_fills_all_boxes_and_is_typed_over_as_a_whole(panel):
    panel.goto("/admin/screens")
    panel.focus("#code")

    panel.keyboard.insert_text("４82 913")
    assert panel.locator(".box").all_inner_texts() == ["4", "8", "2", "9", "1", "3"]

    panel.keyboard.press("Backspace")
    assert panel.locator(".box[data-marked]").count() == 1
    panel.keyboard.type("7")
    panel.keyboard.press("Tab")
    panel.keyboard.press("Shift+Tab")
    panel.keyboard.type("123")
    assert panel.input_value("#code") == "123"


def test_the_boxes_survive_a_swap(panel, console_errors):
    panel.goto("/admin/screens")
    for _ in range(2):
        fill_in(panel, "111111", name="x")
        with panel.expect_response("**/admin/screens"):
            panel.click(".pair .button")
        expect(panel.locator("#code-error")).to_be_visible()
        expect(panel.locator(".box")).to_have_count(6)
    refused_as_expected(console_errors, "status of 422")


def test_a_broken_server_leaves_the_form_as_it_is(panel, console_errors):
    panel.goto("/admin/screens")
    fill_in(panel, "111111", name="大厅")
    panel.route(
        "**/admin/screens",
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
    )

    with panel.expect_response("**/admin/screens"):
        panel.click(".pair .button")

    assert panel.input_value("#name") == "大厅"
    assert "Bad gateway" not in panel.content()
    refused_as_expected(console_errors, "status of 502")


def test_a_session_that_ended_leads_through_the_way_in_and_keeps_what_was_typed(
    panel, clerk, context: BrowserContext, console_errors
):
    panel.goto("/admin/screens")
    fill_in(panel, "111111", name="大厅 “东”")
    context.clear_cookies()

    panel.click(".pair .button")
    panel.fill("#username", clerk)
    panel.fill("#password", PASSWORD)
    panel.click(".button")
    expect(panel.locator("[data-carried]")).to_contain_text("还没有保存")
    panel.keyboard.press("Enter")

    # Sent where it was meant for: the code on no wall is said at its field.
    expect(panel.locator("#code-error")).to_be_visible()
    assert panel.input_value("#name") == "大厅 “东”"
    assert all("status of 4" in one for one in console_errors)
    console_errors.clear()


def test_the_whole_way_by_keyboard(page, clerk, wall, live_server):
    page.goto(f"/admin/pair/{code_on(wall)}")
    page.focus("#username")
    page.keyboard.type(clerk)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/pair/*")

    page.focus("#code")
    page.keyboard.press("Tab")
    assert focused(page) == "station"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")

    page.wait_for_url("**/admin/screens")
    assert paired(live_server, "By keyboard")


def test_the_first_stop_of_the_keyboard_leads_past_the_navigation(panel):
    panel.keyboard.press("Tab")
    panel.keyboard.press("Enter")

    assert focused(panel) == "main"


def test_pairing_needs_no_script(browser, live_server, clerk, wall):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, clerk)
    page.goto("/admin/screens")
    fill_in(page, "000000", name="No script")
    page.click(".pair .button")
    assert page.locator("#code-error").is_visible()

    page.fill("#code", code_on(wall))
    page.click(".pair .button")

    assert page.url.endswith("/admin/screens")
    assert "No script" in page.inner_text("#toast")
    assert paired(live_server, "No script")
    context.close()


def test_two_people_at_one_screen_see_both_values(panel, context, live_server, console_errors):
    address = f"/admin/screens/{a_screen(live_server)}"
    other = context.new_page()
    other.goto(address)
    panel.goto(address)
    panel.fill("#keeper", "甲")
    panel.click(".pair .button")
    panel.wait_for_url("**/admin/screens")

    other.fill("#keeper", "乙")
    other.click(".pair .button")

    told = other.locator("[data-conflict]")
    expect(told).to_contain_text("甲")
    expect(told).to_contain_text("乙")
    assert focused(other) == "conflict-title"
    other.click(".pair .button")
    other.wait_for_url("**/admin/screens")
    other.close()


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(panel, address):
    panel.goto(address)

    found = Axe().run(panel, options=AXE)

    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_on_the_way_in(page, console_errors):
    page.goto("/admin/login")
    before = Axe().run(page, options=AXE)
    page.click(".button")
    after = Axe().run(page, options=AXE)

    assert before.violations_count == 0, before.generate_report()
    assert after.violations_count == 0, after.generate_report()
    refused_as_expected(console_errors, "status of 422")


def test_axe_finds_nothing_in_a_form_with_mistakes(panel, console_errors):
    panel.goto("/admin/screens")
    panel.click(".pair .button")
    expect(panel.locator("#code-error")).to_be_visible()

    found = Axe().run(panel, options=AXE)

    assert found.violations_count == 0, found.generate_report()
    refused_as_expected(console_errors, "status of 422")


@pytest.mark.parametrize("width", [1024, 390])
@pytest.mark.parametrize("address", PAGES)
def test_it_fits_and_fingers_hit(panel, address, width):
    panel.set_viewport_size({"width": width, "height": 800})
    panel.goto(address)

    assert overflow(panel) == 0
    assert small_targets(panel) == []


def test_the_focus_is_seen(panel):
    panel.goto("/admin/screens")
    panel.keyboard.press("Tab")
    panel.focus("#name")
    panel.keyboard.press("Tab")

    ring = panel.evaluate(
        "(() => { const s = getComputedStyle(document.activeElement);"
        " return [s.outlineStyle, s.outlineWidth, s.outlineOffset]; })()"
    )
    assert ring == ["solid", "3px", "2px"]


def paired(live_server: LiveServer, name: str) -> bool:
    with live_server.app.app_context():
        found = db.session.scalar(sa.select(Screen.secret_hash).where(Screen.name == name))
    return found is not None


def a_screen(live_server: LiveServer) -> int:
    with live_server.app.app_context():
        return db.session.scalars(sa.select(Screen.id).order_by(Screen.id)).first() or 0


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_on_a_laptop_the_whole_side_bar_is_seen_with_the_longest_menu(
    page: Page, live_server: LiveServer, language: str
):
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, enrolled(live_server.app, *Role, display_name="欧阳慕容司徒"))
    if language == "en":
        page.click('button[name="language"][value="en"]')

    for path in ("/admin/", "/admin/postings/new"):
        page.goto(path)
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")

        hidden = "one => one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth"
        for part in (".side", ".side-nav"):
            assert not page.locator(part).evaluate(hidden), part
        expect(page.locator(".side-form button").last).to_be_in_viewport(ratio=1)
        assert small_targets(page, ".side a, .side button") == []


def test_in_a_lower_window_the_doors_scroll_and_the_way_out_stays(
    page: Page, live_server: LiveServer
):
    page.set_viewport_size({"width": 1366, "height": 600})
    sign_in(page, enrolled(live_server.app, *Role))

    expect(page.locator(".side-form button").last).to_be_in_viewport(ratio=1)
    assert page.locator(".side-nav").evaluate("one => one.scrollHeight > one.clientHeight")
    page.locator(".side-nav a").last.focus()
    expect(page.locator(".side-nav a").last).to_be_in_viewport(ratio=1)
