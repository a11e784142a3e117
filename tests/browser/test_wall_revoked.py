"""A screen that was revoked while it was cut off: it shows what it had until the server says so, and keeps nothing of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from kiosk.core import codes
from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.browser import walls
from tests.browser.live import AT, change, take_down_all_but
from tests.browser.wall_time import WallTime
from tests.browser.walls import SECRETS

#: Notes of every page whether one of the programme has been on. While the page that pairs is on its way, a wall that has
#: been turned away says that it has nothing; that is no posting.
WATCH_PAGES = """
    new MutationObserver((records) => records.map(({ target }) => target).forEach((page) => {
        if (page.getAttribute("data-posting")) document.documentElement.setAttribute("data-has-shown", "");
    })).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-posting"] });
    addEventListener("pagehide", () => {
        const has = document.documentElement.hasAttribute("data-has-shown");
        if (document.querySelector("[data-stage]")) sessionStorage.setItem("has shown", String(has));
    });
"""
#: Everything of the programme that this browser keeps.
READ_KEPT = """async () => {
    const database = await new Promise((resolve) => {
        const opening = indexedDB.open("wall", 1);
        opening.onsuccess = () => resolve(opening.result);
    });
    const all = (drawer) => new Promise((resolve) => {
        const asked = database.transaction(drawer, "readonly").objectStore(drawer).getAllKeys();
        asked.onsuccess = () => resolve(asked.result);
    });
    const kept = { boards: await all("boards"), facts: await all("facts"), addresses: [] };
    database.close();
    for (const name of await caches.keys())
        for (const one of await (await caches.open(name)).keys()) kept.addresses.push(new URL(one.url).pathname);
    kept.storage = Object.keys(localStorage).filter((one) => !/^plays:/.test(one));
    return kept;
}"""
#: Of the wall's own time: it has all it needs; it has noticed that its server is gone, or back, and has done what that asks.
STOCKED_MS = 90_000
NOTICED_MS = 12_000
CODE = "body[data-state=unpaired] [data-pairing-code]"


def revoke():
    """As the panel does: nothing that this wall keeps means anything any more."""
    mine = Screen.secret_hash == codes.secret_hash(SECRETS["usual"])
    db.session.scalars(sa.select(Screen).where(mine)).one().revoke()


def kept_by(time):
    """What is kept once all of it has been seen to."""
    is_seen_to = f"""async () => localStorage.getItem('secret') === null
        && (await ({READ_KEPT})()).facts.length === 0"""
    time.until(lambda: time.page.evaluate(is_seen_to), within_ms=NOTICED_MS)
    return time.page.evaluate(READ_KEPT)


@pytest.mark.parametrize("runs_on", [True, False], ids=["while-it-runs", "before-it-starts"])
def test_what_was_revoked_meanwhile_shows_a_code_and_keeps_nothing(wall, opened, errors, runs_on):
    take_down_all_but(wall, "N06", "M02")
    page = opened(works_offline=True)
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    before = page.evaluate(READ_KEPT)
    assert before["boards"]
    assert set(before["facts"]) == {"mark", "programme"}
    assert any(one.startswith("/media/") for one in before["addresses"])
    wall.stop()
    change(wall, revoke)
    if runs_on:
        page.reload()
        time.until("body[data-online=false] [data-current]", within_ms=NOTICED_MS)
        assert page.get_attribute("body", "data-state") == "playing"
        wall.start_again()
    else:
        page.close()
        wall.start_again()
        page = page.context.new_page()
        time = WallTime(page, at=AT + timedelta(minutes=10))
        page.add_init_script(WATCH_PAGES)
        page.goto("/screen")

    time.until(CODE, within_ms=NOTICED_MS)
    if not runs_on:
        assert page.evaluate("sessionStorage.getItem('has shown')") == "false"
    after = kept_by(time)
    assert (after["boards"], after["facts"], after["storage"]) == ([], [], [])
    assert [one for one in after["addresses"] if not one.startswith("/static/")] == []
    walls.close(page.context)
    errors.clear()
