"""Files on their way into a draft: pictures for its places, attachments, a sentence for each that is not taken.

With a form they are kept when it is saved. A script sends each when it is chosen, to an address of its
own that saves nothing of what is being typed: its answer is one box of the editor.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from flask import abort, current_app, make_response, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.attached import check_content, plain_name
from kiosk.core.config import MEGABYTE, Settings
from kiosk.core.db import session
from kiosk.core.media import (
    ATTACHMENT_TYPES,
    MAX_PIXELS,
    Attachment,
    BadFile,
    Fault,
    Photo,
    attachment_file,
    keep_attachment,
    keep_picture,
    picture_size,
)
from kiosk.core.stripped import Broken, stripped
from kiosk.core.web import commits, wants_fragment
from kiosk.faces.admin.access import allow, visitor
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import Desk, desk_of, draft_in_hand, typed_now
from kiosk.faces.admin.previewing import draft_picture_address
from kiosk.faces.admin.too_long import draft_too_long
from kiosk.kinds.editing import Parts, PhotoEditor, Typed
from kiosk.postings import drafts

ATTACHMENTS = "attachments"
MOST_ATTACHMENTS = 12
#: How many pictures sent for one draft are remembered before they are typed into it.
MOST_PICTURES = 200
_MILLION = 1_000_000


@dataclass(frozen=True)
class Received:
    """What became of a request's files: hashes by place, attachments, and sentences by place."""

    pictures: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    refused: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PhotoBox:
    """What the editor shows of one place for a picture. `address` is empty while there is none."""

    address: str
    warning: str
    refused: list[str]


@bp.post("/postings/<code>/picture")
@allow(Right.WRITE)
@commits
def picture_post(code: str) -> Response:
    """Keep the picture just chosen for ?place=; answers that place's box, with its hash to be saved."""
    wants_fragment()  # never a page: for whoever keeps answers
    files, place = received(code), request.args.get("place", "")
    draft = draft_in_hand(code)
    typed = with_pictures(typed_now(), files.pictures)
    desk = desk_of(draft, at=clock.now(), typed=typed)
    photo = dict(desk.editor.photos()).get(place)
    if photo is None:
        abort(404)
    _remember(desk, files.pictures.values())
    page = render_template(
        "faces/admin/_photo_shown.html",
        name=place,
        photo=photo,
        box=photo_boxes(desk, files.refused)[place],
    )
    return make_response(page, 422 if files.refused else 200)


@bp.post("/postings/<code>/attachments")
@allow(Right.WRITE)
@commits
def attachments_post(code: str) -> Response:
    """Attach the files just chosen to the newest version; answers the list, and which version it is now."""
    wants_fragment()
    files = received(code)
    draft = draft_in_hand(code)
    before, status = draft.version, 200
    parts, refused = with_attachments(drafts.parts_of(draft), files)
    if files.attachments:
        try:
            drafts.save(
                draft,
                over=before,
                who=visitor().name,
                at=clock.now(),
                typed=draft.typed,
                title=draft.title,
                parts=json.dumps(parts, ensure_ascii=False),
            )
        except drafts.DraftTooLong:
            parts, status = drafts.parts_of(draft), 422
            refused = {ATTACHMENTS: [*refused.get(ATTACHMENTS, []), draft_too_long()]}
    page = render_template(
        "faces/admin/_attachments_answer.html",
        attachments=parts.get(ATTACHMENTS, []),
        refused=refused,
        before=before,
        draft=draft,
    )
    return make_response(page, status)


@bp.get("/postings/<code>/attachments/<sha>")
@allow(Right.WRITE)
def attachment(code: str, sha: str) -> Response:
    """A file of a draft, for whoever may write on it: it is not out yet. It is saved, never shown."""
    parts = drafts.parts_of(draft_in_hand(code))
    kept = (msgspec.convert(one, Attachment) for one in parts.get(ATTACHMENTS, []))
    found = next((one for one in kept if one.sha == sha), None)
    file = attachment_file(_settings().media_folder, found) if found else None
    if found is None or file is None:
        abort(404)
    return send_file(
        file,
        mimetype=ATTACHMENT_TYPES[found.extension],
        as_attachment=True,
        download_name=found.name,
    )


def received(code: str) -> Received:
    """Keep the files this request brings. Answers 404 and 403 like the editor they are for."""
    if not any(file.filename for file in request.files.values()):
        return Received()
    desk = desk_of(draft_in_hand(code), at=clock.now(), typed=typed_now())
    places = [name for name, _photo in desk.editor.photos()]
    # Decoding takes seconds, and nobody else shall wait for the lock meanwhile.
    session().rollback()
    pictures: dict[str, str] = {}
    attachments: list[Attachment] = []
    refused: dict[str, list[str]] = {}
    for place, file in _sent(places):
        try:
            if place == ATTACHMENTS:
                attachments.append(kept_attachment(file))
            else:
                pictures[place] = keep_picture(_settings().media_folder, file.read())
        except BadFile as bad:
            refused.setdefault(place, []).append(_named(place, file, why_not(bad.fault)))
        except OSError:
            sentence = _("The server could not store this file. Its disk may be full.")
            refused.setdefault(place, []).append(_named(place, file, sentence))
    return Received(pictures, tuple(attachments), refused)


def with_pictures(typed: Typed, hashes: Mapping[str, str]) -> Typed:
    """What was typed with these pictures in their places; an empty hash takes one out."""
    changed: dict[str, str] = {}
    for place, sha in hashes.items():
        changed |= {f"{place}-sha": sha, f"{place}-focus_x": "50", f"{place}-focus_y": "40"}
    return [*(pair for pair in typed if pair[0] not in changed), *changed.items()]


def without_picture(typed: Typed, deed: str) -> Typed:
    """The same without the picture that `deed` takes out: clear:honors-2-photo."""
    place = deed.removeprefix("clear:")
    is_known = place != deed and any(name == f"{place}-sha" for name, _text in typed)
    return with_pictures(typed, {place: ""}) if is_known else typed


def with_attachments(
    parts: Parts, files: Received, deed: str = ""
) -> tuple[Parts, Mapping[str, list[str]]]:
    """The parts with what was attached and without what `deed` takes away, and all that was refused."""
    taken_away = deed.removeprefix("detach:")
    new = {one.sha for one in files.attachments}
    kept = [one for one in parts.get(ATTACHMENTS, []) if one["sha"] not in {taken_away, *new}]
    both = [*kept, *msgspec.to_builtins(files.attachments)]
    if not both and ATTACHMENTS not in parts:
        return parts, files.refused
    refused = dict(files.refused)
    if len(both) > MOST_ATTACHMENTS:
        too_many = _(
            "At most %(num)d attachments; the last ones were left out.", num=MOST_ATTACHMENTS
        )
        refused[ATTACHMENTS] = [*refused.get(ATTACHMENTS, []), too_many]
    return {**parts, ATTACHMENTS: both[:MOST_ATTACHMENTS]}, refused


def photo_boxes(desk: Desk, refused: Mapping[str, list[str]]) -> dict[str, PhotoBox]:
    """Every place for a picture in this editor, by its name on the page."""
    least = desk.editor.least_of_photos()
    return {
        name: _box(desk, photo, least, refused.get(name, []))
        for name, photo in desk.editor.photos()
    }


def why_not(fault: Fault) -> str:
    """What people read about a file that is not taken."""
    sentences = {
        Fault.NOT_A_PICTURE: _("This is no picture. Choose a JPG, PNG or WebP file."),
        Fault.HEIC: _(
            "This is a HEIC or AVIF picture, which walls cannot show. Save it as JPG first."
        ),
        Fault.TOO_MANY_PIXELS: _(
            "This picture has more than %(num)d million pixels. Make it smaller and choose it again.",
            num=MAX_PIXELS // _MILLION,
        ),
        Fault.DAMAGED: _(
            "This file is damaged or incomplete. Open it on the computer and save it anew."
        ),
        Fault.TYPE: _("Only PDF, Word (docx), Excel (xlsx), JPG and PNG files can be attached."),
        Fault.DISGUISED: _(
            "What is in this file is not what its name says. Save it anew in the right format."
        ),
        Fault.MACROS: _("This file has macros. Save it without them, or as PDF."),
        Fault.TOO_LARGE: _("This file has more than %(num)d MB.", num=_settings().upload_mb),
    }
    return sentences[fault]


def upload_words() -> dict[str, object]:
    """What the script says, and what it needs to know before anything is sent."""
    settings = _settings()
    return {
        "sending": _("Sending: {percent} %"),
        "working": _("Sent. The server is looking at it…"),
        "lost": _("The line broke; the file did not arrive. Choose it again."),
        "refused": _(
            "The server did not take the file. Save, reload the page and choose it again."
        ),
        "tooLarge": why_not(Fault.TOO_LARGE),
        "tooMuch": _("This is more than {most} MB."),
        "mostFile": settings.most_file_bytes,
        "mostRequest": settings.most_request_bytes - MEGABYTE,
    }


def _sent(places: list[str]) -> list[tuple[str, FileStorage]]:
    """The files that were chosen, each with its place."""
    return [
        (place, file)
        for place in [*places, ATTACHMENTS]
        for file in request.files.getlist(f"{place}-file")
        if file.filename
    ]


def kept_attachment(file: FileStorage) -> Attachment:
    """Keep one file that was sent, stripped of what it tells of its maker. Raises BadFile."""
    settings = _settings()
    name = plain_name(file.filename or "")
    data = file.read(settings.most_file_bytes + 1)
    if len(data) > settings.most_file_bytes:
        raise BadFile(Fault.TOO_LARGE)
    check_content(data, extension=name.rpartition(".")[2])
    try:
        plain = stripped(data)
    except Broken as error:
        raise BadFile(Fault.DAMAGED, str(error)) from error
    return keep_attachment(settings.media_folder, plain, name=name)


def _named(place: str, file: FileStorage, sentence: str) -> str:
    """Of several attachments, the one that is meant."""
    if place != ATTACHMENTS:
        return sentence
    return _("%(name)s: %(why)s", name=Path(file.filename or "").name, why=sentence)


def _remember(desk: Desk, hashes: Iterable[str]) -> None:
    """Note in the draft that these pictures are its own, before anybody has saved them into it."""
    new = list(hashes)
    if new:
        known = [*desk.parts.get("pictures", []), *new]
        parts = {**desk.parts, "pictures": known[-MOST_PICTURES:]}
        desk.draft.parts = json.dumps(parts, ensure_ascii=False)


def _box(desk: Desk, photo: PhotoEditor, least: tuple[int, int], refused: list[str]) -> PhotoBox:
    sha = photo.sha.data or ""
    size = picture_size(_settings().media_folder, sha)
    if size is None:
        return PhotoBox("", "", refused)
    address = draft_picture_address(Photo(sha=sha, alt=""), "phone", posting=desk.posting.code)
    is_small = size[0] < least[0] or size[1] < least[1]
    warning = _(
        "This picture is small (%(width)d × %(height)d) and may look soft on the wall;"
        " better at least %(least_width)d × %(least_height)d.",
        width=size[0],
        height=size[1],
        least_width=least[0],
        least_height=least[1],
    )
    return PhotoBox(address, warning if is_small else "", refused)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
