"""The wall beside the editor: what is typed, rendered as every wall renders it, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import Response, abort, current_app, jsonify, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.calendar import WorkCalendar
from kiosk.core.config import Settings
from kiosk.core.document import BadContent, Document
from kiosk.core.i18n import speaking
from kiosk.core.media import Photo, picture_file
from kiosk.core.web import reads_only
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import (
    Desk,
    chosen_category,
    chosen_station,
    desk_of,
    draft_in_hand,
    typed_now,
)
from kiosk.faces.admin.forms import DECIMETRES
from kiosk.faces.admin.legibility import (
    check_dated,
    check_hidden,
    check_hours,
    check_needed,
    check_privacy,
    check_written_period,
    title_facts,
    word_checks,
)
from kiosk.faces.admin.placing import hours_typed
from kiosk.postings.drafts import MOST_CHARACTERS
from kiosk.postings.models import Posting
from kiosk.postings.operations import work_calendar
from kiosk.postings.visibility import Scope
from kiosk.programme.boards import board_values, marked_link, posting_link, rendered
from kiosk.programme.facts import Meant, facts_of_draft
from kiosk.programme.looks import Look, Vantage, frame_of, vantage
from kiosk.programme.naming import naming_now
from kiosk.programme.wall_words import wall_words

A_WHILE = "private, max-age=600"


@bp.get("/postings/<code>/preview")
@allow(Right.WRITE)
def preview_page(code: str) -> str:
    """A wall with nothing but this draft: as last saved, or, inside the editor, as it is typed."""
    now, calendar = clock.now(), work_calendar()
    desk = desk_of(draft_in_hand(code), at=now)
    seen_from = vantage(chosen_station(desk.placing, desk.posting))
    meant = _meant(desk, seen_from, begins=now, calendar=calendar)
    return wall_page(
        desk.posting,
        _readable(desk),
        meant,
        seen_from,
        title=desk.title,
        moment=now,
        pictures=draft_picture_address,
    )


def wall_page(
    posting: Posting,
    content: Document | None,
    meant: Meant,
    seen_from: Vantage,
    *,
    title: str,
    moment: datetime,
    pictures: Callable[..., str],
) -> str:
    """A wall with nothing but what does not hang yet; None says that it cannot be read.

    `pictures` says where whoever looks finds its pictures.
    """
    frame = frame_of(seen_from.station)
    with speaking(office().language):
        facts = facts_of_draft(posting, meant, work_calendar(), moment=moment)
        values: dict[str, Any] = {}
        if content is not None:
            link = _link(posting, meant)
            values = board_values(content, facts, link=link, naming=naming_now())
        return render_template(
            "faces/admin/preview.html",
            **values,
            picture_address=pictures,
            title=title,
            frame=frame,
            screen={**frame, **look_facts(seen_from.looks()[0])},
            words=wall_words(),
            now_ms=clock.milliseconds(moment),
        )


@bp.post("/postings/<code>/preview")
@allow(Right.WRITE)
@reads_only
def preview(code: str) -> Response:
    """What is typed in this very moment, as a wall would show it."""
    typed = typed_now()
    if sum(len(text) for _name, text in typed) > MOST_CHARACTERS:
        abort(413)
    return jsonify(_preview(desk_of(draft_in_hand(code), at=clock.now(), typed=typed)))


@bp.get("/postings/<code>/pictures/<path:path>")
@allow(Right.WRITE)
def draft_picture(code: str, path: str) -> BaseResponse:
    """A picture that a draft names, for whoever may write on it: it is not out yet."""
    draft = draft_in_hand(code)
    return picture_named_in(draft.typed + draft.parts, path)


def picture_named_in(text: str, path: str) -> BaseResponse:
    """A picture whose file `text`, a stored document or draft, names; 404 if it names no such one."""
    if path.partition("-")[0] not in text:
        abort(404)
    settings: Settings = current_app.config["SETTINGS"]
    file = picture_file(settings.media_folder, path)
    if file is None:
        abort(404)
    answer = send_file(file, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = A_WHILE
    return answer


def draft_picture_address(photo: Photo, size: str, *, posting: str) -> str:
    """Where the panel finds a picture of the draft with this code."""
    return url_for("admin.draft_picture", code=posting, path=photo.path(size))


def _readable(desk: Desk) -> Document | None:
    try:
        return desk.content()
    except BadContent:
        return None


def _preview(desk: Desk) -> dict[str, Any]:
    """Everything the browser needs to show the draft and to judge how it will be read."""
    now, calendar = clock.now(), work_calendar()
    seen_from = vantage(chosen_station(desk.placing, desk.posting))
    meant = _meant(desk, seen_from, begins=now, calendar=calendar)
    checks = [check_hours(meant, desk.placing, calendar)]
    board, problem = None, ""
    faults: list[Any] = []
    try:
        content = desk.content()
        board = _board(desk.posting, content, meant, calendar, moment=now)
        dated = desk.kind.dated(content)
        checks += check_dated(dated, meant.hours, today=clock.local_day(now))
        checks += check_written_period(meant.hours, desk.kind.strings(content), calendar)
        checks.extend(word_checks(desk, content))
        checks.append(check_privacy(desk, content))
        checks += check_hidden(naming_now().hiding.named_in(desk.kind.strings(content)))
        faults = [one for each in desk.editor.pairs_fields() for one in each.faults(desk.parts)]
    except BadContent:
        problem = _(
            "A part of this draft cannot be read, so it cannot be shown. What is typed is safe."
        )
    checks.insert(0, check_needed(desk))
    return {
        "board": board,
        "problem": problem,
        "frame": frame_of(seen_from.station),
        "looks": [look_facts(one) for one in seen_from.looks()],
        "now": clock.milliseconds(now),
        "title": title_facts(desk),
        "checks": [asdict(one) for one in checks],
        "faults": [asdict(one) for one in faults],
    }


def look_facts(look: Look) -> dict[str, Any]:
    """A look as the modules of a wall's page are told it."""
    return {
        "name": look.name,
        "width": look.width,
        "height": look.height,
        "inches": look.inches,
        "metres": look.distance_dm / DECIMETRES,
        "scale": look.scale,
        "overscanPercent": look.overscan_percent,
    }


def _meant(desk: Desk, seen_from: Vantage, *, begins: datetime, calendar: WorkCalendar) -> Meant:
    placing, category = desk.placing, chosen_category(desk.placing, desk.posting)
    return Meant(
        category=category,
        station=chosen_station(placing, desk.posting),
        scope=placing.scope.data if placing.scope.data in set(Scope) else desk.posting.scope,
        viewed_at=seen_from.station.code if seen_from.station else None,
        hours=hours_typed(placing, category, begins=begins, calendar=calendar),
        reason=placing.reason.data or "",
    )


def _board(
    posting: Posting, content: Document, meant: Meant, calendar: WorkCalendar, *, moment: datetime
) -> str:
    """The board as walls get it, in the language of the walls."""
    with speaking(office().language):
        made = rendered(
            content,
            facts_of_draft(posting, meant, calendar, moment=moment),
            revision=0,
            link=_link(posting, meant),
            naming=naming_now(),
            picture_address=draft_picture_address,
        )
    return made.html


def _link(posting: Posting, meant: Meant) -> str:
    """What the QR code of the staff's wall will say; it leads nowhere before the posting is out."""
    return (
        marked_link(posting.code, meant.viewed_at)
        if meant.viewed_at
        else posting_link(posting.code)
    )
