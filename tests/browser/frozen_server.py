"""`python -m tests.browser.frozen_server FOLDER`: serve kiosks, each with a clock that starts at its moment and runs on.

Each line of standard input asks for one, as JSON: its settings, its moment and where its output goes. The answer is the number of its
process. They are forked from this one, which has imported everything already, and keep compiled templates in FOLDER, so that
a test does not wait for either. All end with standard input.

The database of each is there already. Only what a wall asks for matters here, so the development server is enough.
"""

import json
import logging
import os
import signal
import sys
from datetime import datetime

import time_machine
from jinja2 import FileSystemBytecodeCache
from werkzeug.serving import make_server

from kiosk import create_app
from kiosk.core.config import Settings


def main() -> None:
    """Fork a server for every line."""
    (folder,) = sys.argv[1:]
    # Nobody waits for them: those that ended leave nothing behind.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    begun = []
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if not pid:
            serve(asked["environ"], asked["log"], asked["moment"], folder)
        begun.append(pid)
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
    for pid in begun:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def serve(environ: dict[str, str], log: str, moment: str, folder: str) -> None:
    """Serve until killed."""
    with open(log, "wb", buffering=0) as output, open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    settings = Settings.from_env(environ)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    app = create_app(settings)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(folder)
    server = make_server(settings.host, settings.port, app, threaded=True)
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        server.serve_forever()


if __name__ == "__main__":
    main()
