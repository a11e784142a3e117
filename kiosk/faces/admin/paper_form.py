"""Signing with a pen: the approval form on A4, and what was signed on it entered here with its scan."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from flask import abort, flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, canonical, decode, fingerprint
from kiosk.core.formats import listed
from kiosk.core.media import (
    ATTACHMENT_TYPES,
    BadFile,
    attachment_file,
)
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import sign_words, words
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.checking import media_folder
from kiosk.faces.admin.comparing import compared_with
from kiosk.faces.admin.drafting import chosen_category, chosen_station, desk_of
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.last_look import basis_typed
from kiosk.faces.admin.on_its_way import (
    posting_on_its_way,
    posting_with_papers,
    require_business_of,
)
from kiosk.faces.admin.publish_form import FILL_IN, REFUSED, PublishForm
from kiosk.faces.admin.signers import awaited, paper_of, written_by
from kiosk.faces.admin.uploads import kept_attachment, why_not
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.acts import note
from kiosk.postings.asking import Basis, basis_of, needs_of, scan_of, under_way, writers_of
from kiosk.postings.checking import MustNotHang
from kiosk.postings.models import Category, Posting, Signature, Submission
from kiosk.postings.operations import work_calendar
from kiosk.postings.publishing import EndsBeforeItBegins, TooShort
from kiosk.postings.signing import Needs, Part, Signer, is_reviewed, signed_by
from kiosk.postings.submissions import (
    NothingUnderWay,
    in_hand,
    missing_of,
    sign,
)
from kiosk.postings.transitions import NotNow


@dataclass(frozen=True)
class OnPaper:
    """What stands on the form."""

    content: Document
    title: str
    fingerprint: str
    #: Of a version that is under way; None while it is being written.
    version: int | None
    category: Category
    place: str
    scope: str
    needs: Needs
    #: Whose signature each line of it is for, and what stands there already.
    lines: tuple[tuple[tuple[Part, ...], Signature | None], ...]
    writer: str
    basis: Basis | None
    reason: str
    #: In the register; empty before it is entered there.
    number: str | None = ""
    #: Of a meeting that is not filled in yet, what is.
    basis_so_far: tuple[str, ...] = ()


@bp.get("/postings/<code>/form")
@allow(Right.SEE_PANEL)
def paper_form(code: str) -> str | Response:
    """The approval form, filled in as far as it is known, to be printed and signed with a pen; of a version that
    was released, with everything that was signed.
    """
    found = posting_with_papers(code)
    version = request.args.get("version")
    submission = _asked_of(found, version)
    if submission is None or submission.revision.approved_at is None:
        require_business_of(found)
    printed = _of_submission(submission) if submission else None
    if submission is None and version is None:
        printed = _of_draft(found, at=clock.now())
    if printed is None:
        flash(_("There is nothing to sign: it hangs already, or cannot be read yet."))
        return go_on(url_for("admin.posting", code=code))
    station = submission.station if submission else found.station
    wrote = writers_of(submission) if submission else [Signer(one) for one in _wrote(found)]
    kind = kind_called(found.kind)
    return render_template(
        "faces/admin/paper_form.html",
        office=office(),
        posting=found,
        printed=printed,
        names=awaited(station, wrote=wrote),
        whole=compared_with(kind, None, printed.content).shown,
        printed_at=clock.now(),
        sign_words=sign_words,
        words=words,
    )


@bp.post("/postings/<code>/approval/paper")
@allow(Right.PUBLISH)
@commits
def paper_post(code: str) -> Response:
    """Enter what was signed with a pen under a version that is on its way; the last one hangs it."""
    now, found, form = clock.now(), posting_on_its_way(code), PublishForm()
    try:
        submission = in_hand(found)
    except NothingUnderWay:
        flash(_("Nothing waits for a signature here any more. Here is how it stands."))
        return go_on(url_for("admin.posting", code=code))
    own = submission.station.code if submission.station else None
    require_touch(Right.PUBLISH, posted_by=own)
    form.is_sample = found.is_sample
    wanted = fields_for(form, submission)
    form.validate()
    if not any(one.data for one in wanted):
        for one in wanted:
            say(one, FILL_IN)
    if not form.is_dated() or form.errors or any(one.errors for one in wanted):
        return _room(found, submission, form, status=422)
    kind = kind_called(found.kind)
    content = decode(submission.revision.content, kind.content)
    savepoint = session().begin_nested()
    try:
        sign(
            submission,
            form.signatures(wanted, today=now, who=visitor().name),
            paper_of(kind, content),
            who=visitor().name,
            at=now,
            media=media_folder(),
            calendar=work_calendar(),
        )
    except REFUSED as refused:
        form.say_refused(refused, wanted)
    except NotNow as refused:
        say(wanted[0], sign_words.not_now(refused))
    except (MustNotHang, TooShort, EndsBeforeItBegins):
        say(wanted[0], _("As it stands it may not hang. Take it back to write on it."))
    else:
        savepoint.commit()
        flash(_("Entered, with your name beside it in the trail."))
        return go_on(url_for("admin.posting", code=code))
    savepoint.rollback()
    return _room(found, submission, form, status=422)


@bp.get("/postings/<code>/approval/paper")
@allow(Right.PUBLISH)
def paper_page(code: str) -> Response:
    """Who has signed on paper what is on its way."""
    found = posting_on_its_way(code)
    submission = under_way(found)
    if submission is None:
        flash(_("Nothing waits for a signature here any more. Here is how it stands."))
        return go_on(url_for("admin.posting", code=code))
    form = PublishForm(formdata=None)
    form.signed_on.data = clock.local_day(clock.now())
    return _room(found, submission, form)


@bp.post("/postings/<code>/scan")
@allow(Right.PUBLISH)
@commits
def scan_post(code: str) -> Response:
    """Keep the scan of a signed form beside the version it was signed for; once it is there it stays."""
    found = posting_with_papers(code)
    require_touch(Right.PUBLISH, posted_by=found.station.code if found.station else None)
    submission = _paper_of(found, request.form.get("version"))
    file = request.files.get("scan")
    if submission is None or submission.scan:
        flash(_("There is no form without a scan here."))
    elif file is None or not file.filename:
        flash(_("Choose the scan first: PDF, JPG or PNG."))
    else:
        try:
            kept = kept_attachment(file)
        except BadFile as bad:
            flash(why_not(bad.fault))
        else:
            submission.scan = msgspec.json.encode(kept).decode()
            after = json.dumps({"version": submission.revision.number, "scan": kept.sha})
            note("posting.scan", found, who=visitor().name, at=clock.now(), after=after)
            flash(_("The scan is kept beside the signatures."))
    return go_on(url_for("admin.posting", code=code))


@bp.get("/postings/<code>/scan")
@allow(Right.SEE_PANEL)
def scan(code: str) -> Response:
    """The scan of a signed form, of the newest version unless another is named; saved, never shown."""
    submission = _paper_of(posting_with_papers(code), request.args.get("version"))
    kept = scan_of(submission) if submission else None
    file = attachment_file(media_folder(), kept) if kept else None
    if kept is None or file is None:
        abort(404)
    return send_file(
        file,
        mimetype=ATTACHMENT_TYPES[kept.extension],
        as_attachment=True,
        download_name=kept.name,
    )


def signed_on_paper(found: Posting) -> list[Submission]:
    """Its versions that hang or hung and have signatures put on paper, the newest first."""
    return [
        one.submission
        for one in reversed(found.revisions)
        if one.approved_at is not None
        and one.submission is not None
        and any(signature.entered_by for signature in one.signatures)
    ]


def fields_for(form: PublishForm, submission: Submission) -> list[StringField]:
    """The fields of those who have not signed yet."""
    return form.fields_of(missing_of(submission))


def _paper_of(found: Posting, version: str | None) -> Submission | None:
    """That version, if it was signed on paper; the newest one that was where none is named."""
    papers = signed_on_paper(found)
    if version is not None:
        papers = [one for one in papers if str(one.revision.number) == version]
    return papers[0] if papers else None


def form_of(found: Posting) -> int | None:
    """Which version has a form with all its signatures: the one that hangs or hung last; None if nobody signed it."""
    approved = found.approved
    return approved.number if approved and approved.submission and approved.signatures else None


def _asked_of(found: Posting, version: str | None) -> Submission | None:
    """The released version of that number; where none is named, what is under way, or else hangs and is not
    being written on.
    """
    if version is not None:
        released = (one for one in found.revisions if one.approved_at is not None)
        return next((one.submission for one in released if str(one.number) == version), None)
    approved = found.approved if found.draft is None and form_of(found) else None
    return under_way(found) or (approved.submission if approved else None)


def _of_submission(submission: Submission) -> OnPaper | None:
    revision = submission.revision
    try:
        content = decode(revision.content, kind_called(revision.posting.kind).content)
    except BadContent:
        return None
    printed = _printed(
        content,
        submission.category,
        place=submission.station.name if submission.station else "",
        scope=submission.scope,
        version=revision.number,
        writer=submission.submitted_by,
        basis=basis_of(submission),
        reason=revision.reason,
        title=revision.title,
        needs=needs_of(submission),
        given=revision.signatures,
    )
    return replace(
        printed,
        fingerprint=revision.fingerprint,
        number=revision.posting.register_number if revision.approved_at else "",
    )


def _of_draft(found: Posting, *, at: datetime) -> OnPaper | None:
    if found.draft is None:
        return None
    desk = desk_of(found.draft, at=at)
    try:
        content = desk.content()
    except BadContent:
        return None
    station = chosen_station(desk.placing, found)
    basis, so_far = basis_typed(found.draft)
    printed = _printed(
        content,
        chosen_category(desk.placing, found),
        place=station.name if station else "",
        scope=desk.placing.scope.data or found.scope,
        version=None,
        writer=listed(_wrote(found)),
        basis=basis,
        reason=desk.placing.reason.data or "",
        title=desk.kind.title(content),
        needs=Needs(chosen_category(desk.placing, found).signing),
    )
    return replace(printed, basis_so_far=so_far)


def _wrote(found: Posting) -> list[str]:
    return written_by(found.draft) if found.draft else []


def _printed(
    content: Document,
    category: Category,
    *,
    place: str,
    scope: str,
    version: int | None,
    writer: str,
    basis: Basis | None,
    reason: str,
    title: str,
    needs: Needs,
    given: Sequence[Signature] = (),
) -> OnPaper:
    groups = signed_by(needs, at_station=bool(place))
    review = [frozenset({Part.REVIEWER})] if is_reviewed(needs) else []
    return OnPaper(
        content=content,
        title=title,
        fingerprint=fingerprint(canonical(content)),
        version=version,
        category=category,
        place=place,
        scope=scope,
        needs=needs,
        lines=tuple(
            (
                tuple(part for part in Part if part in group),
                next((one for one in given if one.part in group), None),
            )
            for group in [*review, *groups]
        ),
        writer=writer,
        basis=basis,
        reason=reason,
    )


def _room(
    found: Posting, submission: Submission, form: PublishForm, *, status: int = 200
) -> Response:
    return page_or_fragment(
        "faces/admin/paper.html",
        "faces/admin/_paper_room.html",
        status=status,
        posting=found,
        submission=submission,
        form=form,
        wanted=fields_for(form, submission),
        who_signs=sign_words.who_signs(
            needs_of(submission), at_station=submission.station is not None
        ),
    )
