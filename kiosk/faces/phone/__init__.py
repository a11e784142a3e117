"""The phone: what a QR code leads to. Plain HTML, no script, no login."""

from kiosk.faces.phone.views import bp

__all__ = ["bp"]
