"""Who passes a screen: its audience, at its station."""

from __future__ import annotations

from kiosk.postings.models import Posting
from kiosk.postings.visibility import may_see
from kiosk.screens.models import Screen


def may_hang_on(screen: Screen, *, scope: str, posted_by: str | None) -> bool:
    """True if whoever passes `screen` may see what has `scope` and was posted by that station (None: the office)."""
    return may_see(
        scope=scope,
        posted_by=posted_by,
        audience=screen.audience,
        viewed_at=screen.station.code,
    )


def posting_may_hang_on(screen: Screen, posting: Posting) -> bool:
    """The same of a posting."""
    station = posting.station
    return may_hang_on(screen, scope=posting.scope, posted_by=station.code if station else None)
