"""Draft a migration: the difference between the models and the newest revision. `make migration m="..."` calls this."""

import sys
import tempfile

from alembic import command
from alembic.config import Config

from kiosk import create_app
from kiosk.core.config import Settings
from kiosk.core.db import db
from kiosk.core.revisions import MIGRATIONS
from kiosk.core.schema import migrate_to_head


def draft(message: str) -> None:
    """Write a new file in kiosk/migrations/versions, to be read and corrected by a person."""
    with tempfile.TemporaryDirectory() as instance:
        app = create_app(Settings.from_env({"KIOSK_INSTANCE": instance, "KIOSK_SAMPLE": "off"}))
        migrate_to_head(app)
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        with app.app_context(), db.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True)


if __name__ == "__main__":
    draft(sys.argv[1])
