"""One thread a process sees the change signal move and tells every open stream of a wall.

Whoever serves a stream sleeps until it ends: no stream ever holds a connection or a session. The watcher alone has a
connection to the database, its own, and writes to all lines. It begins with the first stream, so always in the worker that serves it and never
before the fork, and ends with the last.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

import sqlalchemy as sa
from flask import Flask

from kiosk.core import clock
from kiosk.core.db import one_question_engine
from kiosk.core.logs import LOG, log
from kiosk.programme.signal import READ_SIGNAL

#: How often the watcher looks.
TICK_S = 0.05
#: A stream on which nothing changes says its number again after so many looks: ten seconds.
BEAT_TICKS = 200
#: A stream that has heard nothing for so long has no watcher any more. It ends, and its wall asks for itself.
SILENT_FOR_S = 30
#: Where an application keeps its watcher.
EXTENSION = "kiosk-watcher"
READ_DEVICES = "SELECT secret_hash FROM screen WHERE secret_hash IS NOT NULL"


@dataclass(eq=False)
class Stream:
    """What one wall is told: the number of the change signal, again and again, until it ends.

    Whoever serves it sends the first, behind the head of the answer. Then the line is left to the watcher, which wakes no
    thread: a thousand that want to run at once would wait for each other far longer than a line takes.
    """

    #: Hash of the secret its device keeps.
    device: str
    #: The line to the wall, if the server says which it is.
    line: socket.socket | None
    #: How the server would send a number over it; None: only the server knows.
    as_sent: Callable[[int], bytes] | None
    #: At which looks it says its number again; by its beginning, so that not all do at once.
    beat: int
    watcher: Watcher
    told: int | None = None
    _numbers: SimpleQueue[int | None] = field(default_factory=SimpleQueue)
    _turn: Lock = field(default_factory=Lock)
    _has_begun: bool = False
    #: True while the line is the watcher's to write to.
    _is_left: bool = False
    #: True if the watcher has written since that was last looked at.
    _is_heard: bool = False

    def __iter__(self) -> Iterator[int]:
        return self

    def __next__(self) -> int:
        """Wait for the next number that the server has to send. Who asks for it has sent the last."""
        with self._turn:
            self._is_left = self._has_begun and self._numbers.empty()
            self._has_begun = True
        number = self._next()
        with self._turn:
            self._is_left = False
        if number is None:
            raise StopIteration
        return number

    def _next(self) -> int | None:
        while True:
            self._is_heard = False
            with contextlib.suppress(Empty):
                return self._numbers.get(timeout=SILENT_FOR_S)
            if not self._is_heard:
                return None

    def tell(self, number: int) -> None:
        """Have `number` said."""
        self.told = number
        with self._turn:
            if self._is_left and self._sent(number):
                self._is_heard = True
            else:
                self._is_left = False
                self._numbers.put(number)

    def _sent(self, number: int) -> bool:
        """Send `number`; False if it cannot be sent without waiting."""
        if self.line is None or self.as_sent is None:
            return False
        text = self.as_sent(number)
        try:
            count = self.line.send(text, socket.MSG_DONTWAIT)
        except OSError:
            return False
        if count < len(text):
            # Whatever came behind it would not be understood.
            self.cut()
        return True

    def end(self) -> None:
        """Have no more said."""
        self._numbers.put(None)

    def cut(self) -> None:
        """End, and let go of a line that may take no more."""
        self.end()
        if self.line is not None:
            with contextlib.suppress(OSError):
                self.line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Say that nobody listens any more."""
        self.watcher.forget(self)


class Watcher:
    """The streams of this process, and the thread that tells them."""

    def __init__(self, engine: sa.Engine, *, most: int) -> None:
        self._engine = engine
        #: So many streams at once; a wall beyond them asks for itself.
        self.most = most
        #: Does what is to be done before walls hear of a change.
        self.prepare: Callable[[], None] = lambda: None
        self._announced: int | None = None
        #: True once this process is to end: set by whoever serves.
        self.is_ending: Callable[[], bool] = lambda: False
        self._lock = Lock()
        self._streams: dict[int, Stream] = {}
        #: Made with the first stream: one that was made before the fork would be all workers' own.
        self._lines: select.epoll | None = None
        self._is_watching = False
        self._tick = 0

    def __len__(self) -> int:
        return len(self._streams)

    def open(
        self,
        device: str,
        line: socket.socket | None = None,
        as_sent: Callable[[int], bytes] | None = None,
    ) -> Stream | None:
        """A stream for a device; None when there is no room for one more."""
        with self._lock:
            if len(self._streams) >= self.most or self.is_ending():
                return None
            stream = Stream(device, line, as_sent, beat=self._tick % BEAT_TICKS, watcher=self)
            self._streams[id(stream)] = stream
            lines = self._lines = self._lines or select.epoll()
            if line is not None:
                # Only whether the other end is gone.
                lines.register(line, select.EPOLLRDHUP)
            if not self._is_watching:
                self._is_watching = True
                Thread(target=self._watch, args=(lines,), name="watcher", daemon=True).start()
        return stream

    def forget(self, stream: Stream) -> None:
        """Tell `stream` nothing any more. Its line is still open: the system has given its number to no other."""
        with self._lock:
            known = self._streams.pop(id(stream), None)
            if known is not None and stream.line is not None and self._lines is not None:
                with contextlib.suppress(OSError, ValueError):
                    self._lines.unregister(stream.line)

    def _watch(self, lines: select.epoll) -> None:
        with contextlib.closing(_Reader(self._engine)) as reader:
            while streams := self._present():
                try:
                    self._look(streams, reader)
                except Exception:
                    # Their walls ask for themselves, and open new ones.
                    LOG.exception("watcher failed")
                    for stream in streams:
                        stream.cut()
                # All processes look at the same time, so that all are ready when walls ask any of them.
                gone = lines.poll(clock.until_next(TICK_S))
                self._end_gone(streams, {number for number, _event in gone})
                self._tick += 1

    def _present(self) -> list[Stream]:
        """All streams; without any, this thread is over."""
        with self._lock:
            self._is_watching = bool(self._streams)
            return list(self._streams.values())

    def _look(self, streams: list[Stream], reader: _Reader) -> None:
        if self.is_ending():
            for stream in streams:
                stream.cut()
            return
        standing = reader.read()
        if standing is None:
            return
        number, devices = standing
        beat = self._tick % BEAT_TICKS
        beating = [one for one in streams if one.told == number and one.beat == beat]
        if number != self._announced:
            self._announced = number
            self._prepare()
        for stream in streams:
            if stream.told != number:
                stream.tell(number)
                if stream.device not in devices:
                    stream.end()
        for stream in beating:
            stream.tell(number)

    def _prepare(self) -> None:
        try:
            self.prepare()
        except Exception:
            # It was only to be quicker: walls hear of the change all the same.
            LOG.exception("nothing made ahead")

    def _end_gone(self, streams: list[Stream], gone: set[int]) -> None:
        """End the streams whose walls have let go of their lines."""
        for stream in streams if gone else ():
            if stream.line is not None and stream.line.fileno() in gone:
                with contextlib.suppress(OSError):
                    # Asked for, an error is over: it does not come up again where the stream says its last.
                    stream.line.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                self.forget(stream)
                stream.end()


class _Reader:
    """What the watcher reads, on a connection of its own. Only its thread uses it."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._errors = (sa.exc.SQLAlchemyError, engine.dialect.loaded_dbapi.Error)
        self._connection: sa.PoolProxiedConnection | None = None
        self._number: int | None = None
        self._devices: frozenset[str] = frozenset()
        self._fails = False

    def read(self) -> tuple[int, frozenset[str]] | None:
        """The change signal and the devices that are some screen's; None while the database cannot say."""
        try:
            ((number,),) = self._rows(READ_SIGNAL)
            if number != self._number:
                # After the number: they are as new as it, or newer.
                self._devices = frozenset(device for (device,) in self._rows(READ_DEVICES))
                self._number = number
            self._fails = False
        except self._errors:
            if not self._fails:
                log("watcher cannot read", level=logging.ERROR)
            self._fails = True
            self.close()
            return None
        return number, self._devices

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection, self._number = self._connection, None, None
        if connection is not None:
            with contextlib.suppress(*self._errors):
                connection.close()

    def _rows(self, question: str) -> Sequence[Any]:
        if self._connection is None:
            self._connection = self._engine.raw_connection()
            # Out of the pool: it is ours for good, and the pool has as many as before.
            self._connection.detach()
        cursor = self._connection.cursor()
        try:
            cursor.execute(question)
            return cursor.fetchall()
        finally:
            cursor.close()


def init_watcher(app: Flask, *, most: int) -> None:
    """Give `app` its watcher, which begins to watch with the first stream."""
    with app.app_context():
        app.extensions[EXTENSION] = Watcher(one_question_engine(), most=most)


def watcher_of(app: Flask) -> Watcher:
    """The watcher of `app`."""
    watcher: Watcher = app.extensions[EXTENSION]
    return watcher
