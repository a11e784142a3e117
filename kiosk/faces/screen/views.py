"""What the wall's browser asks for."""

from __future__ import annotations

import json
from datetime import datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
)

from kiosk.accounts import trail
from kiosk.accounts.offices import base_url, office
from kiosk.core import clock, qr
from kiosk.core.assets import PackedResponse, drawn_by_core_fonts
from kiosk.core.web import commits, peer_address, public, see_other
from kiosk.faces.language import choose_language
from kiosk.faces.screen.device import (
    device,
    keep_secret,
    kept_secret,
    secret_or_new,
    this_screen,
)
from kiosk.faces.screen.shell import SHELL_HEADER, shell_of
from kiosk.postings.operations import approved_fingerprints
from kiosk.programme.build import programme_of
from kiosk.programme.wall_words import wall_version, wall_words
from kiosk.screens import health, operations, plays
from kiosk.screens.models import Screen
from kiosk.screens.standing import note_standing

bp = Blueprint("screen", __name__, url_prefix="/screen")
bp.before_request(choose_language)

MOST_REPORT_BYTES = 128 * 1024
MOST_RETURN_BYTES = 4 * 1024
FOR_GOOD = "private, max-age=31536000, immutable"


@bp.get("")
@public
def wall() -> Response:
    """The wall itself; a browser we do not know waits here with a code."""
    secret = secret_or_new()
    screen = operations.screen_with(secret)
    # A wall is read without the database's write lock: after a power cut all of them ask at once.
    if screen is None:
        return _waiting(secret)
    now = clock.now()
    opening = _opening(screen, moment=now)
    shell = shell_of(screen)
    answer = _page(now, screen=screen, opening=opening, shell=shell)
    answer.headers[SHELL_HEADER] = shell
    # A box that starts while its server is away has this page or none; what is on it asks for the server first.
    answer.headers["Cache-Control"] = FOR_GOOD
    # On each visit: browsers keep no cookie longer than 400 days, and walls hang for years.
    keep_secret(answer, secret)
    return answer


@commits
def _waiting(secret: str) -> Response:
    now = clock.now()
    pairing = operations.waiting_with(secret, at=now) or operations.begin_pairing(
        secret, address=peer_address(), at=now
    )
    answer = _page(
        now,
        pairing=pairing,
        pair_qr=_pair_qr(pairing.code),
        link_is_used=request.args.get("link") == "used",
    )
    if secret != kept_secret():
        keep_secret(answer, secret)
    return answer


def _page(now: datetime, **values: object) -> Response:
    page = render_template(
        "faces/screen/wall.html",
        words=wall_words(),
        version=wall_version(),
        office=office(),
        now_ms=clock.milliseconds(now),
        **values,
    )
    return make_response(page)


def _opening(screen: Screen, *, moment: datetime) -> dict[str, object]:
    """What the player begins with, so that it need not ask: the programme, and the board that comes first."""
    made = programme_of(screen, moment=moment)
    programme = json.loads(made.body)
    first = [made.boards[digest] for digest in made.due_at(moment)[:1]]
    boards = {board.digest: board.html for board in first}
    texts = [*boards.values(), *map(str, programme["screen"].values())]
    return {
        "programme": programme,
        "boards": boards,
        # What the wall stands in before anything is on it: at night nothing flashes.
        "theme": first[0].theme if first else "paper",
        # A box works out every font a page knows of, for every size of type: the others come later.
        "needsAllFonts": not boards or not drawn_by_core_fonts("".join(texts)),
    }


@bp.get("/worker.js")
@public
def worker() -> Response:
    """The service worker. It is asked for by this name, and works for all of the wall."""
    answer = current_app.send_static_file("faces/screen/service_worker.js")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = "/screen"
    return answer


@bp.get("/claim/<secret>")
@public
@commits
def claim(secret: str) -> Response:
    """A screen's own link: makes this browser that screen, once."""
    if request.method == "HEAD":
        # Whoever only looks whether the link leads somewhere is no wall.
        return make_response(see_other("/screen"))
    claimed = operations.claim(secret)
    if claimed is None:
        return make_response(see_other("/screen?link=used"))
    now = clock.now()
    note_standing(claimed[0], at=now)
    trail.record("screen.claim", who="link", subject=f"screen {claimed[0].id}", at=now)
    answer = make_response(see_other("/screen"))
    keep_secret(answer, claimed[1])
    return answer


@bp.get("/pairing")
@public
def pairing() -> Response:
    """Has somebody paired this browser yet?"""
    secret = kept_secret()
    paired = secret is not None and operations.screen_with(secret) is not None
    waiting = secret is not None and operations.waiting_with(secret, at=clock.now()) is not None
    return _timed(jsonify(paired=paired, waiting=waiting))


@bp.get("/secret")
@device
def secret() -> Response:
    """What this browser knows itself by, to be kept in a second place: boxes lose their cookies."""
    return jsonify(secret=kept_secret())


@bp.post("/return")
@public
@commits
def come_back() -> Response:
    """A browser without its cookie shows the secret it has kept elsewhere, and is the screen it was.

    What was revoked, or is nobody's, stays outside: it waits with a code like any other.
    """
    request.max_content_length = MOST_RETURN_BYTES
    shown = _said().get("secret")
    known = isinstance(shown, str) and operations.come_back(shown, instead_of=kept_secret())
    answer = jsonify(known=bool(known))
    if known:
        keep_secret(answer, str(shown))
    return answer


@bp.get("/programme")
@device
def programme() -> Response:
    """This screen's programme; 304 while nothing changed."""
    now = clock.now()
    made = programme_of(this_screen(), moment=now)
    answer = PackedResponse(made.body, mimetype="application/json")
    answer.packed = made.packed
    answer.set_etag(made.etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers[SHELL_HEADER] = shell_of(this_screen())
    answer.make_conditional(request)
    return _timed(answer)


@bp.get("/board/<digest>")
@device
def board(digest: str) -> Response:
    """One rendered posting of this screen's programme. Its address is its content: cached for good."""
    made = programme_of(this_screen(), moment=clock.now())
    found = made.boards.get(digest)
    if found is None:
        abort(404)
    answer = Response(found.html, mimetype="text/html")
    answer.headers["Cache-Control"] = FOR_GOOD
    return answer


@bp.post("/report")
@device
@commits
def report() -> Response:
    """What the screen says of itself and of what it has shown; saying it twice changes nothing.

    The answer tells of how many plays the screen need not speak again, and what it is asked to do at once.
    """
    request.max_content_length = MOST_REPORT_BYTES
    said, screen, now = _said(), this_screen(), clock.now()
    noted = health.note_health(screen, said, at=now)
    note_standing(screen, at=now)
    answer: dict[str, object] = {}
    rows = said.get("plays")
    if isinstance(rows, list) and rows:
        known = approved_fingerprints(plays.postings_in(rows))
        answer["plays"] = plays.keep_plays(screen, rows, known=known, at=now)
    asked = health.asked_of(screen, done=noted.done, at=now)
    if asked is not None:
        answer["ask"] = {"number": screen.asked, "what": asked, "seconds": health.IDENTIFY_S}
    return jsonify(answer) if answer else Response(status=204)


def _said() -> dict[str, object]:
    """What the screen says; whatever is no report is an empty one."""
    try:
        said = request.get_json(silent=True)
    except RecursionError:  # brackets in brackets in brackets
        return {}
    return said if isinstance(said, dict) else {}


def _pair_qr(code: str) -> object:
    link = f"{base_url()}/p/{code}"
    try:
        return qr.svg(link)
    except qr.AddressTooLong:
        return None


def _timed(answer: Response) -> Response:
    """Tell the server's time, so that a wrong clock on a TV box does not matter."""
    answer.headers["Kiosk-Now"] = str(clock.milliseconds(clock.now()))
    return answer
