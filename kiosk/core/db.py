"""The database: declarative base, UTC times, SQLite's safety switches.

All use of Flask-SQLAlchemy is kept in this file; features import `Base` and `db` from here.
"""

from __future__ import annotations

import sqlite3
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session

# Constraint names by rule, or SQLite's batch migrations cannot drop them.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
#: The name of the engine for single questions, and what makes it quick.
ONE_QUESTION = "one question"
ONE_WAY = {
    "isolation_level": "AUTOCOMMIT",
    "pool_reset_on_return": None,
    "pool_pre_ping": False,
    # A question takes a tenth of a millisecond, a new connection many: whoever finds none free waits.
    "max_overflow": 0,
}

#: True while the work at hand means to write. SQLite then takes its write lock at BEGIN: a
#: transaction that reads first and locks later can fail at once, whatever the busy timeout.
_means_to_write: ContextVar[bool] = ContextVar("means_to_write", default=False)


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment: given and returned with its zone, stored in UTC. Refuses naive values."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Base of every table."""

    metadata = sa.MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it so


db = SQLAlchemy(metadata=Base.metadata)


def init_db(app: Flask, *, database_url: str) -> None:
    """Bind the database to `app`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(database_url)
    app.config["SQLALCHEMY_BINDS"] = {
        ONE_QUESTION: _engine_options(database_url) | {"url": database_url} | ONE_WAY
    }
    db.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _make_sqlite_safe(db.engine)


def one_question_engine() -> Engine:
    """For a single statement that reads: to a server, one way there and back instead of four.

    No BEGIN, no ROLLBACK, no asking first whether the server is there; and never a connection more than it keeps.
    """
    return db.engines[ONE_QUESTION]


def close_connections(*, ours: bool = True) -> None:
    """Let go of every pooled connection; those of another process (not `ours`) without closing them."""
    for engine in db.engines.values():
        engine.dispose(close=ours)


def means_to_write() -> None:
    """Say before the first statement that this transaction will write."""
    _means_to_write.set(True)


def reads_again() -> None:
    """Take back `means_to_write` when the work is done."""
    _means_to_write.set(False)


def _engine_options(database_url: str) -> dict[str, Any]:
    # A small pool: no stream ever holds a connection, and requests are short.
    options: dict[str, Any] = {"pool_size": 5, "max_overflow": 20, "pool_timeout": 10}
    if database_url.startswith("sqlite"):
        options["connect_args"] = {"timeout": 10}
    else:
        options["pool_pre_ping"] = True
    return options


def _make_sqlite_safe(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        # We emit BEGIN ourselves (below); the driver's own would come too late for the lock.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        # FULL: what a person was told is saved survives a power cut, not only a crash.
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _means_to_write.get() else "BEGIN")


def one_at_a_time(what: str, own: Session) -> None:
    """Let no other transaction pass here for the same `what` until that of `own` ends.

    For counting before adding. SQLite needs nothing: a transaction that means to write has been
    alone since its BEGIN.
    """
    if own.get_bind().dialect.name == "postgresql":
        own.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(what))))


def session() -> Session:
    """The session of the work at hand."""
    return db.session()
