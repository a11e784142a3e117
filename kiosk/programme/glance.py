"""What hangs at this moment and in which turn, told without making a board; and one board by itself.

For the panel. A wall's programme holds a month of boards; here one statement answers for all screens.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from kiosk.accounts.models import Station
from kiosk.core.db import session
from kiosk.core.document import decode
from kiosk.kinds.hiding import Hiding
from kiosk.kinds.overview import OVERVIEW, Overview
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings import lifecycle
from kiosk.postings.models import Category, Posting, Revision
from kiosk.postings.operations import RELEASED, life_of, posting_by_code, work_calendar
from kiosk.postings.visibility import Audience
from kiosk.programme.audience import may_hang_on, posting_may_hang_on
from kiosk.programme.boards import board_values, link_on_wall, list_link
from kiosk.programme.facts import facts_of
from kiosk.programme.naming import naming_now
from kiosk.programme.order import rank_of
from kiosk.programme.overview import OVERVIEW_CODE, overview_facts, overview_now
from kiosk.programme.rules import EVERYTHING, Due, Rules, round_at
from kiosk.programme.weave import Candidate
from kiosk.screens.models import Screen


@dataclass(frozen=True)
class Hung:
    """What hangs now. `approved_at` None: nobody posted it, walls make it by themselves.

    `last_day` is the last day of its publicity period while that runs, else the last on which it hangs;
    None: until taken down.
    """

    code: str
    kind: str
    title: str
    approved_at: datetime | None = None
    revision: int = 0
    scope: str = ""
    station: str | None = None
    station_name: str = ""
    last_day: date | None = None
    #: What its category is set in; empty: what its kind is.
    own_theme: str = ""
    #: Its publicity period runs: it has to be seen.
    is_publicity: bool = False

    @property
    def theme(self) -> str:
        return self.own_theme or kind_called(self.kind).theme


def hung_now(*, moment: datetime) -> list[Hung]:
    """Everything that hangs anywhere, newest first, under the title it hangs with."""
    rows = session().execute(
        sa.select(
            Posting.code,
            Posting.kind,
            Revision.title,
            Revision.approved_at,
            Revision.number,
            Posting.scope,
            Station.code.label("station"),
            Station.short_name,
            Posting.shows_until,
            Posting.publicity_first,
            Posting.publicity_last,
            Posting.stage,
            Posting.shows_from,
            Category.theme,
        )
        .join(Category, Category.id == Posting.category_id)
        .join(Revision, Revision.posting_id == Posting.id)
        .outerjoin(Station, Station.id == Posting.station_id)
        .where(
            Posting.stage.in_(RELEASED),
            Posting.shows_from <= moment,
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > moment),
            Revision.approved_at.is_not(None),
        )
        .order_by(Posting.shows_from.desc(), Posting.id, Revision.number)
    )
    # Of a corrected posting the newest revision comes last, and that is what hangs.
    newest = {row.code: row for row in rows}
    hiding = naming_now().hiding
    return [_hung(row, hiding, moment=moment) for row in newest.values()]


def overview_hung(overview: Overview) -> Hung:
    """The overview among what hangs."""
    return Hung(OVERVIEW_CODE, OVERVIEW.name, OVERVIEW.title(overview))


def turns_of(
    screen: Screen,
    hung: Sequence[Hung],
    *,
    overview: Overview | None,
    moment: datetime,
    rules: Rules = EVERYTHING,
    places: Mapping[str, int] | None = None,
) -> list[Hung]:
    """What of all that hangs rotates on `screen` at `moment` by day, each posting once, in the order of its first turn.

    `rules` are those of its playlist, `places` those people have given at its station.
    """
    due = [one for one in hung if may_hang_on(screen, scope=one.scope, posted_by=one.station)]
    if overview is not None and screen.audience != Audience.HALL:
        due.insert(0, overview_hung(overview))
    by_code = {one.code: one for one in due}
    candidates = [Due(_candidate(one, place), one.kind) for place, one in enumerate(due)]
    found = round_at(candidates, rules, moment, places=places)
    return [by_code[code] for code in dict.fromkeys(one.code for one in found.turns)]


def to_be_hung(*, station_id: int | None, moment: datetime) -> dict[str, str]:
    """What hangs or will hang at a station, or anywhere (None), newest first: titles by code."""
    rows = session().execute(
        sa.select(Posting.code, Revision.title)
        .join(Revision, Revision.posting_id == Posting.id)
        .where(
            Posting.stage.in_(RELEASED),
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > moment),
            sa.or_(Posting.station_id.is_(None), Posting.station_id == station_id)
            if station_id
            else sa.true(),
            Revision.approved_at.is_not(None),
        )
        .order_by(Posting.shows_from.desc(), Posting.id, Revision.number)
    )
    hiding = naming_now().hiding
    return {code: hiding.text(title) for code, title in rows}


def titles_of(codes: Collection[str]) -> dict[str, str]:
    """What postings are called that may hang no more, by code; of what nobody ever approved nothing is said."""
    rows = session().execute(
        sa.select(Posting.code, Revision.title)
        .join(Revision, Revision.posting_id == Posting.id)
        .where(Posting.code.in_(codes), Revision.approved_at.is_not(None))
        .order_by(Revision.number)
    )
    hiding = naming_now().hiding
    return {code: hiding.text(title) for code, title in rows}


def wall_values(screen: Screen, code: str, *, moment: datetime) -> dict[str, Any] | None:
    """What the wall template of the board with this code is told on `screen`; None unless it hangs there.

    Raises BadContent if its document cannot be read.
    """
    station = screen.station
    if code == OVERVIEW_CODE:
        overview = overview_now(moment=moment) if screen.audience != Audience.HALL else None
        if overview is None:
            return None
        facts = overview_facts(overview, viewed_at=station.code)
        link = list_link(station.list_token)
        return board_values(overview, facts, link=link, naming=naming_now())
    posting = posting_by_code(code)
    if posting is None or posting.approved is None or not _hangs(posting, screen, moment=moment):
        return None
    content = decode(posting.approved.content, kind_called(posting.kind).content)
    facts = facts_of(posting, work_calendar(), moment=moment, viewed_at=station.code)
    link = link_on_wall(code, station.code, audience=screen.audience)
    return board_values(content, facts, link=link, naming=naming_now())


def _candidate(one: Hung, place: int) -> Candidate:
    rank = rank_of(one.kind, place)
    return Candidate(one.code, one.theme, rank, opens=one.code == OVERVIEW_CODE)


def _hangs(posting: Posting, screen: Screen, *, moment: datetime) -> bool:
    state = lifecycle.state_at(life_of(posting), moment)
    return state in lifecycle.ON_THE_WALL and posting_may_hang_on(screen, posting)


def _hung(row: Any, hiding: Hiding, *, moment: datetime) -> Hung:
    life = lifecycle.Life(
        row.stage, row.shows_from, row.shows_until, row.publicity_first, row.publicity_last
    )
    return Hung(
        code=row.code,
        kind=row.kind,
        title=hiding.text(row.title),
        approved_at=row.approved_at,
        revision=row.number,
        scope=row.scope,
        station=row.station,
        station_name=row.short_name or "",
        last_day=lifecycle.last_day(life, moment),
        own_theme=row.theme,
        is_publicity=lifecycle.state_at(life, moment) == lifecycle.State.PUBLICITY_RUNNING,
    )
