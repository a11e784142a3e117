"""A screen that was revoked while it was cut off: it shows what it had until the server says so, and keeps nothing of it."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from kiosk.core import codes
from kiosk.core.db import db
from kiosk.screens.models import Screen
from tests.browser import walls
from tests.browser.live import (
    OFFLINE_MS,
    begin,
    change,
    offline,
    stocked,
    take_down_all_but,
    wait_until,
)
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
CODE = "body[data-state=unpaired] [data-pairing-code]"


def revoke():
    """As the panel does: nothing that this wall keeps means anything any more."""
    mine = Screen.secret_hash == codes.secret_hash(SECRETS["usual"])
    db.session.scalars(sa.select(Screen).where(mine)).one().revoke()


def kept_by(page):
    """What is kept once all of it has been seen to."""
    page.wait_for_function("() => localStorage.getItem('secret') === null")
    wait_until(page, f"async () => (await ({READ_KEPT})()).facts.length === 0")
    return page.evaluate(READ_KEPT)


@pytest.mark.parametrize("runs_on", [True, False], ids=["while-it-runs", "before-it-starts"])
def test_what_was_revoked_meanwhile_shows_a_code_and_keeps_nothing(wall, opened, errors, runs_on):
    take_down_all_but(wall, "N06", "M02")
    page = opened(works_offline=True)
    begin(page)
    stocked(page)
    before = page.evaluate(READ_KEPT)
    assert before["boards"]
    assert set(before["facts"]) == {"mark", "programme"}
    assert any(one.startswith("/media/") for one in before["addresses"])
    wall.stop()
    change(wall, revoke)
    if runs_on:
        page.reload()
        offline(page)
        assert page.get_attribute("body", "data-state") == "playing"
        wall.start_again()
    else:
        page.close()
        wall.start_again()
        page = page.context.new_page()
        page.add_init_script(WATCH_PAGES)
        # However slow the machine: the wall's patience with its server does not run out.
        page.clock.install()
        page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
        page.goto("/screen")

    page.wait_for_selector(CODE, timeout=OFFLINE_MS)
    if not runs_on:
        assert page.evaluate("sessionStorage.getItem('has shown')") == "false"
    after = kept_by(page)
    assert (after["boards"], after["facts"], after["storage"]) == ([], [], [])
    assert [one for one in after["addresses"] if not one.startswith("/static/")] == []
    walls.close(page.context)
    errors.clear()
