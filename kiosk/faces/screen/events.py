"""The stream on which a wall hears that something may have changed (server-sent events).

It says the number of the change signal, and every ten seconds the last one again. What has changed the wall asks for
itself: `/screen/programme`, which must then be at least as new as that number.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, current_app, request

from kiosk.faces.screen.device import device, this_screen
from kiosk.faces.screen.views import bp
from kiosk.programme.watcher import Stream, watcher_of

#: What has been sent to a wall and not been received for so long is lost, and the wall gone: two beats and a half.
UNHEARD_MS = 25_000
#: When a wall for which there is no room may try again.
TRY_AGAIN_S = 30


@bp.get("/events")
@device
def events() -> Response:
    """Numbers of the change signal, for as long as the wall listens.

    503 when as many walls listen to this process as there are threads for: the wall goes on asking, and tries again.
    """
    device, as_sent = str(this_screen().secret_hash), _as_chunk if _is_chunked() else None
    stream = watcher_of(current_app).open(device, _line(), as_sent)
    if stream is None:
        return Response(status=503, headers={"Retry-After": str(TRY_AGAIN_S)})
    answer = Response(_Written(stream), mimetype="text/event-stream")
    # Nothing on the way may keep it back: neither to keep, nor to compress, nor to send more at once (nginx).
    answer.headers["Cache-Control"] = "no-store, no-transform"
    answer.headers["X-Accel-Buffering"] = "no"
    return answer


@dataclass
class _Written:
    """A stream as it goes over the line. The server closes it when the wall is gone."""

    stream: Stream

    def __iter__(self) -> Iterator[bytes]:
        return map(_event, self.stream)

    def close(self) -> None:
        self.stream.close()


def _event(number: int) -> bytes:
    return f"data: {number}\n\n".encode()


def _as_chunk(number: int) -> bytes:
    """The same as gunicorn sends it on: in a chunk of its own (RFC 9112, 7.1)."""
    event = _event(number)
    return b"%X\r\n%b\r\n" % (len(event), event)


def _is_chunked() -> bool:
    """True if it will be gunicorn that sends it on, so."""
    environ = request.environ
    return "gunicorn.socket" in environ and environ["SERVER_PROTOCOL"] == "HTTP/1.1"


def _line() -> socket.socket | None:
    """The line to the wall, made to notice that nobody is there any more; None if the server does not say."""
    environ = request.environ
    line: socket.socket | None = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    if line is not None:
        with contextlib.suppress(OSError):  # not every line is TCP
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MS)
    return line
