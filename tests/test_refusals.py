"""What a broken machine raises is one sentence in two languages; a mistake of ours stays what it is."""

import errno
import sqlite3

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from kiosk import create_app
from kiosk.accounts.models import Person
from kiosk.core import clock
from kiosk.core.config import Settings
from kiosk.core.db import close_connections, db
from kiosk.core.schema import migrate_to_head
from kiosk.first_start import prepare
from kiosk.refusals import CannotWork, in_one_sentence

FULL = "The disk is full: free some space on it first"


def said_of(error):
    with pytest.raises(CannotWork) as refused, in_one_sentence():
        raise error
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.fixture
def fresh(tmp_path):
    """An installation before its first start."""
    app = create_app(Settings.from_env({"KIOSK_INSTANCE": str(tmp_path / "instance")}))
    yield app
    with app.app_context():
        close_connections()


def fill_disk(app, *, pages_left):
    """Let its database grow to so many pages (none: not at all), as on a disk with no more room."""
    with app.app_context():
        close_connections()

        @event.listens_for(db.engine, "connect")
        def limit(connection, _record):
            connection.execute(f"PRAGMA max_page_count = {pages_left or 1}")


def test_a_disk_that_is_full_before_the_tables_are_made_says_so(fresh):
    fill_disk(fresh, pages_left=8)

    with pytest.raises(CannotWork, match=FULL), in_one_sentence():
        migrate_to_head(fresh)


def test_a_disk_that_fills_up_before_the_sample_is_loaded_says_so(fresh):
    migrate_to_head(fresh)
    fill_disk(fresh, pages_left=0)

    with fresh.app_context(), pytest.raises(CannotWork, match=FULL), in_one_sentence():
        prepare(fresh.config["SETTINGS"], at=clock.now())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_file_that_finds_no_room_says_so(number):
    assert FULL in said_of(OSError(number, "No space left on device"))


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOTDIR])
def test_a_file_that_may_not_be_written_is_named(number):
    said = said_of(OSError(number, "Read-only file system", "/srv/board/secret_key"))

    assert said == (
        "无法写入 /srv/board/secret_key（Read-only file system），请检查 KIOSK_INSTANCE。 "
        "KIOSK_INSTANCE: cannot write to /srv/board/secret_key (Read-only file system)."
    )


def test_what_a_driver_says_in_many_lines_is_said_in_its_first():
    error = sa.exc.OperationalError("SELECT 1", None, Exception("no route to host\nreally\nnone"))

    assert said_of(error).endswith("the database cannot be used (no route to host).")


def test_a_driver_that_says_nothing_is_one_sentence_too():
    assert "no reason given" in said_of(sqlite3.OperationalError())


@pytest.mark.parametrize("error", [FileNotFoundError(errno.ENOENT, "x"), ValueError(), KeyError()])
def test_a_mistake_of_ours_keeps_its_traceback(error):
    with pytest.raises(type(error)), in_one_sentence():
        raise error


def test_what_the_database_refuses_for_a_reason_of_ours_keeps_its_traceback(app_context):
    db.session.add(Person(name=None))

    with pytest.raises(sa.exc.IntegrityError), in_one_sentence():
        db.session.flush()
