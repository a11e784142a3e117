"""A paper that hangs already and is about to be hung once more: asked about, never refused."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, decode
from kiosk.faces.admin.drafting import Desk, chosen_station
from kiosk.kinds.renewing import is_same_paper
from kiosk.postings.models import Posting, Revision
from kiosk.postings.operations import RELEASED

#: Of one title at one place so many are compared: nobody hangs the same paper more often.
_MOST_COMPARED = 10


def hangs_already(desk: Desk, *, at: datetime) -> Posting | None:
    """What hangs of the same place, or is to go up there, with the title, the text and the tables of this draft."""
    if desk.is_correction:
        return None
    try:
        new = desk.content()
    except BadContent:
        return None
    station = chosen_station(desk.placing, desk.posting)
    titled = sa.exists().where(
        Revision.posting_id == Posting.id,
        Revision.approved_at.is_not(None),
        Revision.title == desk.kind.title(new),
    )
    found = session().scalars(
        sa.select(Posting)
        .where(
            Posting.kind == desk.kind.name,
            Posting.station_id == (station.id if station else None),
            Posting.stage.in_(RELEASED),
            sa.or_(Posting.shows_until.is_(None), Posting.shows_until > at),
            titled,
        )
        .order_by(Posting.shows_from.desc(), Posting.id.desc())
        .limit(_MOST_COMPARED)
    )
    return next((one for one in found if _says_the_same(one, desk, new)), None)


def _says_the_same(posting: Posting, desk: Desk, new: Document) -> bool:
    approved = posting.approved
    if approved is None:
        return False
    try:
        return is_same_paper(decode(approved.content, desk.kind.content), new)
    except BadContent:
        return False
