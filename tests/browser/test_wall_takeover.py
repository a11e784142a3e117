"""A takeover on a real wall: it cuts in, is alone, ends by its time without a server, and the rotation goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.calendar import WorkCalendar
from kiosk.programme import takeovers
from kiosk.programme.takeovers import Place, Reach, Said
from tests.browser import walls
from tests.browser.live import (
    AT,
    GONE_MS,
    begin,
    change,
    gone_after_ms,
    hold_at,
    offline,
    stocked,
    take_down_all_but,
    wait_until,
    watch_return,
)
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
#: A poll, and what a busy machine takes.
SEEN_MS = 30_000
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


def wait_for(page):
    page.wait_for_selector("[data-current][data-kind='takeover']", timeout=SEEN_MS)


def wait_for_the_end(page):
    page.wait_for_selector("[data-current]:not([data-kind='takeover'])", timeout=SEEN_MS)


def lift(at=AT):
    """End what runs before its time."""
    (running,) = takeovers.not_over(AT + timedelta(minutes=5))
    takeovers.end(running, why="解除", who="站长", at=at)


def seen_on(page):
    """Load the wall; what kind each page was that has come on so far."""
    page.add_init_script(WATCH_KINDS)
    begin(page)
    offline(page)
    page.wait_for_timeout(600)  # a tick, and what might come with it
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
    begin(page)
    hold_at(page, wall.codes["N06"])
    before = shown(page)
    cut_in(wall)
    wait_for(page)

    assert page.get_attribute("body", "data-state") == "takeover"
    assert page.locator(".page:visible").count() == 1
    assert page.inner_text(".takeover-title") == "沙尘暴来袭\n关闭全部入口车道"

    change(wall, lift)
    wait_for_the_end(page)
    assert page.get_attribute("body", "data-state") == "playing"
    assert shown(page) == before
    page.wait_for_selector(".takeover-page", state="detached")


def test_it_ends_by_its_time_with_the_server_gone_and_is_not_counted_for_what_is_beneath(
    wall, opened, errors
):
    take_down_all_but(wall, "N12")
    page = opened()
    page.clock.install(time=AT)
    begin(page)
    hold_at(page, wall.codes["N12"])
    cut_in(wall)
    page.clock.run_for(6_000)
    wait_for(page)
    wall.stop()
    for _ in range(28):
        page.clock.fast_forward(60_000)

    assert page.get_attribute("[data-current]", "data-kind") == "takeover"
    assert page.get_attribute("body", "data-online") in {"true", "false"}
    page.clock.fast_forward(180_000)
    page.clock.run_for(2_000)
    wait_for_the_end(page)
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
    begin(page)
    wait_for(page)
    assert page.get_attribute("[data-current]", "data-theme") == "signal-2"

    cut_in(wall, Said(4, "大风蓝色预警"))
    cut_in(wall, Said(1, "火情"))
    page.wait_for_selector("[data-current][data-theme='signal-1']", timeout=SEEN_MS)
    assert page.inner_text(".takeover-page[data-current] .takeover-title") == "火情"


@pytest.mark.parametrize("size", ["fhd", "portrait", "small", "tall"])
def test_the_longest_text_steps_down_in_size_and_is_never_cut_off(wall, browser, errors, size):
    cut_in(wall, EVERYTHING)
    context, page = walls.open_wall(browser, wall, errors, size=size)
    page.goto("/screen")
    wait_for(page)

    assert page.evaluate(READ_FAULTS) == []
    walls.close(context)
    assert errors == []


def test_a_touch_turns_no_page_of_a_takeover(wall, opened):
    page = opened()
    begin(page)
    before = shown(page)
    cut_in(wall)
    wait_for(page)
    page.keyboard.press("Space")
    page.keyboard.press("Space")

    assert page.get_attribute("[data-current]", "data-kind") == "takeover"
    assert shown(page) != before


def test_loaded_anew_in_the_middle_without_its_server_it_is_on_at_once_and_ends_by_its_time(
    wall, opened, errors
):
    take_down_all_but(wall, "N06")
    page = opened(works_offline=True)
    page.add_init_script(WATCH_KINDS)
    page.clock.install(time=datetime.now(UTC))
    begin(page)
    stocked(page)
    cut_in(wall)
    wait_for(page)
    wall.stop()
    page.reload()
    offline(page)

    assert page.evaluate("window.kinds") == ["takeover"]
    page.clock.fast_forward(29 * 60_000)
    page.clock.run_for(1_000)
    assert page.get_attribute("[data-current]", "data-kind") == "takeover"
    page.clock.fast_forward(60_000)
    page.clock.run_for(4_000)
    wait_for_the_end(page)
    assert page.locator(".takeover-page").count() == 0
    walls.close(page.context)
    errors.clear()


def test_after_a_power_cut_without_its_server_it_is_alone_until_its_end_and_never_seen_behind_it(
    box, wall
):
    take_down_all_but(wall, "N06")
    one = box(trusted=False)
    page = one.switch_on()
    begin(page)
    cut_in(wall)
    wait_for(page)
    wait_until(page, IS_KEPT)
    wall.stop()
    one.cut_power()

    page = one.switch_on()
    assert seen_on(page) == {"takeover"}
    one.cut_power()
    page = one.switch_on()
    page.clock.install(time=datetime.now(UTC) + HALF_AN_HOUR)
    kinds = seen_on(page)
    assert kinds
    assert "takeover" not in kinds


def test_lifted_while_a_wall_was_cut_off_it_goes_as_soon_as_the_server_is_back(
    wall, opened, errors
):
    page = opened()
    page.clock.install(time=AT)
    begin(page)
    hold_at(page, wall.codes["N12"])
    cut_in(wall)
    wait_for(page)
    wall.stop()
    offline(page)
    change(wall, lift)
    watch_return(page, "kind=takeover")
    wall.start_again()

    assert gone_after_ms(page) < GONE_MS
    assert shown(page)[0] == wall.codes["N12"]
    walls.close(page.context)
    errors.clear()


def test_lifted_when_nothing_beneath_it_is_left_whatever_has_been_made_comes_on(
    wall, opened, errors
):
    page = opened()
    page.clock.install(time=AT)
    begin(page)
    made = seen_up_to(page, wall.codes["N12"])
    step(page)
    cut_in(wall)
    wait_for(page)
    wall.stop()
    offline(page)
    change(wall, lift)
    take_down_all_but(wall, *(number for number, code in wall.codes.items() if code in made))
    watch_return(page, "kind=takeover")
    wall.start_again()

    assert gone_after_ms(page) < GONE_MS
    assert shown(page)[0] in made
    walls.close(page.context)
    errors.clear()
