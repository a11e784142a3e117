"""The change signal: it moves with whatever walls may show, and with nothing else."""

from datetime import UTC, date, datetime

import pytest

from kiosk.accounts import trail
from kiosk.accounts.models import Office, Person, WorkingDayOverride
from kiosk.core.db import db
from kiosk.postings import operations as postings
from kiosk.postings.models import NilReturn
from kiosk.programme import signal
from kiosk.screens import operations as screens
from kiosk.screens.health import Ask, ask, note_health
from kiosk.screens.operations import Site
from tests.postings import making

pytestmark = pytest.mark.usefixtures("app_context")

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def screen():
    made = screens.add_screen(Site("监控室", making.station()))
    db.session.commit()
    return made


@pytest.fixture
def posting():
    made = making.posted(making.category(), making.everywhere())
    db.session.commit()
    return made


def moved_by(change):
    """By how much the signal moves when a change is committed."""
    before = signal.version()
    change()
    db.session.commit()
    return signal.version() - before


def test_withdrawing_a_posting_moves_it(posting):
    assert moved_by(lambda: postings.withdraw(posting, reason="x", at=NOON)) == 1


def test_approving_a_correction_moves_it(posting):
    def correct():
        revision = making.add_content(posting, making.notice("更正"))
        postings.approve(revision, making.SIGNED, at=NOON, register_number=None)

    assert moved_by(correct) >= 1


@pytest.mark.parametrize(
    "row",
    [
        Office(id=1, name="柳泉收费所", short_name="柳泉所"),
        # No line breaks within the name of somebody who is known.
        Person(id=1, name="田甜"),
        WorkingDayOverride(day=date(2027, 1, 1), is_working=False),
    ],
    ids=["office", "person", "calendar"],
)
def test_what_every_wall_shows_moves_it(row):
    assert moved_by(lambda: db.session.merge(row)) == 1


def test_a_statement_that_there_is_nothing_moves_it(posting):
    row = NilReturn(category=posting.category, month=date(2026, 11, 1), stated_on=date(2026, 11, 3))

    assert moved_by(lambda: db.session.add(row)) == 1


def test_taking_something_away_moves_it(posting):
    assert moved_by(lambda: db.session.delete(posting)) == 1


def test_a_screen_put_up_changed_or_revoked_moves_it(screen):
    assert moved_by(lambda: screens.add_screen(Site("大厅", screen.station))) == 1
    assert moved_by(lambda: screen.change(panel_inches=55)) == 1
    assert moved_by(screen.revoke) == 1


def test_what_is_asked_of_a_screen_moves_it_because_the_wall_is_to_know_at_once(screen):
    assert moved_by(lambda: ask(screen, Ask.RELOAD, at=NOON)) == 1


def test_a_heartbeat_does_not_move_it(screen):
    for minute in (1, 2):
        beat = NOON.replace(minute=minute)

        assert (
            moved_by(
                lambda at=beat: note_health(
                    screen,
                    {"on": {"posting": f"p{at.minute}", "kind": "notices"}, "done": 1},
                    at=at,
                )
            )
            == 0
        )


def test_neither_do_waiting_browsers_and_the_trail(screen):
    assert moved_by(lambda: screens.begin_pairing("secret", address="192.0.2.1", at=NOON)) == 0
    assert moved_by(lambda: trail.record("x.y", who="田甜", subject="s", at=NOON)) == 0


def test_what_is_rolled_back_never_moved_it(posting):
    before = signal.version()
    postings.withdraw(posting, reason="x", at=NOON)
    db.session.flush()
    assert signal.version() == before + 1

    db.session.rollback()

    assert signal.version() == before


def test_watching_twice_counts_once(posting):
    signal.watch()

    assert moved_by(lambda: postings.withdraw(posting, reason="x", at=NOON)) == 1
