"""Documents the sample does not have, on a wall: written by the real templates, split by the real player."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from flask import g
from playwright.sync_api import Browser, Page, Route

from kiosk.core.document import Document
from kiosk.kinds.contract import Facts
from kiosk.programme.boards import posting_link, rendered
from tests.browser import walls
from tests.browser.walls import Wall
from tests.kinds import making

DIGEST = "0123456789abcdef0123456789abcdef"
MOST_PAGES = 40
OPENING = r"(?s)data-opening>(.*?)</script>"


@contextmanager
def showing(
    browser: Browser, wall: Wall, content: Document, *, size: str = "fhd", **other: Any
) -> Iterator[Page]:
    """A wall whose programme is this one document; it stands on the first page. `other` are facts."""
    kind = next(name for name in ("notices", "stars", "overview") if _is(content, name))
    facts = making.facts(kind, **other)
    html = _html(wall, content, facts)
    errors: list[str] = []
    context, page = walls.open_wall(browser, wall, errors, size=size)
    page.route("**/screen", lambda route: _open_with(route, facts))
    page.route("**/screen/programme", lambda route: _poll_with(route, facts))
    page.route(f"**/screen/board/{DIGEST}", lambda route: route.fulfill(body=html))
    page.goto("/screen")
    page.wait_for_selector("[data-current]", timeout=walls.FIRST_PAGE_MS)
    page.keyboard.press("Space")
    yield page
    walls.close(context)
    assert errors == [], "the browser reported errors"


def on_each_page(page: Page, read: Callable[[Page], Any]) -> list[Any]:
    """What `read` finds on each of the document's pages, from the first to the last."""
    count = int(walls.shown(page)[1].split("/")[1])
    assert count < MOST_PAGES
    found = [read(page)]
    for _ in range(count - 1):
        walls.step(page)
        found.append(read(page))
    return found


def facts_of(page: Page) -> walls.Facts:
    """Everything the tests want to know of the page that is on."""
    facts: walls.Facts = page.evaluate(walls.READ_FACTS, walls.LONG_NAMES)
    return facts


def _is(content: Document, kind: str) -> bool:
    return type(content).__module__.startswith(f"kiosk.kinds.{kind}")


def _html(wall: Wall, content: Document, facts: Facts) -> str:
    with wall.app.test_request_context(base_url=walls.BASE_URL):
        g.language = "zh_CN"
        return rendered(content, facts, revision=1, link=posting_link(facts.code)).html


def _only(programme: dict[str, Any], facts: Facts) -> dict[str, Any]:
    """The real programme with this one board in it, at all times."""
    windows = [window | {"boards": [DIGEST]} for window in programme["windows"]]
    shown = {"posting": facts.code, "kind": facts.kind, "theme": "paper", "revision": 1}
    return programme | {"windows": windows, "boards": {DIGEST: shown}}


def _open_with(route: Route, facts: Facts) -> None:
    """The wall's own page, which begins with its programme."""
    answer = route.fetch()
    begin, opening, end = re.split(OPENING, answer.text())
    given = {"programme": _only(json.loads(opening)["programme"], facts), "boards": {}}
    route.fulfill(response=answer, body=f"{begin}data-opening>{json.dumps(given)}</script>{end}")


def _poll_with(route: Route, facts: Facts) -> None:
    """What the wall is told when it asks again."""
    answer = route.fetch()
    changed = json.dumps(_only(answer.json(), facts)) if answer.status == HTTPStatus.OK else None
    route.fulfill(response=answer, body=changed)
