"""The phone's pages in Chromium: as wide as a phone, readable with a keyboard, a screen reader and without script."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Locator, Page

from kiosk.accounts.offices import stations
from kiosk.core import clock
from kiosk.core.db import db
from kiosk.postings.lifecycle import OPEN_TO_READ, state_at
from kiosk.postings.models import Posting
from kiosk.postings.operations import life_of
from tests.browser.conftest import LiveServer
from tests.browser.reach import overflow, small_targets

WIDTHS = [360, 390, 430]
HEIGHT = 800
SMALL_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(one => parseFloat(getComputedStyle(one).fontSize) < 14)
  .map(one => one.outerHTML.slice(0, 80))"""
TARGETS = "a, button, summary"


@pytest.fixture(scope="module")
def addresses(live_server: LiveServer) -> dict[str, str]:
    """One address of each sort: a kind's first posting, a notice with a wide table, the lists, a miss."""
    with live_server.app.app_context():
        found = {f"{one.kind}": f"/n/{one.code}" for one in _readable(live_server.app)}
        found |= {"wide": f"/n/{_widest()}", "list": f"/n/s/{stations()[0].list_token}"}
    return found | {"open": "/n/", "missing": "/n/nobody", "ended": f"{found['list']}?ended=1"}


@pytest.fixture(params=WIDTHS)
def phone(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Page]:
    """A phone of one width, without script, as the strictest reader has it."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        viewport={"width": request.param, "height": HEIGHT},
        java_script_enabled=False,
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def small_phone(page: Page) -> Page:
    """The usual tab, as narrow as the narrowest phone."""
    page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
    return page


def _readable(app: Flask) -> list[Posting]:
    now = clock.now()
    return [
        one
        for one in db.session.scalars(sa.select(Posting).order_by(Posting.id.desc()))
        if one.approved is not None and state_at(life_of(one), now) in OPEN_TO_READ
    ]


def _widest() -> str:
    """The code of the sample's notice that calls its table a detailed one: 63 rows of many columns."""
    return max(
        (
            (len(one.approved.content), one.code)
            for one in db.session.scalars(sa.select(Posting).where(Posting.kind == "notices"))
            if one.approved is not None
        ),
    )[1]


@pytest.mark.parametrize("what", ["notices", "wide", "stars", "honors", "contacts", "list", "open"])
def test_a_page_is_as_wide_as_the_phone(phone: Page, addresses: dict[str, str], what: str):
    answer = phone.goto(addresses[what])

    assert answer is not None
    assert answer.status == 200
    assert overflow(phone) <= 0


def test_no_posting_of_the_sample_is_wider_than_the_narrowest_phone(
    small_phone: Page, live_server: LiveServer
):
    with live_server.app.app_context():
        codes = [one.code for one in _readable(live_server.app)]
    too_wide = []
    for code in codes:
        small_phone.goto(f"/n/{code}")
        if overflow(small_phone) > 0:
            too_wide.append(code)

    assert len(codes) > 20
    assert too_wide == []


@pytest.mark.parametrize(
    "what",
    ["notices", "wide", "stars", "honors", "moments", "contacts", "list", "ended", "open"],
)
def test_axe_finds_nothing(small_phone: Page, addresses: dict[str, str], what: str):
    small_phone.goto(addresses[what])

    assert _violations(small_phone) == []


def test_axe_finds_nothing_on_a_missing_page(
    small_phone: Page, addresses: dict[str, str], console_errors: list[str]
):
    answer = small_phone.goto(addresses["missing"])

    assert answer is not None
    assert answer.status == 404
    assert _violations(small_phone) == []
    assert overflow(small_phone) <= 0
    # Chromium itself notes that the page it was sent to is a 404.
    assert len(console_errors) == 1
    console_errors.clear()


def test_axe_finds_nothing_on_the_sheet(small_phone: Page, addresses: dict[str, str]):
    small_phone.goto(f"{addresses['wide']}/print")

    assert _violations(small_phone) == []


@pytest.mark.parametrize("what", ["notices", "wide", "stars", "honors", "contacts", "list"])
def test_text_is_large_enough_to_read_and_links_to_touch(
    small_phone: Page, addresses: dict[str, str], what: str
):
    small_phone.goto(addresses[what])

    assert small_phone.evaluate(SMALL_TEXT) == []
    assert small_targets(small_phone, TARGETS) == []


def _press_until_scrolled(page: Page, box: Locator) -> None:
    """Keys in quick succession melt into one smooth scroll, so the key is pressed until it was far enough."""
    for _ in range(100):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(50)
        if box.evaluate("one => one.scrollLeft") > 100:
            return
    raise AssertionError("the box did not scroll")


def test_a_wide_table_scrolls_in_its_own_box_and_keeps_its_first_column(
    small_phone: Page, addresses: dict[str, str]
):
    small_phone.goto(addresses["wide"])
    box = small_phone.locator(".scroll").first
    name = box.locator("tbody [data-named]").first

    box.focus()
    _press_until_scrolled(small_phone, box)
    place = name.bounding_box()

    assert place is not None
    assert round(place["x"]) == 20


def test_nothing_comes_from_elsewhere_and_no_script_at_all(
    small_phone: Page, addresses: dict[str, str], live_server: LiveServer
):
    asked: list[Any] = []
    small_phone.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - playwright marks its handlers

    small_phone.goto(addresses["notices"])

    assert {one.resource_type for one in asked} <= {"document", "stylesheet", "image"}
    assert all(one.url.startswith(live_server.url) for one in asked)


def test_the_sheet_prints_on_a4_with_its_code_on_the_last_page(
    small_phone: Page, addresses: dict[str, str]
):
    small_phone.goto(f"{addresses['wide']}/print")
    small_phone.emulate_media(media="print")
    code = small_phone.locator(".qr").bounding_box()
    sheet = small_phone.locator(".sheet").bounding_box()

    assert code is not None
    assert sheet is not None
    assert round(code["width"] / 96 * 25.4) == 28
    assert round(sheet["width"] / 96 * 25.4) == 156
    assert small_phone.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]
