"""`python -m kiosk.serve`, run for real: a process, a port, a folder of its own."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.response import addinfourl

import pytest

ROOT = Path(__file__).parents[1]
ANSWERS_WITHIN_S = 60
STOPS_WITHIN_S = 30
BUSY = "in use by another program"


class Kiosk:
    """One started server, with what it has printed so far."""

    def __init__(self, environ: dict[str, str], log: Path) -> None:
        self.base = f"http://127.0.0.1:{environ['PORT']}"
        self._log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kiosk.serve"],
                cwd=ROOT,
                env=environ,
                stdout=output,
                stderr=subprocess.STDOUT,
                umask=0o022,
            )
        self._wait()
        #: Seconds of work, its workers' included, until it answered.
        self.worked = worked_s(self.process.pid)

    def _wait(self) -> None:
        deadline = time.monotonic() + ANSWERS_WITHIN_S
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                assert self.get("/healthz").status == 200
                return
            except urllib.error.URLError:
                time.sleep(0.02)
        self.process.kill()
        pytest.fail(f"it does not answer:\n{self.printed}")

    def get(self, path: str) -> addinfourl:
        """What it answers to GET."""
        answer: addinfourl = urllib.request.urlopen(  # noqa: S310 - our own server
            self.base + path, timeout=ANSWERS_WITHIN_S
        )
        return answer

    @property
    def printed(self) -> str:
        """Everything it has printed."""
        return self._log.read_text("utf-8")

    def stop(self) -> None:
        """Tell it to stop, as a service manager does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(STOPS_WITHIN_S)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Settings of a fresh installation on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    ours = ("KIOSK_", "HOST", "PORT", "DATABASE_URL")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**clean, "KIOSK_INSTANCE": str(tmp_path / "instance"), "PORT": port}


@pytest.fixture
def start(environ: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Kiosk]]:
    """Start a server: start(KIOSK_SAMPLE="off"). All are stopped in the end."""
    started: list[Kiosk] = []

    def start(**settings: str) -> Kiosk:
        kiosk = Kiosk({**environ, **settings}, tmp_path / f"log-{len(started)}")
        started.append(kiosk)
        return kiosk

    yield start
    for kiosk in started:
        kiosk.stop()


def worked_s(pid: int) -> float:
    """Seconds of processor time a process and its children have used, those that ended included."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    # The fields after the command's name, which may hold spaces: user and system time, its own and its ended children's.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return own + sum(worked_s(int(child)) for child in children)


def refused(environ: dict[str, str]) -> str:
    """Start what must not start; return the one line it says."""
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.serve"],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=ANSWERS_WITHIN_S,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    return done.stderr


def refused_command(environ: dict[str, str], *command: str) -> str:
    """Give a command that must be refused; return the one line it says."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "kiosk", *command],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=ANSWERS_WITHIN_S,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    return done.stderr


def links_in(printed: str) -> list[str]:
    """The one-use links of screens that were printed."""
    return re.findall(r"http://\S+/screen/claim/\S+", printed)


def test_a_first_start_says_everything_and_a_second_keeps_everything(
    start: Callable[..., Kiosk],
):
    first = start()

    health = json.load(first.get("/healthz"))
    assert (health["status"], health["database"]) == ("ok", "ok")
    assert f"{first.base}/screen\n" in first.printed
    assert f"{first.base}/admin/\n" in first.printed
    assert re.search(r"password    [2-9a-z]{12}\n", first.printed)
    assert "LOOK OUT! QR codes lead to" in first.printed
    assert len(links_in(first.printed)) == 2
    wall = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    assert wall.open(links_in(first.printed)[0], timeout=ANSWERS_WITHIN_S).status == 200
    programme = json.load(wall.open(f"{first.base}/screen/programme", timeout=ANSWERS_WITHIN_S))
    first.stop()

    second = start()

    assert "password" not in second.printed
    # The screen that was claimed is not offered again, and the wall goes on as before.
    assert len(links_in(second.printed)) == 1
    again = json.load(wall.open(f"{second.base}/screen/programme", timeout=ANSWERS_WITHIN_S))
    assert again["boards"].keys() == programme["boards"].keys()
    assert len(again["boards"]) > 20


def test_a_later_start_makes_nothing_anew(start: Callable[..., Kiosk]):
    first = start()
    first.stop()

    # How many seconds that are depends on the machine: benchmarks/second_start.py prints them.
    assert start().worked < first.worked


def test_it_stops_when_told(start: Callable[..., Kiosk]):
    kiosk = start(KIOSK_SAMPLE="off")

    kiosk.stop()

    assert kiosk.process.returncode == 0
    assert "Traceback" not in kiosk.printed


def test_what_it_keeps_is_for_its_owner_alone(
    start: Callable[..., Kiosk], environ: dict[str, str], tmp_path: Path
):
    start()
    instance, backup = Path(environ["KIOSK_INSTANCE"]), tmp_path / "backup.tar.gz"
    command = [sys.executable, "-m", "flask", "--app", "app", "kiosk", "backup", str(backup)]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, umask=0o022)

    kept = [instance, backup, *instance.rglob("*")]

    names = {path.name for path in kept}
    assert {"kiosk.sqlite3", "kiosk.sqlite3-wal", "kiosk.sqlite3-shm", "secret_key"} <= names
    assert len(list(instance.glob("media/*.jpg"))) > 5
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_without_sample_there_is_an_account_and_nothing_else(start: Callable[..., Kiosk]):
    kiosk = start(
        KIOSK_SAMPLE="off",
        KIOSK_ADMIN_PASSWORD="chosen by hand",
        KIOSK_BASE_URL="http://10.1.2.3:8000/",
    )

    assert "chosen by hand" not in kiosk.printed
    assert "admin" in kiosk.printed
    assert links_in(kiosk.printed) == []
    assert "http://10.1.2.3:8000/screen\n" in kiosk.printed
    assert "LOOK OUT!" not in kiosk.printed


def test_a_busy_port_is_one_sentence(environ: dict[str, str]):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environ["PORT"])))
        other.listen()

        assert BUSY in refused(environ)
    assert not Path(environ["KIOSK_INSTANCE"], "kiosk.sqlite3").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(environ: dict[str, str], tmp_path: Path):
    (tmp_path / "file").write_text("")

    said = refused({**environ, "KIOSK_INSTANCE": str(tmp_path / "file" / "instance")})

    assert "KIOSK_INSTANCE" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_WROKERS", "2"),
        ("KIOSK_WORKERS", "many"),
        ("PORT", "http"),
        ("KIOSK_SAMPLE", "maybe"),
        ("KIOSK_BASE_URL", "kiosk"),
        ("KIOSK_ADMIN_PASSWORD", "short"),
        ("DATABASE_URL", "mysql://localhost/kiosk"),
        ("DATABASE_URL", "postgresql+psycopg://kiosk@localhost:port/kiosk"),
        ("DATABASE_URL", "postgresql+psycopg://kiosk@localhost/kiosk?colour=red"),
        ("DATABASE_URL", "sqlite:////proc/nowhere/kiosk.sqlite3"),
        ("HOST", "192.0.2.7"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(
    environ: dict[str, str], name: str, value: str
):
    assert name in refused({**environ, name: value})


def test_a_database_out_of_reach_is_one_sentence_without_its_password(environ: dict[str, str]):
    nobody = f"postgresql+psycopg://kiosk:secret@127.0.0.1:{environ['PORT']}/kiosk"

    said = refused({**environ, "DATABASE_URL": nobody})

    assert "DATABASE_URL" in said
    assert "secret" not in said


def damaged(file: Path) -> None:
    """Bytes that are no database."""
    file.write_bytes(random.Random(8).randbytes(20_000))


def malformed(file: Path) -> None:
    """A database with a page written over."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.commit()
    data = bytearray(file.read_bytes())
    data[100:4000] = b"x" * 3900
    file.write_bytes(data)


def from_the_future(file: Path) -> None:
    """A database of a version that is still to be written."""
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (damaged, "the database file is damaged (file is not a database)"),
        (malformed, "the database file is damaged (database disk image is malformed)"),
        (from_the_future, "the database comes from a newer version of this program"),
    ],
)
def test_a_database_nobody_can_use_is_one_sentence_and_is_left_as_it_is(
    environ: dict[str, str], spoil: Callable[[Path], None], sentence: str
):
    file = Path(environ["KIOSK_INSTANCE"], "kiosk.sqlite3")
    file.parent.mkdir()
    spoil(file)
    before = file.read_bytes()

    assert sentence in refused(environ)
    assert sentence in refused_command(environ, "user", "password", "admin")
    assert file.read_bytes() == before


def test_commands_refuse_a_bad_setting_in_one_sentence(environ: dict[str, str]):
    assert "KIOSK_THREADS" in refused_command({**environ, "KIOSK_THREADS": "none"}, "doctor")


def test_commands_refuse_a_folder_that_cannot_be_written(environ: dict[str, str], tmp_path: Path):
    (tmp_path / "file").write_text("")

    said = refused_command(
        {**environ, "KIOSK_INSTANCE": str(tmp_path / "file" / "instance")}, "doctor"
    )

    assert "KIOSK_INSTANCE" in said
