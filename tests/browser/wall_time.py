"""The time of a wall in the hand of its test: it stands still until the test lets it pass, and stands still as well while the
wall waits for an answer. However slow a machine is, the wall finds it as fast as any.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.browser.live import AT

#: Less than anything a wall is patient for, so that nothing is given up that only the machine is slow at.
STEP_MS = 400
#: Real time in which any machine gets an answer; it matters only when a test fails.
ANSWERED_S = 120
#: While no stream tells of changes, a wall has asked again by then, and has taken what it was answered.
ASKED_MS = 5_000
WATCH = (Path(__file__).parent / "wall_time.js").read_text("utf-8")
#: A wall has asked for a stream by then.
STREAMED_MS = 3_000
MINUTE_MS = 60_000
#: Whether the stream has said something else than before.
IS_TOLD = "(before) => window.told !== undefined && window.told !== before"
WATCH_SIZE = """() => {
    window.isResized = false;
    window.addEventListener("resize", () => { window.isResized = true; }, { once: true });
}"""
#: Notes, by the wall's clock, when it heard its server again, and when what was on left the wall.
WATCH_RETURN = """(mark) => {
    const [name, value] = mark.split("=");
    window.returned = {};
    new MutationObserver(() => {
        const now = performance.now();
        const isBack = document.body.getAttribute("data-online") === "true";
        const on = document.querySelector("[data-current]").getAttribute(`data-${name}`);
        if (isBack && !window.returned.heard) window.returned.heard = now;
        if (on !== value && !window.returned.gone) window.returned.gone = now;
    }).observe(document, { subtree: true, attributeFilter: ["data-current", "data-online"] });
}"""
#: What the wall waits for now. What belongs to `hung` is never answered: from now on nobody waits for it.
READ_UNDERWAY = """async (hung) => {
    const isHung = (what) => hung !== "" && new RegExp(hung).test(what);
    for (let turn = 0; turn < 3; turn += 1) {
        window.underway.forEach((what, number) => isHung(what) && window.underway.delete(number));
        const sheets = Array.from(document.querySelectorAll("link[data-coming]"), (link) => link.href);
        const coming = Array.from(window.underway.values()).concat(sheets).filter((what) => !isHung(what));
        if (document.fonts.status !== "loaded") coming.push("fonts");
        if (coming.length > 0) return coming;
        // What has just been answered may lead to another question.
        await new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = resolve;
            port2.postMessage(null);
        });
    }
    return [];
}"""


class WallTime:
    """Put on before the wall is loaded; it begins at `at` and passes only by what is called here.

    There is no stream unless `hears`: the wall asks instead, at times that are its own. `box_ahead`: by how much the box's
    own clock is wrong; the server's is right.
    """

    def __init__(
        self,
        page: Page,
        *,
        at: datetime = AT,
        hears: bool = False,
        box_ahead: timedelta = timedelta(),
    ) -> None:
        self.page = page
        ahead_ms = box_ahead / timedelta(milliseconds=1)
        # The second page of a browser, too, has the clock that was put on for the first.
        page.context.add_init_script(
            "window.realPerformance = window.realPerformance || performance;"
        )
        # What passes until the clock is stopped lies before the beginning.
        page.clock.install(time=at + box_ahead - timedelta(hours=1))
        page.clock.pause_at(at + box_ahead)
        # No route keeps the stream back: it would keep the browser from keeping anything, too.
        watch = WATCH.replace("BOX_AHEAD_MS", str(ahead_ms)).replace("HEARS", str(hears).lower())
        page.add_init_script(watch)

    def settle(self, *, hung: str = "") -> None:
        """Wait, in no time of the wall, until it waits for nothing; but for questions that match `hung`."""
        give_up = time.monotonic() + ANSWERED_S
        while coming := self._underway(hung):
            assert time.monotonic() < give_up, f"never answered: {coming}"
            self.page.wait_for_timeout(20)

    def _underway(self, hung: str) -> list[str]:
        try:
            found: list[str] = self.page.evaluate(READ_UNDERWAY, hung)
        except Error as error:
            if not _is_leaving(error):
                raise
            found = ["a new page"]
        return found

    def passes(self, ms: int, *, hung: str = "") -> None:
        """Let so much time pass, and everything happen in it; `hung`: what is not answered."""
        self.settle(hung=hung)
        while ms > 0:
            self.page.clock.run_for(min(STEP_MS, ms))
            self.settle(hung=hung)
            ms -= STEP_MS

    def until(self, what: str | Callable[[], object], *, within_ms: int, hung: str = "") -> int:
        """Let time pass until what a selector names stands on the page, or a condition holds; how long that took.

        It must within so much of the wall's time.
        """
        passed = 0
        while not self._is(what, hung):
            assert passed < within_ms, f"not within {within_ms} ms: {what}"
            self.passes(STEP_MS, hung=hung)
            passed += STEP_MS
        return passed

    def _is(self, what: str | Callable[[], object], hung: str) -> bool:
        self.settle(hung=hung)
        try:
            return bool(self.page.query_selector(what) if isinstance(what, str) else what())
        except Error as error:
            if not _is_leaving(error):
                raise
            return False

    def resize(self, width: int, height: int) -> None:
        """Turn the panel, and wait until the wall knows; no time of its own has passed."""
        self.page.evaluate(WATCH_SIZE)
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function("() => window.isResized", timeout=ANSWERED_S * 1000)

    def listen(self) -> None:
        """Let the wall have a stream, and wait until that has said something; for `hears` alone."""
        self.passes(STREAMED_MS)
        self.page.wait_for_function(IS_TOLD, arg=None, timeout=ANSWERED_S * 1000)

    def hear(self, act: Callable[[], object]) -> None:
        """Do what the stream tells of, and wait until it has: the wall knows, and no time of its own has passed."""
        before = self.page.evaluate("window.told")
        act()
        self.page.wait_for_function(IS_TOLD, arg=before, timeout=ANSWERED_S * 1000)

    def leap_to(self, moment: datetime) -> None:
        """Let time pass up to a moment, a minute at once: of what comes again and again in it, only the last comes."""
        left_ms = round(moment.timestamp() * 1000 - self.page.evaluate("Date.now()"))
        while left_ms > 0:
            self.page.clock.fast_forward(min(MINUTE_MS, left_ms))
            self.settle()
            left_ms -= MINUTE_MS

    def gone_after_ms(self, mark: str, act: Callable[[], object], *, within_ms: int) -> float:
        """Do what lets the server be back; how long after it was heard the page with this mark ("kind=takeover") is gone.

        Boards that the wall does not have yet it asks for in vain.
        """
        self.page.route("**/screen/board/*", lambda _route: None)
        self.page.evaluate(WATCH_RETURN, mark)
        act()
        is_gone = "Boolean(window.returned.heard && window.returned.gone)"
        self.until(lambda: self.page.evaluate(is_gone), within_ms=within_ms, hung="/screen/board/")
        return float(self.page.evaluate("window.returned.gone - window.returned.heard"))

    def begin(self) -> None:
        """Load the wall; its first page comes with it, in no time."""
        self.page.goto("/screen")
        self.until("[data-current]", within_ms=STEP_MS)


def _is_leaving(error: Error) -> bool:
    """The wall loads itself anew."""
    return "navigation" in error.message
