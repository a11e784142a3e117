"""What programmes are made from, read once for all that are made together."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cached_property

import sqlalchemy as sa
from flask import current_app
from flask_babel import get_locale

from kiosk.accounts.models import Office
from kiosk.accounts.offices import office
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.db import session
from kiosk.kinds.contract import Facts
from kiosk.kinds.overview import Overview
from kiosk.postings.lifecycle import Life
from kiosk.postings.models import Posting
from kiosk.postings.operations import life_of, readable_postings, work_calendar
from kiosk.programme.boards import Board
from kiosk.programme.modes import Hours, News, Timetable
from kiosk.programme.naming import Naming, naming_now
from kiosk.programme.order import places_everywhere
from kiosk.programme.overview import SevenMatters, seven_matters
from kiosk.programme.playlists import rules_everywhere
from kiosk.programme.rules import Rules
from kiosk.programme.takeovers import Takeover, not_over
from kiosk.screens.models import Screen

#: How many days a programme reaches beyond the one it begins with.
DAYS_AHEAD = 31


class Sitting:
    """Each thing is read when it is first wanted, and held: the session lets go of what nobody holds.

    It belongs to one session and to how things stand in it; what was over before the day of `moment` is not in it.
    """

    def __init__(self, moment: datetime) -> None:
        self.moment = moment
        self.begins = clock.day_begins(clock.local_day(moment))
        #: Boards of postings, by code and whether the publicity period is over, for each station (its number) and whether
        #: drivers pass: the same for all who work there.
        self.made: defaultdict[tuple[int, bool], dict[tuple[str, bool], Board | None]]
        self.made = defaultdict(dict)
        #: What may be known of postings, by code and whether the publicity period is over.
        self.facts: dict[tuple[str, bool], Facts] = {}
        #: How postings lie to the day of a moment, by moment and code.
        self.news: defaultdict[datetime, dict[str, News]] = defaultdict(dict)
        self._overviews: dict[datetime, Overview | None] = {}
        self._timetables: dict[Hours, Timetable] = {}

    @cached_property
    def place(self) -> tuple[str, ...]:
        """What else a programme depends on: where its links lead, from where it is read, and its language."""
        config = current_app.config
        return config["SETTINGS"].base_url, config["SQLALCHEMY_DATABASE_URI"], str(get_locale())

    @cached_property
    def office(self) -> Office:
        """The office itself."""
        return office()

    @cached_property
    def postings(self) -> list[Posting]:
        """All that has been released and may hang from now on, in a stable order."""
        readable = readable_postings(not_over_at=self.begins)
        return [one for one in readable if one.approved is not None]

    @cached_property
    def lives(self) -> dict[str, Life]:
        """What the lifecycle knows of each of them, by code."""
        return {one.code: life_of(one) for one in self.postings}

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Which days are worked."""
        return work_calendar()

    @cached_property
    def matters(self) -> SevenMatters:
        """What the overview of the seven matters is made from."""
        return seven_matters()

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days a programme is asked for, and the one behind them."""
        first = clock.local_day(self.moment)
        return tuple(first + timedelta(days=offset) for offset in range(DAYS_AHEAD + 1))

    @cached_property
    def takeovers(self) -> list[Takeover]:
        """What replaces everything on some walls."""
        return not_over(self.moment)

    @cached_property
    def screens(self) -> int:
        """How many screens the office has."""
        return session().scalar(sa.select(sa.func.count(Screen.id))) or 0

    def timetable(self, hours: Hours) -> Timetable:
        """When walls with these hours change what they do on those days."""
        if hours not in self._timetables:
            self._timetables[hours] = Timetable(hours, self.days)
        return self._timetables[hours]

    def overview_at(self, at: datetime) -> Overview | None:
        """The overview of the seven matters, which is the same at all stations."""
        if at not in self._overviews:
            self._overviews[at] = self.matters.at(at)
        return self._overviews[at]

    @cached_property
    def naming(self) -> Naming:
        """Whose names stay whole, and whose are hidden."""
        return naming_now()

    @cached_property
    def places(self) -> dict[int, dict[str, int]]:
        """Where people have put postings in the rotation of each station."""
        return places_everywhere()

    @cached_property
    def rules(self) -> dict[int | None, Rules]:
        """What every playlist says, by its number; None: without one."""
        return rules_everywhere()
