"""One posting taken along as a folder of open files, and what has been kept long enough to be handed over."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO

import sqlalchemy as sa
from flask import flash, make_response, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.accounts.models import Act
from kiosk.accounts.offices import office
from kiosk.accounts.roles import Right
from kiosk.checks.documents import attachments
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document, decode
from kiosk.core.formats import ending
from kiosk.core.media import attachment_file
from kiosk.core.pieces import Pieces
from kiosk.core.web import commits
from kiosk.faces.admin import sign_words, trail_words
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.checking import media_folder
from kiosk.faces.admin.closing_form import OUTCOMES
from kiosk.faces.admin.comparison_words import Line, Shown, ShownTable, Wording
from kiosk.faces.admin.drafting import posting_in_hand
from kiosk.faces.admin.open_files import Folder, safe_name
from kiosk.faces.admin.register_words import HEADS, lines_of, texts
from kiosk.kinds.comparing import whole
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.acts import note, subject
from kiosk.postings.asking import basis_named, scan_of
from kiosk.postings.closing import conclusions_of, left_short
from kiosk.postings.coverage import Coverage
from kiosk.postings.lengthening import lengthenings_of
from kiosk.postings.lifecycle import Stage
from kiosk.postings.models import Posting, Revision
from kiosk.postings.register_models import RegisterEntry
from kiosk.postings.retention import archived, older_and_open
from kiosk.programme.evidence import evidence_before, evidence_of

AT_ONCE = 500


@bp.get("/register/kept")
@allow(Right.SEE_REGISTER)
def kept() -> Response:
    """What is archived, and from when on each may be handed over."""
    now, who, years = clock.now(), visitor(), office().retention_years
    own = [
        one
        for one in archived(moment=now, years=years)
        if who.may_touch(Right.SEE_REGISTER, posted_by=_place(one.posting))
    ]
    today = clock.local_day(now)
    return make_response(
        render_template(
            "faces/admin/kept.html",
            years=years,
            ripe=[one for one in own if one.until <= today],
            others=[one for one in own if one.until > today],
            still_open=[
                one
                for one in older_and_open(moment=now, years=years)
                if who.may_touch(Right.SEE_REGISTER, posted_by=_place(one.posting))
            ],
            may_set=who.may(Right.CHANGE_SETTINGS),
        )
    )


@bp.get("/postings/<code>/export")
@allow(Right.SEE_REGISTER)
def export(code: str) -> Response:
    """Everything there is of one posting, in files that need no program of ours. Who took it along stands in the trail."""
    found = posting_in_hand(code, Right.SEE_PANEL)
    require_touch(Right.SEE_REGISTER, posted_by=_place(found))
    if found.approved is None or found.stage == Stage.DRAFT:
        flash(_("It was never released: there is nothing to export."))
        return go_on(url_for("admin.posting", code=code))
    now = clock.now()
    name = safe_name(f"{found.register_number or found.code} {found.approved.title}"[:60])
    file = tempfile.TemporaryFile()  # noqa: SIM115 - on disk, and closed by whoever sends it
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            write_folder(Folder(packed, name, at=now), found, found.approved, at=now)
        file.seek(0)
        return _handed_over(code, file, name)
    except BaseException:
        file.close()
        raise


@commits
def _handed_over(code: str, file: IO[bytes], name: str) -> Response:
    """What is packed, once the trail says who took it along.

    A transaction of its own: packing takes as long as the posting is large, and on SQLite nobody else
    writes while one means to.
    """
    note(
        "posting.export", posting_in_hand(code, Right.SEE_PANEL), who=visitor().name, at=clock.now()
    )
    answer = send_file(
        file, mimetype="application/zip", as_attachment=True, download_name=f"{name}.zip"
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.call_on_close(file.close)
    return answer


def write_folder(folder: Folder, posting: Posting, revision: Revision, *, at: datetime) -> None:
    """All files of `posting`, `revision` being what is in force; what is told is how it stood at `at`."""
    folder.add_bytes("content.json", revision.content.encode())
    approved = [one for one in posting.revisions if one.approved_at is not None]
    for one in approved[:-1]:
        folder.add_bytes(f"versions/{one.number}.json", one.content.encode())
    content = _read(posting, revision)
    if content is not None:
        _add_texts(folder, posting, revision, content)
        _add_files(folder, posting, content)
    _add_scans(folder, approved)
    folder.add_table("signatures.csv", _signature_heads(), _signatures(approved))
    _add_evidence(folder, posting, at)
    folder.add_table("lengthenings.csv", _lengthening_heads(), _lengthenings(posting))
    folder.add_table("conclusions.csv", _conclusion_heads(), _conclusions(posting))
    _add_register(folder, posting, at)
    folder.add_table("trail.csv", _trail_heads(), _acts(posting))
    folder.add_text("README.txt", _read_me(posting, approved, at))


def _place(posting: Posting) -> str | None:
    return posting.station.code if posting.station else None


def _read(posting: Posting, revision: Revision) -> Document | None:
    """The document; None for one of long ago, which this program reads no more. Its bytes are there anyway."""
    try:
        found: Document = decode(revision.content, kind_called(posting.kind).content)
    except BadContent:
        return None
    return found


def _add_texts(folder: Folder, posting: Posting, revision: Revision, content: Document) -> None:
    """The text for every reader, and each table for every sheet."""
    wording = Wording(kind_called(posting.kind), [content])
    shown = wording.everything(whole(content, write=wording.write))
    folder.add_text("text.md", "\n\n".join(_as_markdown(revision.title, shown)) + "\n")
    page = render_template(
        "faces/admin/export_text.html", posting=posting, revision=revision, whole=shown
    )
    folder.add_text("text.html", page)
    tables = [one for one in shown if isinstance(one, ShownTable)]
    for number, table in enumerate(tables, start=1):
        name = _plain(table.caption) or table.label
        folder.add_table(f"tables/{number}-{name}.csv", _heads_of(table), _rows_of(table))


def _as_markdown(title: str, shown: Iterable[Shown]) -> Iterator[str]:
    yield f"# {title}"
    number = 0
    for one in shown:
        if isinstance(one, Line):
            yield f"**{one.label}** {_plain(one.pieces)}"
        else:
            number += 1
            yield f"**{_plain(one.caption) or one.label}** → tables/{number}-*.csv"


def _heads_of(table: ShownTable) -> list[str]:
    return [_plain(one.pieces) for one in table.heads]


def _rows_of(table: ShownTable) -> Iterator[list[str]]:
    rows = [one for one in table.rows if not isinstance(one, int)]
    for row in [*rows, *([table.total] if table.total else [])]:
        pairs = zip(table.heads, row.cells, strict=False)
        yield [
            _plain(cell.pieces).replace(",", "") if head.is_numeric else _plain(cell.pieces)
            for head, cell in pairs
        ]


def _plain(pieces: Pieces) -> str:
    return "".join(one.text for one in pieces)


def _add_files(folder: Folder, posting: Posting, content: Document) -> None:
    media = media_folder()
    for number, photo in enumerate(kind_called(posting.kind).photos(content), start=1):
        picture = media / f"{photo.sha}.jpg"
        if picture.is_file():
            folder.add_file(f"pictures/{number}-{photo.alt or photo.sha[:8]}.jpg", picture)
    for one in attachments(content):
        file = attachment_file(media, one)
        if file is not None:
            folder.add_file(f"attachments/{one.name}", file)


def _add_scans(folder: Folder, approved: Iterable[Revision]) -> None:
    for revision in approved:
        scan = scan_of(revision.submission) if revision.submission else None
        file = attachment_file(media_folder(), scan) if scan else None
        if file is not None:
            folder.add_file(f"scans/{revision.number}{file.suffix}", file)


def _signature_heads() -> list[str]:
    return [
        _("Version"),
        _("Part"),
        _("Name"),
        _("Post"),
        _("Signed on"),
        _("Signed at"),
        _("Entered from paper by"),
        _("Deputy"),
        _("Opinion"),
    ]


def _signatures(approved: Iterable[Revision]) -> Iterator[list[object]]:
    for revision in approved:
        for one in revision.signatures:
            part = sign_words.PARTS.get(one.part, one.part)  # type: ignore[call-overload]  # parts are text in the database
            when = _moment(one.signed_at) if one.signed_at else ""
            deputy = sign_words.signer(one) if one.deputy_for else ""
            paper = [one.entered_by, deputy, one.remark]
            yield [revision.number, part, one.name, one.post, one.signed_on, when, *paper]


def _evidence_heads() -> list[str]:
    return [
        _("Day"),
        _("Station"),
        _("Board"),
        _("Quarter-hours due"),
        _("Quarter-hours shown"),
        _("Percent"),
        _("Times shown in full"),
        _("Seconds"),
        _("Gaps"),
        _("Quarter-hours left out at handovers"),
    ]


def _add_evidence(folder: Folder, posting: Posting, at: datetime) -> None:
    """Of the period in force, and of every version that hung before the one in force."""
    proof = evidence_of(posting, moment=at)
    folder.add_table("evidence.csv", _evidence_heads(), _evidence(proof.coverage) if proof else ())
    before = evidence_before(posting, moment=at)
    if before:
        rows = ([one.number, *row] for one in before for row in _evidence(one.coverage))
        folder.add_table("versions/evidence.csv", [_("Version"), *_evidence_heads()], rows)


def _evidence(found: Coverage) -> Iterator[list[object]]:
    for one in found.days:
        gaps = "; ".join(
            f"{clock.local(begins):%H:%M}-{ending(ends)[-5:]}" for begins, ends in one.gaps
        )
        board = [one.day, one.board.station, one.board.name]
        counts = [one.due.bit_count(), one.shown.bit_count(), one.percent, one.times, one.seconds]
        yield [*board, *counts, gaps, one.left_out.bit_count()]


def _lengthening_heads() -> list[str]:
    return [
        _("Recorded at"),
        _("By"),
        _("Last day before"),
        _("Last day of the publicity period"),
        _("Why"),
    ]


def _lengthenings(posting: Posting) -> Iterator[list[object]]:
    for one in lengthenings_of(posting):
        when = [_moment(one.lengthened_at), one.lengthened_by]
        yield [*when, one.last_before, one.publicity_last, one.reason]


def _conclusion_heads() -> list[str]:
    return [
        _("Recorded at"),
        _("By"),
        _("What came of it"),
        _("Number of objections"),
        _("Conclusion"),
        _("Why the earlier conclusion is corrected"),
        _("Why the period is not lengthened"),
    ]


def _conclusions(posting: Posting) -> Iterator[list[object]]:
    conclusions = conclusions_of(posting)
    short = left_short(conclusions)
    for one in reversed(conclusions):
        when = [_moment(one.concluded_at), one.concluded_by]
        why = ["", one.reason] if one is short else [one.reason, ""]
        yield [*when, OUTCOMES[one.outcome], one.objections, one.text, *why]


def _add_register(folder: Folder, posting: Posting, at: datetime) -> None:
    entry = session().scalar(sa.select(RegisterEntry).where(RegisterEntry.posting_id == posting.id))
    rows = [texts(one) for one in lines_of([entry], moment=at, first=1)] if entry else []
    folder.add_table("register.csv", [str(head) for head in HEADS], rows)


def _trail_heads() -> list[str]:
    return [
        _("Place in the trail"),
        _("Time of the act"),
        _("Who"),
        _("What was done"),
        _("Code of the act"),
        _("Before the act"),
        _("After the act"),
        _("Before the act, as chained"),
        _("After the act, as chained"),
        "SHA-256",
    ]


def _acts(posting: Posting) -> Iterator[list[object]]:
    query = sa.select(Act).where(Act.subject == subject(posting)).order_by(Act.id)
    acts = session().scalars(query.execution_options(yield_per=AT_ONCE))
    for some in acts.partitions():
        for one, line in zip(some, trail_words.lines_of(some), strict=True):
            who = [one.place, _moment(one.at), line.who, line.what, one.what]
            said = [_told((each.label, each.before) for each in line.changes)]
            said.append(_told((each.label, each.after) for each in line.changes))
            yield [*who, *said, one.before, one.after, one.hash]


def _told(said: Iterable[tuple[str, str]]) -> str:
    """What an act changed, each with its label: 原因：分数有误；第2版."""
    pairs = [(label, value) for label, value in said if value]
    parts = [
        _("%(label)s: %(value)s", label=label, value=value) if label else value
        for label, value in pairs
    ]
    return _("; ").join(parts)


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M:%S}"


def _read_me(posting: Posting, approved: list[Revision], at: datetime) -> str:
    """What is what, and how anybody can see that nothing was changed."""
    head = trail.head(Chain.SAMPLE if posting.is_sample else Chain.OFFICE)
    prints = [
        f"{'content.json' if one is approved[-1] else f'versions/{one.number}.json'}\n    {one.fingerprint}"
        for one in approved
    ]
    return render_template(
        "faces/admin/export_read_me.txt",
        office=office(),
        posting=posting,
        revision=approved[-1],
        prints=prints,
        head=str(head) if head else "",
        basis=basis_named(posting),
        made_at=_moment(at),
        made_by=visitor().name,
    )
