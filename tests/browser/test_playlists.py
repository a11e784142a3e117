"""Playlists in Chromium: made on the panel's page, and gone by on a wall."""

import itertools

import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kiosk.core.db import db
from kiosk.programme.playlists import Playlist
from kiosk.programme.rules import Line, Rules
from kiosk.screens.models import Screen
from tests.browser.conftest import refused_as_expected
from tests.browser.live import CHANGE_MS, begin, change, hold_at
from tests.browser.people import sign_in
from tests.browser.reach import AXE, EDITOR_TARGETS, focused, overflow, small_targets
from tests.browser.walls import shown, step


def test_a_playlist_is_made_on_a_phone_by_keyboard_and_mistakes_are_said(
    page: Page, clerk: str, console_errors: list[str]
):
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, clerk)
    page.goto("/admin/playlists")
    page.click("details.more summary")
    page.fill("#playlist_name", "午间身影")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/playlists/*")

    page.focus("#kind-moments summary")
    page.keyboard.press("Enter")
    page.fill("#kind-moments [name$=spans]", "中午")
    page.keyboard.press("Enter")
    expect(page.locator("#kind-moments .error")).to_be_visible()
    assert focused(page).endswith("spans")
    assert (overflow(page), small_targets(page, EDITOR_TARGETS)) == (0, [])
    wrong = Axe().run(page, options=AXE)
    refused_as_expected(console_errors, "status of 422")

    page.fill("#kind-moments [name$=spans]", "11：30—13：30")
    page.keyboard.press("Enter")
    expect(page.locator("#kind-moments .play-line-top .hint")).to_contain_text("11:30-13:30")
    page.set_viewport_size({"width": 1366, "height": 768})
    assert overflow(page) == 0
    fine = Axe().run(page, options=AXE)

    assert wrong.violations_count == 0, wrong.generate_report()
    assert fine.violations_count == 0, fine.generate_report()


def test_a_wall_goes_by_the_playlist_it_is_given_and_knows_the_turns_of_a_posting_apart(
    wall, opened, errors
):
    page = opened()
    begin(page)
    one, other, third = (wall.codes[name] for name in ("N12", "stars", "M01"))
    hold_at(page, wall.codes["contacts"])

    def act() -> None:
        kinds = ("notices", "stars", "honors", "moments", "contacts", "overview")
        hidden = [Line(target=f"kind:{kind}", is_hidden=True) for kind in kinds]
        shown_ = [
            Line(target=f"posting:{code}", weight=weight)
            for code, weight in ((one, 2), (other, 1), (third, 1))
        ]
        playlist = Playlist(name="三条")
        playlist.keep(Rules(lines=(*hidden, *shown_)))
        db.session.add(playlist)
        db.session.flush()
        for screen in db.session.scalars(sa.select(Screen)):
            screen.playlist_id = playlist.id

    change(wall, act)
    page.wait_for_selector(
        f'[data-current][data-posting="{one}"], [data-current][data-posting="{other}"], '
        f'[data-current][data-posting="{third}"]',
        timeout=CHANGE_MS,
    )

    turns: list[tuple[str, str]] = []
    while len(turns) < 9:
        code, at = shown(page)
        if at.startswith("1/"):
            turns.append((code, page.inner_text("[data-current] [data-place]")))
        step(page)
    rounds = turns[1:]  # what came first may have come in the middle of a round

    assert page.inner_text("[data-current] [data-places]") == "4"
    assert sorted({place for _code, place in rounds}) == ["1", "2", "3", "4"]
    assert rounds[:4] == rounds[4:]
    assert [code for code, _place in rounds].count(one) == 4
    assert all(before[0] != after[0] for before, after in itertools.pairwise(rounds))
    # What it was fetching ahead when the rules changed is none of its boards any more.
    errors[:] = [one for one in errors if "status of 404" not in one]
