"""What goes wrong while somebody fills in a form of the panel: a sentence, and what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, Route, expect

from kiosk.accounts.models import Account, Grant, Station
from kiosk.accounts.roles import Role
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen
from tests.browser.conftest import LiveServer, refused_as_expected
from tests.browser.editors import category_of
from tests.browser.people import enrolled, sign_in

TYPED = "大厅东侧"
SCREENS = "**/admin/screens"
LOST = "连不上服务器。您填写的内容还在"
CELLS = "姓名\t数量\n宁采薇\t3\n卫东来\t4"


@contextmanager
def arranging(live_server: LiveServer) -> Iterator[None]:
    """Change the database under the server's feet."""
    with live_server.app.app_context():
        means_to_write()
        yield
        db.session.commit()
        reads_again()


@pytest.fixture
def clerk(live_server: LiveServer) -> str:
    """Somebody of this test's own, so that nobody else loses a role."""
    return enrolled(live_server.app, Role.CLERK, Role.SYSTEM_ADMIN)


@pytest.fixture
def panel(page: Page, clerk: str) -> Page:
    """A tab of the panel, signed in."""
    page.set_viewport_size({"width": 1440, "height": 900})
    sign_in(page, clerk)
    return page


@pytest.fixture
def own_screen(live_server: LiveServer) -> int:
    """A screen that nothing else depends on."""
    with arranging(live_server):
        station = db.session.scalars(sa.select(Station)).first()
        assert station
        screen = add_screen(Site("Of this test", station))
        db.session.flush()
        # The block ends, and commits, before the number is used.
        return screen.id


def send(panel: Page) -> None:
    """Type a name and send the form."""
    panel.evaluate("window.samePage = true")
    panel.fill("#name", TYPED)
    panel.click(".pair .button")


def said(panel: Page, sentence: str) -> None:
    """The sentence is in sight, and the form is as it was: the same page, and what was typed."""
    expect(panel.locator("#toast [role=alert]")).to_contain_text(sentence)
    expect(panel.locator("#toast")).to_be_in_viewport()
    assert panel.input_value("#name") == TYPED
    assert panel.evaluate("window.samePage")
    assert panel.locator("h1").count() == 1
    assert panel.locator(".pair .button").is_enabled()


def test_a_role_that_was_taken_away_is_said_beside_the_form(
    panel, clerk, live_server, console_errors
):
    panel.goto("/admin/screens")
    with arranging(live_server):
        account = db.session.scalars(sa.select(Account).where(Account.username == clerk)).one()
        account.grants = [Grant(role=Role.PARTY_SIGNER)]

    send(panel)

    said(panel, "您的角色没有这项权限。您填写的内容还在。")
    refused_as_expected(console_errors, "status of 403")


def test_a_screen_that_is_gone_is_said_beside_its_form(
    panel, own_screen, live_server, console_errors
):
    panel.goto(f"/admin/screens/{own_screen}")
    with arranging(live_server):
        db.session.delete(db.session.get_one(Screen, own_screen))

    send(panel)

    said(panel, "要找的内容不存在")
    refused_as_expected(console_errors, "status of 404")


def test_a_page_open_too_long_keeps_what_was_typed(panel, own_screen, console_errors):
    panel.goto(f"/admin/screens/{own_screen}")
    panel.evaluate("document.querySelector('.pair [name=csrf_token]').value = 'of another day'")

    send(panel)
    panel.click("[data-carried] .button")

    panel.wait_for_url("**/admin/screens")
    expect(panel.locator("#toast")).to_contain_text(TYPED)
    refused_as_expected(console_errors, "status of 400")


def test_a_mistake_of_the_server_is_said_and_the_next_try_succeeds(
    panel, own_screen, live_server, console_errors
):
    panel.goto(f"/admin/screens/{own_screen}")
    with arranging(live_server):
        db.session.execute(
            sa.text(
                "CREATE TRIGGER planted BEFORE UPDATE ON screen"
                f" WHEN old.id = {own_screen} BEGIN SELECT RAISE(ABORT, 'planted'); END"
            )
        )

    send(panel)

    said(panel, "内容没有保存")
    refused_as_expected(console_errors, "status of 500")
    with arranging(live_server):
        db.session.execute(sa.text("DROP TRIGGER planted"))
    panel.click(".pair .button")
    panel.wait_for_url("**/admin/screens")
    expect(panel.locator("#toast")).to_contain_text(TYPED)


@pytest.mark.parametrize("status", [413, 502])
def test_a_strangers_error_page_does_not_replace_the_form(panel, console_errors, status):
    panel.goto("/admin/screens")
    panel.route(SCREENS, lambda route: route.fulfill(status=status, body="<h1>Stranger</h1>"))

    send(panel)

    said(panel, "连不上服务器。您填写的内容还在")
    assert "Stranger" not in panel.content()
    refused_as_expected(console_errors, f"status of {status}")


def test_a_server_that_does_not_answer_is_said_until_it_does(panel, console_errors):
    panel.goto("/admin/screens")
    panel.route(SCREENS, lambda route: route.abort())
    send(panel)
    said(panel, "连不上服务器。您填写的内容还在")
    refused_as_expected(console_errors, "Failed to")

    panel.unroute(SCREENS)
    panel.click(".pair .button")

    expect(panel.locator("#code-error")).to_be_visible()
    expect(panel.locator("#toast")).not_to_contain_text("连不上服务器")
    refused_as_expected(console_errors, "status of 422")


@pytest.fixture
def sheet_room(panel: Page, live_server: LiveServer) -> str:
    """Where a sheet becomes a table of a draft."""
    panel.goto("/admin/postings/new")
    category = category_of(live_server, "notice")
    panel.locator(f'button[name="category"][value="{category}"]').click()
    panel.wait_for_url("**/edit")
    return panel.url.replace("/edit", "/sheet")


def read_a_sheet(panel: Page, room: str) -> None:
    panel.goto(room)
    panel.fill("#sheet-pasted", CELLS)
    panel.get_by_role("button", name="读入").click()
    panel.wait_for_selector("#read-title")


def holding(panel: Page) -> list[Route]:
    """Forms of the sheet's room are held on their way to the server, and stand in this list."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    panel.route("**/sheet", hold)
    return held


def cut_off(panel: Page, field: str, button: str) -> None:
    """Send the form with what is typed into that field, while there is no connection."""
    panel.evaluate("window.samePage = true")
    panel.fill(field, TYPED)
    panel.route("**/*", lambda route: route.abort())
    panel.get_by_role("button", name=button, exact=True).click()
    expect(panel.locator("#toast [role=alert]")).to_contain_text(LOST)
    expect(panel.locator("#toast")).to_be_in_viewport()
    assert panel.input_value(field) == TYPED
    assert panel.evaluate("window.samePage")
    panel.unroute("**/*")


@pytest.mark.parametrize(
    ("room", "field", "button"),
    [
        ("/admin/begin", "#name", "换到屏幕上"),
        ("/admin/accounts", "#display_name", "开通账号"),
    ],
)
def test_a_lost_connection_leaves_a_form_as_it_was(panel, console_errors, room, field, button):
    panel.goto(room)

    cut_off(panel, field, button)

    refused_as_expected(console_errors, "Failed to")


def test_a_lost_connection_leaves_what_was_pasted_and_decided_about_a_sheet(
    panel, sheet_room, console_errors
):
    panel.goto(sheet_room)
    cut_off(panel, "#sheet-pasted", "读入")
    refused_as_expected(console_errors, "Failed to")
    read_a_sheet(panel, sheet_room)

    cut_off(panel, "#label-0", "重新检查")

    refused_as_expected(console_errors, "Failed to")


def test_a_new_account_comes_with_its_own_heading_and_address(panel):
    panel.goto("/admin/accounts")
    panel.fill("#username", "lost-and-found")
    panel.fill("#display_name", TYPED)

    panel.get_by_role("button", name="开通账号").click()

    expect(panel.locator("[data-password]")).to_be_visible()
    expect(panel.locator("h1")).to_have_text(TYPED)
    assert panel.locator("#password-title").evaluate("one => one === document.activeElement")
    assert panel.url.rpartition("/")[2].isdecimal()
    assert panel.locator("main").count() == 1


def test_what_takes_longer_than_a_second_is_said_until_its_answer_is_there(panel, sheet_room):
    panel.goto(sheet_room)
    panel.fill("#sheet-pasted", CELLS)
    held = holding(panel)

    panel.get_by_role("button", name="读入").click()

    expect(panel.locator("#toast [data-working]")).to_have_text("正在处理…")
    expect(panel.locator("#toast")).to_be_in_viewport()
    held[0].continue_()
    panel.wait_for_selector("#read-title")
    expect(panel.locator("[data-working]")).to_have_count(0)


def test_what_is_slow_and_then_lost_is_said_to_be_lost(panel, sheet_room, console_errors):
    panel.goto(sheet_room)
    held = holding(panel)
    panel.get_by_role("button", name="读入").click()
    expect(panel.locator("#toast [data-working]")).to_be_visible()

    held[0].abort()

    expect(panel.locator("#toast [role=alert]")).to_contain_text(LOST)
    expect(panel.locator("[data-working]")).to_have_count(0)
    refused_as_expected(console_errors, "Failed to")
