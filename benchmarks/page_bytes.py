"""Bytes of the wall's first page without pictures and fonts, cold: page (with programme and first board), styles, script.

Raw is what the browser unpacks; sent is what went over the line, heads included. The style sheet of the fonts that the
first page does not need comes once it is on; it is counted too.

    python -m benchmarks.page_bytes
"""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import urlsplit

from playwright.sync_api import Response

from benchmarks.browser import chromium, devtools, wall_profile
from benchmarks.kiosk import running
from benchmarks.report import figure, say
from benchmarks.traffic import Traffic

LEFT_OUT = {"Image", "Font", "Media"}
FONT_SHEETS = "/vendor/fonts/"
AIM = 100_000


def main() -> None:
    """Measure and print."""
    with running() as kiosk, chromium() as browser:
        profile = wall_profile(browser, kiosk, kiosk.device_secret())
        page = profile.new_page()
        traffic = Traffic(devtools(page))
        answers: list[Response] = []
        page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks it
        page.goto("/screen")
        page.wait_for_selector("[data-current]")
        page.wait_for_selector(f"link[rel=stylesheet][href*='{FONT_SHEETS}']", state="attached")
        page.wait_for_selector("link[data-coming]", state="detached")
        exchanges = [one for one in traffic.exchanges if "/screen/board/" not in one.url]
        # A stream has no end.
        whole = [one for one in answers if one.ok and not one.url.endswith("/screen/events")]
        raw = {one.url: len(one.body()) for one in whole}
    counted = [one for one in exchanges if one.kind not in LEFT_OUT]
    sent_by, raw_by = defaultdict[str, int](int), defaultdict[str, int](int)
    for one in counted:
        what = "font style sheets" if FONT_SHEETS in one.url else _called(one.url)
        sent_by[what] += one.received_bytes
        raw_by[what] += raw.get(one.url, 0)
    say(f"{'':<34} {'raw':>10} {'sent':>10}")
    for what in sorted(sent_by):
        say(f"{what:<34} {raw_by[what]:>10} {sent_by[what]:>10}")
    total = sum(sent_by.values())
    figure("requests", str(len(counted)))
    figure("bytes raw", str(sum(raw_by.values())))
    figure("bytes sent", str(total), aim=f"<= {AIM}")
    figure("bytes sent without the font style sheets", str(total - sent_by["font style sheets"]))


def _called(url: str) -> str:
    path = urlsplit(url).path
    for ending, name in ((".js", "scripts"), (".css", "style sheets"), ("/programme", "programme")):
        if path.endswith(ending):
            return name
    return "page" if path.endswith("/screen") else "other"


if __name__ == "__main__":
    main()
