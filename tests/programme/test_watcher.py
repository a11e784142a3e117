"""The watcher: every open stream hears of a change, and of nothing else; and what comes of streams nobody listens to."""

import contextlib
import re
import socket
import threading
import time

import pytest

from kiosk.core.db import db, one_question_engine
from kiosk.programme import signal, watcher
from kiosk.programme.watcher import Watcher
from kiosk.screens.health import note_health
from kiosk.screens.operations import Site, add_screen, claim, fresh_claim
from tests.postings import making

pytestmark = pytest.mark.usefixtures("app_context")

SOON_S = 60


@pytest.fixture
def screen():
    made = add_screen(Site("监控室", making.station()))
    db.session.flush()
    assert claim(fresh_claim(made))
    db.session.commit()
    return made


@pytest.fixture
def watching(screen):
    """A watcher with room for three; whatever streams the test leaves open are closed."""
    made = Watcher(one_question_engine(), most=3)
    yield made
    for stream in list(made._streams.values()):
        stream.close()
    assert until(lambda: not is_watched())


def is_watched():
    return any(thread.name == "watcher" for thread in threading.enumerate())


def until(holds):
    """Wait for something to hold; False if it does not within a minute."""
    give_up = time.monotonic() + SOON_S
    while time.monotonic() < give_up and not holds():
        time.sleep(0.01)
    return holds()


def change():
    making.category()
    db.session.commit()
    return signal.version()


def test_a_stream_begins_with_the_number_of_now(watching, screen):
    stream = watching.open(screen.secret_hash)

    assert next(stream) == signal.version()


def test_every_stream_hears_of_every_change(watching, screen):
    streams = [watching.open(screen.secret_hash) for _ in range(3)]
    before = [next(stream) for stream in streams]

    after = change()

    assert before == [after - 1] * 3
    assert [next(stream) for stream in streams] == [after] * 3


def test_while_nothing_changes_a_stream_says_its_number_again(watching, screen, monkeypatch):
    monkeypatch.setattr(watcher, "BEAT_TICKS", 2)
    stream = watching.open(screen.secret_hash)

    assert [next(stream) for _ in range(3)] == [signal.version()] * 3


def test_streams_that_begin_apart_say_it_apart(watching, screen):
    first = watching.open(screen.secret_hash)
    assert until(lambda: watching._tick > first.beat)
    second = watching.open(screen.secret_hash)

    assert next(second) == next(first)
    assert second.beat != first.beat


def test_what_a_screen_reports_is_no_change(watching, screen, now):
    stream = watching.open(screen.secret_hash)
    begun = next(stream)
    note_health(screen, {}, at=now)
    db.session.commit()

    after = change()

    assert (begun, next(stream)) == (after - 1, after)


def test_a_revoked_screen_hears_of_it_and_its_stream_ends(watching, screen):
    other = add_screen(Site("大厅", screen.station))
    db.session.flush()
    assert claim(fresh_claim(other))
    db.session.commit()
    revoked, kept = watching.open(screen.secret_hash), watching.open(other.secret_hash)
    assert next(revoked) == next(kept)

    screen.revoke()
    db.session.commit()

    assert list(revoked) == [signal.version()]
    assert next(kept) == signal.version()
    assert next_change(kept)


def next_change(stream):
    after = change()
    return next(stream) == after


def test_there_is_room_for_so_many_and_again_when_one_has_ended(watching, screen):
    streams = [watching.open(screen.secret_hash) for _ in range(3)]

    assert watching.open(screen.secret_hash) is None
    streams[1].close()
    assert watching.open(screen.secret_hash) is not None


def test_a_stream_holds_no_connection(watching, screen):
    stream = watching.open(screen.secret_hash)
    next(stream)
    db.session.remove()

    assert {
        engine.pool.status().split("Checked out connections: ")[1] for engine in db.engines.values()
    } == {"0"}
    assert next_change(stream)


def test_a_wall_that_lets_go_of_its_line_is_forgotten_at_once(watching, screen):
    ours, theirs = socket.socketpair()
    with ours:
        stream = watching.open(screen.secret_hash, ours)
        other = watching.open(screen.secret_hash)
        next(stream)
        theirs.close()

        assert list(stream) == []
        assert until(lambda: len(watching) == 1)
        assert next(other) == signal.version()


@pytest.fixture
def left(watching, screen, monkeypatch):
    """A stream that has said its first number, the far end of its line, and what its thread has to say since."""
    monkeypatch.setattr(watcher, "BEAT_TICKS", 2)
    monkeypatch.setattr(watcher, "SILENT_FOR_S", 0.3)
    ours, theirs = socket.socketpair()
    theirs.settimeout(SOON_S)
    stream = watching.open(screen.secret_hash, ours, lambda number: b"<%d>" % number)
    next(stream)
    said = []
    serving = threading.Thread(target=lambda: said.extend(stream))
    with ours, theirs:
        serving.start()
        yield stream, theirs, said
        stream.end()
        serving.join(SOON_S)
    assert not serving.is_alive()


def test_all_that_follows_the_first_number_goes_over_the_line_and_wakes_nobody(left):
    stream, theirs, said = left
    after = change()
    heard = b""
    while (
        heard.count(b"<%d>" % after) < 10
    ):  # beats too, and for longer than a stream may be silent
        heard += theirs.recv(1000)

    assert re.fullmatch(b"(<%d>)*(<%d>)*" % (after - 1, after), heard)
    assert said == []
    assert stream.told == after


def test_a_line_that_takes_no_more_at_once_is_left_to_whoever_serves_it(left):
    stream, _theirs, said = left
    with contextlib.suppress(BlockingIOError):
        while True:
            stream.line.send(b" " * 4096, socket.MSG_DONTWAIT)
    after = change()

    assert until(lambda: after in said)


def test_when_the_process_is_to_end_all_lines_are_let_go_and_none_is_taken(watching, screen):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        stream = watching.open(screen.secret_hash, ours)
        next(stream)
        watching.is_ending = lambda: True

        assert list(stream) == []
        theirs.settimeout(SOON_S)
        assert theirs.recv(1) == b""
        assert watching.open(screen.secret_hash) is None


def test_the_watcher_ends_with_the_last_stream_and_begins_with_the_next(watching, screen):
    assert not is_watched()
    stream = watching.open(screen.secret_hash)
    assert is_watched()
    stream.close()
    assert until(lambda: not is_watched())

    assert next(watching.open(screen.secret_hash)) == signal.version()


def test_closing_twice_closes_once(watching, screen):
    stream, other = (watching.open(screen.secret_hash) for _ in range(2))
    stream.close()
    stream.close()

    assert len(watching) == 1
    assert next(other) == signal.version()


def test_while_the_database_cannot_be_read_nothing_is_said_and_then_what_has_changed(
    watching, screen, monkeypatch
):
    stream = watching.open(screen.secret_hash)
    next(stream)
    with monkeypatch.context() as away:
        away.setattr(watcher, "READ_SIGNAL", "SELECT nothing FROM nowhere")
        away.setattr(watcher, "SILENT_FOR_S", 0.3)
        after = change()
        with pytest.raises(StopIteration):
            next(stream)

    assert next(stream) == after


def test_a_stream_whose_watcher_says_nothing_ends_so_that_its_wall_asks(
    watching, screen, monkeypatch
):
    monkeypatch.setattr(watcher, "SILENT_FOR_S", 0.2)
    stream = watching.open(screen.secret_hash)

    assert list(stream) == [signal.version()]


def test_walls_hear_of_a_change_when_what_they_will_ask_for_is_ready(watching, screen):
    stream = watching.open(screen.secret_hash)
    next(stream)
    is_asked, goes_on = threading.Event(), threading.Event()

    def prepare():
        is_asked.set()
        goes_on.wait(SOON_S)

    watching.prepare = prepare
    after = change()

    assert is_asked.wait(SOON_S)
    assert stream.told == after - 1
    goes_on.set()
    assert next(stream) == after


def test_walls_hear_of_a_change_for_which_nothing_could_be_made(watching, screen):
    watching.prepare = lambda: 1 / 0
    stream = watching.open(screen.secret_hash)

    assert next(stream) == signal.version()
    assert next_change(stream)


def test_a_failure_nobody_foresaw_ends_the_streams_and_not_the_watcher(
    watching, screen, monkeypatch
):
    with monkeypatch.context() as broken:
        broken.setattr(watching, "_look", lambda *_: 1 / 0)
        stream = watching.open(screen.secret_hash)
        assert list(stream) == []
        stream.close()

    assert next(watching.open(screen.secret_hash)) == signal.version()
