"""The working-day vectors that came with the sample office."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.calendar import WorkCalendar
from kiosk.postings.publicity import period

VECTORS = json.loads(Path(__file__).with_name("office_as_written.json").read_text("utf-8"))[
    "calendar_vectors"
]
KNOWN = [vector for vector in VECTORS if vector["end_inclusive"]]
UNKNOWN = [vector for vector in VECTORS if not vector["end_inclusive"]]


@pytest.mark.parametrize("vector", KNOWN, ids=lambda vector: vector["why"])
def test_a_period_ends_where_the_vector_says(vector: dict[str, Any]):
    start, days = date.fromisoformat(vector["start"]), vector["working_days"]
    counted = period(start, days, WorkCalendar())
    not_counted = period(start, days, WorkCalendar(), first_day_counts=False)

    assert counted.last.isoformat() == vector["end_inclusive"]
    assert not_counted.last.isoformat() == vector["end_exclusive"]
    assert counted.unknown_years == ()


@pytest.mark.parametrize("vector", UNKNOWN, ids=lambda vector: vector["why"])
def test_a_period_into_an_unknown_year_says_so(vector: dict[str, Any]):
    start = date.fromisoformat(vector["start"])

    assert period(start, vector["working_days"], WorkCalendar()).unknown_years == (2027,)
