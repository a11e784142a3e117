"""The check on privacy and secrecy in Chromium: seen in place, masked without script, usable on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from kiosk.accounts.models import Account, Grant
from kiosk.accounts.roles import Role
from kiosk.core.db import db, means_to_write
from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, writing
from tests.browser.reach import AXE, overflow, small_targets

PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
BODY = """现将有关事项公开如下。

联系人王某，手机 138 0000 0000，身份证99999919900307002X，住幸福小区3号楼2单元。

投标文件涉及供应商的商业秘密，不予公开。"""


@pytest.fixture
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """A clerk who reviews secrecy as well, as in an office with one account, without script."""
    with writing(browser, live_server, javascript=False) as writer:
        with live_server.app.app_context():
            means_to_write()
            account = db.session.query(Account).filter_by(username=writer.name).one()
            account.grants.append(Grant(role=Role.SECRECY_REVIEWER))
            db.session.commit()
        yield writer


@pytest.fixture
def draft(writer: Writer, live_server: LiveServer) -> str:
    """A notice with everything that must not hang."""
    code = writer.begin(category_of(live_server, "notice"))
    writer.page.fill("#title", "关于联系方式的公告")
    writer.page.fill("#body", BODY)
    writer.page.click('button[value="publish"]')
    writer.page.wait_for_url("**/publish")
    return code


def finds(page: Page) -> list[str]:
    return page.locator(".find mark").all_inner_texts()


def test_what_must_not_hang_is_masked_and_kept_without_script_and_then_hangs(writer, draft):
    page = writer.page
    assert finds(page) == ["138 0000 0000", "99999919900307002X", "秘密", "小区3号楼2"]
    page.locator("#publish .form-end button >> nth=0").click()
    expect(page.get_by_role("alert")).to_contain_text("这样不能上墙")

    page.get_by_role("button", name="138****0000").click()
    page.get_by_role("button", name="002X").click()
    page.get_by_label("保留，理由是").first.fill("招标文件的通用说法")
    page.get_by_role("button", name="保留").first.click()
    expect(page.locator(".find").last).to_contain_text("招标文件的通用说法")
    page.goto(f"/admin/postings/{draft}/publish")
    page.locator("#publish .form-end button >> nth=0").click()

    expect(page.locator("#toast")).to_contain_text("已发布")


def test_axe_finds_nothing_and_it_fits_a_phone(writer, draft, browser, live_server):
    state = writer.context.storage_state()
    context = browser.new_context(
        base_url=live_server.url, storage_state=state, locale="zh-CN", viewport=LAPTOP
    )
    page = context.new_page()
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        for room in ("publish", "checks"):
            page.goto(f"/admin/postings/{draft}/{room}")
            found = Axe().run(page, options=AXE)
            assert found.violations_count == 0, f"{room}: {found.generate_report()}"
            assert overflow(page) <= 0, room
            small = small_targets(page)
            assert [one for one in small if 'type="radio"' not in one] == [], room
    context.close()
