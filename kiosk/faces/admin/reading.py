"""What the panel's pages show of postings and screens. Reads only; time is an argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Act, Station
from kiosk.accounts.offices import office
from kiosk.core.db import session
from kiosk.postings.models import Posting
from kiosk.screens import health
from kiosk.screens.models import Screen, ScreenReport

Sees = Callable[[str | None], bool]


@dataclass(frozen=True)
class Wall:
    """A screen as the panel lists it, with its last report; how it stands: see `health.state_of`."""

    screen: Screen
    report: ScreenReport | None
    state: str


def walls(*, moment: datetime, sees: Sees) -> list[Wall]:
    """The screens of the stations one sees, in the stations' order."""
    rows = session().execute(
        sa.select(Screen, ScreenReport)
        .join(Station)
        .outerjoin(ScreenReport, ScreenReport.screen_id == Screen.id)
        .options(joinedload(Screen.station))
        .order_by(Station.position, Station.id, Screen.name, Screen.id)
    )
    hours = office().showing_hours
    return [
        _wall(screen, report, hours, moment) for screen, report in rows if sees(screen.station.code)
    ]


def wall_of(screen: Screen, *, moment: datetime) -> Wall:
    """One screen with its last report."""
    report = session().get(ScreenReport, screen.id)
    return _wall(screen, report, office().showing_hours, moment)


def silent_screens(*, moment: datetime, sees: Sees) -> int:
    """How many paired screens of the stations one sees should have been heard of lately, and were not."""
    last_heard = moment - health.ONLINE_WITHIN
    rows = session().execute(
        sa.select(Station.code, Screen.night, Screen.night_hours, sa.func.count())
        .select_from(ScreenReport)
        .join(Screen, Screen.id == ScreenReport.screen_id)
        .join(Station, Station.id == Screen.station_id)
        .where(Screen.secret_hash.is_not(None), ScreenReport.seen_at <= last_heard)
        .group_by(Station.code, Screen.night, Screen.night_hours)
    )
    hours = office().showing_hours
    return sum(
        count
        for station, night, night_hours, count in rows
        if sees(station)
        and health.is_missed(moment=moment, lit=_lit_since(hours, night, night_hours, moment))
    )


def _wall(screen: Screen, report: ScreenReport | None, hours: str, moment: datetime) -> Wall:
    lit = _lit_since(hours, screen.night, screen.night_hours, moment)
    return Wall(screen, report, health.state_of(screen, report, moment=moment, lit=lit))


def _lit_since(hours: str, night: str, night_hours: str, moment: datetime) -> datetime | None:
    """Since when a screen that rests like this is meant to be lit, within the office's showing hours."""
    dark = health.dark_hours(night, night_hours)
    return health.lit_since(hours, moment=moment, dark=dark)


def sample_postings() -> int:
    """How many postings of the sample office there are."""
    return session().scalar(sa.select(sa.func.count()).where(Posting.is_sample)) or 0


def nobody_has(what: str) -> bool:
    """True while that has never been done."""
    return not session().scalar(sa.select(sa.exists().where(Act.what == what)))


def last_act_on(subject: str) -> Act | None:
    """What was done to `subject` last, and by whom."""
    return session().scalar(sa.select(Act).where(Act.subject == subject).order_by(Act.id.desc()))
