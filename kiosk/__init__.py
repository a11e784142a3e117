"""The kiosk: a notice board for a toll-collection office, as one small Flask application."""

from kiosk.factory import create_app
from kiosk.version import VERSION

__all__ = ["VERSION", "create_app"]
