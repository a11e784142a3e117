"""Take the pictures that README.md and docs/ show, from the running product.

The sample office is loaded into a throw-away instance, the clock stands on the sample's morning,
and Debian's Chromium opens the wall in its three sizes, the phone page and the panel.
Run by `make pictures`.
"""

import io
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import sqlalchemy as sa
import time_machine
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from werkzeug.serving import make_server

from kiosk import create_app
from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.db import db
from kiosk.core.schema import migrate_to_head
from kiosk.first_start import prepare
from kiosk.postings.models import Posting
from kiosk.programme.boards import marked_link
from kiosk.programme.overview import OVERVIEW_CODE
from kiosk.sample import load_sample
from kiosk.screens.models import Screen
from kiosk.screens.operations import fresh_claim

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
MORNING = datetime(2026, 11, 22, 0, 26, tzinfo=UTC)  # 08:26 at the office
DAY = date(2026, 11, 22)
PASSWORD = "pictures-only"  # noqa: S105 - of an instance that lives a minute
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"1920x1080": (1920, 1080), "1080x1920": (1080, 1920), "1366x768": (1366, 768)}
PHONE = ViewportSize(width=390, height=844)
LAPTOP = ViewportSize(width=1440, height=900)
STATION = "SQB"
SETTLED_MS = 1200
#: The editor, with something on the wall beside its form.
LAID_OUT = "[data-wall][data-shown]"
MOST_STEPS = 120

#: What each picture shows: the posting's title begins with this, and which of its pages.
WALL_PICTURES = {
    "overview": ("七类事项公开一览", "1/1"),
    "notice": ("柳泉高速公路收费所关于拟调整管理岗位人员的公示", "1/"),
    "table": ("柳泉高速公路收费所2026年10月办公经费使用情况公开", "2/"),
    "stars": ("2026年第三季度星级考核结果", "1/"),
    "honors": ("柳泉所先进个人光荣榜", "1/"),
    "spotlight": ("最美收费员", "1/"),
    "collective": ("双泉堡收费站荣获“工人先锋号”", "1/"),
    "post": ("双泉堡收费站党员示范岗", "1/"),
    "moment": ("风雪夜里的一壶热水", "1/"),
    "contacts": ("柳泉所领导班子成员联系方式", "1/"),
}


@dataclass(frozen=True)
class Stand:
    """The product as it stands for its portrait."""

    app: Flask
    url: str


def main() -> int:
    """Take every picture; say which could not be taken."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as instance,
        standing(Path(instance)) as stand,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        missing = [name for size in SIZES for name in wall_pictures(browser, stand, size)]
        unpaired_picture(browser, stand)
        phone_pictures(browser, stand)
        panel_pictures(browser, stand)
        browser.close()
    for name in missing:
        print(f"not found on the wall: {name}", file=sys.stderr)
    return 1 if missing else 0


@contextmanager
def standing(instance: Path) -> Iterator[Stand]:
    """Serve the sample office from `instance`, with the clock on the sample's morning."""
    settings = replace(
        Settings.from_env({"KIOSK_INSTANCE": str(instance), "KIOSK_ADMIN_PASSWORD": PASSWORD}),
        base_url="http://192.168.10.20:8000",
        load_sample=False,
    )
    app = create_app(settings)
    migrate_to_head(app)
    with time_machine.travel(MORNING, tick=True), app.app_context():
        prepare(settings, at=clock.now())
        load_sample(DAY, at=clock.now())
        db.session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with time_machine.travel(MORNING, tick=True):
        yield Stand(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


def wall_pictures(browser: Browser, stand: Stand, size: str) -> list[str]:
    """Step through a rotation and keep the pages wanted; return the names not met."""
    wanted = codes_wanted(stand)
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.goto(f"{stand.url}/screen/claim/{claim(stand)}")
    page.wait_for_selector("[data-current]")
    page.keyboard.press("Space")
    for _ in range(MOST_STEPS):
        page.wait_for_timeout(SETTLED_MS)
        current = page.locator("[data-current]")
        posting, shown = current.get_attribute("data-posting"), current.get_attribute("data-page")
        for name, (code, which) in list(wanted.items()):
            if posting == code and str(shown).startswith(which):
                keep(page, f"wall-{name}-{size}")
                del wanted[name]
        if not wanted:
            break
        page.keyboard.press("Space")
    page.context.close()
    # A posting that fits one page in one size has no second page to show there.
    return [f"{name} {size}" for name, (_code, which) in wanted.items() if which.startswith("1/")]


def codes_wanted(stand: Stand) -> dict[str, tuple[str, str]]:
    """Each picture's posting code and page."""
    with stand.app.app_context():
        codes = {
            posting.approved.title: posting.code
            for posting in db.session.scalars(sa.select(Posting))
            if posting.approved is not None
        }
    wanted = {}
    for name, (title, which) in WALL_PICTURES.items():
        found = [code for one, code in codes.items() if one.startswith(title)]
        wanted[name] = (found[0] if found else OVERVIEW_CODE, which)
    return wanted


def claim(stand: Stand) -> str:
    """A fresh link of the station's sample screen."""
    with stand.app.app_context():
        query = sa.select(Screen).join(Screen.station).where(Station.code == STATION)
        secret = fresh_claim(db.session.scalars(query).first() or sys.exit("no sample screen"))
        db.session.commit()
    return secret


def unpaired_picture(browser: Browser, stand: Stand) -> None:
    """A browser nobody has paired."""
    page = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    page.goto(f"{stand.url}/screen")
    page.wait_for_timeout(SETTLED_MS)
    keep(page, "wall-unpaired-1920x1080")
    page.context.close()


def phone_pictures(browser: Browser, stand: Stand) -> None:
    """What the QR codes lead to."""
    wanted = codes_wanted(stand)
    with stand.app.app_context():
        token = db.session.scalars(
            sa.select(Station.list_token).where(Station.code == STATION)
        ).one()
        # As the code on the station's wall leads there.
        links = {
            name: urlsplit(marked_link(wanted[name][0], STATION)).path
            for name in ("notice", "table", "stars")
        }
    paths = {**links, "list": f"/n/s/{token}"}
    context = browser.new_context(viewport=PHONE, device_scale_factor=2)
    page = context.new_page()
    for name, path in paths.items():
        page.set_viewport_size(PHONE)
        page.goto(stand.url + path)
        # A phone as long as the page: what stays at the foot of the screen covers nothing.
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size(ViewportSize(width=PHONE["width"], height=height))
        keep(page, f"phone-{name}")
    context.close()


def panel_pictures(browser: Browser, stand: Stand) -> None:
    """The panel as an administrator sees it."""
    context = browser.new_context(viewport=LAPTOP)
    # Or the panel says that the two clocks differ.
    context.clock.set_fixed_time(clock.now())
    page = context.new_page()
    page.goto(f"{stand.url}/admin/login")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit], main button:not([type])")
    page.wait_for_url("**/admin/")
    page.wait_for_selector(LAID_OUT)
    page.wait_for_timeout(SETTLED_MS)
    keep(page, "panel-overview", whole=True)
    page.goto(f"{stand.url}/admin/screens")
    keep(page, "panel-screens", whole=True)
    page.goto(f"{stand.url}/admin/postings")
    keep(page, "panel-postings")
    # Last, for it leaves a draft behind.
    page.goto(f"{stand.url}/admin/postings/{codes_wanted(stand)['notice'][0]}")
    page.click('form[action$="/correct"] button')
    page.wait_for_selector(LAID_OUT)
    page.wait_for_timeout(SETTLED_MS)
    keep(page, "panel-editor")
    context.close()


def keep(page: Page, name: str, *, whole: bool = False) -> None:
    """Write a picture with a palette: a quarter of the bytes, and no eye sees it."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=whole)))
    palette = picture.convert("RGB").quantize(colors=128, dither=Image.Dither.NONE)
    palette.save(FOLDER / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    sys.exit(main())
