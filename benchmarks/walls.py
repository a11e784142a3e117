"""Many simulated walls on one machine: how soon they have what was published, and what they cost.

Each wall keeps a stream open and a second line on which it fetches its programme, compressed, as soon as it hears of a
change. In the same run, on a gunicorn set up the same, as many clients listen to a bare stream that says hello, and fetch
two letters. The walls share the machine with their server. An office has 5 to 50 of them: `--count 60`.

    python -m benchmarks.walls [--count WALLS]
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import sqlalchemy as sa

from benchmarks.crowd import Client, Crowd
from benchmarks.kiosk import Kiosk, running
from benchmarks.memory import pss_bytes, tree
from benchmarks.report import figure, say
from benchmarks.server import HELLO
from kiosk import create_app
from kiosk.accounts.models import Station
from kiosk.core import clock, codes
from kiosk.core.config import FREE_THREADS, Settings
from kiosk.core.db import db, means_to_write, reads_again
from kiosk.core.document import decode
from kiosk.kinds.registry import kind
from kiosk.postings import lifecycle
from kiosk.postings.models import Posting
from kiosk.postings.operations import add_revision, approve, life_of
from kiosk.screens.operations import Site, add_screen

WALLS = 1000
#: One at least at each station for all who pass there.
FIRST = 20
ROUNDS = 6
EVERY_S = 3.0
IDLE_S = 10.0
AUDIENCES = ("staff", "staff", "hall", "party")


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="How soon walls have what was published.")
    asked.add_argument("--count", type=int, default=WALLS, metavar="WALLS")
    count = asked.parse_args().count
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    say(f"{count} walls, two workers of {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with _served(count) as kiosk:
        listeners = [Client("/bare/events", "/bare/route") for _ in range(count)]
        _measure("bare hello, and two letters fetched", kiosk, listeners, lambda: _touch(kiosk))
    with _served(count) as kiosk:
        app = create_app(Settings.from_env({"KIOSK_INSTANCE": str(kiosk.instance)}))
        with app.app_context():
            walls = _put_up(count)
            _measure("the kiosk, and the programme fetched", kiosk, walls, _publish)
    say(f"load at the end {os.getloadavg()[0]:.1f}")


def _served(count: int) -> AbstractContextManager[Kiosk]:
    """The same server, started anew: threads that have been made stay, and so does what they take of memory.

    Lines are not shared out evenly: each of the two processes has room for three quarters of the walls.
    """
    return running(threads=FREE_THREADS + max(64, count * 3 // 4))


def _measure(name: str, kiosk: Kiosk, clients: list[Client], change: Callable[[], float]) -> None:
    say("", name)
    crowd = Crowd(kiosk.url, clients)
    heard: list[float] = []
    fetched: list[float] = []
    try:
        # What the first of them need is there once for all.
        few = min(FIRST, len(clients) // 2)
        crowd.open(few)
        crowd.round(change)
        first = pss_bytes(kiosk.pid)
        crowd.open(len(clients))
        crowd.round(change)
        crowd.listen(EVERY_S)
        each = (pss_bytes(kiosk.pid) - first) / (len(clients) - few)
        with _processor(kiosk) as idle:
            crowd.listen(IDLE_S)
        fetched_before = crowd.fetched_bytes
        with _processor(kiosk) as publishing:
            for _ in range(ROUNDS):
                due = time.perf_counter() + EVERY_S
                times = crowd.round(change)
                heard += times.heard
                fetched += times.fetched
                crowd.listen(due - time.perf_counter())
        fetched_bytes = (crowd.fetched_bytes - fetched_before) / max(1, len(fetched))
        last = pss_bytes(kiosk.pid)
    finally:
        crowd.close()
    _quantiles("change committed until heard", heard)
    _quantiles("change committed until fetched", fetched, aim="p99 <= 1 s")
    figure("server's processor, nothing changes", f"{100 * idle.share:.1f} % of a core")
    figure(f"the same, a change every {EVERY_S:.0f} s", f"{100 * publishing.share:.1f} % of a core")
    more = (publishing.share - idle.share) * EVERY_S
    figure("server's processor time a change and client", f"{1e6 * more / len(clients):.0f} us")
    figure("the clients' own, a change", f"{publishing.own_s / ROUNDS:.2f} s")
    figure("server's memory, one more client (PSS)", f"{each / 1e3:.0f} KB")
    figure("server's memory in all (PSS)", f"{last / 1e6:.0f} MB")
    figure("fetched a client and change, head included", f"{fetched_bytes:.0f} bytes")
    figure("streams refused at first; changes missed", f"{crowd.refused}; {crowd.lost}")


def _quantiles(name: str, seconds: list[float], *, aim: str = "") -> None:
    hundredths = statistics.quantiles(seconds, n=100)
    figure(
        f"{name}, p50 / p99 / last",
        f"{hundredths[49]:.3f} / {hundredths[98]:.3f} / {max(seconds):.3f} s",
        aim=aim,
    )


@dataclass
class _Used:
    """Processor time: the server's processes', and that of the clients who measure it."""

    used_s: float = 0
    own_s: float = 0
    took_s: float = 1

    @property
    def share(self) -> float:
        """Of one core."""
        return self.used_s / self.took_s


@contextmanager
def _processor(kiosk: Kiosk) -> Iterator[_Used]:
    """How much of the processor is used meanwhile."""
    meanwhile = _Used()
    began, used, own = time.perf_counter(), _cpu_s(kiosk.pid), time.process_time()
    yield meanwhile
    meanwhile.took_s = time.perf_counter() - began
    meanwhile.used_s = _cpu_s(kiosk.pid) - used
    meanwhile.own_s = time.process_time() - own


def _cpu_s(pid: int) -> float:
    # The fields after the command's name: user and system time.
    ticks = sum(
        sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13]))
        for one in tree(pid)
    )
    return ticks / os.sysconf("SC_CLK_TCK")


def _put_up(count: int) -> list[Client]:
    """Walls at all stations of the sample, for all who pass."""
    stations = db.session.scalars(sa.select(Station)).all()
    places = cycle([(station, audience) for station in stations for audience in AUDIENCES])
    clients = []
    with _writing():
        for number, (station, audience) in zip(range(count), places, strict=False):
            secret = f"wall-{number}"
            screen = add_screen(Site(f"W{number}", station, audience=audience))
            screen.secret_hash = codes.secret_hash(secret)
            clients.append(Client("/screen/events", "/screen/programme", f"kiosk_screen={secret}"))
    return clients


def _publish() -> float:
    """A corrected version of a notice that every wall shows; when it was committed."""
    with _writing():
        one = next(one for one in db.session.scalars(sa.select(Posting)) if _hangs_everywhere(one))
        said = one.approved
        assert said is not None  # noqa: S101 - asked for above
        again = add_revision(
            one,
            decode(said.content, kind(one.kind).content),
            schema=said.schema,
            title=said.title,
            reason="again",
        )
        approve(again, [], at=clock.now(), register_number=None)
    return time.perf_counter()


def _hangs_everywhere(one: Posting) -> bool:
    is_for_all = one.scope == "society" and one.station is None
    return is_for_all and lifecycle.state_at(life_of(one), clock.now()) in lifecycle.ON_THE_WALL


def _touch(kiosk: Kiosk) -> float:
    (kiosk.instance / HELLO).touch()
    return time.perf_counter()


@contextmanager
def _writing() -> Iterator[None]:
    means_to_write()
    try:
        yield
        db.session.commit()
    finally:
        reads_again()
        db.session.remove()


if __name__ == "__main__":
    main()
