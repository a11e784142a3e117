"""A box on a wall: a browser with a disk of its own, at an address that is not the machine's, to be switched off and on."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Error, Page

from tests.browser import walls
from tests.browser.walls import Wall

NAME = "kiosk.test"


class Box:
    """Opens the wall as a kiosk does. `trusted`: with the flag that makes plain http as good as a secure address."""

    def __init__(self, browser_type: BrowserType, wall: Wall, disk: Path, args: list[str]) -> None:
        self._browser_type = browser_type
        self._disk = disk
        self._args = args
        self.url = wall.url.replace("127.0.0.1", NAME)
        self._context: BrowserContext | None = None

    def switch_on(self) -> Page:
        """Start the browser; its page is not yet loaded."""
        self._context = self._browser_type.launch_persistent_context(
            self._disk,
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=self._args,
            base_url=self.url,
            viewport={"width": 1920, "height": 1080},
            reduced_motion="reduce",
        )
        secret = walls.SECRETS["usual"]
        self._context.add_cookies(
            [{"name": "kiosk_screen", "value": secret, "domain": NAME, "path": "/screen"}]
        )
        return self._context.pages[0]

    def cut_power(self) -> None:
        """End the browser without letting it put anything in order."""
        assert self._context is not None
        for pid in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(Error):
            self._context.close()
        self._context = None
        for lock in self._disk.glob("Singleton*"):
            lock.unlink()

    def _processes(self) -> Iterator[int]:
        mark = f"--user-data-dir={self._disk}".encode()
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if mark in (folder / "cmdline").read_bytes().split(b"\0"):
                    yield int(folder.name)
