"""Properties say what holds, not how fast: a busy machine must not fail them."""

from hypothesis import settings

settings.register_profile("kiosk", deadline=None)
settings.load_profile("kiosk")
