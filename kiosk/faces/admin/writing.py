"""Writing: a new draft, the editor, saving by hand and by itself, throwing away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import abort, flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.core.months import month_named
from kiosk.core.web import commits, keep_anyway, page_or_fragment, wants_fragment
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.beginning import TYPED_KINDS, categories_to_begin
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import (
    Desk,
    begun,
    chosen_category,
    chosen_station,
    copied,
    desk_of,
    draft_in_hand,
    first_typed,
    form_that_begins,
    in_hand,
    may_write_for_the_office,
    may_write_in,
    number_in,
    posting_in_hand,
    typed_now,
    typed_of_revision,
    with_parts,
    writable_stations,
)
from kiosk.faces.admin.editor_words import desk_words, stage_words
from kiosk.faces.admin.last_time import (
    CARRY,
    Left,
    as_last_time,
    files_of,
    last_time,
    left_by,
    note_filled,
    with_files_of,
)
from kiosk.faces.admin.list_deeds import done_to_lists
from kiosk.faces.admin.saving import conflict_with, save_desk
from kiosk.faces.admin.tidying import UNTIDY, Told, is_tidying, known_since, tidied, untidied
from kiosk.faces.admin.uploads import (
    ATTACHMENTS,
    Received,
    photo_boxes,
    received,
    upload_words,
    with_attachments,
    with_pictures,
    without_picture,
)
from kiosk.kinds.contract import Offer
from kiosk.kinds.editing import stored
from kiosk.postings import drafts
from kiosk.postings.lifecycle import FILED, Stage
from kiosk.postings.models import Category, Draft
from kiosk.postings.operations import Placing, new_posting
from kiosk.postings.visibility import Scope
from kiosk.sample import without_invented

#: Buttons that save and lead on.
ONWARD = {
    "publish": "admin.publish_page",
    "preview": "admin.preview_page",
    "sheet": "admin.sheet",
}
#: What only keeps what was typed, and comes with every pause of the keyboard.
SAVING = frozenset({"save", "autosave", *ONWARD})
#: The button that fills a new draft with the words of the posting before.
AS_LAST_TIME = "as-last-time"


@dataclass(frozen=True)
class After:
    """A desk after what a button did. `land` is the field that takes the keyboard."""

    desk: Desk
    refused: Mapping[str, list[str]]
    hand: Mapping[str, str]
    land: str = ""
    #: It does not go on from here before something is mended.
    is_held: bool = False
    #: What a pasted text says otherwise than somebody has typed.
    offers: tuple[Offer, ...] = ()
    #: What the pasted text was taken for, and the way back.
    told: Told | None = None
    #: Files of the posting before, which stayed behind.
    left: Left | None = None
    #: What a button beside a field has to say, by the place it is for.
    beside: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def has_news(self) -> bool:
        """True if there is something to be read in the editor, and nowhere else."""
        return bool(self.offers or self.told or self.left or self.beside)

    def shown(self) -> dict[str, Any]:
        """What the editor is told of it."""
        return {
            "refused": self.refused,
            "hand": self.hand,
            "land": self.land,
            "offers": self.offers,
            "told": self.told,
            "left": self.left,
            "beside": self.beside,
        }


@bp.get("/postings/new")
@allow(Right.WRITE)
def new() -> str:
    """What shall it be? One button a category, by kind; of one kind alone for whoever comes from its list."""
    kind = request.args.get("kind", "")
    found = categories_to_begin(kind=kind if kind in TYPED_KINDS else "")
    return render_template(
        "faces/admin/new.html",
        groups=[(name, [one for one in found if one.kind == name]) for name in TYPED_KINDS],
        is_narrowed=kind in TYPED_KINDS,
        once=new_code(),
        words=words,
    )


@bp.post("/postings/new")
@allow(Right.WRITE)
@commits
def new_post() -> Response:
    """Begin a draft in that category and open its editor. What is owed of a month that is over is about that month."""
    category = session().get(Category, number_in(request.form.get("category")))
    if category is None:
        abort(404)
    if not may_write_in(category):
        abort(403)
    month = month_named(request.form.get("month", ""))
    form = form_that_begins(f"{category.id}:{month:%Y-%m}" if month else category.id)
    begun_already = drafts.begun_by(form)
    if begun_already is not None:
        return go_on(url_for("admin.edit", code=begun_already.posting.code))
    at_once = None
    if not may_write_for_the_office(category):
        at_once = without_invented(writable_stations(category))[0]
    scope = Scope.STAFF if at_once is None else Scope.STATION_STAFF
    posting = new_posting(category, Placing(scope=scope, station=at_once), kind=category.kind)
    session().flush()
    now = clock.now()
    begun(posting, first_typed(posting, at=now, about=month), {}, title="", at=now, form=form)
    return go_on(url_for("admin.edit", code=posting.code))


@bp.post("/postings/<code>/correct")
@allow(Right.WRITE)
@commits
def correct(code: str) -> Response:
    """Begin a correction of what hangs; it goes on hanging meanwhile."""
    posting = posting_in_hand(code, Right.WRITE)
    if posting.draft is None:
        if posting.approved is None:
            abort(404)
        if posting.stage != Stage.REGISTERED:
            flash(
                _("It is archived: nothing in it changes any more. Copy it as a new draft instead.")
                if posting.stage in FILED
                else _("It was taken down and is not corrected. Copy it as a new draft instead.")
            )
            return go_on(url_for("admin.posting", code=code))
        typed, parts = typed_of_revision(posting, posting.approved)
        begun(posting, typed, parts, title=posting.approved.title, at=clock.now())
    return go_on(url_for("admin.edit", code=code))


@bp.post("/postings/<code>/copy")
@allow(Right.WRITE)
@commits
def copy(code: str) -> Response:
    """A new draft with the words of an older posting: last month's, to be changed."""
    old = posting_in_hand(code, Right.WRITE)
    draft = copied(old, at=clock.now())
    # The editor asks what shall become of files that stayed behind.
    left = code if files_of(old) else None
    return go_on(url_for("admin.edit", code=draft.posting.code, left=left))


@bp.get("/postings/<code>/edit")
@allow(Right.WRITE)
def edit(code: str) -> Response:
    """The editor: fields at the left, the wall at the right."""
    desk = desk_of(draft_in_hand(code), at=clock.now())
    return editor_room(desk, left=left_by(request.args.get("left", ""), desk))


@bp.post("/postings/<code>/edit")
@allow(Right.WRITE)
@commits
def edit_post(code: str) -> Response:
    """Save what was typed, whatever it is; over a newer version, show both and save nothing."""
    deed, files = request.form.get("do", "save"), received(code)
    draft = draft_in_hand(code)
    desk = desk_of(draft, at=clock.now(), typed=with_pictures(typed_now(), files.pictures))
    after = _after(deed, desk, files)
    desk = after.desk
    try:
        keep(desk)
    except drafts.StaleDraft:
        # Sent twice, because nobody heard the first answer: then there is nothing to choose between.
        if not _is_there_already(desk):
            return _conflict(desk, files)
    except drafts.DraftTooLong:
        abort(413)
    if after.refused or after.is_held:
        # What was typed is saved all the same; the sentences stand where it was asked for.
        keep_anyway()
        return editor_room(desk_of(draft, at=clock.now()), status=422, **after.shown())
    if deed.partition(":")[0] in ONWARD:
        name, _colon, table = deed.partition(":")
        return go_on(url_for(ONWARD[name], code=code, table=table or None))
    if deed == "autosave":
        return page_or_fragment("faces/admin/edit.html", "faces/admin/_saved.html", **_room(desk))
    if not wants_fragment() and not after.has_news:
        return go_on(url_for("admin.edit", code=code, _anchor=after.land or None))
    return editor_room(desk_of(draft, at=clock.now()), **after.shown())


@bp.post("/postings/<code>/open")
@allow(Right.WRITE)
@commits
def still_open(code: str) -> Response:
    """An editor says that it is open; hears who else has it."""
    draft = draft_in_hand(code)
    drafts.say_open(draft, who=visitor().name, account=visitor().account_id, at=clock.now())
    return make_response(render_template("faces/admin/_others.html", other=_other(draft)))


def keep(desk: Desk) -> None:
    """Save a desk over the version its form was filled from. Raises StaleDraft, DraftTooLong."""
    save_desk(desk)
    if not desk.is_correction:
        _place(desk)


def _is_there_already(desk: Desk) -> bool:
    """True if the newest version says just what this form says."""
    return desk.draft.typed == stored(desk.typed) and drafts.parts_of(desk.draft) == desk.parts


def editor_room(
    desk: Desk, *, status: int = 200, refused: Mapping[str, list[str]] | None = None, **more: object
) -> Response:
    """The editor with this desk; `refused` are sentences about files, by the place they were for."""
    return page_or_fragment(
        "faces/admin/edit.html",
        "faces/admin/_edit_form.html",
        status=status,
        **{**_room(desk, refused or {}), **more},
    )


def _after(deed: str, desk: Desk, files: Received) -> After:
    """The desk after what its button does, and the sentences about what could not be done."""
    hand = in_hand()
    if deed == AS_LAST_TIME:
        before = last_time(desk, at=clock.now())
        filled = as_last_time(desk, at=clock.now())
        left = left_by(before.code, filled) if before else None
        if before is not None:
            note_filled(desk.draft, before, at=clock.now())
        return After(filled, {}, hand, land="title", left=left)
    if deed.startswith(CARRY):
        return After(with_files_of(deed.removeprefix(CARRY), desk), {}, hand)
    known = desk.known if deed in SAVING else known_since(desk)
    done = desk.kind.done(deed, desk.typed, desk.parts, hand=hand, known=known, fresh=new_code())
    if done is not None:
        changed = with_parts(desk_of(desk.draft, at=clock.now(), typed=done.typed), done.parts)
        chosen = {**hand, **done.hand} if done.refused else done.hand
        return After(changed, done.refused, chosen, done.land, beside=done.told)
    typed, told = desk.typed, None
    offers: tuple[Offer, ...] = ()
    if is_tidying(deed):
        found, told = tidied(deed, desk, hand, fresh=new_code())
        typed, offers = found.typed, found.offers
    elif deed == UNTIDY:
        typed = untidied(typed, hand)
    typed = without_picture(typed, deed)
    parts, refused = with_attachments(desk.parts, files, deed)
    changed = desk_of(desk.draft, at=clock.now(), typed=done_to_lists(typed, deed, desk.editor))
    # Nothing goes to the signers with a cell that no wall could show: the keyboard goes there first.
    fault = changed.first_fault if deed == "publish" else None
    return After(
        with_parts(changed, parts),
        refused,
        hand,
        fault or "",
        is_held=bool(fault),
        offers=offers,
        told=told,
    )


def _room(desk: Desk, refused: Mapping[str, list[str]] | None = None) -> dict[str, Any]:
    return {
        "desk": desk,
        "posting": desk.posting,
        "draft": desk.draft,
        "form": desk.editor,
        "placing": desk.placing,
        "other": _other(desk.draft),
        "before": last_time(desk, at=clock.now()),
        "category": chosen_category(desk.placing, desk.posting),
        "words": words,
        "stage_words": stage_words(),
        "upload_words": upload_words(),
        "boxes": photo_boxes(desk, refused or {}),
        "refused": refused or {},
        "desk_words": desk_words(),
        "hand": {},
        "land": "",
        "offers": (),
        "told": None,
        "left": None,
        "beside": {},
        "conflict": None,
        "now": clock.now(),
    }


def _place(desk: Desk) -> None:
    """A draft hangs nowhere yet: its place follows what is chosen, as far as that makes sense."""
    posting = desk.posting
    station = chosen_station(desk.placing, posting)
    posting.category = chosen_category(desk.placing, posting)
    posting.station, posting.level = station, "station" if station else "office"
    if desk.placing.scope.data in set(Scope):
        posting.scope = desk.placing.scope.data


def _other(draft: Draft) -> str | None:
    return drafts.other_editor(draft, account=visitor().account_id, at=clock.now())


def _conflict(desk: Desk, files: Received) -> Response:
    """What both have changed side by side, all else put together; saving again, now over the newest, keeps it."""
    found = conflict_with(desk)
    again = [_("Not attached yet: choose it again.")] if files.attachments else []
    refused = {**files.refused, ATTACHMENTS: [*files.refused.get(ATTACHMENTS, []), *again]}
    together = desk_of(desk.draft, at=clock.now(), typed=found.typed)
    return editor_room(
        with_parts(together, desk.parts), status=409, refused=refused, conflict=found
    )
