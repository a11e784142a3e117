"""A takeover on a real wall: it cuts in, is alone, ends by its time without a server, and the rotation goes on."""

from datetime import timedelta

import pytest

from kiosk.core.calendar import WorkCalendar
from kiosk.programme import takeovers
from kiosk.programme.takeovers import Place, Reach, Said
from tests.browser import walls
from tests.browser.live import AT, GONE_MS, change, hold_at, take_down_all_but
from tests.browser.wall_time import ASKED_MS, WallTime
from tests.browser.walls import shown, step

STORM = Said(
    2,
    "沙尘暴来袭\n关闭全部入口车道",
    "K2700 至 K2745 能见度不足 100 米，14:00 起双向管控。",
    "收费班：入口栏杆落下，出口保持两道放行\n保畅组：护目镜、反光衣到位\n监控室：每 15 分钟报一次车流",
    "0937-000 0110",
)
#: As much as the panel takes.
EVERYTHING = Said(
    1,
    "G30 连霍高速双泉堡段团雾叠加路面结冰\n多车追尾双向交通中断，全线封闭\n立即启动一级应急响应机制",
    "能见度不足五十米，" * 22,
    "\n".join(["保畅组：" + "护目镜反光衣到位三人一组上广场，" * 3] * 6),
    "0937-000 0110 转 8001",
)
HALF_AN_HOUR = timedelta(minutes=30)
A_SECOND = timedelta(seconds=1)
#: What a browser keeps by itself says the time of the server, whose clock runs on: a box is that much later.
LATER = AT + timedelta(minutes=10)
#: Of the wall's own time: it has all it needs; it has noticed that its server is gone, or back; a tick, and what comes with it.
STOCKED_MS = 90_000
NOTICED_MS = 12_000
TICK_MS = 600
#: What was on is no longer in the document by then.
FADED_MS = 4_000
#: Notes of every page that comes on what it is.
WATCH_KINDS = """
    window.kinds = [];
    new MutationObserver((records) => records.map(({ target }) => target).forEach((page) => {
        if (page.hasAttribute("data-current")) window.kinds.push(page.getAttribute("data-kind"));
    })).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-current"] });
"""
#: That the wall has written down what came with the takeover, and since then what time it is.
IS_KEPT = """() => new Promise((resolve) => {
    const opening = indexedDB.open("wall", 1);
    opening.onsuccess = () => {
        const facts = opening.result.transaction("facts").objectStore("facts");
        const [programme, mark] = [facts.get("programme"), facts.get("mark")];
        mark.onsuccess = () => {
            opening.result.close();
            const [one] = (programme.result && programme.result.takeovers) || [];
            resolve(Boolean(one && mark.result && mark.result.heardMs >= one.from));
        };
    };
})"""
#: Every text of the page that is on lies whole within the stage, and none lies over another.
READ_FAULTS = """() => {
    const page = document.querySelector("[data-current]");
    const main = page.querySelector("[data-room]");
    const faults = main.scrollHeight > main.clientHeight ? ["overflows"] : [];
    const boxes = [];
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const box of range.getClientRects()) {
            if (box.width < 1 || !texts.currentNode.textContent.trim()) continue;
            boxes.push([texts.currentNode, box]);
            if (box.left < 0 || box.top < 0 || box.right > innerWidth || box.bottom > innerHeight * 0.965) {
                faults.push(`cut off: ${texts.currentNode.textContent}`);
            }
        }
    }
    const least = Math.min(...boxes.map(([node]) => parseFloat(getComputedStyle(node.parentElement).fontSize)));
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (least < 2.15 * rem) faults.push(`too small: ${least / rem}`);
    return faults;
}"""


def cut_in(wall, said=STORM, *, lasts=HALF_AN_HOUR, until=None):
    def act():
        takeovers.begin(
            said,
            Place(Reach.OFFICE),
            until=until or AT + lasts,
            who="站长",
            at=AT,
            calendar=WorkCalendar(),
        )

    change(wall, act)


TAKEOVER = "[data-current][data-kind='takeover']"
OTHER = "[data-current]:not([data-kind='takeover'])"
ALONE = "body[data-online=false] [data-current]"


def begun(page):
    """A wall whose time the test lets pass, with its first page on."""
    time = WallTime(page)
    time.begin()
    return time


def lift(at=AT):
    """End what runs before its time."""
    (running,) = takeovers.not_over(AT + timedelta(minutes=5))
    takeovers.end(running, why="解除", who="站长", at=at)


def seen_on(page, at):
    """Load the wall without its server; what kind each page was that has come on so far."""
    time = WallTime(page, at=at)
    page.add_init_script(WATCH_KINDS)
    time.begin()
    time.until(ALONE, within_ms=NOTICED_MS)
    time.passes(TICK_MS)
    return set(page.evaluate("window.kinds"))


def seen_up_to(page, code):
    """Step to a posting; the codes of what has been on."""
    page.keyboard.press("Space")
    seen = [shown(page)[0]]
    while seen[-1] != code:
        step(page)
        seen.append(shown(page)[0])
    return set(seen)


def test_it_cuts_in_alone_and_when_it_is_lifted_the_rotation_goes_on_where_it_was(wall, opened):
    page = opened(still=False)
    time = begun(page)
    hold_at(page, wall.codes["N06"])
    before = shown(page)
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)

    assert page.get_attribute("body", "data-state") == "takeover"
    assert page.locator(".page:visible").count() == 1
    assert page.inner_text(".takeover-title") == "沙尘暴来袭\n关闭全部入口车道"

    change(wall, lift)
    time.until(OTHER, within_ms=ASKED_MS)
    assert page.get_attribute("body", "data-state") == "playing"
    assert shown(page) == before
    page.wait_for_selector(".takeover-page", state="detached")


def test_it_ends_by_its_time_with_the_server_gone_and_is_not_counted_for_what_is_beneath(
    wall, opened, errors
):
    take_down_all_but(wall, "N12")
    page = opened()
    time = begun(page)
    hold_at(page, wall.codes["N12"])
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    wall.stop()
    time.leap_to(AT + HALF_AN_HOUR - A_SECOND)

    assert page.query_selector(f"body[data-online=false] {TAKEOVER}")
    time.until(OTHER, within_ms=2_000)
    assert shown(page)[0] == wall.codes["N12"]
    counted = page.evaluate(
        "Object.keys(localStorage).filter((one) => /^plays:/.test(one)).map((one) => localStorage[one]).join()"
    )
    assert wall.codes["N12"] not in counted
    walls.close(page.context)
    errors.clear()


def test_a_wall_that_is_loaded_while_one_runs_shows_it_first_and_another_level_goes_before(
    wall, opened
):
    cut_in(wall)
    page = opened()
    time = begun(page)
    time.until(TAKEOVER, within_ms=TICK_MS)
    assert page.get_attribute("[data-current]", "data-theme") == "signal-2"

    cut_in(wall, Said(4, "大风蓝色预警"))
    cut_in(wall, Said(1, "火情"))
    time.until("[data-current][data-theme='signal-1']", within_ms=ASKED_MS)
    assert page.inner_text(".takeover-page[data-current] .takeover-title") == "火情"


@pytest.mark.parametrize("size", ["fhd", "portrait", "small", "tall"])
def test_the_longest_text_steps_down_in_size_and_is_never_cut_off(wall, browser, errors, size):
    cut_in(wall, EVERYTHING)
    context, page = walls.open_wall(browser, wall, errors, size=size)
    begun(page).until(TAKEOVER, within_ms=TICK_MS)

    assert page.evaluate(READ_FAULTS) == []
    walls.close(context)
    assert errors == []


def test_a_touch_turns_no_page_of_a_takeover(wall, opened):
    page = opened()
    time = begun(page)
    before = shown(page)
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    time.passes(TICK_MS)

    assert page.get_attribute("[data-current]", "data-kind") == "takeover"
    assert shown(page) != before


def test_loaded_anew_in_the_middle_without_its_server_it_is_on_at_once_and_ends_by_its_time(
    wall, opened, errors
):
    take_down_all_but(wall, "N06")
    page = opened(works_offline=True)
    page.add_init_script(WATCH_KINDS)
    time = begun(page)
    time.until("body[data-stocked]", within_ms=STOCKED_MS)
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    time.passes(TICK_MS)  # and it has been kept
    wall.stop()
    page.reload()
    time.until(ALONE, within_ms=NOTICED_MS)

    assert page.evaluate("window.kinds") == ["takeover"]
    time.leap_to(AT + HALF_AN_HOUR - A_SECOND)
    assert page.query_selector(TAKEOVER)
    time.until(OTHER, within_ms=2_000)
    time.until("body:not(:has(.takeover-page))", within_ms=FADED_MS)
    walls.close(page.context)
    errors.clear()


def test_after_a_power_cut_without_its_server_it_is_alone_until_its_end_and_never_seen_behind_it(
    box, wall
):
    take_down_all_but(wall, "N06")
    one = box(trusted=False)
    page = one.switch_on()
    time = WallTime(page, at=LATER)
    time.begin()
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    time.until(lambda: page.evaluate(IS_KEPT), within_ms=NOTICED_MS)
    wall.stop()
    one.cut_power()

    page = one.switch_on()
    assert seen_on(page, LATER + timedelta(minutes=5)) == {"takeover"}
    one.cut_power()
    page = one.switch_on()
    kinds = seen_on(page, AT + HALF_AN_HOUR)
    assert kinds
    assert "takeover" not in kinds


def test_lifted_while_a_wall_was_cut_off_it_goes_as_soon_as_the_server_is_back(
    wall, opened, errors
):
    page = opened()
    time = begun(page)
    hold_at(page, wall.codes["N12"])
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    wall.stop()
    time.until(ALONE, within_ms=NOTICED_MS)
    change(wall, lift)

    gone_ms = time.gone_after_ms("kind=takeover", wall.start_again, within_ms=NOTICED_MS)
    assert gone_ms < GONE_MS
    assert shown(page)[0] == wall.codes["N12"]
    walls.close(page.context)
    errors.clear()


def test_lifted_when_nothing_beneath_it_is_left_whatever_has_been_made_comes_on(
    wall, opened, errors
):
    page = opened()
    time = begun(page)
    made = seen_up_to(page, wall.codes["N12"])
    step(page)
    cut_in(wall)
    time.until(TAKEOVER, within_ms=ASKED_MS)
    wall.stop()
    time.until(ALONE, within_ms=NOTICED_MS)
    change(wall, lift)
    take_down_all_but(wall, *(number for number, code in wall.codes.items() if code in made))

    gone_ms = time.gone_after_ms("kind=takeover", wall.start_again, within_ms=NOTICED_MS)
    assert gone_ms < GONE_MS
    assert shown(page)[0] in made
    walls.close(page.context)
    errors.clear()
