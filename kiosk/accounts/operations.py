"""What is done to accounts: opened, signed in to, given another password."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from kiosk.accounts import passwords, trail
from kiosk.accounts.models import Account, Deputy, Grant, SignInTry, Station
from kiosk.accounts.roles import Holding, Role
from kiosk.core.config import MIN_PASSWORD_LENGTH
from kiosk.core.db import db, one_at_a_time, session

MOST_TRIES = 10
TRIES_COUNT_FOR = timedelta(minutes=15)
#: A longer one only keeps the hasher busy.
MAX_PASSWORD_LENGTH = 200


class SignInRefused(Exception):
    """Unknown name, wrong password or closed account; nobody is told which."""


class TooManyTries(Exception):
    """This name, or this address, has failed so often that it must wait."""


class WrongPassword(Exception):
    """The password in use is another one."""


class WeakPassword(Exception):
    """The new password is too short or too long, the user name, or the old one again."""


@dataclass(frozen=True)
class Credentials:
    """What was typed, and the address it came from (never a header's word for it)."""

    username: str
    password: str
    address: str


def open_account(
    username: str,
    *,
    display_name: str,
    password: str,
    roles: Iterable[tuple[Role, Station | None]],
    must_change_password: bool = True,
    is_sample: bool = False,
) -> Account:
    """Add an account that holds `roles`, each for a station or (None) for the whole office."""
    account = Account(
        username=username,
        display_name=display_name,
        password_hash=passwords.hashed(password),
        must_change_password=must_change_password,
        is_sample=is_sample,
        grants=[Grant(role=role, station=station) for role, station in roles],
    )
    session().add(account)
    return account


def sign_in(given: Credentials, *, at: datetime) -> Account:
    """The account these credentials open. Raises TooManyTries or SignInRefused.

    The try is counted before the password is looked at, in a transaction of its own: guesses made
    side by side all count, a refused request takes nothing back, and the slow comparison holds no
    lock. Must run before the request's own session has asked the database anything.
    """
    name_hash = _hash(given.username)
    with Session(db.engine) as own, own.begin():
        one_at_a_time("sign-in", own)
        _count_try(own, name_hash, given.address, at=at)
        stored = own.execute(
            sa.select(Account.password_hash, Account.is_active).where(
                Account.username == given.username
            )
        ).first()
    fits = passwords.matches(given.password, stored.password_hash if stored else None)
    account = account_called(given.username) if fits and stored and stored.is_active else None
    if account is None:
        raise SignInRefused
    session().execute(sa.delete(SignInTry).where(SignInTry.name_hash == name_hash))
    return account


def account_called(username: str) -> Account | None:
    """The account of that user name."""
    return session().scalar(sa.select(Account).where(Account.username == username))


def account_of_session(account_id: int, *, session_version: int) -> Account | None:
    """The account a session stands for, with its roles as they are now; None once it has ended."""
    return session().scalar(
        sa.select(Account)
        .where(
            Account.id == account_id,
            Account.session_version == session_version,
            Account.is_active,
        )
        .options(
            selectinload(Account.grants).selectinload(Grant.station),
            selectinload(Account.deputies).selectinload(Deputy.station),
        )
    )


def holdings_of(account: Account, *, today: date) -> tuple[Holding, ...]:
    """The roles `account` holds, its own and on `today` as a deputy. A role this version does not know gives no right."""
    known = set(Role)
    own = tuple(
        Holding(
            Role(grant.role),
            grant.station.code if grant.station else None,
            grant.category_code or None,
        )
        for grant in account.grants
        if grant.role in known
    )
    stands_in = tuple(
        Holding(
            Role(one.role),
            one.station.code if one.station else None,
            stands_for=f"{one.stands_for}（{one.reason}）",
        )
        for one in account.deputies
        if one.role in known and one.first_day <= today <= one.last_day
    )
    return own + stands_in


def change_password(account: Account, *, old: str, new: str, at: datetime) -> None:
    """Give `account` a password of its owner's own choice; every session of it ends.

    Raises WrongPassword or WeakPassword.
    """
    if not passwords.matches(old, account.password_hash):
        raise WrongPassword
    is_long_enough = MIN_PASSWORD_LENGTH <= len(new) <= MAX_PASSWORD_LENGTH
    if not is_long_enough or new == old or new.casefold() == account.username.casefold():
        raise WeakPassword
    account.password_hash = passwords.hashed(new)
    account.must_change_password = False
    account.session_version += 1
    trail.record("account.password", who=account.display_name, subject=_subject(account), at=at)


def give_password(account: Account, *, password: str) -> None:
    """Give `account` a password its owner must change; every session of it ends."""
    account.password_hash = passwords.hashed(password)
    account.must_change_password = True
    account.session_version += 1


def has_given_password(account: Account, password: str) -> bool:
    """True while the password of `account` is this one, and its owner has not changed it yet."""
    return account.must_change_password and passwords.matches(password, account.password_hash)


def set_active(account: Account, *, active: bool) -> None:
    """Close an account, which ends every session of it, or open it again."""
    if account.is_active and not active:
        account.session_version += 1
    account.is_active = active


def set_grants(account: Account, wanted: Iterable[Grant]) -> None:
    """Let `account` hold exactly these roles; what it holds already stays the same row."""
    held = {_grant_key(one): one for one in account.grants}
    account.grants = list(
        {_grant_key(one): held.get(_grant_key(one), one) for one in wanted}.values()
    )


def holders_of(role: Role, station: Station | None) -> list[Account]:
    """Everybody who holds `role` there for themselves, whether or not they may sign in: at a station, or (None) the office."""
    place: sa.ColumnElement[bool] = Grant.station_id.is_(None)
    if station is not None:
        place = sa.or_(place, Grant.station_id == station.id)
    query = sa.select(Account).where(Account.grants.any(sa.and_(Grant.role == role, place)))
    return list(session().scalars(query.order_by(Account.id)))


def holds(account: Account, wanted: Iterable[Grant]) -> bool:
    """True if these are exactly the roles `account` holds."""
    return {_grant_key(one) for one in account.grants} == {_grant_key(one) for one in wanted}


def runs_without(account: Account) -> bool:
    """True if somebody else could still administer the system without `account`."""
    query = (
        sa.select(Account.id)
        .join(Grant)
        .where(
            Grant.role == Role.SYSTEM_ADMIN,
            Grant.station_id.is_(None),
            Account.is_active,
            Account.id != account.id,
            ~Account.is_sample,
        )
    )
    return session().scalar(query.limit(1)) is not None


def choose_language(account: Account, language: str, *, at: datetime) -> None:
    """Let the panel speak `language` to the owner of `account`."""
    trail.record(
        "account.language",
        who=account.display_name,
        subject=_subject(account),
        at=at,
        before=account.language,
        after=language,
    )
    account.language = language


def count_guess(account_id: int, *, at: datetime) -> None:
    """Count that somebody signed in types a code, before it is looked at. Raises TooManyTries.

    In the request's own transaction: a view that then refuses has to keep the count all the same.
    """
    one_at_a_time("guesses", session())
    guesser = _guesser(account_id)
    _count_try(session(), _hash(guesser), guesser, at=at)


def forget_guesses(account_id: int) -> None:
    """The code was right: what was mistyped before counts no more."""
    session().execute(sa.delete(SignInTry).where(SignInTry.address == _guesser(account_id)))


def _guesser(account_id: int) -> str:
    # In place of an address, which no address looks like.
    return f"guesses of account {account_id}"


def _count_try(own: Session, name_hash: str, address: str, *, at: datetime) -> None:
    own.execute(sa.delete(SignInTry).where(SignInTry.at <= at - TRIES_COUNT_FOR))
    by_name, by_address = own.execute(
        sa.select(
            sa.func.count().filter(SignInTry.name_hash == name_hash),
            sa.func.count().filter(SignInTry.address == address),
        ).select_from(SignInTry)
    ).one()
    if max(by_name, by_address) >= MOST_TRIES:
        raise TooManyTries
    own.add(SignInTry(at=at, name_hash=name_hash, address=address))


def _hash(username: str) -> str:
    return hashlib.sha256(username.casefold().encode()).hexdigest()


def _grant_key(grant: Grant) -> tuple[str, int | None, str]:
    station = grant.station.id if grant.station else grant.station_id
    return grant.role, station, grant.category_code or ""


def _subject(account: Account) -> str:
    return f"account {account.username}"
