"""What screens say is on them, held against what hangs there: the panel never shows more of a wall than is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import lazy_gettext as _l

from kiosk.faces.admin.reading import Wall
from kiosk.kinds.overview import Overview
from kiosk.programme.glance import Hung, titles_of, turns_of
from kiosk.programme.order import places_everywhere
from kiosk.programme.playlists import rules_everywhere
from kiosk.programme.takeovers import not_over
from kiosk.screens.models import ScreenReport

#: What stands on a wall in the place of a board, as it names it, in words.
INSTEAD = {
    "unsaid": _l("It has not said yet what is on."),
    "empty": _l("It says that nothing is posted at present."),
    "takeover": _l("A takeover is on."),
    "takeover_over": _l("When it last reported, a takeover was on; it has ended since."),
    "waiting": _l("It says that its postings cannot be shown right now."),
    "hidden": _l("Its window is hidden: nobody sees what is on."),
    "identify": _l("It shows its number."),
    "handover": _l("A handover: it says what is new and what ends today."),
    "night": _l("The night board, as it is set."),
    "dark": _l("It is black, as it is set."),
}
#: What walls make up by themselves at their hours.
BY_THE_HOUR = {"handover", "night", "dark"}
#: What is not there any more at all: its posting went with the sample, or the sample has got other names since.
REPLACED = _l("What hung here before")
#: What a later version of the wall may show, and this one has no word for.
SOMETHING_ELSE = _l("It shows something that is no posting.")


@dataclass(frozen=True)
class Heard:
    """What a screen said last of what is on it.

    `how`: "on" (it hangs there as it is said), "older" (it hangs, in another version), "gone" (it does not
    hang there), "replaced" (it is nowhere any more), else what stands in the place of a board. `theme` is of what is on.
    """

    how: str
    report: ScreenReport
    title: str = ""
    theme: str = "none"
    then: str = ""

    @property
    def instead(self) -> object:
        """What is on in the place of a board, in words."""
        return INSTEAD.get(self.how, SOMETHING_ELSE)

    @property
    def is_drawn(self) -> bool:
        """True if the page that is on can be drawn as it is there."""
        return self.is_empty or (self.how == "on" and self.report.on_page > 0)

    @property
    def is_empty(self) -> bool:
        """True if it shows that nothing is posted on it."""
        return self.how == "empty"


def heard_from(
    walls: Sequence[Wall], hung: Sequence[Hung], *, overview: Overview | None, moment: datetime
) -> dict[int, Heard]:
    """What each of `walls` that has been heard of said last, by the number of its screen, held against what hangs at `moment`."""
    places, rules = places_everywhere(), rules_everywhere()
    turns = {
        wall.screen.id: {
            one.code: one
            for one in turns_of(
                wall.screen,
                hung,
                overview=overview,
                moment=moment,
                rules=rules[wall.screen.playlist_id],
                places=places.get(wall.screen.station_id),
            )
        }
        for wall in walls
        if wall.report is not None and wall.state != "free"
    }
    gone = titles_of(_unknown(walls, turns))
    found = {
        wall.screen.id: _heard(wall.report, turns[wall.screen.id], gone)
        for wall in walls
        if wall.report is not None and wall.screen.id in turns
    }
    return _without_what_is_over(walls, found, moment)


def _without_what_is_over(
    walls: Iterable[Wall], heard: dict[int, Heard], moment: datetime
) -> dict[int, Heard]:
    """A wall without its server speaks of its takeover for ever; that it has ended is known here."""
    if not any(one.how == "takeover" for one in heard.values()):
        return heard
    places = [one.place for one in not_over(moment)]
    over = {
        wall.screen.id
        for wall in walls
        if not any(
            place.has(station=wall.screen.station.code, mark=wall.screen.mark) for place in places
        )
    }
    return {
        number: replace(one, how="takeover_over")
        if one.how == "takeover" and number in over
        else one
        for number, one in heard.items()
    }


def _unknown(walls: Iterable[Wall], turns: Mapping[int, Mapping[str, Hung]]) -> set[str]:
    """Codes that screens speak of and that do not hang there."""
    said = (
        (wall.screen.id, code)
        for wall in walls
        if wall.report is not None
        for code in (wall.report.on_posting, wall.report.next_posting)
    )
    return {code for number, code in said if code and code not in turns.get(number, {})}


def _heard(report: ScreenReport, turns: Mapping[str, Hung], gone: Mapping[str, str]) -> Heard:
    on, then = turns.get(report.on_posting), turns.get(report.next_posting)
    if not report.on_posting or report.on_kind in BY_THE_HOUR:
        return Heard(report.on_kind or "unsaid", report)
    if on is None:
        if report.on_posting in gone:
            return Heard("gone", report, gone[report.on_posting])
        return Heard("replaced", report, str(REPLACED))
    return Heard(
        how="on" if on.revision == report.on_revision else "older",
        report=report,
        title=on.title,
        theme=on.theme,
        then=then.title if then else "",
    )
