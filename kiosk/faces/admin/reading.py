"""What the panel's pages show of postings and screens. Reads only; time is an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from kiosk.accounts.models import Act, Station
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.postings import lifecycle, publicity
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import life_of, work_calendar
from kiosk.postings.wording import category_name
from kiosk.programme.order import KIND_ORDER
from kiosk.screens.models import Screen, ScreenReport

RELEASED = (lifecycle.Stage.REGISTERED, lifecycle.Stage.ARCHIVED)
#: A screen reports every minute; two may get lost.
ONLINE_WITHIN = timedelta(minutes=3)
FAR_AWAY = date.max
Sees = Callable[[str | None], bool]


@dataclass(frozen=True)
class Hanging:
    """A posting that hangs now. `ends_on` None: until taken down."""

    code: str
    kind: str
    title: str
    category: str
    station: str
    state: str
    days_left: int | None
    ends_on: date | None
    is_sample: bool


@dataclass(frozen=True)
class Wall:
    """A screen as the panel lists it. `state` is online, silent, new (never heard from) or free."""

    screen: Screen
    report: ScreenReport | None
    state: str


def hanging(*, moment: datetime, sees: Sees) -> list[tuple[str, list[Hanging]]]:
    """What hangs on the walls, by kind in the walls' own order; what ends first comes first."""
    calendar, today = work_calendar(), clock.local_day(moment)
    rows = session().execute(
        sa.select(Posting, Revision.title)
        .join(Revision)
        .where(
            Posting.stage.in_(RELEASED),
            Posting.shows_from <= moment,
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > moment),
            Revision.approved_at.is_not(None),
        )
        .options(joinedload(Posting.category), joinedload(Posting.station))
        .order_by(Revision.number)
    )
    # Later revisions overwrite earlier ones: what hangs is the newest.
    titles = {posting: title for posting, title in rows}  # noqa: C416 - rows are no pairs to mypy
    found = []
    for posting, title in titles.items():
        if not sees(posting.station.code if posting.station else None):
            continue
        last = _last_day(posting, moment=moment)
        found.append(
            Hanging(
                code=posting.code,
                kind=posting.kind,
                title=title,
                category=category_name(posting.category),
                station=posting.station.short_name if posting.station else "",
                state=lifecycle.state_at(life_of(posting), moment),
                days_left=publicity.days_left(last, today, calendar).days if last else None,
                ends_on=last,
                is_sample=posting.is_sample,
            )
        )
    return _by_kind(found)


def walls(*, moment: datetime, sees: Sees) -> list[Wall]:
    """The screens of the stations one sees, in the stations' order."""
    rows = session().execute(
        sa.select(Screen, ScreenReport)
        .join(Station)
        .outerjoin(ScreenReport, ScreenReport.screen_id == Screen.id)
        .options(joinedload(Screen.station))
        .order_by(Station.position, Station.id, Screen.name, Screen.id)
    )
    return [
        Wall(screen, report, wall_state(screen, report, moment=moment))
        for screen, report in rows
        if sees(screen.station.code)
    ]


def wall_state(screen: Screen, report: ScreenReport | None, *, moment: datetime) -> str:
    """How a screen stands: see `Wall`."""
    if screen.secret_hash is None:
        return "free"
    if report is None:
        return "new"
    return "online" if moment - report.seen_at < ONLINE_WITHIN else "silent"


def sample_postings() -> int:
    """How many postings of the sample office there are."""
    return session().scalar(sa.select(sa.func.count()).where(Posting.is_sample)) or 0


def nobody_has(what: str) -> bool:
    """True while that has never been done."""
    return not session().scalar(sa.select(sa.exists().where(Act.what == what)))


def last_act_on(subject: str) -> Act | None:
    """What was done to `subject` last, and by whom."""
    return session().scalar(sa.select(Act).where(Act.subject == subject).order_by(Act.id.desc()))


def _last_day(posting: Posting, *, moment: datetime) -> date | None:
    if lifecycle.publicity_runs(life_of(posting), moment):
        return posting.publicity_last
    ends = posting.shows_until
    return clock.local_day(ends - timedelta(microseconds=1)) if ends else None


def _by_kind(found: Iterable[Hanging]) -> list[tuple[str, list[Hanging]]]:
    def place(one: Hanging) -> tuple[int, str]:
        return KIND_ORDER.get(one.kind, len(KIND_ORDER)), one.kind

    in_order = sorted(found, key=lambda one: (place(one), one.ends_on or FAR_AWAY, one.title))
    return [(kind, list(group)) for (_n, kind), group in groupby(in_order, key=place)]
