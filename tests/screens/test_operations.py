"""Screens: claimed by a link once, paired by a code for ten minutes, known by their secret."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from kiosk.core import codes
from kiosk.core.db import db
from kiosk.screens import operations
from kiosk.screens.models import Pairing, Screen
from kiosk.screens.operations import Site, UnknownPairingCode
from tests.postings import making

pytestmark = pytest.mark.usefixtures("app_context")

HERE = "192.0.2.1"
NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
LAST_MOMENT = NOON + timedelta(minutes=10, microseconds=-1)
TEN_MINUTES_LATER = NOON + timedelta(minutes=10)


@pytest.fixture
def site():
    return Site(name="监控室", station=making.station("LQ"))


@pytest.fixture
def another(site):
    """A claimed screen and a waiting browser that no test is about."""
    screen = operations.add_screen(Site(name="大厅", station=site.station, audience="hall"))
    db.session.flush()
    claimed = operations.claim(operations.fresh_claim(screen))
    operations.begin_pairing("another browser's secret", address=HERE, at=NOON)
    assert claimed
    return screen


@pytest.fixture
def screen(site, another):
    made = operations.add_screen(site)
    db.session.flush()
    return made


def test_a_new_screen_is_nobodys_yet(screen):
    assert (screen.secret_hash, screen.claim_hash) == (None, None)
    assert (screen.audience, screen.panel_inches, screen.distance_dm) == ("staff", 43, 30)


def test_a_link_makes_a_browser_the_screen_once(screen):
    link = operations.fresh_claim(screen)
    claimed = operations.claim(link)
    assert claimed is not None

    assert claimed[0] is screen
    assert operations.screen_with(claimed[1]) is screen
    assert operations.claim(link) is None
    assert operations.screen_with(claimed[1]) is screen


def test_a_fresh_link_makes_the_one_before_it_void(screen, another):
    first = operations.fresh_claim(screen)
    second = operations.fresh_claim(screen)

    assert operations.claim(first) is None
    claimed = operations.claim(second)
    assert claimed is not None
    assert claimed[0] is screen


def test_a_screen_claimed_again_forgets_the_device_before(screen):
    first = operations.claim(operations.fresh_claim(screen))
    second = operations.claim(operations.fresh_claim(screen))
    assert first is not None
    assert second is not None

    assert operations.screen_with(first[1]) is None
    assert operations.screen_with(second[1]) is screen


@pytest.mark.parametrize("secret", ["", "unknown", "another browser's secret"])
def test_an_unknown_link_or_secret_is_no_screens(screen, secret):
    assert operations.claim(secret) is None
    assert operations.screen_with(secret) is None


def test_no_secret_is_stored(screen):
    link = operations.fresh_claim(screen)
    db.session.flush()
    assert screen.claim_hash == codes.secret_hash(link)
    claimed = operations.claim(link)
    assert claimed is not None

    assert screen.secret_hash == codes.secret_hash(claimed[1])
    assert claimed[1] not in str(db.session.execute(sa.select(Screen.__table__)).all())


def test_a_browser_waits_with_six_digits_for_ten_minutes(screen):
    pairing = operations.begin_pairing("secret", address=HERE, at=NOON)

    assert len(pairing.code) == 6
    assert pairing.code.isdigit()
    assert operations.waiting_with("secret", at=NOON) is pairing
    assert operations.waiting_with("secret", at=LAST_MOMENT) is pairing
    assert operations.waiting_with("secret", at=TEN_MINUTES_LATER) is None
    assert operations.waiting_with("other", at=NOON) is None


def test_a_browser_that_begins_again_waits_once_with_another_code(screen, monkeypatch):
    first = operations.begin_pairing("secret", address=HERE, at=NOON).code
    again = operations.begin_pairing("secret", address=HERE, at=NOON)

    assert again.code != first
    assert operations.waiting_with("secret", at=NOON) is again
    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 2  # and the other browser


def test_the_code_typed_in_the_panel_makes_the_waiting_browser_a_screen(site, another):
    pairing = operations.begin_pairing("secret", address=HERE, at=NOON)

    made = operations.pair(pairing.code, site, at=LAST_MOMENT)

    assert operations.screen_with("secret") is made
    assert (made.name, made.station) == ("监控室", site.station)
    assert operations.waiting_with("secret", at=NOON) is None
    assert operations.waiting_with("another browser's secret", at=NOON) is not None


def test_a_code_pairs_once(site):
    code = operations.begin_pairing("secret", address=HERE, at=NOON).code
    operations.pair(code, site, at=NOON)

    with pytest.raises(UnknownPairingCode):
        operations.pair(code, site, at=NOON)


@pytest.mark.parametrize("code", ["000000", "", "12345", "abcdef"])
def test_a_mistyped_code_pairs_nothing(site, another, code, monkeypatch):
    with pytest.raises(UnknownPairingCode):
        operations.pair(code, site, at=NOON)

    assert db.session.scalars(sa.select(Screen)).all() == [another]


def test_a_screen_that_lost_its_device_comes_back_when_it_is_paired_again(site):
    first = operations.pair(
        operations.begin_pairing("old", address=HERE, at=NOON).code, site, at=NOON
    )
    first.revoke()
    first.is_sample = True

    again = operations.pair(
        operations.begin_pairing("new", address=HERE, at=NOON).code, site, at=NOON
    )

    assert again is first
    assert operations.screen_with("new") is first
    assert not first.is_sample


def test_a_screen_that_has_its_device_stays_and_another_of_its_name_is_added(site):
    first = operations.pair(
        operations.begin_pairing("one", address=HERE, at=NOON).code, site, at=NOON
    )

    second = operations.pair(
        operations.begin_pairing("two", address=HERE, at=NOON).code, site, at=NOON
    )

    assert second is not first
    assert operations.screen_with("one") is first


def test_an_expired_code_pairs_nothing(site):
    code = operations.begin_pairing("secret", address=HERE, at=NOON).code

    with pytest.raises(UnknownPairingCode):
        operations.pair(code, site, at=TEN_MINUTES_LATER)


def test_two_waiting_browsers_never_have_the_same_code(site, monkeypatch):
    drawn = iter(["111111", "111111", "222222"])
    monkeypatch.setattr(codes, "new_digits", lambda: next(drawn))

    assert operations.begin_pairing("first", address=HERE, at=NOON).code == "111111"
    assert operations.begin_pairing("second", address=HERE, at=NOON).code == "222222"


def test_an_expired_code_is_free_again(site, monkeypatch):
    monkeypatch.setattr(codes, "new_digits", lambda: "111111")
    operations.begin_pairing("first", address=HERE, at=NOON)
    db.session.flush()

    assert operations.begin_pairing("second", address=HERE, at=TEN_MINUTES_LATER).code == "111111"


def test_the_database_refuses_one_code_twice(site):
    for secret in ("a", "b"):
        db.session.add(
            Pairing(code="111111", secret_hash=codes.secret_hash(secret), expires_at=NOON)
        )

    with pytest.raises(IntegrityError):
        db.session.flush()


def waits(secret):
    return operations.waiting_with(secret, at=NOON) is not None


def test_nobody_keeps_others_from_pairing_by_waiting_often(site, another):
    operations.begin_pairing("a wall elsewhere", address="192.0.2.2", at=NOON)

    for number in range(300):
        operations.begin_pairing(f"secret {number}", address=HERE, at=NOON)

    assert waits("a wall elsewhere")
    # At one's own address the newest wait, and nobody is turned away.
    assert [number for number in range(300) if waits(f"secret {number}")] == list(range(260, 300))


def test_when_too_many_wait_everywhere_the_first_gives_way(site):
    for number in range(401):
        operations.begin_pairing(f"secret {number}", address=f"10.0.{number}.1", at=NOON)

    assert not waits("secret 0")
    assert waits("secret 1")
    assert waits("secret 400")
    assert db.session.scalar(sa.select(sa.func.count(Pairing.id))) == 400


def claimed(screen):
    """The secret that a device of `screen` keeps."""
    found = operations.claim(operations.fresh_claim(screen))
    assert found
    return found[1]


def test_whoever_has_kept_the_secret_is_the_screen_again_and_the_code_in_between_is_void(
    screen, site
):
    secret = claimed(screen)
    between = operations.begin_pairing("in between", address=HERE, at=NOON)
    db.session.flush()

    assert operations.come_back(secret, instead_of="in between") is screen
    with pytest.raises(UnknownPairingCode):
        operations.pair(between.code, site, at=NOON)
    assert operations.waiting_with("another browser's secret", at=NOON)


@pytest.mark.parametrize("shown", ["", "a guess", "\ud800", "田甜", "a" * 500])
def test_whatever_is_nobodys_secret_brings_nobody_back(screen, shown):
    operations.claim(operations.fresh_claim(screen))

    assert operations.come_back(shown, instead_of=None) is None


def test_a_revoked_screen_does_not_come_back(screen):
    secret = claimed(screen)
    screen.revoke()
    db.session.flush()

    assert operations.come_back(secret, instead_of=None) is None


@pytest.mark.parametrize(
    ("column", "value"), [("audience", "drivers"), ("panel_inches", 9), ("distance_dm", 301)]
)
def test_the_database_refuses_a_screen_that_cannot_be(screen, column, value):
    setattr(screen, column, value)

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_revoked_screen_is_no_devices_and_no_links(screen):
    claimed = operations.claim(operations.fresh_claim(screen))
    link = operations.fresh_claim(screen)
    assert claimed is not None

    screen.revoke()
    db.session.flush()

    assert screen.is_revoked
    assert operations.screen_with(claimed[1]) is None
    assert operations.claim(link) is None


def test_a_revoked_screen_that_is_claimed_again_is_like_any_other(screen):
    screen.revoke()

    assert operations.claim(operations.fresh_claim(screen))
    assert not screen.is_revoked
