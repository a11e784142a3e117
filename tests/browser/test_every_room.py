"""Every room of the panel there is, on a phone: nothing sticks out, and all text is seven times as light or dark as its ground."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kiosk.accounts.models import Station
from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.duties.models import OwnDuty
from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, hanging, writing
from tests.browser.people import enrolled, sign_in
from tests.browser.reach import AXE, EVERY_TARGET, overflow, small_targets

#: What is no page of the panel: files, pieces of pages, walls, and addresses that lead on.
NO_ROOMS = {
    "attachment", "chosen_again", "compared_picture", "compared_wall", "draft_picture", "export",
    "order", "preview_page", "register_sheet", "scan", "screen_asked", "screen_empty_wall", "screen_wall", "sign_in",
}  # fmt: skip
#: They want a takeover and a playlist, which would change what is on the walls of the other tests: those have tests of their own.
ELSEWHERE = {"playlist", "takeover"}
OF_A_DRAFT = {"edit", "publish_page", "checks_page", "sheet"}
ON_ITS_WAY = {"approval", "paper_page", "paper_form"}
CELLS = "姓名\t数量\n宁采薇\t三\n卫东来\t4"
UNFOLD = "() => document.querySelectorAll('main details').forEach(one => { one.open = true; })"


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """A clerk with drafts, who may see to the house as well."""
    with writing(browser, live_server) as writer:
        yield writer
        writer.saw_no_errors()


def written(writer: Writer, server: LiveServer, title: str = "关于调整班车时间的公告") -> str:
    """The code of a draft that lacks nothing."""
    code = writer.begin(category_of(server, "notice"))
    writer.page.fill("#title", title)
    writer.page.fill("#body", f"自12月1日起，夜班班车提前10分钟（{code}）。")
    with writer.page.expect_response("**/edit"):
        writer.page.click('button[value="save"]')
    return code


def sent(writer: Writer, server: LiveServer) -> str:
    """The code of what its signers have."""
    code = written(writer, server)
    writer.page.goto(f"/admin/postings/{code}/publish")
    writer.page.get_by_role("button", name="送审签").click()
    writer.page.wait_for_url(f"**/postings/{code}")
    return code


def values(server: LiveServer, endpoint: str, codes: dict[str, str]) -> dict[str, Any]:
    """What stands in the address of that room."""
    with server.app.app_context():
        duty = db.session.scalar(sa.select(sa.func.min(OwnDuty.id)))
        station = db.session.scalar(sa.select(sa.func.min(Station.code)))
    code = codes["hung"]
    if endpoint in OF_A_DRAFT:
        code = codes["draft"]
    elif endpoint in ON_ITS_WAY:
        code = codes["sent"]
    elif endpoint == "rotation_page":
        code = str(station)
    elif endpoint == "pair":
        code = "482913"
    numbers = dict.fromkeys(
        ("screen_id", "account_id", "category_id", "person_id", "station_id"), 1
    )
    return {"code": code, "duty_id": duty or 1, "year": 2026, **numbers}


def rooms(server: LiveServer, codes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The name and the address of every room."""
    addresses = server.app.url_map.bind("kiosk.test")
    for rule in server.app.url_map.iter_rules():
        blueprint, _dot, endpoint = rule.endpoint.partition(".")
        if blueprint != "admin" or "GET" not in (rule.methods or ()):
            continue
        if endpoint not in NO_ROOMS | ELSEWHERE:
            known = values(server, endpoint, codes)
            own = {name: known[name] for name in rule.arguments}
            yield endpoint, addresses.build(rule.endpoint, own)


def sheet_read(writer: Writer, server: LiveServer) -> str:
    """The code of a draft with a sheet on its way into it."""
    code = written(writer, server)
    writer.page.goto(f"/admin/postings/{code}/sheet")
    writer.page.fill("#sheet-pasted", CELLS)
    writer.page.get_by_role("button", name="读入").click()
    writer.page.wait_for_selector("#read-title")
    return code


def faults_of(page: Page) -> list[str]:
    found = [f"{overflow(page)} px too wide"] if overflow(page) > 0 else []
    violations = Axe().run(page, options=AXE).response["violations"]
    wrong = [f"{one['id']}: {node['html'][:120]}" for one in violations for node in one["nodes"]]
    return found + wrong + small_targets(page, EVERY_TARGET)


@pytest.fixture
def phone(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """Somebody who may go everywhere, on a phone."""
    everybody = enrolled(live_server.app, Role.SYSTEM_ADMIN, Role.CLERK, Role.OBJECTION_HANDLER)
    context = browser.new_context(
        base_url=live_server.url, locale="zh-CN", viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    sign_in(page, everybody)
    yield page
    context.close()


def test_every_room_is_for_every_eye_and_finger_on_a_phone(phone, writer, live_server):
    codes = {
        "draft": written(writer, live_server),
        "sent": sent(writer, live_server),
        "hung": hanging(live_server, "notices"),
    }
    written(writer, live_server, "通知")  # hardly wide enough for a finger
    read = f"/admin/postings/{sheet_read(writer, live_server)}/sheet"
    faults, seen = {}, 0
    for endpoint, address in [*rooms(live_server, codes), ("sheet read", read)]:
        answer = phone.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{endpoint}: {address} answered {answer.status}"
        phone.evaluate(UNFOLD)
        seen += 1
        if found := faults_of(phone):
            faults[endpoint] = found

    assert faults == {}
    # Whoever empties the list of rooms empties this test.
    assert seen > 30


def test_a_form_that_is_carried_on_is_for_every_eye_and_finger_on_a_phone(phone):
    phone.goto("/admin/settings/people")
    phone.evaluate(UNFOLD)
    phone.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(one => { one.value = 'old'; })"
    )
    phone.fill("#name", "宁采薇")
    phone.locator("#name").press("Enter")
    phone.wait_for_selector("[data-carried]")

    assert faults_of(phone) == []
