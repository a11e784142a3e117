"""Saving by itself: nothing typed is lost to a crash, a dead line, an ended session or a colleague."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from kiosk.core.db import db
from kiosk.postings.models import Draft, Posting
from tests.browser.conftest import LiveServer
from tests.browser.editors import Writer, category_of, writing
from tests.browser.people import PASSWORD

#: What may be lost when a browser crashes (the issue), and a little for a busy machine.
SAVED_WITHIN_MS = 5_000
#: What nobody waits for any more.
SAVED_AT_ONCE_MS = 1_500
#: Whether the browser would ask before this page is left.
LEAVING_ASKS = """() => {
  const leaving = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
}"""


@pytest.fixture(scope="module")
def writer(browser: Browser, live_server: LiveServer) -> Iterator[Writer]:
    """One clerk for all these tests."""
    with writing(browser, live_server) as writer:
        yield writer


@pytest.fixture
def page(writer: Writer, live_server: LiveServer) -> Iterator[Page]:
    """The editor of a new notice; nothing stands on the console afterwards that the test did not mean."""
    writer.begin(category_of(live_server, "notice"))
    yield writer.page
    writer.page.unroute_all()
    writer.context.set_offline(False)
    writer.saw_no_errors()


def meant(writer: Writer, *words: str) -> None:
    """The console tells of what the test has done to the line; those errors were meant."""
    assert all(any(word in error for word in words) for error in writer.errors), writer.errors
    writer.errors.clear()


def edited(page: Page) -> str:
    """The code of the posting in the editor."""
    return page.url.split("/")[-2]


def stored(server: LiveServer, code: str) -> str:
    """What the server has of a draft."""
    with server.app.app_context():
        found = db.session.scalar(sa.select(Draft.typed).join(Posting).where(Posting.code == code))
        return found or ""


def wait_until_stored(server: LiveServer, page: Page, words: str, *, code: str = "") -> None:
    """Wait for the draft in the editor, or, where the page has gone elsewhere, for the one that is named."""
    code = code or edited(page)
    for _ in range(SAVED_WITHIN_MS // 100):
        if words in stored(server, code):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"not saved within {SAVED_WITHIN_MS} ms: {words}")


def test_what_is_typed_without_a_pause_is_saved_meanwhile(page, live_server):
    saves = []
    page.on("request", lambda asked: saves.append(asked) if asked.url.endswith("/edit") else None)
    page.focus("#body")

    for number in range(45):
        page.keyboard.insert_text(f"第{number}句。")
        page.wait_for_timeout(100)

    assert "第10句。" in stored(live_server, edited(page))
    # Every two and a half seconds, not with every stroke.
    assert 1 <= len(saves) <= 3
    wait_until_stored(live_server, page, "第44句。")


def test_saving_leaves_the_keyboard_where_it_is(page, live_server):
    page.fill("#body", "前后")
    page.evaluate("document.getElementById('body').setSelectionRange(1, 1)")
    page.keyboard.insert_text("中")
    wait_until_stored(live_server, page, "前中后")
    expect(page.locator("#saved")).to_contain_text(re.compile(r"已保存 \d\d:\d\d"))

    page.keyboard.insert_text("间")

    assert page.input_value("#body") == "前中间后"


def test_a_word_that_is_being_composed_is_not_saved(page, live_server):
    page.evaluate(
        """() => {
            const body = document.getElementById("body");
            body.focus();
            body.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
            body.value = "ni hao";
            body.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true }));
        }"""
    )
    page.wait_for_timeout(3500)
    assert "ni hao" not in stored(live_server, edited(page))

    page.evaluate(
        """() => {
            const body = document.getElementById("body");
            body.value = "你好";
            body.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }"""
    )
    wait_until_stored(live_server, page, "你好")


def test_leaving_the_page_saves_the_last_word(page, live_server):
    page.fill("#body", "最后一句话")
    code = edited(page)

    page.click(".side-nav a >> nth=0")
    page.wait_for_url("**/admin/")
    # It travels behind the page that was left.
    wait_until_stored(live_server, page, "最后一句话", code=code)
    page.goto(f"/admin/postings/{code}/edit")

    expect(page.locator("#body")).to_have_value("最后一句话")
    assert page.locator("[data-offer]").count() == 0


def test_a_double_click_does_nothing_twice(page, live_server):
    page.fill("#title", "只保存一次")
    page.locator('button[value="save"]').dblclick()

    wait_until_stored(live_server, page, "只保存一次")
    page.wait_for_timeout(300)
    assert page.locator("[data-conflict]").count() == 0
    page.locator('button[value="publish"]').dblclick()
    page.wait_for_url("**/publish")


def test_an_answer_that_got_lost_is_no_conflict(page, writer, live_server):
    losing = {"left": 1}

    def lose(route):
        if losing["left"] and route.request.method == "POST":
            losing["left"] -= 1
            route.fetch()  # it arrives, and nobody hears so
            route.abort()
        else:
            route.continue_()

    page.route("**/edit", lose)
    page.fill("#body", "到了，但没有回音")
    expect(page.locator("[data-trouble]")).to_contain_text("连不上服务器")

    page.locator("#body").press_sequentially("，接着写")

    wait_until_stored(live_server, page, "到了，但没有回音，接着写")
    expect(page.locator("[data-trouble]")).to_be_empty()
    assert page.locator("[data-conflict]").count() == 0
    meant(writer, "ERR_FAILED")


def test_offline_and_online_again(page, writer, live_server):
    writer.context.set_offline(True)
    page.fill("#body", "断网时写的")

    expect(page.locator("[data-trouble]")).to_contain_text("连不上服务器")
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, found.generate_report()
    page.click('button[value="publish"]')
    expect(page.locator("[data-trouble]")).to_contain_text("连不上服务器")
    assert page.input_value("#body") == "断网时写的"

    writer.context.set_offline(False)
    wait_until_stored(live_server, page, "断网时写的")
    expect(page.locator("[data-trouble]")).to_be_empty()
    meant(writer, "ERR_INTERNET_DISCONNECTED")


def test_a_crash_while_the_line_is_down_loses_nothing(page, writer, live_server):
    page.route(
        "**/edit",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.fill("#body", "还没有传到就断电了")
    expect(page.locator("[data-trouble]")).to_contain_text("连不上服务器")
    page.unroute_all()
    # The page does not hear of its end, as in a crash.
    page.evaluate(
        "window.addEventListener('pagehide', event => event.stopImmediatePropagation(), true)"
    )
    page.route(
        "**/edit",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )

    page.reload()
    page.unroute_all()
    expect(page.locator("[data-offer]")).to_contain_text("没有传到服务器")
    found = Axe().run(page, options={"iframes": False})
    page.click("[data-offer] button >> nth=0")

    expect(page.locator("#body")).to_have_value("还没有传到就断电了")
    assert found.violations_count == 0, found.generate_report()
    assert "还没有传到就断电了" in stored(live_server, edited(page))
    page.reload()
    assert page.locator("[data-offer]").count() == 0
    meant(writer, "ERR_FAILED")


def test_a_session_that_ended_loses_nothing(page, writer, live_server):
    writer.context.clear_cookies()
    page.fill("#body", "登录失效时写的")
    expect(page.locator("[data-trouble]")).to_contain_text("登录已经失效")

    with writer.context.expect_page() as opened:
        page.click("[data-trouble] a")
    window = opened.value
    window.fill("#username", writer.name)
    window.fill("#password", PASSWORD)
    assert page.evaluate(LEAVING_ASKS)
    # By now it has been tried so often that the next try would be seconds away.
    page.wait_for_timeout(4_000)
    with window.expect_event("close"):
        window.click(".button")

    expect(page.locator("[data-trouble]")).to_be_empty(timeout=SAVED_AT_ONCE_MS)
    assert "登录失效时写的" in stored(live_server, edited(page))
    assert not page.evaluate(LEAVING_ASKS)
    meant(writer, "400")


def test_two_browsers_and_neither_overwrites_the_other(page, browser, live_server, writer):
    with writing(browser, live_server, display_name="柳青") as other:
        other.page.goto(page.url)
        page.fill("#body", "先写的")
        wait_until_stored(live_server, page, "先写的")

        other.page.fill("#body", "后写的")

        told = other.page.locator("[data-conflict]")
        expect(told).to_contain_text("先写的")
        expect(told).to_contain_text("后写的")
        expect(told.locator("h2")).to_be_focused()
        expect(other.page.locator("#body")).to_have_value("后写的")
        found = Axe().run(other.page, options={"iframes": False})
        assert found.violations_count == 0, found.generate_report()

        # While there is something to choose, nothing goes by itself.
        other.page.fill("#body", "后写的，再想想")
        other.page.wait_for_timeout(3500)
        assert "先写的" in stored(live_server, edited(page))
        other.page.click('button[value="save"]')
        wait_until_stored(live_server, page, "后写的，再想想")
        expect(told).to_have_count(0)
        meant(other, "409")


def test_taking_the_others_version_is_final(page, browser, live_server):
    with writing(browser, live_server, display_name="柳青") as other:
        other.page.goto(page.url)
        page.fill("#body", "先写的")
        wait_until_stored(live_server, page, "先写的")
        other.page.fill("#body", "后写的")

        other.page.click("[data-take-theirs]")

        expect(other.page.locator("#body")).to_have_value("先写的")
        assert other.page.locator("[data-conflict], [data-offer]").count() == 0
        meant(other, "409")


def test_who_else_has_it_open_is_said(page, browser, live_server):
    page.wait_for_timeout(300)
    with writing(browser, live_server, display_name="柳青") as other:
        other.page.goto(page.url)

        expect(other.page.locator("#others")).to_contain_text("宁采薇")
        other.saw_no_errors()


def test_a_new_entry_takes_the_keyboard_and_keeps_what_was_typed(writer, live_server):
    writer.begin(category_of(live_server, "honor"))
    page = writer.page
    page.fill("#honors-0-name", "周建平")

    page.focus('button[value="add:honors"]')
    page.keyboard.press("Enter")

    expect(page.locator("#honors-1-name")).to_be_focused()
    expect(page.locator("#honors-0-name")).to_have_value("周建平")
    page.keyboard.insert_text("买买提")
    page.click('button[value="up:honors-1"]')
    expect(page.locator("#honors-0-name")).to_have_value("买买提")
    expect(page.locator('button[value="drop:honors-0"]')).to_be_focused()
    page.click('button[value="drop:honors-0"]')
    expect(page.locator("#honors-1-name")).to_have_count(0)
    expect(page.locator("#honors-0-name")).to_have_value("周建平")
    writer.saw_no_errors()


def test_another_category_brings_its_own_fields(page, writer, live_server):
    assert page.locator("#placing-publicity_days").count() == 0

    page.focus("#placing-category")
    page.select_option("#placing-category", category_of(live_server, "award_selection"))

    expect(page.locator("#placing-publicity_days")).to_be_visible()
    expect(page.locator("#placing-category")).to_be_focused()
    expect(writer.wall().locator("[data-publicity]").first).to_be_attached()


def test_what_two_write_in_different_places_comes_together_by_itself(
    page, browser, live_server, writer
):
    with writing(browser, live_server, display_name="柳青") as other:
        other.page.goto(page.url)
        page.fill("#title", "先改的标题")
        wait_until_stored(live_server, page, "先改的标题")

        other.page.fill("#body", "后写的正文")

        expect(other.page.locator("#joined")).to_contain_text("标题")
        expect(other.page.locator("[data-conflict]")).to_have_count(0)
        expect(other.page.locator("#title")).to_have_value("先改的标题")
        expect(other.page.locator("#body")).to_have_value("后写的正文")
        wait_until_stored(live_server, page, "后写的正文")
        assert "先改的标题" in stored(live_server, edited(page))
        meant(other, "409")
