"""kiosk-wall run for real, with a browser, a screen and a server that only write down what is asked of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

WALL = Path(__file__).parents[2] / "deploy" / "linux" / "kiosk-wall"
GIVE_UP_S = 30
ADDRESS = "http://10.1.2.3:8000"
#: Of its page a browser has a process, which is told from others by its command line.
CHROMIUM = """
printf '%s\\n' "$@" >"$BOX/flags"
[ -e "$BOX/stuck" ] && does='while :; do :; done' || does='sleep 300; :'
rm -f "$BOX/stuck"
(exec -a 'chromium --type=renderer' bash -c "$does") &
echo $! >"$BOX/page.pid"
(exec -a 'chromium --type=renderer --top-chrome-webui' sleep 300) &
echo $$ >"$BOX/browser.pid"
echo $$ >>"$BOX/browsers"
# Last: who reads this may read the others.
echo "${@: -1}" >>"$BOX/pages"
exec -a chromium sleep 300
"""
XRANDR = '[ "$1" = --current ] && cat "$BOX/outputs" || echo "$*" >>"$BOX/turned"'
CURL = '[ -e "$BOX/server" ]'
OPENBOX = "exec sleep 300"
TIMEDATECTL = '[ -e "$BOX/told" ] && echo yes || echo no'


class Box:
    """A wall's box: its folder, and the script that runs on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.preferences = self.home / "profile" / "Default" / "Preferences"
        self._process: subprocess.Popen[bytes] | None = None
        (folder / "bin").mkdir()
        self.home.mkdir()
        self.show("")
        self.have_clock(0)
        stand_ins = {
            "chromium": CHROMIUM,
            "xrandr": XRANDR,
            "curl": CURL,
            "openbox": OPENBOX,
            "timedatectl": TIMEDATECTL,
        }
        for name, script in stand_ins.items():
            program = folder / "bin" / name
            program.write_text(f"#!/bin/bash\n{script}\n", "utf-8")
            program.chmod(0o755)

    def start(self, address: str = ADDRESS, *, rotate: str = "normal") -> None:
        """Start the script, and return when it has started its browser."""
        settings = self.folder / "settings"
        settings.write_text(f"ADDRESS={address}\nROTATE={rotate}\nLOOK_EVERY=0.1\n", "utf-8")
        self._process = subprocess.Popen(
            [WALL],
            env={
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "BOX": str(self.folder),
                "KIOSK_WALL_SETTINGS": str(settings),
                "KIOSK_WALL_HOME": str(self.home),
                "KIOSK_WALL_CLOCK": str(self.folder / "clock"),
            },
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until(lambda: bool(self.lines("pages")))

    def stop(self) -> None:
        """Tell it to stop, as a service manager does."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(GIVE_UP_S)

    def leave(self) -> None:
        """End at once whatever still runs."""
        if self._process is not None:
            groups = [self._process.pid, *map(int, self.lines("browsers"))]
            for group in groups:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(group, signal.SIGKILL)
            self._process.wait(GIVE_UP_S)

    def show(self, outputs: str) -> None:
        """Let xrandr say this of the outputs."""
        (self.folder / "outputs").write_text(outputs, "utf-8")

    def have_clock(self, behind_s: int | None) -> None:
        """Give the box a clock that goes on while it is off, so far behind; None: take it away."""
        clock = self.folder / "clock"
        if behind_s is None:
            clock.unlink()
        else:
            clock.write_text(f"{int(time.time()) - behind_s}\n", "utf-8")

    def ask_the_time(self) -> None:
        """Let the network have told the box what time it is."""
        (self.folder / "told").touch()

    def wait_for_server(self) -> None:
        """From now on the server answers."""
        (self.folder / "server").touch()

    def kill(self, what: str) -> None:
        """Kill the browser or its page."""
        os.kill(int((self.folder / f"{what}.pid").read_text()), signal.SIGKILL)

    def lines(self, name: str) -> list[str]:
        """What was written down."""
        path = self.folder / name
        return path.read_text("utf-8").splitlines() if path.exists() else []


def until(holds: Callable[[], bool]) -> None:
    """Return as soon as something holds."""
    give_up = time.monotonic() + GIVE_UP_S
    while not holds():
        assert time.monotonic() < give_up, "it did not come about"
        time.sleep(0.02)


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    """A box that stands ready."""
    assert shutil.which("pgrep"), "pgrep is missing: apt install procps"
    one = Box(tmp_path)
    yield one
    one.leave()


def test_the_wall_comes_up_without_a_server(box: Box):
    box.start()

    assert box.lines("pages") == [f"{ADDRESS}/screen"]


@pytest.mark.parametrize("behind_s", [None, 3600, 50 * 365 * 24 * 3600])
def test_a_box_without_a_clock_of_its_own_says_so_until_somebody_has_told_it_the_time(
    box: Box, behind_s: int | None
):
    box.have_clock(behind_s)
    box.start()
    assert box.lines("pages") == [f"{ADDRESS}/screen#clock-not-set"]

    box.ask_the_time()
    box.kill("browser")

    until(lambda: len(box.lines("pages")) == 2)
    assert box.lines("pages")[1] == f"{ADDRESS}/screen"


@pytest.mark.parametrize("what", ["browser", "page"])
def test_a_browser_or_page_that_is_gone_comes_back_as_if_nothing_had_been(box: Box, what: str):
    box.start()
    box.preferences.write_text('{"profile":{"exit_type":"Crashed","exited_cleanly":false}}')
    (box.home / "profile" / "SingletonLock").symlink_to("another-host-1234")

    box.kill(what)

    until(lambda: len(box.lines("pages")) == 2)
    assert box.preferences.read_text() == '{"profile":{"exit_type":"Normal","exited_cleanly":true}}'
    assert not (box.home / "profile" / "SingletonLock").is_symlink()


def test_a_page_that_never_comes_to_rest_is_started_anew(box: Box):
    (box.folder / "stuck").touch()
    box.start()

    until(lambda: len(box.lines("pages")) == 2)
    assert box.lines("pages") == [f"{ADDRESS}/screen"] * 2


def test_a_link_is_opened_once_and_not_before_the_server_answers(box: Box):
    link = f"{ADDRESS}/screen/claim/secret"
    (box.home / "link").write_text(f"{link}\n", "utf-8")
    box.start()

    box.wait_for_server()
    until(lambda: len(box.lines("pages")) == 2)
    box.kill("browser")
    until(lambda: len(box.lines("pages")) == 3)

    assert box.lines("pages") == [f"{ADDRESS}/screen", link, f"{ADDRESS}/screen"]


@pytest.mark.parametrize("address", [ADDRESS, "https://kiosk.example"])
def test_a_plain_address_is_treated_as_secure_and_no_other(box: Box, address: str):
    box.start(address)

    told = [flag for flag in box.lines("flags") if "insecure" in flag]
    expected = [f"--unsafely-treat-insecure-origin-as-secure={ADDRESS}"]
    assert told == (expected if address == ADDRESS else [])
    assert f"--user-data-dir={box.home / 'profile'}" in box.lines("flags")


def test_no_translation_is_offered(box: Box):
    box.start()

    assert '"translate":{"enabled":false}' in box.preferences.read_text()


ROTATIONS = "(normal left inverted right x axis y axis)"
OUTPUTS = f"""\
Screen 0: minimum 320 x 200, current 1920 x 1080, maximum 8192 x 8192
LEVEL connected primary 1920x1080+0+0 {ROTATIONS} 698mm x 392mm
   1920x1080     60.00*+
UPRIGHT connected 1080x1920+1920+0 left {ROTATIONS} 392mm x 698mm
   1920x1080     60.00*+
DARK connected {ROTATIONS}
   1920x1080     60.00 +
NOTHING disconnected {ROTATIONS}
"""


@pytest.mark.parametrize(
    ("rotate", "touched"), [("normal", ["UPRIGHT", "DARK"]), ("left", ["LEVEL", "DARK"])]
)
def test_a_panel_is_lit_and_turned_where_it_is_not(box: Box, rotate: str, touched: list[str]):
    box.show(OUTPUTS)

    box.start(rotate=rotate)

    turned = [f"--output {name} --auto --rotate {rotate}" for name in touched]
    assert box.lines("turned")[:2] == turned


def test_a_television_that_is_switched_on_later_is_lit(box: Box):
    box.start()
    assert box.lines("turned") == []

    box.show("HDMI-1 connected (normal left inverted right x axis y axis)\n")

    until(lambda: "--output HDMI-1 --auto --rotate normal" in box.lines("turned"))


def test_nothing_is_left_behind_when_it_is_stopped(box: Box):
    box.start()
    browser = int((box.folder / "browser.pid").read_text())
    page = int((box.folder / "page.pid").read_text())

    box.stop()

    until(lambda: not _runs(browser) and not _runs(page))


def _runs(pid: int) -> bool:
    """Is it there, and not only waiting to be counted?"""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
