"""Requests and bytes a minute of one wall in Chromium while nothing changes.

python -m benchmarks.steady_wall [minutes]
"""

from __future__ import annotations

import sys
from collections import Counter
from urllib.parse import urlsplit

from benchmarks.browser import chromium, devtools, wall_profile
from benchmarks.kiosk import running
from benchmarks.report import figure, say
from benchmarks.traffic import Exchange, Traffic

MINUTES = 2.0
MINUTE_MS = 60_000
#: The first cycle still fetches boards, pictures and fonts; a steady wall has them all.
SETTLE_MS = 15_000


def main() -> None:
    """Measure and print."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    with running() as kiosk, chromium() as browser:
        profile = wall_profile(browser, kiosk, kiosk.device_secret())
        page = profile.new_page()
        traffic = Traffic(devtools(page))
        page.goto("/screen")
        page.wait_for_selector("[data-current]")
        page.wait_for_timeout(SETTLE_MS)
        traffic.forget()
        page.wait_for_timeout(minutes * MINUTE_MS)
        exchanges = traffic.exchanges
    signal = [one for one in exchanges if _path(one) in {"/screen/programme", "/screen/report"}]
    first_cycle = [one for one in exchanges if one not in signal]
    say("one wall, nothing changes; per minute")
    for (path, status), count in sorted(
        Counter((_path(one), one.status) for one in signal).items()
    ):
        figure(f"  requests {path} ({status})", f"{count / minutes:.1f}")
    figure("requests", f"{len(signal) / minutes:.1f}")
    figure(
        "bytes received, heads included",
        f"{sum(one.received_bytes for one in signal) / minutes:.0f}",
    )
    figure("bytes sent, heads included", f"{sum(one.asked_bytes for one in signal) / minutes:.0f}")
    figure("besides, fetched once for the first cycle: requests", str(len(first_cycle)))


def _path(exchange: Exchange) -> str:
    return urlsplit(exchange.url).path


if __name__ == "__main__":
    main()
