"""`python -m tests.browser.frozen_server MOMENT`: serve the kiosk with a clock that starts at MOMENT and runs on.

HOST, PORT and KIOSK_INSTANCE are those of the product; the database is there already. Only what a wall asks for matters
here, so the development server is enough.
"""

import logging
import sys
from datetime import datetime

import time_machine
from werkzeug.serving import make_server

from kiosk import create_app
from kiosk.core.config import Settings


def main() -> None:
    """Serve until terminated."""
    settings = Settings.from_env()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server(settings.host, settings.port, create_app(settings), threaded=True)
    with time_machine.travel(datetime.fromisoformat(sys.argv[1]), tick=True):
        server.serve_forever()


if __name__ == "__main__":
    main()
