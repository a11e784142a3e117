"""The application, for `flask --app app` and for gunicorn (`app:app`)."""

import sys

from kiosk import create_app
from kiosk.core.config import BadSetting

try:
    app = create_app()
except BadSetting as refusal:
    sys.stderr.write(f"{refusal}\n")
    sys.exit(2)
