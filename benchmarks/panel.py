"""How long the server works on a page of the panel with 2,000 postings, and how many statements it asks.

The application answers in this process, without a network; a bare Flask route is asked by turns with every page, and
shows what a busy machine adds.

    python -m benchmarks.panel
"""

from __future__ import annotations

import gc
import io
import logging
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from benchmarks.report import figure, say
from benchmarks.server import bare_app
from benchmarks.sheets import LEDGER, ROWS, as_csv, as_xlsx
from kiosk import create_app
from kiosk.accounts.models import Station
from kiosk.accounts.operations import account_called, open_account
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.db import db, means_to_write
from kiosk.core.logs import LOG
from kiosk.core.schema import migrate_to_head
from kiosk.kinds.notices import Notice
from kiosk.postings.models import Category, Posting
from kiosk.postings.operations import Placing, add_revision, approve, new_posting
from kiosk.sample import load_sample

POSTINGS = 2_000
ROUNDS = 60
WARM_UP = 5
SHEET_ROUNDS = 5
MOST_LIST_MS, MOST_PREVIEW_MS = 60, 150
PERCENT = 100
NAME, PASSWORD = "bench", "only-for-benchmarks"
#: Every how manieth posting still hangs; the others are over, as in an office after some years.
HANGING = 40
PARAGRAPH = (
    "根据党务政务公开制度，现将本月大宗物资采购情况予以公开，经办人宁采薇，复核人买买提·艾合买提，"
    "采购方式、供应商、数量、单价和金额见附表，如有意见请在公示期内向所办公室反映。"
)

Ask = Callable[[], int]


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one page, and of the bare route beside it, in the order they were asked."""

    page: list[float]
    bare: list[float]
    statements: int


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        app = _office(Path(folder))
        client, bare = _signed_in(app), bare_app().test_client()
        code = _draft(app, client)
        # As the server does before it serves: what is there by then is not looked through again.
        gc.collect()
        gc.freeze()
        say(
            f"{POSTINGS:,} postings: ms in the middle / p95, SQL statements, times a bare Flask route"
        )
        for name, ask, aim in _pages(app, client, code):
            _print(name, _timed(ask, bare), aim)
        ledger = LEDGER.read_bytes()
        large = as_xlsx(as_csv(ROWS))
        for name, data in (("63 rows", ledger), (f"{ROWS:,} rows", large)):
            figure(
                f"a sheet of {name}, upload to preview",
                f"{_sheet(client, code, data) * 1000:.0f} ms",
            )


def _pages(app: Flask, client: FlaskClient, code: str) -> Iterator[tuple[str, Ask, int | None]]:
    def page(address: str) -> Ask:
        return lambda: client.get(address).status_code

    typed = _fields(client.get(f"/admin/postings/{code}/edit").text)
    hung = _hanging(app)
    yield "overview", page("/admin/"), None
    yield "list", page("/admin/postings"), MOST_LIST_MS
    yield "list, page 40", page("/admin/postings?page=40"), MOST_LIST_MS
    yield "search 采购", page("/admin/postings?q=采购"), MOST_LIST_MS
    yield "search 宁采薇 十月 (two words)", page("/admin/postings?q=宁采薇 十月"), MOST_LIST_MS
    yield "search for what nobody wrote", page("/admin/postings?q=骆驼"), MOST_LIST_MS
    yield "on the wall, by end", page("/admin/postings?life=on_wall&sort=ends"), MOST_LIST_MS
    yield "posting", page(f"/admin/postings/{hung}"), None
    yield "editor", page(f"/admin/postings/{code}/edit"), MOST_PREVIEW_MS
    yield (
        "preview while typing",
        lambda: client.post(f"/admin/postings/{code}/preview", data=typed).status_code,
        MOST_PREVIEW_MS,
    )
    yield "preview as a page", page(f"/admin/postings/{code}/preview"), MOST_PREVIEW_MS
    yield "before publishing", page(f"/admin/postings/{code}/publish"), None


def _timed(ask: Ask, bare: FlaskClient) -> Timed:
    for _ in range(WARM_UP):
        assert ask() < 400  # noqa: S101, PLR2004 - a benchmark of an error page is none
    pages, bares = [], []
    for _ in range(ROUNDS):
        pages.append(_milliseconds(ask))
        bares.append(_milliseconds(lambda: bare.get("/bare/route").status_code))
    with _statements() as asked:
        ask()
    return Timed(pages, bares, len(asked))


def _print(name: str, timed: Timed, aim: int | None) -> None:
    middle, high = statistics.median(timed.page), _percentile(timed.page, 95)
    ratio = middle / statistics.median(timed.bare)
    value = f"{middle:.1f} / {high:.1f}   {timed.statements:>2}   {ratio:.0f}"
    figure(name, value, aim=f"p95 <= {aim} ms" if aim else "")


def _percentile(figures: list[float], part: int) -> float:
    return sorted(figures)[min(len(figures) * part // PERCENT, len(figures) - 1)]


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def _sheet(client: FlaskClient, code: str, data: bytes) -> float:
    """Seconds from the file to the page that says what was taken for what; the best of several."""
    times = []
    for _ in range(SHEET_ROUNDS):
        said = _fields(client.get(f"/admin/postings/{code}/sheet").text)
        if "head_first" in said:
            client.post(f"/admin/postings/{code}/sheet", data={**said, "do": "drop"})
        token = said["csrf_token"]
        sent = {"csrf_token": token, "do": "read", "file": (io.BytesIO(data), "台账.xlsx")}
        began = time.perf_counter()
        answer = client.post(f"/admin/postings/{code}/sheet", data=sent, follow_redirects=True)
        times.append(time.perf_counter() - began)
        if answer.status_code != 200:  # noqa: PLR2004 - an answer that is one
            raise SystemExit(f"The sheet was not taken: {answer.status}")
    return min(times)


def _office(folder: Path) -> Flask:
    """The sample office and two thousand postings of its own."""
    app = create_app(Settings.from_env({"KIOSK_INSTANCE": str(folder)}))
    LOG.setLevel(logging.ERROR)
    migrate_to_head(app)
    with app.app_context():
        means_to_write()
        now = clock.now()
        load_sample(clock.local_day(now), at=now)
        open_account(NAME, display_name=NAME, password=PASSWORD, roles=[(Role.CLERK, None)])
        account = account_called(NAME)
        if account is not None:
            account.must_change_password = False
        _post_many(now)
        db.session.commit()
    return app


def _post_many(now: datetime) -> None:
    categories = list(db.session.scalars(sa.select(Category).where(Category.kind == "notices")))
    stations: list[Station | None] = [None, *db.session.scalars(sa.select(Station))]
    for number in range(POSTINGS):
        begins = now - timedelta(days=number)
        until = None if number % HANGING == 0 else begins + timedelta(days=1)
        station = stations[number % len(stations)]
        placing = Placing("staff", station=station, shows_from=begins, shows_until=until)
        posting = new_posting(categories[number % len(categories)], placing, kind="notices")
        content = _notice(number, clock.local_day(begins))
        revision = add_revision(posting, content, schema=1, title=content.title)
        approve(revision, [], at=begins, register_number=f"BENCH-{number:04}")


def _notice(number: int, on: date) -> Notice:
    return Notice(
        title=f"{on.year}年{on.month}月大宗物资采购情况（第{number}号）",
        form="公开",
        issuer="双泉堡高速公路收费所",
        sign_date=on,
        body="\n\n".join([PARAGRAPH] * 6),
    )


def _signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = _fields(client.get("/admin/login").text)["csrf_token"]
    data = {"csrf_token": token, "username": NAME, "password": PASSWORD}
    answer = client.post("/admin/login", data=data)
    if answer.status_code != 303:  # noqa: PLR2004 - on to the panel
        raise SystemExit(f"Could not sign in: {answer.status}")
    return client


def _draft(app: Flask, client: FlaskClient) -> str:
    """A correction of one of them, so that there is a whole text in the editor."""
    code = _hanging(app)
    token = _fields(client.get(f"/admin/postings/{code}").text)["csrf_token"]
    client.post(f"/admin/postings/{code}/correct", data={"csrf_token": token})
    return code


def _hanging(app: Flask) -> str:
    with app.app_context():
        query = sa.select(Posting.code).where(Posting.register_number == "BENCH-0000")
        return str(db.session.scalar(query))


def _fields(page: str) -> Mapping[str, str]:
    """The fields of a page's forms, as far as a benchmark must know them."""
    fields: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="file"' not in tag:
            fields[name[1]] = value[1] if value else ""
    texts = re.findall(r'<textarea [^>]*name="([^"]*)"[^>]*>([^<]*)', page)
    return fields | dict(texts)


@contextmanager
def _statements() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield asked
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
