"""Properties say what holds, not how fast: a busy machine must not fail them."""

import pytest
from hypothesis import settings

from kiosk.programme import build

settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")


@pytest.fixture(autouse=True)
def nothing_kept():
    """Start without the programmes of the test before: its database counted the same changes."""
    build.forget_programmes()
