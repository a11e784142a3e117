"""The posting before this one: a new draft that nobody has written in can begin with its words."""

from __future__ import annotations

from datetime import datetime

from kiosk.core import clock
from kiosk.faces.admin.drafting import (
    Desk,
    chosen_category,
    chosen_station,
    desk_of,
    first_typed,
    typed_of_revision,
    with_parts,
)
from kiosk.faces.admin.placing import PREFIX
from kiosk.kinds.editing import Typed
from kiosk.kinds.renewing import DAYS, renewed
from kiosk.postings.models import Posting
from kiosk.postings.operations import published_before

#: Fields that somebody else, or another day, begins otherwise.
OWN = DAYS | {"author"}


def last_time(desk: Desk, *, at: datetime) -> Posting | None:
    """What the same office or station hung of that category last; None once something is written here."""
    if not desk.kind.is_repeated or desk.is_correction or not _is_untouched(desk, at=at):
        return None
    return published_before(
        desk.posting,
        category=chosen_category(desk.placing, desk.posting),
        station=chosen_station(desk.placing, desk.posting),
        at=at,
    )


def as_last_time(desk: Desk, *, at: datetime) -> Desk:
    """The desk with the words and tables of the posting before, for this time; as it is if there is none."""
    before = last_time(desk, at=at)
    if before is None or before.approved is None:
        return desk
    typed, parts = renewed(*typed_of_revision(before, before.approved), on=clock.local_day(at))
    words = [pair for pair in typed if not _is_placing(pair[0])]
    places = [pair for pair in desk.typed if _is_placing(pair[0])]
    return with_parts(desk_of(desk.draft, at=at, typed=[*places, *words]), parts)


def _is_untouched(desk: Desk, *, at: datetime) -> bool:
    """True while every field says what it began with, or nothing."""
    # The parts a kind begins with are none; a kind may keep empty lists of them.
    if any(desk.parts.values()):
        return False
    began, said = _words(first_typed(desk.posting, at=at)), _words(desk.typed)
    return all(not text or text == began.get(name, "") for name, text in said.items())


def _words(typed: Typed) -> dict[str, str]:
    return {
        name: text.replace("\r\n", "\n").strip()
        for name, text in typed
        if name not in OWN and not _is_placing(name)
    }


def _is_placing(name: str) -> bool:
    return name.startswith(f"{PREFIX}-")
