"""The room where a sheet becomes a table of a notice, or the result of a star rating."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import abort, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.core.document import BadContent
from kiosk.core.formats import long_day
from kiosk.core.web import commits, keep_anyway, page_or_fragment
from kiosk.faces.admin import importing, words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import desk_of, draft_in_hand
from kiosk.faces.admin.tidying import known_since
from kiosk.faces.admin.too_long import draft_too_long, table_too_large
from kiosk.kinds.editing import Parts, Typed, read_back, stored
from kiosk.kinds.merging import changed
from kiosk.kinds.notices import saying
from kiosk.kinds.notices.pasted import dated
from kiosk.kinds.notices.tables import Placed, as_text, kinds_of, placed_in, without_grid
from kiosk.postings import drafts
from kiosk.postings.models import Draft
from kiosk.sheets import Unreadable, day_said

#: Kinds that hold what a sheet becomes.
TAKES_SHEETS = frozenset({"notices", "stars"})
#: The button that puts into a cell what was most likely meant there: mend:C5.
MEND = "mend:"


@bp.get("/postings/<code>/sheet")
@allow(Right.WRITE)
def sheet(code: str) -> Response:
    """Paste or upload; then what was taken for what. `?table=` brings one of the draft's own as text."""
    draft = _draft(code)
    over = _table_over(draft)
    return _room(draft, pasted=as_text(over.table) if over else "")


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
    decided = importing.with_choices(parts, importing.decided())
    if deed == "take":
        return _recognised(draft, parts["sheet"], decided)
    if deed.startswith(MEND):
        decided = importing.mended(decided, deed.removeprefix(MEND), kind=draft.posting.kind)
    _keep(draft, decided)
    return _room(draft)


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
    over = _table_over(draft)
    kinds = kinds_of(over.table) if over and not uploaded else None
    try:
        kept = importing.kept(data, pasted=not uploaded, over=over.id if over else "", kinds=kinds)
    except Unreadable as error:
        return _room(draft, status=422, refused=saying.refusal(error), pasted=pasted)
    try:
        _keep(draft, {**parts, "sheet": kept})
    except drafts.DraftTooLong:
        return _room(draft, status=422, refused=draft_too_long(), pasted=pasted)
    return go_on(url_for("admin.sheet", code=draft.posting.code))


def _recognised(draft: Draft, before: Mapping[str, Any], decided: Parts) -> Response:
    """Look at the sheet as it was decided, then take it; `before` is what the draft held of it."""
    code, kind = draft.posting.code, draft.posting.kind
    # Recognising a large sheet takes seconds, and nobody else shall wait for the lock meanwhile.
    session().rollback()
    seen = importing.look(decided, kind=kind)
    draft = _draft(code)
    parts = drafts.parts_of(draft)
    if parts.get("sheet") != before:
        flash(_("Somebody else has done something with this sheet meanwhile. Look again."))
        return go_on(url_for("admin.sheet", code=code))
    parts = {**parts, "sheet": decided["sheet"]}
    _keep(draft, parts)
    return _taken(draft, parts, seen)


def _taken(draft: Draft, parts: Parts, seen: importing.Look) -> Response:
    if seen.errors or seen.is_unranked or seen.is_empty:
        return _room(draft, status=422)
    over = parts["sheet"].get("over", "")
    # What had been typed into the table that is replaced goes with it.
    before = without_grid(read_back(draft.typed), over)
    on = day_said(seen.found.above, seen.found.below) if seen.stars is None else None
    typed = dated(before, known_since(desk_of(draft, at=clock.now())), on) if on else before
    try:
        _keep(draft, importing.taken(parts, seen, fresh=new_code()), typed=typed)
    except BadContent:
        return _room(draft, status=422, refused=_("A cell does not fit its column; look again."))
    except drafts.DraftTooLong:
        # What was decided about it stays with it.
        keep_anyway()
        return _room(draft, status=422, refused=table_too_large())
    flash(_("The table is in the draft."))
    if on and typed != before:
        flash(_("Its day was taken as the date of the paper: %(day)s.", day=long_day(on)))
    return go_on(url_for("admin.edit", code=draft.posting.code))


def _table_over(draft: Draft) -> Placed | None:
    """The table of the draft that is to be replaced, if one is named."""
    named = request.values.get("table", "")
    tables = placed_in(read_back(draft.typed), drafts.parts_of(draft)) if named else []
    return next((one for one in tables if one.id == named), None)


def _keep(draft: Draft, parts: Parts, *, typed: Typed | None = None) -> None:
    """Parts go over the newest version there is, and with a table what is `typed` beside it now."""
    said = read_back(draft.typed) if typed is None else typed
    drafts.save(
        draft,
        over=draft.version,
        who=visitor().name,
        at=clock.now(),
        typed=stored(said),
        # Whoever begins with the sheet has saved no title yet: lists call it by its template's.
        title=draft.title or dict(said).get("title", ""),
        parts=json.dumps(parts, ensure_ascii=False),
        changed=changed(read_back(draft.typed), said),
    )


def _room(draft: Draft, *, status: int = 200, refused: str = "", pasted: str = "") -> Response:
    parts, seen = drafts.parts_of(draft), None
    if "sheet" in parts:
        try:
            seen = importing.look(parts, kind=draft.posting.kind)
        except (Unreadable, OSError) as error:
            refused = saying.refusal(error) if isinstance(error, Unreadable) else refused
    return page_or_fragment(
        "faces/admin/sheet.html",
        "faces/admin/_sheet_room.html",
        status=status,
        posting=draft.posting,
        seen=seen,
        refused=refused,
        pasted=pasted,
        saying=saying,
        words=words,
        most=importing.MOST_SHOWN,
        over=request.values.get("table", ""),
    )
