"""Pictures for every face, cut to size: at the addresses the product made, while their posting may be read."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, current_app, send_file, url_for

from kiosk.core.config import Settings
from kiosk.core.document import BadContent, decode
from kiosk.core.media import Photo, is_sealed, picture_file, seal
from kiosk.core.web import public
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.operations import released_content
from kiosk.programme.naming import naming_now

bp = Blueprint("media", __name__)
FOR_GOOD = "private, max-age=31536000, immutable"


def init_media(app: Flask) -> None:
    """Give templates the addresses of pictures."""
    app.register_blueprint(bp)
    app.jinja_env.globals["picture_address"] = picture_address


def picture_address(photo: Photo, size: str, *, posting: str) -> str:
    """Where a picture that the posting with this code names is served in one size."""
    path = photo.path(size)
    sealed = seal(_key(), owner=posting, path=path)
    return url_for("media.picture", sealed=sealed, code=posting, path=path)


@bp.get("/media/<sealed>/<code>/<path:path>")
@public
def picture(sealed: str, code: str, path: str) -> Response:
    """One picture in one size. No seal, no work: nothing is looked up or cut for a stranger's wish."""
    if not is_sealed(sealed, _key(), owner=code, path=path):
        abort(404)
    if not _is_out(path.partition("-")[0], code):
        abort(404)
    settings: Settings = current_app.config["SETTINGS"]
    file = picture_file(settings.media_folder, path)
    if file is None:
        abort(404)
    answer = send_file(file, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer


def _is_out(sha: str, code: str) -> bool:
    """Whether a posting shows the picture now.

    Withdrawn, corrected to have another one, or of somebody hidden: an address known from before shows nothing.
    """
    kind_name, content = released_content(code) or ("", "")
    if sha not in content:
        return False
    hiding = naming_now().hiding
    if not hiding.names:
        return True
    kind = kind_called(kind_name)
    try:
        shown = hiding.document(decode(content, kind.content))
    except BadContent:
        return False
    return any(photo.sha == sha for photo in kind.photos(shown))


def _key() -> str | bytes:
    return current_app.secret_key or ""
