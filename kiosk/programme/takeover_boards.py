"""What a takeover looks like on the walls of a station: written once, sent with the programme, shown without asking again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import lazy_gettext as _l

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office
from kiosk.core import clock
from kiosk.core.formats import clock_time, minute
from kiosk.programme.takeovers import Place, Said, Takeover, steps_in
from kiosk.screens.models import Screen

#: A colour and a level, as everybody on the road knows them.
LEVELS = {
    1: _l("Red · level I"),
    2: _l("Orange · level II"),
    3: _l("Yellow · level III"),
    4: _l("Blue · level IV"),
}
#: In how many columns so many actions stand on a wall that lies.
COLUMNS = {0: 1, 1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}


@dataclass(frozen=True)
class TakeoverBoard:
    """A takeover as the walls of one station show it."""

    code: str
    level: int
    begins: datetime
    until: datetime
    place: Place
    html: str

    def is_for(self, screen: Screen) -> bool:
        """True if `screen` shows it."""
        return self.place.has(station=screen.station.code, mark=screen.mark)

    def facts(self) -> dict[str, object]:
        """As its wall is told it; the wall decides by its own, corrected clock."""
        return {
            "code": self.code,
            "level": self.level,
            "from": clock.milliseconds(self.begins),
            "until": clock.milliseconds(self.until),
            "html": self.html,
        }


def takeover_boards(takeovers: Iterable[Takeover], station: Station) -> tuple[TakeoverBoard, ...]:
    """What runs, for the walls of `station`."""
    return tuple(_board(one, station) for one in takeovers)


def takeover_values(
    said: Said, station: Station | None, *, begins: datetime, until: datetime
) -> dict[str, Any]:
    """What the board's template is told."""
    steps = steps_in(said.actions)
    is_same_day = clock.local_day(begins) == clock.local_day(until)
    return {
        "said": said,
        "lines": [one for one in said.headline.splitlines() if one.strip()],
        "level": LEVELS[said.level],
        "steps": steps,
        "columns": COLUMNS.get(len(steps), 3),
        "place": station.name if station else office().name,
        "issuer": office().short_name,
        "begins": clock_time(begins),
        "until": clock_time(until) if is_same_day else minute(until),
    }


def _board(takeover: Takeover, station: Station) -> TakeoverBoard:
    said = Said(
        takeover.level, takeover.headline, takeover.details, takeover.actions, takeover.phone
    )
    values = takeover_values(said, station, begins=takeover.begins_at, until=takeover.ends_at)
    return TakeoverBoard(
        code=takeover.code,
        level=takeover.level,
        begins=takeover.begins_at,
        until=takeover.until,
        place=takeover.place,
        html=render_template("programme/takeover.html", **values),
    )
