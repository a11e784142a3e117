"""A wall in trouble never goes blank and never says what is not true: boards that fail, clocks that jump, panels that turn."""

import json
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, Route

from kiosk.postings.operations import withdraw
from tests.browser.live import AT, GONE_MS, change, hold_at, posting, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import close, shown, step

BOARDS = "**/screen/board/*"
PROGRAMME = "**/screen/programme"
#: A wall that has nothing to show says so within this.
WAITING_MS = 5_000
#: A board that failed once or twice has been tried again by then.
RETRIED_MS = 15_000
#: While no stream tells of changes, a wall that is not answered twice has noticed by then.
NOTICED_MS = 12_000
#: Until then it asks again and again, so soon.
AGAIN_MS = 1_000
ALONE = "body[data-online=false] [data-current] [data-badge]:not([hidden])"
BACK = "body[data-online=true] [data-current] [data-badge][hidden]"
#: How soon a wall has all it needs.
STOCKED_MS = 90_000
#: The key turns a page at once, if the next one is there.
TURNED_MS = 500
#: What has failed twice rests no longer than this.
RESTED_MS = 8_500
#: What comes behind the first page is being made by then; and every page anew after the panel has turned.
LOOKED_AHEAD_MS = 2_500
RESIZED_MS = 1_000
#: A page that waited for its pictures before the panel turned waits no longer; its successor still does.
GIVEN_UP_MS = 6_000
# Notes every text that stands on the wall.
WATCH_SAID = """
window.said = new Set();
new MutationObserver(() => {
    const title = document.querySelector("[data-current] h2");
    if (title) window.said.add(title.textContent);
}).observe(document, { subtree: true, childList: true, attributeFilter: ["data-current"] });
"""
OTHER_FONTS = "**/vendor/fonts/all-*.css"
# Notes for every frame the place of everything that is on, but for what the clock and the lane move.
WATCH_PLACES = """() => {
    window.places = new Set();
    const note = () => {
        const parts = document.querySelectorAll("[data-current] .board *, [data-current] .spine-kind");
        const box = (one) => Object.values(one.getBoundingClientRect().toJSON());
        window.places.add(JSON.stringify(Array.from(parts, box)));
        window.requestAnimationFrame(note);
    };
    note();
}"""


@pytest.fixture
def bare(opened: Callable[[], Page]) -> Page:
    """A wall whose page brings no board with it, so that each has to be fetched."""
    page = opened()
    page.add_init_script(WATCH_SAID)

    def without_boards(route: Route) -> None:
        answer = route.fetch()
        soup = BeautifulSoup(answer.text(), "html.parser")
        (opening,) = soup.select("script[data-opening]")
        opening.string = json.dumps(json.loads(opening.string or "") | {"boards": {}})
        route.fulfill(response=answer, body=str(soup))

    page.route(re.compile("/screen$"), without_boards)
    return page


def never(_route: Route) -> None:
    """The server has taken the question and does not answer."""


def refuse(route: Route) -> None:
    route.fulfill(status=500, body="")


def break_off(route: Route) -> None:
    """The line is cut."""
    route.abort()


def know_nothing(route: Route) -> None:
    route.fulfill(status=404, body="")


def answer_as_a_portal(route: Route) -> None:
    """Something on the way wants somebody to sign in."""
    route.fulfill(status=200, content_type="text/html", body="<html><body>Sign in</body></html>")


def stepped_round(page: Page) -> set[str]:
    """Step from the page that is held until it comes again; which postings were on."""
    first = shown(page)
    seen = set()
    while first not in seen:
        step(page)
        seen.add(shown(page))
    return {code for code, _place in seen}


@pytest.mark.parametrize("trouble", [never, refuse, break_off, know_nothing, answer_as_a_portal])
def test_a_wall_that_can_have_no_board_says_so_soon_until_it_can(bare, errors, trouble):
    time = WallTime(bare)
    bare.route(BOARDS, trouble)
    bare.goto("/screen")
    time.until("[data-current]", within_ms=WAITING_MS, hung="/screen/board/")

    assert bare.get_attribute("[data-current]", "data-kind") == "waiting"
    assert bare.get_attribute("body", "data-state") == "playing"
    assert bare.locator("[data-current] h2").inner_text() == "内容暂时无法显示"

    bare.unroute(BOARDS)
    time.until("[data-current]:not([data-kind=waiting])", within_ms=RETRIED_MS)

    assert bare.evaluate("window.said.has('目前没有正在公示的事项')") is False
    close(bare.context)
    errors.clear()


def test_while_all_other_boards_fail_the_last_good_page_stays(opened, errors):
    page = opened()
    time = WallTime(page)
    page.route(BOARDS, refuse)
    time.begin()
    for _ in range(4):
        page.keyboard.press("Space")
        time.passes(TURNED_MS)
        assert shown(page) == ("overview", "1/1")

    page.unroute(BOARDS)
    time.passes(RESTED_MS)
    step(page)

    assert shown(page)[0] != "overview"
    close(page.context)
    errors.clear()


def test_what_was_withdrawn_goes_even_when_nothing_else_can_be_had(wall, opened, errors):
    take_down_all_but(wall, "N12", "M02")
    page = opened()
    page.add_init_script(WATCH_SAID)
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N12"])
    page.route(BOARDS, refuse)

    def withdraw_both() -> None:
        for number in ("N12", "M02"):
            withdraw(posting(wall.codes[number]), reason="test", at=AT)

    change(wall, withdraw_both)
    other = f"[data-current]:not([data-posting='{wall.codes['N12']}'])"
    time.until(other, within_ms=ASKED_MS + GONE_MS)

    assert page.get_attribute("[data-current]", "data-kind") in {"waiting", "overview"}
    assert page.evaluate("window.said.has('目前没有正在公示的事项')") is False
    close(page.context)
    errors.clear()


def test_a_portal_that_answers_in_the_servers_place_changes_nothing(opened, errors):
    page = opened()
    time = WallTime(page)
    time.begin()
    page.route(PROGRAMME, answer_as_a_portal)
    time.until("body[data-online=false]", within_ms=NOTICED_MS)

    assert shown(page) == ("overview", "1/1")
    assert page.locator("[data-current] [data-badge]").is_visible()
    close(page.context)
    errors.clear()


def test_a_programme_that_fails_in_mid_show_leaves_what_there_is_until_it_can_be_had(
    wall, opened, errors
):
    take_down_all_but(wall, "H01", "M02")
    page = opened()
    time = WallTime(page)
    time.begin()
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    everything = {"overview", wall.codes["H01"], wall.codes["M02"]}
    page.keyboard.press("Space")
    for trouble in (know_nothing, refuse):
        page.route(PROGRAMME, trouble)  # the newest counts
        time.until(ALONE, within_ms=NOTICED_MS)
        time.passes(ASKED_MS)
        assert page.inner_text("[data-current] [data-badge]") == "网络中断，显示 08:26 的内容"
        assert stepped_round(page) == everything
    while shown(page)[0] != wall.codes["M02"]:
        step(page)
    change(wall, lambda: withdraw(posting(wall.codes["M02"]), reason="test", at=AT))
    time.passes(ASKED_MS)
    assert shown(page)[0] == wall.codes["M02"]
    assert page.query_selector(ALONE)

    page.unroute(PROGRAMME)
    time.until(BACK, within_ms=AGAIN_MS)
    time.until(f"[data-current]:not([data-posting='{wall.codes['M02']}'])", within_ms=GONE_MS)
    assert stepped_round(page) == everything - {wall.codes["M02"]}
    close(page.context)
    assert all("404" in one or "500" in one for one in errors), errors
    errors.clear()


def test_a_page_that_throws_is_passed_over(wall, opened, errors):
    take_down_all_but(wall, "N12", "M02")
    page = opened()
    time = WallTime(page)
    page.add_init_script(
        """(() => {
            const parse = DOMParser.prototype.parseFromString;
            DOMParser.prototype.parseFromString = function (text, type) {
                if (text.includes('data-kind="notices"')) throw new Error("a page that throws");
                return parse.call(this, text, type);
            };
        })()"""
    )
    time.begin()
    page.keyboard.press("Space")
    step(page)

    assert shown(page)[0] == wall.codes["M02"]


def test_a_box_whose_clock_is_set_wrong_meanwhile_keeps_the_servers_time(opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    page.clock.set_system_time(AT + timedelta(days=40, hours=2))
    time.passes(1_500)

    assert page.inner_text("[data-current] [data-clock]").startswith("08:2")
    assert shown(page) == ("overview", "1/1")


def test_pages_measured_in_another_room_are_not_kept(wall, opened):
    """The panel turns while a picture is still on its way to a page that has been measured."""
    take_down_all_but(wall, "M01")
    page = opened()
    time = WallTime(page)
    page.route("**/media/**", never)
    time.begin()
    images = page.locator("[data-stage] img")
    time.until(lambda: images.count() > 0, within_ms=LOOKED_AHEAD_MS, hung="/media/")
    page.evaluate(
        "document.querySelectorAll('.page').forEach((one) => one.setAttribute('data-before', ''))"
    )
    time.resize(1080, 1920)
    time.until("[data-current]:not([data-before])", within_ms=RESIZED_MS, hung="/media/")
    time.passes(GIVEN_UP_MS, hung="/media/")
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    new = f"[data-current][data-posting='{wall.codes['M01']}']"
    time.until(new, within_ms=GIVEN_UP_MS, hung="/media/")

    assert page.get_attribute("[data-current]", "data-before") is None
    page.wait_for_function("() => document.querySelectorAll('[data-before]').length === 0")


def test_a_panel_that_turns_stays_at_its_posting(wall, opened):
    page = opened()
    time = WallTime(page)
    time.begin()
    hold_at(page, wall.codes["N06"])
    page.evaluate("document.querySelector('[data-current]').setAttribute('data-before', '')")
    time.resize(1080, 1920)
    time.until("[data-current]:not([data-before])", within_ms=RESIZED_MS)

    assert shown(page)[0] == wall.codes["N06"]


def test_other_fonts_come_after_the_first_page_and_move_nothing_on_it(opened):
    page = opened()
    time = WallTime(page)
    late: list[Route] = []
    page.route(OTHER_FONTS, lambda route: late.append(route))  # noqa: PLW0108 - Playwright marks it
    time.begin()
    faces = page.evaluate("document.fonts.size")
    page.evaluate(WATCH_PLACES)
    time.until(lambda: late, within_ms=LOOKED_AHEAD_MS, hung="/vendor/fonts/all-")
    assert page.locator("link[data-coming]").count() == 1
    late[0].continue_()
    time.passes(1_000)

    assert faces == 2
    assert page.evaluate("document.fonts.size") > 100
    assert page.evaluate("window.places.size") == 1


def test_a_board_whose_fonts_do_not_come_is_not_shown_until_they_do(opened, errors):
    page = opened()
    time = WallTime(page)
    page.route(OTHER_FONTS, break_off)
    time.begin()
    for _ in range(3):
        page.keyboard.press("Space")
        time.passes(TURNED_MS)
        assert shown(page) == ("overview", "1/1")

    page.unroute(OTHER_FONTS)
    page.keyboard.press("Space")
    time.passes(RESTED_MS)
    step(page)

    assert shown(page)[0] != "overview"
    close(page.context)
    errors.clear()
