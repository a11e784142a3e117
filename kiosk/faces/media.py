"""Pictures for every face, cut to size. Their addresses are hashes nobody can guess."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, send_file

from kiosk.core.config import Settings
from kiosk.core.media import picture_file
from kiosk.core.web import public

bp = Blueprint("media", __name__)
FOR_GOOD = "private, max-age=31536000, immutable"


@bp.get("/media/<path:path>")
@public
def picture(path: str) -> Response:
    """One picture in one size."""
    settings: Settings = current_app.config["SETTINGS"]
    file = picture_file(settings.media_folder, path)
    if file is None:
        abort(404)
    answer = send_file(file, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer
