"""What a phone asks for."""

from __future__ import annotations

from flask import Blueprint

from kiosk.accounts.offices import speak_the_office_language

bp = Blueprint("phone", __name__, url_prefix="/n")
bp.before_request(speak_the_office_language)
