"""Settings as the panel's tests change them: the office's form, what it has seen, what the trail says."""

import re

import sqlalchemy as sa

from kiosk.accounts.models import Act
from kiosk.core.db import db
from tests.client import KioskClient

OFFICE = {
    "name": "Red Willow toll office",
    "short_name": "Red Willow",
    "branch": "",
    "brand": "Willow",
    "magazine": "Red Willow Post",
    "moments_column": "People",
    "language": "en",
    "handover_times": "8:00，16:00 00:00",
    "duty_phone": "0937-0000100",
    "supervision_phone": "0937-0000101",
    "opinion_box": "",
    "idle_minutes": "480",
    "counts_from": "first",
    "retention_years": "5",
}


def seen_on(client: KioskClient, address: str) -> str:
    """What the form at that address sends along, to say which version it changes."""
    found = re.search(r'name="seen"[^>]*value="([^"]+)"', client.get(address).text)
    assert found is not None
    return found[1]


def acts(what: str) -> list[Act]:
    """The acts of that name in the trail."""
    return list(db.session.scalars(sa.select(Act).where(Act.what == what)))
