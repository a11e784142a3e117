"""`/healthz`, and the short ways that lead somewhere else."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from kiosk.accounts.offices import office
from kiosk.core.db import session
from kiosk.core.web import public, see_other
from kiosk.faces.language import choose_language
from kiosk.version import VERSION

bp = Blueprint("health", __name__)


@bp.get("/")
@public
def index() -> str:
    """Whoever types only the address: staff with a phone, a clerk, somebody who sets up a screen."""
    choose_language()
    return render_template("doors.html", office=office(), where="", internal=True)


@bp.get("/p/<code>")
@public
def pair(code: str) -> BaseResponse:
    """The short way to pairing a screen: a QR code on a wall has no room for the long one."""
    return see_other(url_for("admin.pair", code=code))


@bp.get("/healthz")
@public
def healthz() -> Response:
    """Is it alive, which version, can the database be read?"""
    try:
        session().execute(sa.text("SELECT version FROM change_signal"))
    except SQLAlchemyError:
        answer = jsonify(status="error", version=VERSION, database="unreadable")
        answer.status_code = 503
        return answer
    return jsonify(status="ok", version=VERSION, database="ok")
