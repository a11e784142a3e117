"""Chromium as the benchmarks use it: a wall's profile, throttled through the DevTools protocol."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from benchmarks.kiosk import Kiosk

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one CHROMIUM names."""
    if not shutil.which(CHROMIUM):
        raise SystemExit(f"{CHROMIUM} is missing: apt install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def wall_profile(browser: Browser, kiosk: Kiosk, secret: str) -> BrowserContext:
    """A profile with an empty cache that is already the screen with this device secret."""
    context = browser.new_context(
        base_url=kiosk.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1920, "height": 1080},
    )
    context.add_cookies([{"name": "kiosk_screen", "value": secret, "url": f"{kiosk.url}/screen"}])
    return context


def devtools(page: Page) -> CDPSession:
    """The DevTools protocol of a page, with its network events on."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    return session


def slow_down(session: CDPSession, *, cpu: float, mbit: float = 0, latency_ms: float = 0) -> None:
    """Slow the CPU by a factor and, with `mbit` above 0, the network."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": cpu})
    if not mbit:
        return
    bytes_per_s = mbit * 1_000_000 / 8
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        },
    )
