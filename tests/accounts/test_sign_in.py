"""Signing in: who is let in, who is not, and how often one may try."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import Type

from kiosk.accounts import passwords
from kiosk.accounts.models import SignInTry
from kiosk.accounts.operations import (
    MOST_TRIES,
    TRIES_COUNT_FOR,
    Credentials,
    SignInRefused,
    TooManyTries,
    sign_in,
)
from kiosk.core.db import db
from tests.accounts.conftest import PASSWORD

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


def fail(name, *, at, address=HERE, times=1):
    for _ in range(times):
        with pytest.raises(SignInRefused):
            sign_in(Credentials(name, "a wrong one", address), at=at)
        db.session.commit()


def tries():
    return db.session.scalar(sa.select(sa.func.count(SignInTry.id)))


def test_the_right_password_opens_the_account(ada, now):
    assert sign_in(Credentials("ada", PASSWORD, HERE), at=now) is ada


@pytest.mark.parametrize("name", ["ada", "nobody", ""])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(ada, now, name):
    fail(name, at=now)


def test_a_closed_account_stays_closed(ada, now):
    ada.is_active = False
    db.session.commit()

    with pytest.raises(SignInRefused):
        sign_in(Credentials("ada", PASSWORD, HERE), at=now)


def test_an_unknown_name_costs_the_same_comparison(ada, now, monkeypatch):
    compared = []
    really = passwords.matches

    def noted(given, stored):
        compared.append(stored)
        return really(given, stored)

    monkeypatch.setattr(passwords, "matches", noted)

    fail("nobody", at=now)

    assert compared == [None]


def test_a_name_that_failed_too_often_waits_even_with_the_right_password(ada, now):
    for number in range(MOST_TRIES):
        fail("ada", at=now, address=f"192.0.2.{number + 10}")

    with pytest.raises(TooManyTries):
        sign_in(Credentials("ada", PASSWORD, HERE), at=now)
    assert sign_in(Credentials("bo", "bo has another one", HERE), at=now).username == "bo"


def test_an_address_that_failed_too_often_waits_whatever_name_it_says(ada, now):
    for number in range(MOST_TRIES):
        fail(f"name {number}", at=now)

    with pytest.raises(TooManyTries):
        sign_in(Credentials("ada", PASSWORD, HERE), at=now)
    assert sign_in(Credentials("ada", PASSWORD, ELSEWHERE), at=now) is ada


def test_spelling_the_name_otherwise_gives_no_more_tries(ada, now):
    for number in range(MOST_TRIES):
        fail("ADA" if number % 2 else "Ada", at=now, address=f"192.0.2.{number + 10}")

    with pytest.raises(TooManyTries):
        sign_in(Credentials("ada", PASSWORD, HERE), at=now)


def test_after_a_quarter_of_an_hour_one_may_try_again(ada, now):
    fail("ada", at=now, times=MOST_TRIES)

    assert sign_in(Credentials("ada", PASSWORD, HERE), at=now + TRIES_COUNT_FOR) is ada


def test_old_tries_are_forgotten(ada, now):
    fail("ada", at=now, times=3)

    fail("ada", at=now + TRIES_COUNT_FOR + timedelta(seconds=1))

    assert tries() == 1


def test_a_success_forgets_the_tries_at_that_name_only(ada, now):
    fail("ada", at=now, times=2)
    fail("bo", at=now)

    sign_in(Credentials("ada", PASSWORD, HERE), at=now)
    db.session.commit()

    assert tries() == 1


def test_what_was_typed_as_a_name_is_not_kept(ada, now):
    fail("my secret password", at=now)

    kept = db.session.scalars(sa.select(SignInTry.name_hash)).one()
    assert "secret" not in kept
    assert len(kept) == 64


def test_guessing_a_stolen_password_is_made_expensive(hasher):
    """The least that OWASP's password storage guide asks of argon2id with two passes: 19 MiB."""
    assert (hasher.type, hasher.time_cost, hasher.memory_cost) == (Type.ID, 2, 19 * 1024)
