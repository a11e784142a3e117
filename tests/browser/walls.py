"""Walls for the browser tests: the sample office on a server of its own whose clock begins on the sample's morning, and
a walk through every page of a rotation that writes down what stands on each.
"""

import atexit
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Request

from kiosk import create_app
from kiosk.accounts.models import Office, Station
from kiosk.core import codes
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.core.schema import migrate_to_head
from kiosk.programme.boards import list_link, marked_link
from kiosk.programme.overview import OVERVIEW_CODE
from kiosk.sample import load_sample
from kiosk.screens.operations import Site, add_screen

Facts = dict[str, Any]

ROOT = Path(__file__).parents[2]
MORNING = "2026-11-22T08:26:00+08:00"
DAY = date(2026, 11, 22)
BASE_URL = "http://192.168.10.20:8000"
STATION = "SQB"
#: Postings of other stations that hang here too, so that one rotation shows all the sample has.
BROUGHT_HERE = ("N11", "N14")
SIZES = {
    "fhd": (1920, 1080),
    "portrait": (1080, 1920),
    "hd": (1366, 768),
    "small": (1366, 768),
    "tall": (1080, 1920),
}
#: Which of them are on the panel that is read from afar.
SMALL = {"small", "tall"}
#: What the device keeps: the usual wall of the station, and one of 32 inches read from 3 m (k = 1.34).
SECRETS = {
    "usual": "the-usual-wall-of-the-browser-tests",
    "small": "the-small-wall-of-the-browser-tests",
}
#: Names long enough to be broken; they break at their dot alone.
LONG_NAMES = ["买买提·艾合买提"]
READ_FACTS = (Path(__file__).parent / "page_facts.js").read_text("utf-8")
WATCH_FONTS = (Path(__file__).parent / "watch_fonts.js").read_text("utf-8")
#: The boards that are due, as the server wrote them: what must come out on the pages, whatever they look like.
READ_SOURCES = """async () => {
    const { boards, windows } = await (await fetch("/screen/programme")).json();
    const words = (element) => element.textContent.replace(/\\s+/g, " ").trim();
    const sources = {};
    for (const digest of windows[0].boards) {
        const html = await (await fetch(`/screen/board/${digest}`)).text();
        const board = new DOMParser().parseFromString(html, "text/html").querySelector(".board");
        const all = (selector) => Array.from(board.querySelectorAll(selector));
        sources[boards[digest].posting] = {
            prose: all(".prose").map((one) => one.textContent.replace(/\\s+/g, "")).join(""),
            rows: all('[data-block="row"]').map(words),
            tiles: all('[data-block="tile"] h3').map(words),
            tables: all(".table-block").filter((block) => block.querySelector("table")).map((block) => ({
                caption: Array.from(block.querySelectorAll(".tabular-caption"), words)[0] || null,
                head: Array.from(block.querySelectorAll("thead th"), (one) => one.firstChild.textContent.trim()),
                rows: Array.from(block.querySelectorAll("tbody tr"), (row) => Array.from(row.children, words)),
                total: Array.from(block.querySelectorAll("tfoot td"), words),
            })),
        };
    }
    return sources;
}"""
START_SECONDS = 60
FIRST_PAGE_MS = 60_000
STEP_SECONDS = 60
MOST_PAGES = 300


@dataclass
class Wall:
    """A server with the sample office, and another app on its database to arrange and to look things up."""

    url: str
    instance: Path
    app: Flask
    #: Codes by number in the sample: N06 → tqnkq4cn4.
    codes: dict[str, str]
    #: The number of the server's process.
    server: int

    def stop(self) -> None:
        """End the server, as a power cut would."""
        with suppress(ProcessLookupError):
            os.kill(self.server, signal.SIGKILL)
            # Until it is gone its lines are still taken, and whoever begins a new one there would find the old one.
            give_up = time.monotonic() + START_SECONDS
            while time.monotonic() < give_up:
                os.kill(self.server, 0)
                time.sleep(0.01)

    def start_again(self, moment: str = MORNING) -> None:
        """Let a server be back at the same address, on the same morning or at another moment."""
        port = int(self.url.rpartition(":")[2])
        log = self.instance.parent / "server.log"
        self.server = _begun(_environment(self.instance, port), log, moment)
        _wait_for(port, log)


@contextmanager
def running_wall(template: Path, folder: Path) -> Iterator[Wall]:
    """Serve a copy of the instance in `template` from `folder`."""
    instance = folder / "instance"
    shutil.copytree(template, instance)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    log = folder / "server.log"
    server = _begun(_environment(instance, port), log)
    _wait_for(port, log)
    app = create_app(_settings(instance))
    wall = Wall(f"http://127.0.0.1:{port}", instance, app, _codes(instance), server)
    try:
        yield wall
    finally:
        wall.stop()


def _codes(instance: Path) -> dict[str, str]:
    known: dict[str, str] = json.loads((instance / "codes.json").read_text())
    return known


def _begun(environ: Mapping[str, str], log: Path, moment: str = MORNING) -> int:
    """The number of the process that serves now."""
    asking, answers = _servers()
    asking.write(json.dumps({"environ": environ, "log": str(log), "moment": moment}) + "\n")
    asking.flush()
    return int(answers.readline())


@cache
def _servers() -> tuple[IO[str], IO[str]]:
    """What to ask for servers, and what answers; one process for all tests of this worker, until it ends."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    kept.pop("DATABASE_URL", None)
    templates = tempfile.mkdtemp(prefix="kiosk-templates-")
    servers = subprocess.Popen(
        [sys.executable, "-m", "tests.browser.frozen_server", templates],
        cwd=ROOT,
        env=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def end() -> None:
        servers.communicate()
        shutil.rmtree(templates, ignore_errors=True)

    atexit.register(end)
    assert servers.stdin
    assert servers.stdout
    return servers.stdin, servers.stdout


def _environment(instance: Path, port: int) -> dict[str, str]:
    return {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "KIOSK_INSTANCE": str(instance),
        "KIOSK_BASE_URL": BASE_URL,
    }


def _settings(instance: Path) -> Settings:
    return Settings.from_env({"KIOSK_INSTANCE": str(instance), "KIOSK_BASE_URL": BASE_URL})


def _wait_for(port: int, log: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"the wall's server did not start:\n{log.read_text()}")


def shared_folder(factory: pytest.TempPathFactory, worker: str) -> Path:
    """A folder that all test workers of this run share."""
    own = factory.getbasetemp()
    return own if worker == "master" else own.parent


def made_template(folder: Path) -> Path:
    """The instance every wall is copied from; the first test worker to ask makes it."""
    instance = folder / "wall-template"
    with _alone(folder / "wall-template.lock"):
        if not (instance / "codes.json").exists():
            _make_template(instance)
    return instance


def _make_template(instance: Path) -> None:
    app = create_app(_settings(instance))
    migrate_to_head(app)
    with app.app_context():
        report = load_sample(DAY, at=datetime.fromisoformat(MORNING).astimezone(UTC))
        station = db.session.scalars(sa.select(Station).where(Station.code == STATION)).one()
        for number in BROUGHT_HERE:
            report.postings[number].station = station
        usual = next(screen for screen in report.screens if screen.station == station)
        small = add_screen(Site(name="small", station=station, panel_inches=32, distance_dm=30))
        usual.secret_hash = codes.secret_hash(SECRETS["usual"])
        # Around midnight a handover hangs other boards; what it does has tests of its own.
        db.session.get_one(Office, 1).handover_times = ""
        small.secret_hash = codes.secret_hash(SECRETS["small"])
        db.session.commit()
        known = {number: posting.code for number, posting in report.postings.items()}
        db.session.remove()
        close_connections()
    (instance / "codes.json").write_text(json.dumps(known))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let test workers do this one after another."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def open_wall(
    browser: Browser,
    wall: Wall,
    errors: list[str],
    *,
    size: str = "fhd",
    still: bool = True,
    works_offline: bool = False,
) -> tuple[BrowserContext, Page]:
    """A browser that is the station's screen, its page not yet loaded; what it reports goes into `errors`.

    `still`: without cross-fades, so that what is on is there at once. `works_offline`: with a service worker, whose
    requests no route handler sees.
    """
    width, height = SIZES[size]
    context = browser.new_context(
        service_workers="allow" if works_offline else "block",
        base_url=wall.url,
        viewport={"width": width, "height": height},
        reduced_motion="reduce" if still else "no-preference",
    )
    secret = SECRETS["small" if size in SMALL else "usual"]
    context.add_cookies(
        [{"name": "kiosk_screen", "value": secret, "domain": "127.0.0.1", "path": "/screen"}]
    )
    page = context.new_page()
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: _note_failed(request, errors))
    return context, page


def _note_failed(request: Request, errors: list[str]) -> None:
    # What the page itself gives up, or leaves when it is loaded anew, has not failed; nor has a stream that is broken off.
    if request.failure != "net::ERR_ABORTED" and not request.url.endswith("/screen/events"):
        errors.append(f"failed: {request.url}")


def close(context: BrowserContext) -> None:
    """Close it with all its pages. What a route's handler still has in hand would fail then, in the middle of the next test."""
    for page in context.pages:
        page.unroute_all(behavior="ignoreErrors")
    context.close()


def shown(page: Page) -> tuple[str, str]:
    """Posting and page that are on: ("tqnkq4cn4", "1/2")."""
    posting, place = page.evaluate(
        """() => ["data-posting", "data-page"].map((name) =>
            document.querySelector("[data-current]").getAttribute(name))"""
    )
    return posting, place


def step(page: Page) -> None:
    """Press a key once and wait for the next page: the first press holds the page, each further one steps on."""
    before = shown(page)
    page.keyboard.press("Space")
    give_up = time.monotonic() + STEP_SECONDS
    while shown(page) == before:
        assert time.monotonic() < give_up, f"the wall stays at {before}"
        page.wait_for_timeout(20)


@dataclass
class Walk:
    """One rotation at one size: the facts of every page in order (see page_facts.js), and what the browser reported."""

    pages: list[Facts]
    codes: dict[str, str]
    #: Where the QR code of each posting leads, the overview's too, by code.
    links: dict[str, str]
    #: What each posting's board says before it is laid out, by code (see READ_SOURCES).
    sources: dict[str, Facts]
    errors: list[str]
    #: Texts that were shown before a font of theirs was there.
    unready: list[str]

    def of(self, number: str) -> list[Facts]:
        """The pages of one posting, found by its number in the sample."""
        return [page for page in self.pages if page["posting"] == self.codes[number]]


def walked(browser: Browser, folder: Path, size: str) -> Walk:
    """Walk one rotation at `size`; the first test worker to ask does, the others read what it found."""
    found = folder / f"walk-{size}.json"
    with _alone(folder / f"walk-{size}.lock"):
        if not found.exists():
            with running_wall(made_template(folder), folder / f"walk-{size}") as wall:
                walk = _walk(browser, wall, size)
            found.write_text(json.dumps(asdict(walk)))
    return Walk(**json.loads(found.read_text()))


def _walk(browser: Browser, wall: Wall, size: str) -> Walk:
    errors: list[str] = []
    context, page = open_wall(browser, wall, errors, size=size)
    page.add_init_script(WATCH_FONTS)
    page.goto("/screen")
    page.wait_for_selector("[data-current]", timeout=FIRST_PAGE_MS)
    page.keyboard.press("Space")
    pages: list[Facts] = []
    while True:
        facts = page.evaluate(READ_FACTS, LONG_NAMES)
        if pages and (facts["posting"], facts["page"]) == (pages[0]["posting"], pages[0]["page"]):
            break
        pages.append(facts)
        assert len(pages) < MOST_PAGES, "the rotation does not come round"
        step(page)
    unready = page.evaluate("window.shownBeforeFonts")
    sources = page.evaluate(READ_SOURCES)
    close(context)
    with wall.app.app_context():
        station = db.session.scalars(sa.select(Station).where(Station.code == STATION)).one()
        links = {code: marked_link(code, station.code) for code in wall.codes.values()}
        links |= {OVERVIEW_CODE: list_link(station.list_token)}
    return Walk(pages, wall.codes, links, sources, errors, unready)
