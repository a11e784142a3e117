"""The last look in Chromium: what is filled in there goes along to the form on paper, and is there when one comes back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import LiveServer
from tests.browser.editors import category_of, writing


@pytest.mark.parametrize("javascript", [True, False])
def test_a_meeting_filled_in_is_printed_and_is_still_there(
    browser: Browser, live_server: LiveServer, *, javascript: bool
):
    with writing(browser, live_server, javascript=javascript) as writer:
        page = writer.page
        code = writer.begin(category_of(live_server, "major_decisions"))
        page.fill("#title", "关于食堂改造的决定")
        page.fill("#body", "经研究决定改造食堂。")
        page.click('button[value="publish"]')
        page.wait_for_url("**/publish")
        page.fill("#basis_meeting", "所务会")
        page.fill("#basis_on", "2026-11-16")
        page.fill("#basis_present", "5")
        page.fill("#basis_due", "6")
        page.select_option("#basis_last", "y")
        page.get_by_role("button", name="打印审批表").click()
        page.wait_for_url("**/form")

        expect(page.locator("main")).to_contain_text(
            "所务会 · 2026年11月16日 · 应到 6 人，实到 5 人 · 主要领导末位表态"
        )
        page.goto(f"/admin/postings/{code}/publish")
        expect(page.locator("#basis_meeting")).to_have_value("所务会")
        expect(page.locator("#basis_due")).to_have_value("6")
        writer.saw_no_errors()
