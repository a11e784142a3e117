"""The order people have put a station's rotation in; without one, the usual order stands.

A place is the station's, not a screen's: all its walls follow each other in one order, and each leaves out what its own
audience may not see.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.accounts.models import Station
from kiosk.core.db import Base, session
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings import lifecycle
from kiosk.postings.models import Posting
from kiosk.postings.operations import hanging_postings, life_of
from kiosk.programme.weave import Candidate, in_order

#: Which kinds come first among their like (smaller is earlier).
KIND_ORDER = {"notices": 0, "stars": 1, "honors": 2, "moments": 3, "contacts": 4}


class RotationPlace(Base):
    """Where somebody has put a posting in a station's rotation (smaller is earlier)."""

    __tablename__ = "rotation_place"
    __table_args__ = (sa.UniqueConstraint("station_id", "posting_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    station_id: Mapped[int] = mapped_column(sa.ForeignKey("station.id", ondelete="CASCADE"))
    posting_id: Mapped[int] = mapped_column(
        sa.ForeignKey("posting.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]


def places_at(station_id: int) -> dict[str, int]:
    """The places given at a station, by the postings' codes; empty if nobody has touched its order."""
    rows = session().execute(
        sa.select(Posting.code, RotationPlace.position)
        .join(Posting, Posting.id == RotationPlace.posting_id)
        .where(RotationPlace.station_id == station_id)
    )
    return {code: position for code, position in rows}  # noqa: C416 - rows are no pairs to mypy


def places_everywhere() -> dict[int, dict[str, int]]:
    """The places given at every station, by its number."""
    rows = session().execute(
        sa.select(RotationPlace.station_id, Posting.code, RotationPlace.position).join(
            Posting, Posting.id == RotationPlace.posting_id
        )
    )
    found: dict[int, dict[str, int]] = {}
    for station_id, code, position in rows:
        found.setdefault(station_id, {})[code] = position
    return found


def rotation(station: Station, *, moment: datetime) -> list[Posting]:
    """What hangs on the walls of `station` at `moment`, for whomever, in the order they show it.

    The overview of the seven matters is no posting and opens the cycle before all of these.
    """
    hanging = [
        one
        for one in hanging_postings(station_id=station.id, moment=moment)
        if lifecycle.state_at(life_of(one), moment) in lifecycle.ON_THE_WALL
    ]
    by_code = {one.code: one for one in hanging}
    candidates = [
        Candidate(
            one.code,
            one.category.theme or kind_called(one.kind).theme,
            rank_of(one.kind, number),
        )
        for number, one in enumerate(hanging)
    ]
    return [by_code[one.code] for one in in_order(candidates, places_at(station.id))]


def rank_of(kind: str, number: int) -> tuple[int, int]:
    """The usual rank of the `number`th newest posting, of that kind."""
    return KIND_ORDER.get(kind, len(KIND_ORDER)), number


def put_beside(
    order: Sequence[str], code: str, *, before: str | None = None, after: str | None = None
) -> list[str]:
    """`order` with `code` right before or after another; unchanged if one of them is not in it. Pure.

    Asked for the same twice, it gives the same: so that a form sent twice moves once.
    """
    beside = before or after
    if beside is None or beside == code or not {code, beside} <= set(order):
        return list(order)
    rest = [one for one in order if one != code]
    at = rest.index(beside) + (0 if before else 1)
    return [*rest[:at], code, *rest[at:]]


def keep_order(station: Station, postings: Sequence[Posting]) -> None:
    """Let the walls of `station` show `postings` in this order from now on."""
    known = {one.posting_id: one for one in _rows(station)}
    for position, posting in enumerate(postings, start=1):
        place = known.pop(posting.id, None)
        if place is None:
            session().add(
                RotationPlace(station_id=station.id, posting_id=posting.id, position=position)
            )
        elif place.position != position:
            place.position = position
    for gone in known.values():  # it hangs no more; should it come back, it is new again
        session().delete(gone)


def usual_order(station: Station) -> None:
    """Forget what people have put in order at `station`."""
    for place in _rows(station):
        session().delete(place)


def _rows(station: Station) -> list[RotationPlace]:
    query = sa.select(RotationPlace).where(RotationPlace.station_id == station.id)
    return list(session().scalars(query))
