"""What is kept until things stand differently: one for each owner, made once however many ask."""

import contextlib
import threading

import pytest

from kiosk.programme.newest import Newest


@pytest.fixture
def newest():
    return Newest()


def test_it_is_made_once_while_things_stand_the_same(newest):
    first = newest.of("wall", 1, object)

    assert newest.of("wall", 1, object) is first
    assert newest.of("another wall", 1, object) is not first


def test_it_is_made_anew_when_they_do_not_and_the_old_one_is_let_go(newest):
    first = newest.of("wall", 1, object)
    second = newest.of("wall", 2, object)

    assert second is not first
    assert newest.of("wall", 1, object) is not first


def test_of_threads_that_ask_at_once_one_makes_it_for_all(newest):
    made = []
    got = []
    meeting = threading.Barrier(2)

    def make():
        # Were two of them here at once, they would meet.
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(timeout=0.2)
        made.append(object())
        return made[-1]

    def ask():
        got.append(newest.of("wall", 1, make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 1
    assert got == made * 8


def test_what_could_not_be_made_is_tried_again(newest):
    def fail():
        raise OSError("no database")

    with pytest.raises(OSError, match="no database"):
        newest.of("wall", 1, fail)

    assert newest.of("wall", 1, lambda: "made") == "made"


def test_asked_to_forget_it_makes_everything_anew(newest):
    first = newest.of("wall", 1, object)
    newest.forget()

    assert newest.of("wall", 1, object) is not first
