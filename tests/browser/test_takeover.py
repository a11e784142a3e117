"""A takeover from a phone in somebody's hand to a wall and back: form, second look, end; and for every eye and finger."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kiosk.accounts.roles import Role
from tests.browser import walls
from tests.browser.conftest import refused_as_expected, watch
from tests.browser.live import begin
from tests.browser.people import enrolled, sign_in
from tests.browser.reach import AXE, EDITOR_TARGETS, overflow, small_targets

SEEN_MS = 30_000


def faults(page: Page) -> list[object]:
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        *(one["id"] for one in found),
        *([overflow(page)] if overflow(page) else []),
        *small_targets(page, EDITOR_TARGETS),
    ]


def test_a_chief_with_a_phone_replaces_what_is_on_and_gives_it_back(browser, wall, opened):
    screen = opened()
    begin(screen)
    context = browser.new_context(
        base_url=wall.url, locale="zh-CN", viewport={"width": 390, "height": 800}
    )
    page, errors = context.new_page(), list[str]()
    watch(page, errors)
    sign_in(page, enrolled(wall.app, Role.CLERK))
    page.goto("/admin/takeovers/new")
    assert faults(page) == []

    page.get_by_role("button", name="再看一眼").click()
    expect(page.locator("#headline")).to_be_focused()
    refused_as_expected(errors, "422")
    page.fill("#headline", "沙尘暴来袭\n关闭全部入口车道")
    page.fill("#actions", "收费班：入口栏杆落下\n监控室：每 15 分钟报一次")
    page.get_by_role("button", name="再看一眼").click()
    expect(page.locator("#takeover h2").first).to_have_text("这会立即替换 3 块屏")
    frame = page.frame_locator(".takeover-look iframe")
    expect(frame.locator(".takeover-title")).to_contain_text("关闭全部入口车道")
    assert faults(page) == []
    assert screen.get_attribute("body", "data-state") == "playing"

    page.get_by_role("button", name="立即替换 3 块屏").click()
    screen.wait_for_selector("[data-current][data-kind='takeover']", timeout=SEEN_MS)
    page.goto("/admin/")
    page.get_by_role("link", name="提前结束").click()
    page.fill("#why", "险情解除")
    assert faults(page) == []
    page.locator("#end button").click()
    screen.wait_for_selector("[data-current]:not([data-kind='takeover'])", timeout=SEEN_MS)
    expect(page.locator(".taken-over")).to_have_count(0)
    page.goto("/admin/takeovers")
    assert faults(page) == []
    walls.close(context)
    assert errors == []
