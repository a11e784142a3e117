"""Browser tests: the real server in a process of its own, Debian's Chromium, and no error on the console."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from kiosk import create_app
from kiosk.accounts.roles import Role
from kiosk.core.config import Settings
from tests.browser import walls
from tests.browser.boxes import NAME, Box
from tests.browser.people import enrolled
from tests.browser.walls import Wall, open_wall

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
#: This flag counts as given last, so it repeats what Playwright switches off for good reason. The last two would start a
#: page of their own for the address bar of every window, which nobody sees here.
WITHOUT = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "MediaRouter",
    "Translate",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
FLAGS = [
    f"--disable-features={','.join(WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ADMIN_PASSWORD = "a-password-for-browser-tests"
START_SECONDS = 120
#: Who signs on paper what the tests publish: nothing real is signed by the sample's invented people.
SIGNERS = {
    Role.SECRECY_REVIEWER: "尚可欣",
    Role.PARTY_SIGNER: "卫东来",
    Role.ADMIN_SIGNER: "蒋一鸣",
}
ROOT = Path(__file__).parents[2]
#: How long what is expected may take on a busy machine: only a test that fails waits so long.
EXPECTED_MS = 30_000

expect.set_options(timeout=EXPECTED_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies in this folder needs a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class LiveServer:
    """A running kiosk with the sample office."""

    url: str
    #: Folder of its database and media.
    instance: Path
    #: Another app on the same database, to arrange and to look things up.
    app: Flask
    #: What the start printed: addresses, screen links, first sign-in.
    log: Path


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """The kiosk as `make run` starts it, on a free port, with an instance folder of its own."""
    folder = tmp_path_factory.mktemp("live")
    port = _free_port()
    environ = _environment(folder / "instance", port)
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "kiosk.serve"],
            cwd=ROOT,
            env=_without_settings(os.environ) | environ,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}/healthz", server, log)
        app = create_app(Settings.from_env(environ))
        for role, name in SIGNERS.items():
            enrolled(app, role, display_name=name)
        yield LiveServer(f"http://127.0.0.1:{port}", folder / "instance", app, log)
    finally:
        server.terminate()
        server.wait(timeout=30)


def _environment(instance: Path, port: int) -> dict[str, str]:
    return {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "KIOSK_INSTANCE": str(instance),
        "KIOSK_ADMIN_PASSWORD": ADMIN_PASSWORD,
        "KIOSK_WORKERS": "1",
    }


def _without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without settings of the kiosk, which would reach the server under test."""
    return {
        name: value
        for name, value in environ.items()
        if not name.startswith("KIOSK_") and name not in {"DATABASE_URL", "HOST", "PORT"}
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; fail with its output when it dies or takes too long."""
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if server.poll() is not None:
            pytest.fail(f"the server ended with {server.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"no answer from {url} within {START_SECONDS} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. It is never skipped here; make test leaves these tests out where it is missing."""
    assert shutil.which(CHROMIUM), f"{CHROMIUM} is missing: apt install chromium fonts-noto-cjk"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A fresh profile in Chinese, in the office's time zone, 1920×1080."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1920, "height": 1080},
    )
    yield context
    walls.close(context)


@pytest.fixture
def console_errors() -> list[str]:
    """Errors the page reported so far. A test that means one takes it out of the list."""
    return []


@pytest.fixture
def page(context: BrowserContext, console_errors: list[str]) -> Iterator[Page]:
    """A tab; the test fails if its console shows an error."""
    page = context.new_page()
    watch(page, console_errors)
    yield page
    page.close()
    assert console_errors == [], "the browser reported errors"


def watch(page: Page, errors: list[str]) -> None:
    """Collect what a page reports into `errors`. For a test that opens more tabs."""

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            errors.append(f"{message.text} ({message.location.get('url', '')})")

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))


def refused_as_expected(errors: list[str], reason: str) -> None:
    """The console tells of each refused request; these were meant, and are forgotten."""
    assert errors
    assert all(reason in one for one in errors), errors
    errors.clear()


@pytest.fixture(scope="module")
def clerk(live_server: LiveServer) -> str:
    """Who has a small office to themselves, administrator and clerk; the name to sign in with."""
    return enrolled(live_server.app, Role.SYSTEM_ADMIN, Role.CLERK)


@pytest.fixture
def wall(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Iterator[Wall]:
    """A wall of this test's own, to change and to break."""
    template = walls.made_template(walls.shared_folder(tmp_path_factory, worker_id))
    with walls.running_wall(template, tmp_path) as wall:
        yield wall


@pytest.fixture
def errors() -> list[str]:
    """What the browser reported; a test that means an error takes it out."""
    return []


@pytest.fixture
def opened(browser: Browser, wall: Wall, errors: list[str]) -> Iterator[Callable[..., Page]]:
    """Open the wall's screen; closed, and its errors looked at, when the test ends."""
    contexts = []

    def open_screen(*, still: bool = True, works_offline: bool = False) -> Page:
        context, page = open_wall(browser, wall, errors, still=still, works_offline=works_offline)
        contexts.append(context)
        return page

    yield open_screen
    for context in contexts:
        walls.close(context)
    assert errors == [], "the browser reported errors"


@pytest.fixture
def box(browser: Browser, wall: Wall, tmp_path: Path) -> Iterator[Callable[..., Box]]:
    """A box of this test's own, by the wall's name instead of the machine's address."""
    boxes = []

    def box_on(*, trusted: bool) -> Box:
        args = [*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        url = wall.url.replace("127.0.0.1", NAME)
        if trusted:
            args.append(f"--unsafely-treat-insecure-origin-as-secure={url}")
        boxes.append(Box(browser.browser_type, wall, tmp_path / "disk", args))
        return boxes[-1]

    yield box_on
    for one in boxes:
        one.cut_power()
