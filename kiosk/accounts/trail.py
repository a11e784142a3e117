"""The trail: every act a person means, written in the same transaction as the act itself."""

from __future__ import annotations

from datetime import datetime

from kiosk.accounts.models import Act
from kiosk.core.db import session


def record(
    what: str, *, who: str, subject: str, at: datetime, before: str = "", after: str = ""
) -> Act:
    """Add one act. `what` is a dotted verb such as "screen.pair"; nothing is committed here."""
    act = Act(at=at, who=who, what=what, subject=subject, before=before, after=after)
    session().add(act)
    return act
