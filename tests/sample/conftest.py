"""The sample office, loaded for the day it is written for."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk.core.db import db
from kiosk.sample import LoadReport, load_sample

WRITTEN_FOR = date(2026, 11, 22)


@pytest.fixture(scope="session")
def written() -> Any:
    """The office as it was written: every text, day and figure before placeholders went in."""
    return json.loads(Path(__file__).with_name("office_as_written.json").read_text("utf-8"))


@pytest.fixture
def loaded(app_context: None, now: datetime) -> LoadReport:
    """The sample, committed, on its own Sunday."""
    report = load_sample(WRITTEN_FOR, at=now)
    db.session.commit()
    return report
