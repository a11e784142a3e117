"""上墙样子: how what is to be signed looks on the wall, where it will hang, and what was checked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from kiosk.accounts.models import Station
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, decode
from kiosk.core.formats import minute
from kiosk.faces.admin.comparing import Place, place_meant
from kiosk.faces.admin.drafting import Desk, desk_of
from kiosk.faces.admin.editor_words import stage_words
from kiosk.faces.admin.legibility import (
    Check,
    check_glyphs,
    check_hidden,
    check_hours,
    check_needed,
    check_privacy,
    check_written_period,
    word_checks,
)
from kiosk.faces.admin.placing import hours_typed
from kiosk.faces.admin.previewing import look_facts
from kiosk.kinds.contract import Kind
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.models import Posting, Submission
from kiosk.postings.operations import work_calendar
from kiosk.postings.publishing import EndsBeforeItBegins, Hours, TooShort, hours_due
from kiosk.programme.audience import may_hang_on
from kiosk.programme.facts import Meant
from kiosk.programme.looks import vantage
from kiosk.programme.naming import naming_now
from kiosk.screens.operations import screens_in_use


@dataclass(frozen=True)
class WallLook:
    """The card: a wall in a frame, which the browser measures, and what the server knows of it.

    `looks` are the walls one may see it on; `hangs` are sentences on where and how long.
    """

    address: str
    looks: list[dict[str, Any]]
    words: dict[str, object]
    hangs: tuple[str, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Seen:
    """What does not hang yet, as one looks at it. `content` None: it cannot be read.

    `begins` None: as soon as the last one has signed. `desk` None: nobody writes on it any more.
    """

    posting: Posting
    kind: Kind[Any]
    title: str
    content: Document | None
    place: Place
    hours: Hours | None
    begins: datetime | None
    reason: str
    desk: Desk | None

    def meant(self, *, viewed_at: str | None) -> Meant:
        """Where and how long it is to hang, seen at the station `viewed_at`."""
        return Meant(
            category=self.place.category,
            station=self.place.station,
            scope=self.place.scope,
            viewed_at=viewed_at,
            hours=self.hours,
            reason=self.reason,
        )


def seen_in_draft(desk: Desk, *, at: datetime) -> Seen:
    """A draft, as if it went up at that moment."""
    place, calendar = place_meant(desk), work_calendar()
    kept = desk.posting if desk.is_correction else None
    return Seen(
        posting=desk.posting,
        kind=desk.kind,
        title=desk.title,
        content=_or_none(desk.content),
        place=place,
        hours=hours_typed(desk.placing, place.category, begins=at, calendar=calendar, kept=kept),
        begins=None,
        reason=desk.placing.reason.data or "",
        desk=desk,
    )


def seen_in_submission(submission: Submission, *, at: datetime) -> Seen:
    """What was sent to its signers, as if the last one signed at that moment."""
    revision, posting = submission.revision, submission.revision.posting
    kind = kind_called(posting.kind)
    hours: Hours | None = None
    with suppress(TooShort, EndsBeforeItBegins):
        hours = hours_due(submission, at=at, calendar=work_calendar())
    return Seen(
        posting=posting,
        kind=kind,
        title=revision.title,
        content=_or_none(lambda: decode(revision.content, kind.content)),
        place=Place(submission.category, submission.station, submission.scope),
        hours=hours,
        begins=submission.begins if submission.begins and submission.begins > at else None,
        reason=revision.reason,
        desk=desk_of(posting.draft, at=at) if posting.draft and kind.editor else None,
    )


def wall_look(seen: Seen) -> WallLook:
    """How it looks on the wall, and where it will hang."""
    return WallLook(
        address=url_for("admin.compared_wall", code=seen.posting.code),
        looks=[look_facts(one) for one in vantage(seen.place.station).looks()],
        words={**stage_words(), **look_words()},
        hangs=(
            screens_reached(seen.place),
            _("From %(moment)s on.", moment=minute(seen.begins))
            if seen.begins
            else _("From the last signature on."),
            *_how_long(seen.hours),
        ),
        checks=tuple(checks_of(seen)),
    )


def checks_of(seen: Seen) -> list[Check]:
    """What was looked at: is it legible, long enough up, and nobody's secret."""
    desk, content = seen.desk, seen.content
    if desk is None:
        return [check_glyphs(seen.kind.strings(content))] if content else []
    calendar, meant = work_calendar(), seen.meant(viewed_at=None)
    found = [check_hours(meant, desk.placing, calendar)]
    if content is not None:
        found += check_written_period(meant.hours, seen.kind.strings(content), calendar)
        found += word_checks(desk, content)
        found.append(check_privacy(desk, content))
        found += check_hidden(naming_now().hiding.named_in(seen.kind.strings(content)))
    # Last, because asking it clears what was said at the fields.
    return [check_needed(desk), *found]


def screens_reached(place: Place) -> str:
    """全部 5 站 6 块屏: the screens whose passers-by may see it."""
    posted_by = place.station.code if place.station else None
    found = [
        one for one in screens_in_use() if may_hang_on(one, scope=place.scope, posted_by=posted_by)
    ]
    if not found:
        return _("No screen that may show it.")
    there = len({one.station_id for one in found})
    screens = ngettext("%(num)d screen", "%(num)d screens", len(found))
    if place.station is not None:
        return _("%(station)s: %(screens)s.", station=place.station.short_name, screens=screens)
    every = session().scalar(sa.select(sa.func.count()).select_from(Station)) == there
    stations = ngettext("%(num)d station", "%(num)d stations", there)
    if every:
        return _("At all %(stations)s: %(screens)s.", stations=stations, screens=screens)
    return _("At %(stations)s: %(screens)s.", stations=stations, screens=screens)


def look_words() -> dict[str, str]:
    """What the card says once the browser has measured."""
    return {
        "laidOut": _("Laid out for landscape and portrait"),
        "headOne": _("1 page, {seconds} seconds"),
        "headMany": _("{pages} pages, {each} seconds each"),
        "round": _("One round takes {minutes} min {seconds} s."),
        "shortRound": _("One round takes {seconds} s."),
        "legible": _("Can it be read?"),
    }


def _how_long(hours: Hours | None) -> list[str]:
    if hours is None:
        return []
    if hours.until is None:
        return [_("It hangs until it is taken down.")]
    days = (hours.until - clock.day_begins(clock.local_day(hours.begins))).days
    return [ngettext("It hangs for %(num)d day.", "It hangs for %(num)d days.", days)]


def _or_none(read: Callable[[], Document]) -> Document | None:
    with suppress(BadContent):
        return read()
    return None
