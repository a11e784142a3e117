"""The application, for `flask --app app` and for gunicorn (`app:app`)."""

import sys

from kiosk import cli, create_app
from kiosk.core.config import BadSetting
from kiosk.core.privacy import keep_private
from kiosk.refusals import CannotWork, in_one_sentence

keep_private()
try:
    with in_one_sentence():
        app = create_app()
        app.cli.add_command(cli.kiosk)
except (BadSetting, CannotWork) as refusal:
    sys.stderr.write(f"{refusal}\n")
    sys.exit(2)
