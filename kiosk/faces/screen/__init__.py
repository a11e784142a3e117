"""The wall: the page a station's screen shows, and what its player asks for."""

from kiosk.faces.screen.views import bp

__all__ = ["bp"]
