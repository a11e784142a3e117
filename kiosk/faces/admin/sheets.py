"""The room where a sheet becomes a table of a notice, or the result of a star rating."""

from __future__ import annotations

import json

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.document import BadContent
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import importing, words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import draft_in_hand
from kiosk.kinds.editing import Parts
from kiosk.postings import drafts
from kiosk.postings.models import Draft
from kiosk.sheets import Unreadable

#: Kinds that hold what a sheet becomes.
TAKES_SHEETS = frozenset({"notices", "stars"})


@bp.get("/postings/<code>/sheet")
@allow(Right.WRITE)
def sheet(code: str) -> Response:
    """Paste or upload; then what was taken for what."""
    return _room(_draft(code))


@bp.post("/postings/<code>/sheet")
@allow(Right.WRITE)
@commits
def sheet_post(code: str) -> Response:
    """Read a sheet, decide about it, take it, or throw it away."""
    draft, deed = _draft(code), request.form.get("do", "read")
    parts = drafts.parts_of(draft)
    if deed == "read":
        return _read(draft, parts)
    if "sheet" not in parts:
        return go_on(url_for("admin.sheet", code=code))
    if deed == "drop":
        _keep(draft, importing.without_sheet(parts))
        return go_on(url_for("admin.sheet", code=code))
    parts = importing.with_choices(parts, importing.decided())
    _keep(draft, parts)
    if deed != "take":
        return _room(draft)
    return _taken(draft, parts)


@bp.post("/postings/<code>/tables/<int:number>")
@allow(Right.WRITE)
@commits
def table_post(code: str, number: int) -> Response:
    """Move a table up, or throw it away."""
    draft = _draft(code)
    parts = drafts.parts_of(draft)
    tables = list(parts.get("tables", []))
    if number >= len(tables):
        abort(404)
    if request.form.get("do") == "up" and number:
        tables[number - 1 : number + 1] = tables[number], tables[number - 1]
    elif request.form.get("do") == "drop":
        del tables[number]
    _keep(draft, {**parts, "tables": tables})
    return go_on(url_for("admin.edit", code=code))


def _draft(code: str) -> Draft:
    draft = draft_in_hand(code)
    if draft.posting.kind not in TAKES_SHEETS:
        abort(404)
    return draft


def _read(draft: Draft, parts: Parts) -> Response:
    file = request.files.get("file")
    pasted = request.form.get("pasted", "")
    uploaded = file is not None and bool(file.filename)
    data = file.read() if uploaded and file else pasted.encode()
    try:
        kept = importing.kept(data, pasted=not uploaded)
    except Unreadable as error:
        return _room(draft, status=422, refused=importing.refusal(error), pasted=pasted)
    _keep(draft, {**parts, "sheet": kept})
    return go_on(url_for("admin.sheet", code=draft.posting.code))


def _taken(draft: Draft, parts: Parts) -> Response:
    seen = importing.look(parts, kind=draft.posting.kind)
    if seen.errors or seen.is_unranked:
        return _room(draft, status=422)
    try:
        _keep(draft, importing.taken(parts, seen))
    except BadContent:
        return _room(draft, status=422, refused=_("A cell does not fit its column; look again."))
    flash(_("The table is in the draft."))
    return go_on(url_for("admin.edit", code=draft.posting.code))


def _keep(draft: Draft, parts: Parts) -> None:
    """Nothing that was typed changes: parts go over the newest version there is."""
    drafts.save(
        draft,
        over=draft.version,
        who=visitor().name,
        at=clock.now(),
        typed=draft.typed,
        title=draft.title,
        parts=json.dumps(parts, ensure_ascii=False),
    )


def _room(draft: Draft, *, status: int = 200, refused: str = "", pasted: str = "") -> Response:
    parts, seen = drafts.parts_of(draft), None
    if "sheet" in parts:
        try:
            seen = importing.look(parts, kind=draft.posting.kind)
        except (Unreadable, OSError) as error:
            refused = importing.refusal(error) if isinstance(error, Unreadable) else refused
    return page_or_fragment(
        "faces/admin/sheet.html",
        "faces/admin/_sheet_room.html",
        status=status,
        posting=draft.posting,
        seen=seen,
        refused=refused,
        pasted=pasted,
        importing=importing,
        words=words,
        most=importing.MOST_SHOWN,
    )
