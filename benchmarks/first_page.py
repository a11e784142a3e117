"""How long a wall takes from the navigation to its first page, cold and warm, slowed down.

A page counts when [data-current] is there and has been painted; its text is final when no font is on
its way any more. Beside each figure stands a static page of the same server, loaded by turns with the
wall, and how many times as long the wall takes: on a busy machine, or with a slow start of the engine
itself, that is what can be compared. Warm is a second tab of a browser that has everything cached.

    python -m benchmarks.first_page
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext

from benchmarks.browser import chromium, devtools, slow_down, wall_profile
from benchmarks.kiosk import Kiosk, running
from benchmarks.report import figure, say

RUNS = 5
GIVE_UP_MS = 60_000
#: Time for what goes on after the first page (the next boards' pictures and fonts) before leaving.
SETTLE_MS = 3000

# Runs before the page's own scripts. Milliseconds count from the navigation.
WATCH = """
(() => {
  const times = (window.firstPage = {});
  const afterPaint = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now())));
  const look = () => {
    if (times.seen || !document.querySelector("[data-current]")) return;
    times.seen = performance.now();
    afterPaint((at) => (times.painted = at));
    // Brings the layout up to date, so that fonts this page lacks are on their way by now.
    document.fonts.ready.then(() => afterPaint((at) => (times.final = at)));
  };
  new MutationObserver(look).observe(document, { subtree: true, attributeFilter: ["data-current"] });
  document.addEventListener("DOMContentLoaded", look);
})();
"""


@dataclass(frozen=True)
class Conditions:
    """How slow the box and its network are."""

    cpu: float
    mbit: float = 0
    latency_ms: float = 0


FAST_BOX = Conditions(cpu=1)
SLOW_BOX = Conditions(cpu=6)
SLOW_LINE = Conditions(cpu=1, mbit=4, latency_ms=40)
SLOW_BOTH = Conditions(cpu=6, mbit=4, latency_ms=40)


def main() -> None:
    """Measure and print."""
    with running() as kiosk, chromium() as browser:
        secret = kiosk.device_secret()
        bench = Bench(browser, kiosk, secret)
        bench.cold("/screen", SLOW_BOX)  # both workers have then made the programme
        bench.cold("/screen", SLOW_BOX)
        say(
            "wall, in brackets a static page of the same server, and the ratio; median of 5, milliseconds"
        )
        bench.compare("first page painted, cold, CPU 6x slower", "painted", SLOW_BOX, aim="<= 1200")
        bench.compare_warm("first page painted, warm, CPU 6x slower", SLOW_BOX, aim="<= 500")
        bench.compare("text final, cold, 4 Mbit/s 40 ms", "final", SLOW_LINE, aim="<= 1500")
        bench.compare("text final, cold, 4 Mbit/s 40 ms, CPU 6x slower", "final", SLOW_BOTH)
        bench.compare("main thread's CPU time, cold, not slowed", "cpu", FAST_BOX)
        bench.compare_warm("main thread's CPU time, warm, not slowed", FAST_BOX, what="cpu")


class Bench:
    """Loads pages in fresh profiles and reads their times."""

    def __init__(self, browser: Browser, kiosk: Kiosk, secret: str) -> None:
        self._browser = browser
        self._kiosk = kiosk
        self._secret = secret

    def compare(self, name: str, what: str, under: Conditions, *, aim: str = "") -> None:
        """Print a cold load of the wall beside one of the bare page."""
        _print(name, *self._by_turns(self.cold, what, under), aim)

    def compare_warm(
        self, name: str, under: Conditions, *, what: str = "painted", aim: str = ""
    ) -> None:
        """Print second loads in one profile."""
        _print(name, *self._by_turns(self.warm, what, under), aim)

    def _by_turns(
        self, load: Callable[[str, Conditions], dict[str, float]], what: str, under: Conditions
    ) -> tuple[list[float], list[float]]:
        pairs = [
            (load("/screen", under)[what], load("/bare/page", under)[what]) for _ in range(RUNS)
        ]
        return [wall for wall, _bare in pairs], [bare for _wall, bare in pairs]

    def cold(self, path: str, under: Conditions) -> dict[str, float]:
        """Load with an empty cache."""
        profile = wall_profile(self._browser, self._kiosk, self._secret)
        times = _load(profile, path, under)
        profile.close()
        return times

    def warm(self, path: str, under: Conditions) -> dict[str, float]:
        """Load a second time, in another tab."""
        profile = wall_profile(self._browser, self._kiosk, self._secret)
        _load(profile, path, Conditions(cpu=1), settle_ms=SETTLE_MS)
        times = _load(profile, path, under)
        profile.close()
        return times


def _load(
    profile: BrowserContext, path: str, under: Conditions, *, settle_ms: int = 0
) -> dict[str, float]:
    page = profile.new_page()
    session = devtools(page)
    # Time on the CPU, which other work on the machine does not stretch.
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    slow_down(session, cpu=under.cpu, mbit=under.mbit, latency_ms=under.latency_ms)
    page.add_init_script(WATCH)
    page.goto(path, wait_until="commit")
    page.wait_for_function(
        "() => window.firstPage.painted && window.firstPage.final", timeout=GIVE_UP_MS, polling=50
    )
    metrics = session.send("Performance.getMetrics")["metrics"]
    times: dict[str, float] = page.evaluate("() => window.firstPage")
    times["cpu"] = 1000 * next(one["value"] for one in metrics if one["name"] == "TaskDuration")
    page.wait_for_timeout(settle_ms)
    page.close()
    return times


def _print(name: str, wall: list[float], bare: list[float], aim: str) -> None:
    ours, theirs = statistics.median(wall), statistics.median(bare)
    figure(name, f"{ours:.0f} ({theirs:.0f}) {ours / theirs:.1f}x", aim=aim)


if __name__ == "__main__":
    main()
