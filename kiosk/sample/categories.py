"""The categories every installation begins with. They are settings: the sample's removal leaves them."""

from __future__ import annotations

import sqlalchemy as sa

from kiosk.core.db import session
from kiosk.postings.models import Category
from kiosk.sample.files import records


def seed_categories() -> int:
    """Add the categories whose code is not there yet; return how many. Edited ones stay as they are."""
    there = set(session().scalars(sa.select(Category.code)))
    missing = [Category(**one) for one in records("categories") if one["code"] not in there]
    session().add_all(missing)
    session().flush()  # so that whoever loads the sample next can ask for them
    return len(missing)
