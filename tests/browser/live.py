"""What a test does to a live wall: begin, step, change what hangs there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from playwright.sync_api import Page

from kiosk.core.db import db, means_to_write, reads_again
from kiosk.postings.models import Posting
from kiosk.postings.operations import withdraw
from tests.browser import walls
from tests.browser.walls import Wall, shown, step

AT = datetime.fromisoformat(walls.MORNING).astimezone(UTC)
CHANGE_MS = 5_000


def begin(page: Page) -> None:
    """Load the wall and wait for its first page."""
    page.goto("/screen")
    page.wait_for_selector("[data-current]", timeout=walls.FIRST_PAGE_MS)


def hold_at(page: Page, code: str) -> None:
    """Step to a posting's first page and hold it."""
    page.keyboard.press("Space")
    while shown(page) != (code, shown(page)[1]) or not shown(page)[1].startswith("1/"):
        step(page)


def change(wall: Wall, act: Callable[[], None]) -> float:
    """Do something to the database in one transaction; return when it was done."""
    with wall.app.app_context():
        means_to_write()
        try:
            act()
            db.session.commit()
        finally:
            reads_again()
            db.session.remove()
    return time.monotonic()


def posting(code: str) -> Posting:
    return db.session.scalars(sa.select(Posting).where(Posting.code == code)).one()


def take_down_all_but(wall: Wall, *numbers: str) -> None:
    """Withdraw the sample, except a few postings."""
    kept = {wall.codes[number] for number in numbers}

    def act() -> None:
        for one in db.session.scalars(sa.select(Posting)):
            if one.code not in kept:
                withdraw(one, reason="test", at=AT)

    change(wall, act)
