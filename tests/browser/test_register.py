"""The register's room and its paper in Chromium: for every eye and hand, by keyboard, on A4 lying."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kiosk.sheets.opening import open_book
from tests.browser.people import sign_in
from tests.browser.reach import AXE, overflow, small_targets

UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"
OF_SAMPLE = "/admin/register?of=sample"
A4_LYING = re.compile(rb"/MediaBox \[0 0 84[12][.\d]* 59[45][.\d]*\]")


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    """A tab of the panel, signed in, on an old laptop."""
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, clerk)
    return page


@pytest.mark.parametrize("address", [OF_SAMPLE, "/admin/register/print?of=sample"])
def test_room_and_paper_are_for_every_eye_and_hand(panel, address):
    panel.goto(address)
    panel.evaluate(UNFOLD)

    faults = [one["id"] for one in Axe().run(panel, options=AXE).response["violations"]]
    small = small_targets(panel)
    panel.set_viewport_size({"width": 390, "height": 844})

    assert (faults, small) == ([], [])
    assert overflow(panel) <= 0


def test_it_is_searched_and_opened_by_keyboard_without_leaving_the_page(panel):
    panel.goto(OF_SAMPLE)
    panel.evaluate("window.samePage = true")
    panel.fill("#register-q", "公务用车")
    panel.keyboard.press("Enter")

    panel.wait_for_url("**/admin/register?*q=*")
    expect(panel.locator(".register li")).to_have_count(1)
    panel.locator(".register summary").focus()
    panel.keyboard.press("Enter")

    assert panel.evaluate("window.samePage")
    expect(panel.locator(".register dt")).to_have_count(25)
    expect(panel.locator(".register dt").first).to_be_visible()


def test_it_is_printed_on_a4_lying_with_its_head_on_every_page(panel):
    panel.goto("/admin/register/print?of=sample")

    pdf = panel.pdf(prefer_css_page_size=True)

    pages = A4_LYING.findall(pdf)
    assert len(pages) >= 2
    assert len(pages) == len(re.findall(rb"/Type /Page\b", pdf))
    panel.emulate_media(media="print")
    assert panel.evaluate("getComputedStyle(document.querySelector('thead')).display") == (
        "table-header-group"
    )
    wide = panel.evaluate("document.querySelector('table').scrollWidth / 96 * 25.4")
    assert wide <= 277.5


def test_the_sheet_is_saved_under_a_name_that_says_what_it_is(panel):
    panel.goto(OF_SAMPLE)
    with panel.expect_download() as saving:
        panel.click("text=导出 Excel")

    file = saving.value
    assert file.suggested_filename == "示例登记台账-2026.xlsx"
    book = open_book(Path(file.path()).read_bytes())
    assert [one.name for one in book.names] == ["示例登记台账", "说明"]
