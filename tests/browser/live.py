"""What a test does to a live wall: begin, step, change what hangs there."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import sqlalchemy as sa
from playwright.sync_api import Page

from kiosk.core.db import db, means_to_write, reads_again
from kiosk.core.document import decode
from kiosk.kinds.registry import kind
from kiosk.postings.models import Posting
from kiosk.postings.operations import Placing, add_revision, approve, new_posting, withdraw
from tests.browser import walls
from tests.browser.walls import Wall, shown, step

AT = datetime.fromisoformat(walls.MORNING).astimezone(UTC)
#: How long tests wait for what must come; what is to be quick is measured in the wall's own time (wall_time.py).
CHANGE_MS = 60_000
STOCKED_MS = 180_000
OFFLINE_MS = 60_000
#: Once the server has answered, by the wall's clock.
GONE_MS = 1_000


def begin(page: Page) -> None:
    """Load the wall and wait for its first page."""
    page.goto("/screen")
    page.wait_for_selector("[data-current]", timeout=walls.FIRST_PAGE_MS)


def stocked(page: Page) -> None:
    """Wait until the wall has all it needs."""
    page.wait_for_selector("body[data-stocked]", timeout=STOCKED_MS)


def offline(page: Page) -> None:
    """Wait until the wall goes on without its server, and says so."""
    page.wait_for_selector("body[data-online=false] [data-current]", timeout=OFFLINE_MS)


def wait_until(page: Page, expression: str, *, timeout_ms: float = OFFLINE_MS) -> None:
    """Wait until what a function promises comes true: Playwright itself takes any promise for true."""
    give_up = time.monotonic() + timeout_ms / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < give_up, f"not true within {timeout_ms} ms: {expression}"
        page.wait_for_timeout(100)


def hold_at(page: Page, code: str) -> None:
    """Step to a posting's first page and hold it."""
    page.keyboard.press("Space")
    for _ in range(walls.MOST_PAGES):
        posting_, place = shown(page)
        if posting_ == code and place.startswith("1/"):
            return
        step(page)
    raise AssertionError(f"{code} is not in the rotation")


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


def correct(wall: Wall, number: str, old: str, new: str) -> float:
    """Approve a corrected version of a posting: one word replaced everywhere."""

    def act() -> None:
        one = posting(wall.codes[number])
        before = one.approved
        assert before is not None
        document = decode(before.content.replace(old, new), kind(one.kind).content)
        after = add_revision(one, document, schema=before.schema, title=before.title, reason="test")
        approve(after, [], at=AT, register_number=None)

    return change(wall, act)


def copy(
    wall: Wall, number: str, *, shows_from: datetime = AT, shows_until: datetime | None = None
) -> str:
    """Publish a new posting that says what another one says; its code."""
    codes = []

    def act() -> None:
        one = posting(wall.codes[number])
        said = one.approved
        assert said is not None
        made = new_posting(
            one.category,
            Placing(scope=one.scope, shows_from=shows_from, shows_until=shows_until),
            kind=one.kind,
        )
        document = decode(said.content, kind(one.kind).content)
        revision = add_revision(made, document, schema=said.schema, title=said.title)
        approve(revision, [], at=AT, register_number=None)
        codes.append(made.code)

    change(wall, act)
    return codes[0]
