"""What a phone asks for. Everything here is read only, and anyone who has the address may read it."""

from __future__ import annotations

from functools import partial

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    render_template,
    request,
    send_file,
)
from markupsafe import Markup

from kiosk.accounts.models import Station
from kiosk.accounts.offices import office, station_by_token
from kiosk.core import clock, qr
from kiosk.core.config import Settings
from kiosk.core.media import ATTACHMENT_TYPES, attachment_file
from kiosk.core.web import public
from kiosk.faces.language import choose_language
from kiosk.faces.phone.listing import listing, visible_postings
from kiosk.faces.phone.paper import sheet_for, style_of
from kiosk.faces.phone.reading import (
    Reading,
    address_at,
    attachments_of,
    is_plausible,
    issuer_of,
    parted,
    reading_of,
    station_of,
    supervision_phone,
)
from kiosk.postings.operations import work_calendar
from kiosk.programme.boards import posting_link
from kiosk.programme.naming import naming_now
from kiosk.programme.overview import overview_facts, overview_now
from kiosk.programme.takeovers import running_at

bp = Blueprint("phone", __name__, url_prefix="/n")
bp.before_request(choose_language)

#: WeChat keeps pages keenly; what was withdrawn must not come back from a phone's memory.
NEVER_KEPT = "no-store"


@bp.get("/")
@public
def open_list() -> str:
    """What the office has opened to society; nobody needs to know anything to read it."""
    return _list_page(None)


@bp.get("/s/<token>")
@public
def station_list(token: str) -> str:
    """What hangs at one station, for its staff."""
    station = station_by_token(token.lower()) if is_plausible(token) else None
    if station is None:
        abort(404)
    return _list_page(station)


@bp.get("/<code>")
@public
def posting(code: str) -> str:
    """What the QR code of a posting leads to, with the mark of the station where it hangs or without."""
    reading = _reading_or_404(code)
    _code, mark = parted(code)
    return render_template(
        "faces/phone/posting.html",
        office=office(),
        reading=reading,
        kind=reading.kind,
        content=reading.content,
        facts=reading.facts,
        names=reading.names,
        station=station_of(reading, mark, key=current_app.config["SECRET_KEY"]),
        phone=supervision_phone(reading.content, office()),
    )


@bp.get("/<code>/print")
@public
def paper(code: str) -> str:
    """The same on A4, for the paper board and the file."""
    reading = _reading_or_404(code)
    return render_template(
        "faces/phone/paper.html",
        office=office(),
        reading=reading,
        kind=reading.kind,
        content=reading.content,
        facts=reading.facts,
        names=reading.names,
        issuer=issuer_of(reading.content, office()),
        phone=supervision_phone(reading.content, office()),
        code_picture=_code_picture(reading),
        sheet=sheet_for(reading.content),
    )


@bp.get("/<code>/print.css")
@public
def paper_style(code: str) -> Response:
    """That paper's own style sheet: it holds this posting's number and the widths of its columns."""
    reading = _reading_or_404(code)
    style = style_of(
        sheet_for(reading.content), register_number=reading.facts.register_number or ""
    )
    return Response(style, mimetype="text/css")


@bp.get("/<code>/file/<sha>/<path:name>")
@public
def attachment(code: str, sha: str, name: str) -> Response:
    """A file the posting names now. It is saved, never shown: a phone picks the program for it."""
    found = next(
        (
            one
            for one in attachments_of(_reading_or_404(code).content)
            if one.sha == sha and one.name == name
        ),
        None,
    )
    settings: Settings = current_app.config["SETTINGS"]
    file = attachment_file(settings.media_folder, found) if found else None
    if found is None or file is None:
        abort(404)
    answer = send_file(
        file,
        mimetype=ATTACHMENT_TYPES[found.extension],
        as_attachment=True,
        download_name=found.name,
    )
    answer.headers["Cache-Control"] = NEVER_KEPT
    return answer


def _reading_or_404(code: str) -> Reading:
    reading = reading_of(code, moment=clock.now())
    if reading is None:
        abort(404)
    return reading


def _list_page(station: Station | None) -> str:
    now, naming = clock.now(), naming_now()
    postings = visible_postings(station)
    found = listing(
        postings,
        work_calendar(),
        naming.hiding,
        moment=now,
        category=request.args.get("category", ""),
        shows_ended=request.args.get("ended") == "1",
    )
    # The seven are for staff, and the wall's overview leads here.
    shows_seven = station is not None and not found.shows_ended and found.chosen is None
    overview = overview_now(moment=now) if shows_seven else None
    return render_template(
        "faces/phone/list.html",
        office=office(),
        station=station,
        listing=found,
        address_of=partial(address_at, station=station, key=current_app.config["SECRET_KEY"]),
        # Theirs who work there: a list open to society says nothing of it.
        taken_over=running_at(station, now) if station else [],
        overview=overview,
        facts=overview_facts(overview, viewed_at=station.code if station else None),
        today=clock.local_day(now),
        names=naming.names,
    )


def _code_picture(reading: Reading) -> Markup | None:
    try:
        return qr.svg(posting_link(reading.facts.code))
    except qr.AddressTooLong:
        # Paper without a code is still paper; the panel says what is wrong with the address.
        return None
