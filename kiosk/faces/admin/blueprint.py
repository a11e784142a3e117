"""The panel's blueprint; every room hangs its views on it."""

from __future__ import annotations

from flask import Blueprint

from kiosk.faces.language import choose_language

bp = Blueprint("admin", __name__, url_prefix="/admin")
bp.before_request(choose_language)
