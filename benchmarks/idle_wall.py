"""What a steady wall takes of one core: pages turn, nothing changes. All of the browser's processes share one core.

python -m benchmarks.idle_wall [minutes]
"""

from __future__ import annotations

import os
import sys
import time

from playwright.sync_api import Browser, CDPSession, Page

from benchmarks.browser import chromium, devtools, slow_down, wall_profile
from benchmarks.kiosk import running
from benchmarks.report import figure, say

MINUTES = 3.0
#: The first round makes every page, and fetches what is kept ahead; a steady wall has them all.
LONGEST_ROUND_MS = 30 * 60_000
SLOWED = 6


def main() -> None:
    """Measure and print."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    with running() as kiosk:
        # The browser inherits it: its processes stand in each other's way as on a small box.
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        with chromium() as browser:
            profile = wall_profile(browser, kiosk, kiosk.device_secret())
            page = profile.new_page()
            session = devtools(page)
            session.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto("/screen")
            page.wait_for_selector("[data-current]")
            _one_round(page)
            say(f"a steady wall of 1920×1080 on one core, {minutes:g} minutes each")
            _measure(browser, page, session, minutes, "")
            slow_down(session, cpu=SLOWED)
            _measure(browser, page, session, minutes, f", slowed {SLOWED} times")


def _one_round(page: Page) -> None:
    first = page.get_attribute("[data-current]", "data-posting")
    for last in (f':not([data-posting="{first}"])', f'[data-posting="{first}"]'):
        page.wait_for_selector(f"[data-current]{last}", timeout=LONGEST_ROUND_MS)


def _measure(browser: Browser, page: Page, session: CDPSession, minutes: float, how: str) -> None:
    begun = time.monotonic(), _processes(browser), _busy(session)
    page.wait_for_timeout(minutes * 60_000)
    lasted = time.monotonic() - begun[0]
    figure(
        f"main thread busy{how}",
        f"{100 * (_busy(session) - begun[2]) / lasted:.1f} %",
        aim="<= 5 %",
    )
    for kind, seconds in sorted(_processes(browser).items()):
        share = 100 * (seconds - begun[1].get(kind, 0)) / lasted
        figure(f"  processor time of {kind}{how}", f"{share:.1f} %")


def _processes(browser: Browser) -> dict[str, float]:
    """Processor seconds so far, by what a process is for."""
    session = browser.new_browser_cdp_session()
    found: dict[str, float] = {}
    for one in session.send("SystemInfo.getProcessInfo")["processInfo"]:
        found[one["type"]] = found.get(one["type"], 0) + one["cpuTime"]
    session.detach()
    return found


def _busy(session: CDPSession) -> float:
    """Seconds the main thread has worked."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
