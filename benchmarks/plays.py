"""The evidence of one notice among a million plays: how long the reckoning takes, and the page; and a wall's report.

Beside it the evidence of what has hung longest of all that waits at shift handovers, for which the counts of notices are looked
at as well.

Processor time, in this process and without a network: what a busy machine adds is not counted. The bare query of all the
notice's plays, since it was first shown, stands beside it.

    python -m benchmarks.plays [plays]
"""

from __future__ import annotations

import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask

from benchmarks.report import figure, say
from kiosk import create_app
from kiosk.accounts.operations import open_account
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.db import db, means_to_write
from kiosk.core.logs import LOG
from kiosk.core.schema import migrate_to_head
from kiosk.postings.models import Posting
from kiosk.programme.evidence import evidence_of
from kiosk.sample import load_sample
from kiosk.screens.models import Play, Screen, Standing

PLAYS = 1_000_000
WALLS = 60
#: Starts of a wall's page on one day.
BOOTS = 2
ROUNDS = 25
AT_ONCE = 20_000
MOST_MS = 100
#: What hangs longer than a notice: an honor of this month.
DAYS_OF_WAITING = 14
NAME, PASSWORD = "bench", "only-for-benchmarks"


def main() -> None:
    """Measure and print."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else PLAYS
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        code, waiting = _filled(app, wanted)
        client = app.test_client()
        client.post("/admin/login", data={"username": NAME, "password": PASSWORD})
        with app.app_context():
            count = db.session.scalar(sa.select(sa.func.count()).select_from(Play))
            own = db.session.scalar(
                sa.select(sa.func.count()).where(Play.posting == code).select_from(Play)
            )
            say(f"{count:,} plays, {own:,} of them of the notice, on {WALLS} walls")
            bare = _timed(lambda: _bare(code))
            reckoned = _timed(lambda: _reckoned(code))
            rows = db.session.scalar(
                sa.select(sa.func.count()).where(Play.posting == waiting).select_from(Play)
            )
            waited = _timed(lambda: _reckoned(waiting))
        page = _timed(lambda: client.get(f"/admin/postings/{code}/evidence").status_code)
        figure("bare query of its plays, ms of processor time", f"{bare:.1f}")
        figure("evidence, ms of processor time", f"{reckoned:.1f}", aim=f"<= {MOST_MS}")
        figure("its page, ms of processor time", f"{page:.1f}")
        figure("evidence against the bare query", f"{reckoned / bare:.1f}")
        say(
            f"What waits at handovers has {rows:,} plays; {DAYS_OF_WAITING} days of it are asked for"
        )
        figure("its evidence, ms of processor time", f"{waited:.1f}", aim=f"<= {MOST_MS}")


def _timed(ask: Callable[[], object]) -> float:
    ask()
    taken = []
    for _round in range(ROUNDS):
        begun = time.process_time()
        ask()
        taken.append((time.process_time() - begun) * 1000)
    return statistics.median(taken)


def _bare(code: str) -> int:
    db.session.expire_all()
    return len(db.session.execute(sa.select(Play.quarters).where(Play.posting == code)).all())


def _reckoned(code: str) -> object:
    db.session.expire_all()
    posting = db.session.scalars(sa.select(Posting).where(Posting.code == code)).one()
    return evidence_of(posting, moment=clock.now())


def _app(folder: Path) -> Flask:
    LOG.setLevel(logging.ERROR)
    app = create_app(Settings.from_env({"KIOSK_INSTANCE": str(folder), "KIOSK_SAMPLE": "off"}))
    app.config["WTF_CSRF_ENABLED"] = False
    migrate_to_head(app)
    with app.app_context():
        means_to_write()
        load_sample(clock.local_day(clock.now()), at=clock.now())
        open_account(
            NAME,
            display_name=NAME,
            password=PASSWORD,
            roles=[(Role.CLERK, None)],
            must_change_password=False,
        )
        db.session.commit()
    return app


def _filled(app: Flask, wanted: int) -> tuple[str, str]:
    """So many plays of as many postings and days as that takes; the code of the notice whose period runs, and that of a moment."""
    with app.app_context():
        means_to_write()
        today = clock.local_day(clock.now())
        running = sa.select(Posting).where(
            Posting.publicity_first <= today, Posting.publicity_last >= today
        )
        notice = db.session.scalars(running.limit(1)).one()
        waits = db.session.scalars(sa.select(Posting).where(Posting.kind == "moments")).all()[0]
        waits.shows_from = clock.now() - timedelta(days=DAYS_OF_WAITING)
        waits.shows_until = None
        others = db.session.scalars(sa.select(Posting.code).where(Posting.id != notice.id)).all()
        screen = db.session.scalars(sa.select(Screen).limit(1)).one()
        db.session.execute(sa.insert(Standing), list(_standings(screen)))
        rows: list[dict[str, Any]] = []
        for row in _plays([notice.code, *others], today, wanted):
            rows.append(row)
            if len(rows) == AT_ONCE:
                db.session.execute(sa.insert(Play), rows)
                rows.clear()
        if rows:
            db.session.execute(sa.insert(Play), rows)
        db.session.commit()
        return notice.code, waits.code


def _standings(screen: Screen) -> Iterator[dict[str, Any]]:
    for wall in range(WALLS):
        yield {
            "device": f"wall{wall}",
            "name": f"{wall}",
            "station": screen.station.code,
            "station_name": screen.station.name,
            "audience": "party",
            "begins": clock.now() - timedelta(days=2000),
            "ends": None,
            # 23:45 is never shown (see the quarters below): so all notices there are have to be looked at.
            "handovers": "08:00,16:00,00:00",
        }


def _plays(codes: list[str], today: date, wanted: int) -> Iterator[dict[str, Any]]:
    made = 0
    for offset in range(100_000):
        day = today - timedelta(days=offset)
        for posting in (codes + [f"other{one}" for one in range(40)])[:40]:
            for wall in range(WALLS):
                for boot in range(BOOTS):
                    if made == wanted:
                        return
                    made += 1
                    yield {
                        "device": f"wall{wall}",
                        "boot": f"{boot}",
                        "posting": posting,
                        "revision": 1,
                        "fingerprint": "f" * 64,
                        "day": day,
                        "times": 90,
                        "seconds": 1800,
                        "quarters": "f0f0ffffffffff0fffffff00",
                        "reported_at": clock.now(),
                    }


if __name__ == "__main__":
    main()
