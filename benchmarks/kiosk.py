"""The kiosk in a process of its own: a fresh instance with the sample office, on a free port."""

from __future__ import annotations

import contextlib
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
STOP_SECONDS = 30


@dataclass(frozen=True)
class Kiosk:
    """A running kiosk."""

    url: str
    pid: int
    #: One-use links that turn a browser into one of the sample's screens.
    claims: tuple[str, ...]
    #: Folder of its data.
    instance: Path

    def device_secret(self, which: int = 0) -> str:
        """Use up a claim; return the value of the cookie `kiosk_screen` that makes a client this screen."""
        jar = http.cookiejar.CookieJar()
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        with opener.open(self.claims[which]):
            return next(str(cookie.value) for cookie in jar if cookie.name == "kiosk_screen")


@contextlib.contextmanager
def running(
    *,
    module: str = "benchmarks.server",
    workers: int = 2,
    threads: int | None = None,
    folder: Path | None = None,
) -> Iterator[Kiosk]:
    """Start the kiosk and stop it again. `benchmarks.server` has the bare routes, `kiosk.serve` has not.

    `folder` is where its instance lies, to be started from again; without one it is thrown away.
    """
    with tempfile.TemporaryDirectory() as own:
        home = folder or Path(own)
        log = home / "log"
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", module],
                cwd=ROOT,
                env=_environment(home / "instance", port, workers)
                | ({"KIOSK_THREADS": str(threads)} if threads else {}),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            _wait_until_ready(f"{url}/healthz", process, log)
            claims = re.findall(r"http://\S+/screen/claim/\S+", log.read_text())
            yield Kiosk(url, process.pid, tuple(claims), home / "instance")
        finally:
            process.terminate()
            process.wait(timeout=STOP_SECONDS)


def _environment(instance: Path, port: int, workers: int) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("KIOSK_") and name not in {"DATABASE_URL", "HOST", "PORT"}
    }
    database = os.environ.get("DATABASE_URL")
    return (
        kept
        | {
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "KIOSK_INSTANCE": str(instance),
            "KIOSK_ADMIN_PASSWORD": "only-for-benchmarks",
            "KIOSK_WORKERS": str(workers),
        }
        | ({"DATABASE_URL": database} if database else {})
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise SystemExit(f"The kiosk did not start:\n{log.read_text()}")
