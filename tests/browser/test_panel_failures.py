"""What goes wrong while somebody fills in a form of the panel: a sentence, and what was typed stays."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from kiosk.accounts.models import Account, Grant, Station
from kiosk.accounts.roles import Role
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.screens.models import Screen
from kiosk.screens.operations import Site, add_screen
from tests.browser.conftest import LiveServer, refused_as_expected
from tests.browser.people import enrolled, sign_in

TYPED = "大厅东侧"
SCREENS = "**/admin/screens"


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
