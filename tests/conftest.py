"""Fixtures for every test: one app per session, an empty database per test, a client that lints what it gets."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from hypothesis import settings as properties

from kiosk import create_app
from kiosk.accounts import passwords
from kiosk.core.config import Settings
from kiosk.core.db import reads_again
from kiosk.core.schema import migrate_to_head
from kiosk.programme.ahead import ahead_of
from kiosk.programme.build import forget_programmes
from tests import databases
from tests.client import KioskClient
from tests.command_line import CommandLine
from tests.databases import SERVER

#: The morning the sample office is written for: a Sunday, four minutes before the handover.
SAMPLE_MORNING = "2026-11-22T08:26+08:00"

# Properties say what holds, not how fast: a busy machine must not fail them.
properties.register_profile("kiosk", deadline=None)
properties.load_profile("kiosk")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, without a skip, what has no meaning on the database in use.

    On a server that is also whatever asks for no database: the run on SQLite has it.
    """
    left_out = [item for item in items if not (_on_server(item) if SERVER else _on_sqlite(item))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def _on_sqlite(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgres") is None


def _on_server(item: pytest.Item) -> bool:
    asks = "settings" in getattr(item, "fixturenames", ())
    return (
        asks or item.get_closest_marker("postgres") is not None
    ) and not item.get_closest_marker("sqlite")


@pytest.fixture(scope="session", autouse=True)
def hasher() -> Iterator[PasswordHasher]:
    """The product's own hasher. Tests sign in thousands of times, so they use one that takes no time and no memory."""
    own = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        yield own


@pytest.fixture(autouse=True)
def begins_reading() -> None:
    """A test begins as a request does: it reads. One before it that wrote may have left word that it would."""
    reads_again()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Settings:
    """Settings of the session's app: an instance folder of its own, no sample office."""
    environ = {
        "KIOSK_INSTANCE": str(tmp_path_factory.mktemp("instance")),
        "KIOSK_SAMPLE": "off",
        "KIOSK_BASE_URL": "http://kiosk.test",
    }
    if SERVER:
        environ["DATABASE_URL"] = databases.make_worker_database(SERVER, worker_id)
    return Settings.from_env(environ)


@pytest.fixture(scope="session")
def migrated_app(settings: Settings) -> Iterator[tuple[Flask, databases.Database]]:
    """The app on a database made by the migrations, and the way to empty it. Tests use `app`."""
    app = create_app(settings)
    app.testing = True
    app.test_client_class = KioskClient
    migrate_to_head(app)
    database = databases.open_database(app)
    yield app, database
    database.close()


@pytest.fixture
def app(migrated_app: tuple[Flask, databases.Database]) -> Flask:
    """The app; its database is as the migrations left it, and nothing is remembered of the test before.

    Programmes are kept by the number of the last change, and every test's database counts from one.
    """
    app, database = migrated_app
    database.reset()
    forget_programmes()
    ahead_of(app).forget()
    return app


@pytest.fixture
def app_context(app: Flask) -> Iterator[None]:
    """Let the test itself use `db.session`; requests made meanwhile keep a session of their own."""
    with app.app_context():
        yield


@pytest.fixture
def client(app: Flask) -> KioskClient:
    """An anonymous browser."""
    client = app.test_client()
    assert isinstance(client, KioskClient)
    return client


@pytest.fixture
def at() -> Iterator[Callable[[str], datetime]]:
    """Stop the clock at a moment: at("2026-11-22T08:26+08:00"). Called again, it moves on."""
    travels: list[time_machine.travel] = []

    def stop_clock(moment: str) -> datetime:
        when = datetime.fromisoformat(moment)
        assert when.tzinfo, "a moment needs its offset from UTC"
        travel = time_machine.travel(when, tick=False)
        travel.start()
        travels.append(travel)
        return when

    yield stop_clock
    for travel in reversed(travels):
        travel.stop()


@pytest.fixture
def now(at: Callable[[str], datetime]) -> datetime:
    """The clock stands still on the sample's morning."""
    return at(SAMPLE_MORNING)


@pytest.fixture
def count_queries() -> Callable[[], object]:
    """See databases.count_queries."""
    return databases.count_queries


@pytest.fixture
def root() -> Path:
    """The checkout."""
    return Path(__file__).parents[1]


@pytest.fixture
def kiosk(app: Flask, now: datetime) -> CommandLine:
    """The command line, on the sample's morning."""
    return CommandLine(app)


@pytest.fixture
def with_sample(kiosk: CommandLine) -> CommandLine:
    """The command line of an installation that has the sample."""
    answer = kiosk("sample")
    assert answer.exit_code == 0, answer.output
    return kiosk
