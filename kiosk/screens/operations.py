"""Screens: claimed by a link, paired by a code, recognised by their secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Station
from kiosk.core import codes
from kiosk.core.db import session
from kiosk.screens.models import Pairing, Screen, ScreenReport

CODE_LASTS = timedelta(minutes=10)
MOST_WAITING = 200
CODE_TRIES = 20


class UnknownPairingCode(Exception):
    """No browser is waiting with this code: mistyped, used or expired."""


class TooManyWaiting(Exception):
    """So many browsers wait for pairing that something is wrong."""


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


def fresh_claim(screen: Screen) -> str:
    """A new one-use secret for `screen`'s own link; the one before it no longer works."""
    secret = codes.new_secret()
    screen.claim_hash = codes.secret_hash(secret)
    return secret


def claim(secret: str) -> tuple[Screen, str] | None:
    """Use up a claim: the screen and the device secret to keep, or None if the claim is unknown."""
    screen = session().scalar(
        sa.select(Screen).where(Screen.claim_hash == codes.secret_hash(secret))
    )
    if screen is None:
        return None
    device_secret = codes.new_secret()
    screen.claim_hash = None
    screen.secret_hash = codes.secret_hash(device_secret)
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


def begin_pairing(secret: str, *, at: datetime) -> Pairing:
    """Let a browser that keeps `secret` wait with a fresh code. Raises TooManyWaiting."""
    session().execute(
        sa.delete(Pairing).where(
            sa.or_(Pairing.expires_at <= at, Pairing.secret_hash == codes.secret_hash(secret))
        )
    )
    taken = set(session().scalars(sa.select(Pairing.code)))
    if len(taken) >= MOST_WAITING:
        raise TooManyWaiting
    code = next(
        code for code in (codes.new_digits() for _ in range(CODE_TRIES)) if code not in taken
    )
    pairing = Pairing(code=code, secret_hash=codes.secret_hash(secret), expires_at=at + CODE_LASTS)
    session().add(pairing)
    return pairing


def pair(code: str, site: Site, *, at: datetime) -> Screen:
    """Make the browser that waits with `code` a new screen. Raises UnknownPairingCode."""
    pairing = session().scalar(
        sa.select(Pairing).where(Pairing.code == code, Pairing.expires_at > at)
    )
    if pairing is None:
        raise UnknownPairingCode(code)
    screen = add_screen(site)
    screen.secret_hash = pairing.secret_hash
    session().delete(pairing)
    return screen


def note_report(
    screen: Screen, *, at: datetime, width_px: int, height_px: int, engine: str
) -> None:
    """Remember what a screen last said of itself."""
    report = session().get(ScreenReport, screen.id)
    if report is None:
        report = ScreenReport(screen_id=screen.id)
        session().add(report)
    report.seen_at = at
    report.width_px = width_px
    report.height_px = height_px
    report.engine = engine
