"""Screens: claimed by a link, paired by a code, recognised by their secret."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Station
from kiosk.core import codes
from kiosk.core.db import one_at_a_time, session
from kiosk.screens.models import Pairing, Screen, ScreenReport

CODE_LASTS = timedelta(minutes=10)
#: So many walls may be set up at once behind one address; more is somebody playing.
MOST_WAITING_AT_ONE_ADDRESS = 40
MOST_WAITING = 400
CODE_TRIES = 20
MOST_SECRET = 100


class UnknownPairingCode(Exception):
    """No browser is waiting with this code: mistyped, used or expired."""


@dataclass(frozen=True)
class Site:
    """What is said of a screen when it is put up."""

    name: str
    station: Station
    audience: str = "staff"
    panel_inches: int = 43
    distance_dm: int = 30
    keeper: str = ""
    keeper_phone: str = ""


def add_screen(site: Site, *, is_sample: bool = False) -> Screen:
    """Add a screen that no device has claimed yet."""
    screen = Screen(
        name=site.name,
        station=site.station,
        audience=site.audience,
        panel_inches=site.panel_inches,
        distance_dm=site.distance_dm,
        keeper=site.keeper,
        keeper_phone=site.keeper_phone,
        is_sample=is_sample,
    )
    session().add(screen)
    return screen


def screens_in_use() -> list[Screen]:
    """Every screen that is not revoked, with its station, station by station."""
    query = (
        sa.select(Screen)
        .join(Screen.station)
        .where(~Screen.is_revoked)
        .options(joinedload(Screen.station))
        .order_by(Station.position, Station.id, Screen.id)
    )
    return list(session().scalars(query))


def fresh_claim(screen: Screen) -> str:
    """A new one-use secret for `screen`'s own link; the one before it no longer works."""
    secret = codes.new_secret()
    screen.claim_hash = codes.secret_hash(secret)
    return secret


def claim(secret: str) -> tuple[Screen, str] | None:
    """Use up a claim: the screen and the device secret to keep, or None if the claim is unknown."""
    # Locked: of two browsers that open the link at once, the second must find it used.
    screen = session().scalar(
        sa.select(Screen).where(Screen.claim_hash == codes.secret_hash(secret)).with_for_update()
    )
    if screen is None:
        return None
    device_secret = codes.new_secret()
    screen.claim_hash = None
    screen.secret_hash = codes.secret_hash(device_secret)
    screen.is_revoked = False
    return screen, device_secret


def screen_with(secret: str) -> Screen | None:
    """The screen whose device keeps `secret`."""
    return session().scalar(
        sa.select(Screen)
        .where(Screen.secret_hash == codes.secret_hash(secret))
        .options(joinedload(Screen.station))
    )


def waiting_with(secret: str, *, at: datetime) -> Pairing | None:
    """The pairing a browser that keeps `secret` is waiting in, if it has not expired."""
    return session().scalar(
        sa.select(Pairing).where(
            Pairing.secret_hash == codes.secret_hash(secret), Pairing.expires_at > at
        )
    )


def come_back(secret: str, *, instead_of: str | None) -> Screen | None:
    """The screen whose device has kept `secret`, though its cookie is gone; None: nobody's, or not any more.

    `instead_of` is what it has waited with since: the code it was given then is void.
    """
    # Whatever is no secret of ours is not even looked for.
    screen = screen_with(secret) if secret.isascii() and len(secret) <= MOST_SECRET else None
    if screen is not None and instead_of is not None:
        waiting = Pairing.secret_hash == codes.secret_hash(instead_of)
        session().execute(sa.delete(Pairing).where(waiting))
    return screen


def begin_pairing(secret: str, *, address: str, at: datetime) -> Pairing:
    """Let a browser that keeps `secret`, connected from `address`, wait with a fresh code.

    Where too many wait already, the one that has waited longest gives way, at the same address
    first: nobody can keep all others from pairing by waiting often.
    """
    one_at_a_time("pairing", session())
    session().execute(
        sa.delete(Pairing).where(
            sa.or_(Pairing.expires_at <= at, Pairing.secret_hash == codes.secret_hash(secret))
        )
    )
    _make_room(Pairing.address == address, most=MOST_WAITING_AT_ONE_ADDRESS)
    _make_room(sa.true(), most=MOST_WAITING)
    taken = set(session().scalars(sa.select(Pairing.code)))
    code = next(
        code for code in (codes.new_digits() for _ in range(CODE_TRIES)) if code not in taken
    )
    pairing = Pairing(
        code=code,
        secret_hash=codes.secret_hash(secret),
        address=address,
        expires_at=at + CODE_LASTS,
    )
    session().add(pairing)
    return pairing


def pair(code: str, site: Site, *, at: datetime) -> Screen:
    """Make the browser that waits with `code` a screen: a new one, or the one of that station and name
    that has no device any more. Raises UnknownPairingCode.
    """
    pairing = session().scalar(
        sa.select(Pairing).where(Pairing.code == code, Pairing.expires_at > at).with_for_update()
    )
    if pairing is None:
        raise UnknownPairingCode(code)
    screen = _without_device(site) or add_screen(site)
    screen.secret_hash = pairing.secret_hash
    screen.is_revoked = False
    session().delete(pairing)
    return screen


def _without_device(site: Site) -> Screen | None:
    """The screen that hung there under that name and lost its device: pairing anew brings it back."""
    found = session().scalar(
        sa.select(Screen)
        .where(
            Screen.station_id == site.station.id,
            Screen.name == site.name,
            Screen.secret_hash.is_(None),
        )
        .order_by(Screen.id)
        .limit(1)
        .with_for_update()
    )
    if found is not None:
        found.change(
            audience=site.audience,
            panel_inches=site.panel_inches,
            distance_dm=site.distance_dm,
            keeper=site.keeper,
            keeper_phone=site.keeper_phone,
        )
        found.claim_hash = None
        found.is_sample = False  # somebody's own from now on
    return found


def _make_room(among: sa.ColumnElement[bool], *, most: int) -> None:
    """Let those who have waited longest go, until one more makes `most`."""
    newest_first = sa.select(Pairing.id).where(among).order_by(Pairing.id.desc())
    session().execute(sa.delete(Pairing).where(Pairing.id.in_(newest_first.offset(most - 1))))


def first_report(screen: Screen, *, at: datetime) -> ScreenReport:
    """Its report, made here if there is none or, when a screen asks twice in one moment, by whoever was faster."""
    report = session().get(ScreenReport, screen.id)
    if report is not None:
        return report
    with contextlib.suppress(IntegrityError), session().begin_nested():
        session().add(ScreenReport(screen_id=screen.id, seen_at=at))
    return session().get_one(ScreenReport, screen.id)
