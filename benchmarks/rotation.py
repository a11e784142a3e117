"""JS heap and DOM nodes of a wall over 24 simulated hours of rotation and 10,000 page changes.

python -m benchmarks.rotation [page changes]

The page's clock is a fake one that runs as fast as the machine can. Its server stands still meanwhile: what the wall asks again and again
is answered in the page as it was answered first, and the nightly load, which would give everything back, finds no page to load.
"""

from __future__ import annotations

import sys

from playwright.sync_api import CDPSession, Page

from benchmarks.browser import chromium, devtools, wall_profile
from benchmarks.kiosk import running
from benchmarks.report import figure, say

CHANGES = 10_000
STEP = 1_000
MINUTE_MS = 60_000
DAY_MINUTES = 24 * 60
#: Every page of the first round is made while the clock goes slowly: pictures and fonts take time of the real world.
ROUND_MINUTES = 20
SLOWLY_MS = 1_000
#: After the first 1,000 changes, with handovers among them, it may grow by no more: a list that grows with every page would show.
MOST_HEAP_GROWTH = 1.1

STILL_SERVER = """() => {
    const ask = window.fetch.bind(window);
    let programme = null;
    window.fetch = async (address, options) => {
        if (address === "/screen/programme") {
            if (!programme) {
                const answer = await ask(address, options);
                programme = { text: await answer.text(), etag: answer.headers.get("ETag") };
            }
            return new Response(programme.text, { headers: { ETag: programme.etag } });
        }
        if (address === "/screen/report") {
            return new Response(JSON.stringify({ plays: JSON.parse(options.body).plays.length }));
        }
        return address === "/screen" ? new Response("", { status: 503 }) : ask(address, options);
    };
    window.EventSource = undefined;
    window.turns = 0;
    const count = (records) => {
        window.turns += records.filter(({ target }) => target.hasAttribute("data-current")).length;
    };
    const watch = { attributes: true, subtree: true, attributeFilter: ["data-page"] };
    document.addEventListener("DOMContentLoaded", () => {
        new MutationObserver(count).observe(document.querySelector("[data-stage]"), watch);
    });
}"""


def main() -> None:
    """Measure and print."""
    changes = int(sys.argv[1]) if len(sys.argv) > 1 else CHANGES
    with running() as kiosk, chromium() as browser:
        profile = wall_profile(browser, kiosk, kiosk.device_secret())
        page = profile.new_page()
        page.clock.install()
        page.add_init_script(f"({STILL_SERVER})()")
        session = devtools(page)
        session.send("Performance.enable")
        page.goto("/screen")
        page.wait_for_selector("[data-current]")
        _first_round(page)
        say(
            f"{'page changes':>14} {'simulated hours':>16} {'heap MB':>10} {'DOM nodes':>10} {'listeners':>10}"
        )
        _row(page, session, 0)
        rows: list[tuple[float, int]] = []
        minutes, due, day = 0, STEP, None
        begun = _turns(page)
        while _turns(page) - begun < changes or day is None:
            page.clock.run_for(10 * MINUTE_MS)
            minutes += 10
            if minutes >= DAY_MINUTES and day is None:
                say("  24 simulated hours:")
                day = _row(page, session, minutes, begun)
            if _turns(page) - begun >= due:
                due += STEP
                rows.append(_row(page, session, minutes, begun))
    heaps, nodes = [heap for heap, _nodes in rows], {count for _heap, count in rows}
    figure(
        "heap, last row / first of 1,000",
        f"{heaps[-1] / heaps[0]:.2f}",
        aim=f"<= {MOST_HEAP_GROWTH}",
    )
    figure("DOM nodes, most - least of the rows", str(max(nodes) - min(nodes)), aim="0 ± one page")


def _first_round(page: Page) -> None:
    for _second in range(ROUND_MINUTES * 60):
        page.clock.run_for(SLOWLY_MS)


def _turns(page: Page) -> int:
    return int(page.evaluate("window.turns"))


def _row(page: Page, session: CDPSession, minutes: int, begun: int = 0) -> tuple[float, int]:
    """Print what is kept once everything that is not needed has gone."""
    for _twice in range(2):
        session.send("HeapProfiler.collectGarbage")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    heap, nodes = found["JSHeapUsedSize"] / 1e6, int(found["Nodes"])
    turns = _turns(page) - begun if begun else 0
    say(
        f"{turns:>14} {minutes / 60:>16.1f} {heap:>10.2f} {nodes:>10} {found['JSEventListeners']:>10.0f}"
    )
    return heap, nodes


if __name__ == "__main__":
    main()
