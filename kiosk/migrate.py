"""`python -m kiosk.migrate`: bring the database to its newest form, or say in one sentence why not."""

from __future__ import annotations

import sys

from kiosk import create_app
from kiosk.core.config import BadSetting, Settings
from kiosk.core.privacy import keep_private
from kiosk.core.schema import migrate_to_head
from kiosk.refusals import CannotWork, in_one_sentence

REFUSED = 2


def main() -> None:
    """Migrate."""
    keep_private()
    try:
        with in_one_sentence():
            migrate_to_head(create_app(Settings.from_env()))
    except (BadSetting, CannotWork) as refusal:
        sys.stderr.write(f"{refusal}\n")
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()
