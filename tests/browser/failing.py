"""What answers at a wall's address while its server is gone: a proxy that says 500 to everything."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


class _Failing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(500)

    def do_POST(self) -> None:
        self.send_error(500)

    def log_message(self, *_said: Any) -> None:
        """Nobody reads it."""


@contextmanager
def answering_500(url: str) -> Iterator[None]:
    """Something else answers at the wall's address."""
    server = HTTPServer(("127.0.0.1", int(url.rpartition(":")[2])), _Failing)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
