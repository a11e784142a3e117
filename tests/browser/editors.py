"""The panel's editor in Chromium: somebody who may write, signed in once for a whole file of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, ViewportSize

from kiosk.accounts.roles import Role
from kiosk.core.db import db
from kiosk.postings.models import Category, Posting
from tests.browser import walls
from tests.browser.conftest import LiveServer, watch
from tests.browser.people import enrolled, sign_in

LAPTOP: ViewportSize = {"width": 1440, "height": 900}
LAID_OUT = "[data-wall][data-shown]"


@dataclass
class Writer:
    """Somebody at the panel, in a browser of their own."""

    page: Page
    context: BrowserContext
    errors: list[str]
    name: str

    def begin(self, category: str) -> str:
        """Begin a draft in the category with that code and open its editor; returns the posting's code."""
        self.page.goto("/admin/postings/new")
        self.page.locator(f'button[name="category"][value="{category}"]').click()
        self.page.wait_for_url("**/edit")
        return self.page.url.split("/")[-2]

    def correct(self, code: str) -> None:
        """Begin a correction of what hangs, or go on with it, and open its editor."""
        self.page.goto(f"/admin/postings/{code}")
        self.page.locator(
            '.form-end a[href$="/edit"], .form-end form[action$="/correct"] button'
        ).first.click()
        self.page.wait_for_url("**/edit")

    def wall(self) -> FrameLocator:
        """The wall beside the form, once something is laid out on it."""
        self.page.wait_for_selector(LAID_OUT)
        return self.page.frame_locator("[data-wall] iframe")

    def saw_no_errors(self) -> None:
        """Nothing stands on the console; what a test meant to happen, it has taken away itself."""
        assert self.errors == []


@contextmanager
def writing(
    browser: Browser, server: LiveServer, *, display_name: str = "宁采薇", javascript: bool = True
) -> Iterator[Writer]:
    """A clerk of the office with a laptop, in Chinese."""
    name = enrolled(server.app, Role.CLERK, display_name=display_name)
    context = browser.new_context(
        base_url=server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport=LAPTOP,
        java_script_enabled=javascript,
    )
    page = context.new_page()
    errors: list[str] = []
    watch(page, errors)
    sign_in(page, name)
    yield Writer(page, context, errors, name)
    walls.close(context)


def category_of(server: LiveServer, code: str) -> str:
    """What the form of a new posting sends for that category."""
    with server.app.app_context():
        return str(db.session.scalar(sa.select(Category.id).where(Category.code == code)))


def hanging(server: LiveServer, kind: str, *, titled: str = "") -> str:
    """The code of something of that kind that hangs in the sample office."""
    with server.app.app_context():
        rows = db.session.scalars(
            sa.select(Posting).where(Posting.kind == kind).order_by(Posting.id)
        )
        return next(one.code for one in rows if one.approved and titled in one.approved.title)
