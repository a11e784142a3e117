"""The panel: everything on the walls is made, checked and taken down here."""

from kiosk.faces.admin.views import bp

__all__ = ["bp"]
