"""Properties say what holds, not how fast: a busy machine must not fail them."""

from collections import OrderedDict

import pytest
from hypothesis import settings

from kiosk.programme import build

settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    """Start without the programmes of the test before: its database counted the same changes."""
    monkeypatch.setattr(build, "_KEPT", OrderedDict())
