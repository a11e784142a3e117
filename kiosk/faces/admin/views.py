"""What the panel asks for."""

from __future__ import annotations

from flask import Blueprint

from kiosk.core.web import public

bp = Blueprint("admin", __name__, url_prefix="/admin")


@bp.get("/")
@public
def home() -> str:
    return "panel"
