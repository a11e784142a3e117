"""The database's schema: which revision it stands at, and bringing it to the newest with Alembic.

Nothing that serves needs Alembic, so nothing that serves imports this.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.util import CommandError
from flask import Flask

from kiosk.core.db import db
from kiosk.core.revisions import MIGRATIONS, UnknownSchema


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
