"""The approval page in Chromium: for every eye and finger, on a laptop and a phone, with the wall it will hang on."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import g
from playwright.sync_api import Browser, Page, ViewportSize, expect

from kiosk.accounts.roles import Role
from kiosk.core.db import db, means_to_write
from kiosk.kinds.editing import stored, typed_of
from kiosk.kinds.notices import Column, Notice, Table
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings import drafts
from kiosk.postings.asking import asked_as_it_stands, put_down
from kiosk.postings.models import Category
from kiosk.postings.transitions import Step
from tests.browser import walls
from tests.browser.conftest import LiveServer, refused_as_expected, watch
from tests.browser.people import enrolled, sign_in
from tests.browser.reach import AXE, overflow, small_targets
from tests.postings.making import EARLIER, everywhere, notice, posted

LAPTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLE = "10月公务用车运行台账"
COLUMNS = (
    Column(key="on", label="日期", type="date"),
    Column(key="car", label="车号"),
    Column(key="why", label="事由"),
    Column(key="cost", label="费用", type="money", unit="元"),
)


def ledger(said: str, *drives: tuple[str, str, str, str]) -> Notice:
    rows = tuple(dict(zip(("on", "car", "why", "cost"), one, strict=True)) for one in drives)
    table = Table(caption="用车明细", columns=COLUMNS, rows=rows)  # type: ignore[arg-type]  # cells may be texts
    return notice(TITLE, body=said, tables=(table,))


BEFORE = ledger(
    "10月全所公务用车4台，累计出车 61 次，行驶 8,940 公里。",
    ("2026-10-21", "甘A·00T21", "石门峡站送防滑链", "96.00"),
    ("2026-10-23", "甘A·00T19", "重复登记", "112.50"),
    ("2026-10-25", "甘A·00T19", "省中心送报表", "201.80"),
)
AFTER = ledger(
    "10月全所公务用车4台，累计出车 63 次，行驶 9,215 公里。",
    ("2026-10-21", "甘A·00T21", "石门峡站送防滑链", "96.00"),
    ("2026-10-23", "甘A·00T21", "白杨沟站除雪支援", "112.50"),
    ("2026-10-25", "甘A·00T19", "省中心送报表", "201.80"),
)


@pytest.fixture
def sent(live_server: LiveServer) -> str:
    """A correction of what has ended, so that no wall shows it, with its signers: its code."""
    with live_server.app.test_request_context():
        g.language = "zh_CN"
        means_to_write()
        category = db.session.scalar(sa.select(Category).where(Category.code == "notice"))
        assert category is not None
        category_signing, category.signing = category.signing, "joint"
        placing = everywhere(shows_until=EARLIER + timedelta(days=1))
        posting = posted(category, placing, content=BEFORE)
        kind = kind_called("notices")
        submission = put_down(
            posting,
            AFTER,
            asked_as_it_stands(posting),
            schema=kind.schema,
            title=TITLE,
            reason="10月23日重复登记",
            writers=[],
            who="宁采薇",
            at=EARLIER,
        )
        assert submission.needs == "joint"
        draft = drafts.begin(posting, who="宁采薇", at=EARLIER)
        draft.title, draft.step = TITLE, Step.REVIEW
        assert kind.editor is not None
        draft.typed = stored(typed_of(kind.editor(data=kind.values_of(AFTER))))
        draft.parts = json.dumps(kind.parts_of(AFTER), ensure_ascii=False)
        category.signing = category_signing
        db.session.commit()
        return str(posting.code)


@pytest.fixture
def opened(
    browser: Browser, live_server: LiveServer, errors: list[str]
) -> Iterator[Callable[..., Page]]:
    """Open a page for somebody with that role: opened(Role.PARTY_SIGNER, "陈守业")."""
    contexts = []

    def open_for(role: Role, name: str, *, javascript: bool = True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport=LAPTOP,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, errors)
        sign_in(page, enrolled(live_server.app, role, display_name=name))
        return page

    yield open_for
    for context in contexts:
        walls.close(context)
    assert errors == []


def test_axe_finds_nothing_and_fingers_hit_on_a_laptop_and_a_phone(opened, sent):
    page = opened(Role.SECRECY_REVIEWER, "苗春霞")
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        for show in ("", "?show=whole"):
            page.goto(f"/admin/postings/{sent}/approval{show}")
            page.wait_for_selector("[data-wall][data-shown]")
            found = Axe().run(page, options=AXE)
            assert found.violations_count == 0, f"{size}{show}: {found.generate_report()}"
            assert overflow(page) <= 0, f"{size}{show}"
            small = [one for one in small_targets(page) if 'type="checkbox"' not in one]
            assert small == [], f"{size}{show}"


def test_two_changed_figures_a_row_more_and_a_row_less_are_seen_and_the_switch_keeps_the_page(
    opened, sent
):
    page = opened(Role.SECRECY_REVIEWER, "苗春霞")
    page.goto(f"/admin/postings/{sent}/approval")
    comparison = page.locator("#comparison")
    expect(comparison).to_contain_text("改 2 处，增 1 行，删 1 行")
    expect(comparison.locator("tr[data-change=added]")).to_contain_text("白杨沟站除雪支援")
    expect(comparison.locator("tr[data-change=removed] del").first).to_have_css(
        "text-decoration-line", "line-through"
    )
    page.fill("#remark", "写了一半的意见")

    comparison.get_by_role("link", name="全文").click()

    expect(page.locator("#comparison ins")).to_have_count(0)
    expect(page.locator("#comparison")).to_contain_text("累计出车 63 次")
    assert page.url.endswith("?show=whole")
    expect(page.locator("#remark")).to_have_value("写了一半的意见")


def test_the_wall_is_measured_and_turned_page_by_page(opened, sent):
    page = opened(Role.SECRECY_REVIEWER, "苗春霞")
    page.goto(f"/admin/postings/{sent}/approval")

    card = page.locator("[data-wall-look]")
    expect(card.locator("[data-says=laidOut]")).to_have_text("横屏与竖屏都已排好")
    expect(card.locator("[data-says=head]")).to_contain_text("秒")
    expect(card.locator("[data-says=body]")).to_contain_text("像素")
    wall = page.frame_locator("[data-wall] iframe")
    expect(wall.locator(".page[data-current] .board-title")).to_contain_text("公务用车")
    if card.locator("[data-paging]").is_visible():
        card.get_by_role("button", name="下一页").click()
        expect(card.locator("[data-says=page]")).to_contain_text("2 /")


def test_on_a_phone_one_reads_then_signs_and_two_signatures_release_it(opened, sent):
    for role, name, boxes, said in (
        (Role.SECRECY_REVIEWER, "苗春霞", ("is_needed", "is_true", "is_no_secret"), "审核通过"),
        (Role.PARTY_SIGNER, "陈守业", ("has_checked",), "已签批"),
        (Role.ADMIN_SIGNER, "田建军", ("has_checked",), "已签批"),
    ):
        page = opened(role, name)
        page.set_viewport_size(PHONE)
        page.goto(f"/admin/postings/{sent}/approval")
        read, checked, signed = (
            page.locator(one).bounding_box() for one in ("#comparison", ".checked", ".signing")
        )
        assert read is not None
        assert checked is not None
        assert signed is not None
        assert read["y"] < checked["y"] < signed["y"]
        # The last column of a table of four is seen without a finger on it.
        assert page.locator("#comparison .scroll").evaluate("e => e.scrollWidth <= e.clientWidth")
        for box in boxes:
            page.check(f"[name={box}]")
        page.locator(".deed-buttons .button").first.click()
        expect(page.locator("#toast")).to_contain_text(said)

    expect(page).to_have_url(f"{page.url.split('/admin')[0]}/admin/postings/{sent}")


def test_without_script_it_is_read_and_sent_back_with_a_reason(opened, sent, errors):
    page = opened(Role.SECRECY_REVIEWER, "苗春霞", javascript=False)
    page.goto(f"/admin/postings/{sent}/approval")
    page.get_by_role("link", name="全文").click()
    expect(page.locator("#comparison ins")).to_have_count(0)
    expect(page.get_by_role("link", name="整屏看")).to_be_visible()

    page.get_by_role("button", name="退回修改").click()
    expect(page.locator(".deed .error")).to_be_visible()
    refused_as_expected(errors, "422")
    page.fill("#remark", "里程与台账不符")
    page.get_by_role("button", name="退回修改").click()
    page.goto(f"/admin/postings/{sent}/approval")

    expect(page.locator(".signing-instead")).to_contain_text("里程与台账不符")
