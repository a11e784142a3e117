"""An empty, migrated database before every test, with real commits and nothing patched.

SQLite: the file is overwritten with a backup taken after the migration (about 4 ms). PostgreSQL, when
KIOSK_TEST_DATABASE_URL names a server: one database per xdist worker, truncated before each test.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

import sqlalchemy as sa
from flask import Flask

from kiosk.core.db import close_connections, db

#: A server to test on instead of SQLite: postgresql+psycopg://user:password@127.0.0.1:port/postgres
SERVER = os.environ.get("KIOSK_TEST_DATABASE_URL", "")
#: A test that has left a stream open is not waited for any longer.
WATCHER_ENDS_WITHIN_S = 2


class Database(Protocol):
    """How a test gets its empty database."""

    def reset(self) -> None:
        """Put the database back to what it was right after the migration."""

    def close(self) -> None:
        """Let go of files and connections."""


def open_database(app: Flask) -> Database:
    """Return the way to reset the migrated database of `app`."""
    with app.app_context():
        url = db.engine.url
    return SqliteDatabase(app) if url.get_backend_name() == "sqlite" else PostgresDatabase(app)


class SqliteDatabase:
    """A file, restored from a copy in memory."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        with app.app_context():
            path = db.engine.url.database
            close_connections()
        self._file = sqlite3.connect(str(path), check_same_thread=False)
        # The copy need not survive a power cut.
        self._file.execute("PRAGMA synchronous=OFF")
        self._empty = sqlite3.connect(":memory:", check_same_thread=False)
        self._file.backup(self._empty)

    def reset(self) -> None:
        """Overwrite the file with the empty copy."""
        _let_watchers_end()
        with self._app.app_context():
            db.session.remove()
            close_connections()
        self._empty.backup(self._file)

    def close(self) -> None:
        """Close both connections."""
        self._empty.close()
        self._file.close()


class PostgresDatabase:
    """A database of this worker's own, truncated; rows that the migration itself wrote are put back."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        with app.app_context():
            self._engine = db.engine
        tables = sa.MetaData()
        tables.reflect(self._engine)
        self._tables = [table for table in tables.sorted_tables if table.name != "alembic_version"]
        with self._engine.connect() as connection:
            self._seeds = {table: self._rows(connection, table) for table in self._tables}

    @staticmethod
    def _rows(connection: sa.Connection, table: sa.Table) -> list[Mapping[str, Any]]:
        return [dict(row) for row in connection.execute(sa.select(table)).mappings()]

    def reset(self) -> None:
        """Truncate everything, then write the migration's own rows again."""
        _let_watchers_end()
        with self._app.app_context():
            db.session.remove()
            close_connections()
        quote = self._engine.dialect.identifier_preparer.format_table
        names = ", ".join(quote(table) for table in self._tables)
        with self._engine.begin() as connection:
            connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            for table in self._tables:
                if self._seeds[table]:
                    connection.execute(sa.insert(table), self._seeds[table])
                    _continue_numbering(connection, table)

    def close(self) -> None:
        """Close the pools."""
        with self._app.app_context():
            close_connections()


def _let_watchers_end() -> None:
    """Wait for what a test's streams have left in the background: it still uses the database that is taken away.

    A watcher ends with the last stream, at its next look.
    """
    for thread in threading.enumerate():
        if thread.name == "watcher":
            thread.join(WATCHER_ENDS_WITHIN_S)


def _continue_numbering(connection: sa.Connection, table: sa.Table) -> None:
    """Let the next id follow the rows that were written with their ids."""
    if "id" not in table.c:
        return
    sequence = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, "id")))
    if sequence:
        highest = connection.scalar(sa.select(sa.func.max(table.c.id)))
        connection.execute(sa.select(sa.func.setval(sequence, highest)))


def make_worker_database(server: str, worker: str) -> str:
    """Create this worker's empty database on a PostgreSQL server; return its URL.

    `server` is a URL of any database there whose role may create others.
    """
    url = sa.make_url(server)
    name = f"kiosk_test_{worker}"
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return url.set(database=name).render_as_string(hide_password=False)


@contextlib.contextmanager
def count_queries() -> Iterator[list[str]]:
    """Collect the SQL statements that run inside the block: `with count_queries() as queries: …`."""
    queries: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        # SQLite's BEGIN comes through here too; no other statement of the product starts so.
        if not statement.startswith("BEGIN"):
            queries.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield queries
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
