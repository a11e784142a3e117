"""The database's schema: which revision it stands at, and bringing it to the newest with Alembic.

Nothing that serves needs Alembic, so nothing that serves imports this.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from flask import Flask
from sqlalchemy.engine import Connection, Engine

from kiosk.core.db import db
from kiosk.core.revisions import MIGRATIONS, UnknownSchema


class RowsLeftAlone(Exception):
    """A migration has left rows that refer to nothing. It has been undone."""


def migrate_to_head(app: Flask) -> None:
    """Bring the schema to the newest revision, creating it in an empty database.

    Raises UnknownSchema, or RowsLeftAlone.
    """
    with app.app_context(), rebuilding(db.engine) as connection:
        config = AlembicConfig()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            # The only thing Alembic refuses here: a revision it has never heard of.
            raise UnknownSchema(str(error)) from error


@contextmanager
def rebuilding(engine: Engine) -> Iterator[Connection]:
    """A transaction in which a table may be rebuilt that others refer to.

    SQLite changes a constraint only by making the table anew, and to drop the old one would take the
    rows along that refer to it. So nobody looks at references meanwhile, and at the end everybody does.
    """
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            yield connection
        return
    with engine.connect() as connection:
        driver = connection.connection.cursor()
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if alone := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RowsLeftAlone(str(alone))
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
