"""The sample office's own duties, as its report has them: visits, talks, reminders."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kiosk.core import clock
from kiosk.core.db import session
from kiosk.duties.models import DutyDone, OwnDuty


def add_duties(extra: Mapping[str, Any], *, as_of: date, who: str) -> None:
    """The duties, expected since the month of `as_of` began, with what was done of them in it."""
    month = as_of.replace(day=1)
    for record in extra["duties"]:
        columns = {name: value for name, value in record.items() if name != "done"}
        days = [(month.replace(day=one["day"]), one["note"]) for one in record["done"]]
        doings = [
            DutyDone(done_on=day, note=note, recorded_by=who, recorded_at=clock.day_ends(day))
            for day, note in days
            if day <= as_of
        ]
        session().add(OwnDuty(**columns, begun_on=month, is_sample=True, doings=doings))
