"""Fixtures of the programme's tests."""

import pytest

from kiosk.programme import build


@pytest.fixture(autouse=True)
def nothing_kept():
    """Start without the programmes of the test before: its database counted the same changes."""
    build.forget_programmes()
