"""Accounts: passwords of one's own, languages, roles as they are now."""

from datetime import date

import pytest
import sqlalchemy as sa

from kiosk.accounts.models import Act, Grant, Station
from kiosk.accounts.operations import (
    WeakPassword,
    WrongPassword,
    account_of_session,
    change_password,
    choose_language,
    holdings_of,
)
from kiosk.accounts.passwords import matches
from kiosk.accounts.roles import Holding, Right, Role, may
from kiosk.core.db import db
from tests.accounts.conftest import PASSWORD

TODAY = date(2026, 11, 22)

NEW = "three words nobody joins"


def acts():
    return [(act.what, act.who, act.subject) for act in db.session.scalars(sa.select(Act))]


def test_a_new_account_must_choose_a_password(ada):
    assert ada.must_change_password


def test_a_new_password_counts_and_ends_every_session(ada, now):
    change_password(ada, old=PASSWORD, new=NEW, at=now)
    db.session.commit()

    assert matches(NEW, ada.password_hash)
    assert not ada.must_change_password
    assert account_of_session(ada.id, session_version=1) is None
    assert account_of_session(ada.id, session_version=2) is ada
    assert acts() == [("account.password", "Ada", "account ada")]


def test_the_password_in_use_must_be_known(ada, now):
    with pytest.raises(WrongPassword):
        change_password(ada, old="another", new=NEW, at=now)

    assert matches(PASSWORD, ada.password_hash)


@pytest.mark.parametrize("new", ["short", PASSWORD, "x" * 201])
def test_a_bad_choice_is_refused(ada, now, new):
    with pytest.raises(WeakPassword):
        change_password(ada, old=PASSWORD, new=new, at=now)

    assert matches(PASSWORD, ada.password_hash)


def test_the_user_name_is_no_password(ada, now):
    ada.username = "ada-lovelace"

    with pytest.raises(WeakPassword):
        change_password(ada, old=PASSWORD, new="Ada-Lovelace", at=now)


def test_a_closed_account_has_no_sessions(ada):
    ada.is_active = False
    db.session.commit()

    assert account_of_session(ada.id, session_version=1) is None


def test_a_language_is_chosen_and_told(ada, now):
    choose_language(ada, "en", at=now)

    assert ada.language == "en"
    assert acts() == [("account.language", "Ada", "account ada")]


def test_a_role_for_a_station_names_the_station(ada):
    station = Station(code="SQB", name="Shuangquanbao", short_name="SQB", list_token="t1")
    ada.grants.append(Grant(role=Role.STATION_CHIEF, station=station))

    assert Holding(Role.STATION_CHIEF, "SQB") in holdings_of(ada, today=TODAY)


def test_a_role_nobody_knows_gives_nothing(ada):
    ada.grants = [Grant(role="emperor")]

    assert holdings_of(ada, today=TODAY) == ()


def test_a_role_at_a_station_ends_at_that_station():
    chief = [Holding(Role.STATION_CHIEF, "SQB")]

    assert may(Right.PAIR_SCREENS, chief)
    assert may(Right.PAIR_SCREENS, chief, station="SQB")
    assert not may(Right.PAIR_SCREENS, chief, station="SZP")


def test_a_role_of_the_office_reaches_every_station():
    assert may(Right.PAIR_SCREENS, [Holding(Role.CLERK)], station="SZP")
