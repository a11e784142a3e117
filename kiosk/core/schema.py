"""The database's schema, brought to its newest form by Alembic. Nothing that serves needs this, so nothing that serves imports it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from sqlalchemy.engine import Connection

from kiosk.core.db import UnknownSchema, db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def migrate_to_head(app: Flask) -> None:
    """Bring the schema to the newest revision, creating it in an empty database.

    Raises UnknownSchema.
    """
    with app.app_context(), db.engine.begin() as connection:
        config = AlembicConfig()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            # The only thing Alembic refuses here: a revision it has never heard of.
            raise UnknownSchema(str(error)) from error


def known_revisions() -> list[str]:
    """Every revision of the schema this version knows, the newest first."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]


def schema_revision(connection: Connection) -> str | None:
    """The revision a database stands at; None before its first migration."""
    return MigrationContext.configure(connection).get_current_revision()
