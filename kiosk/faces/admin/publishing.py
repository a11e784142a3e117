"""Publishing: the last look, when and how long, and either off to the signers or signed on paper already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import StringField

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.codes import new_code
from kiosk.core.db import session
from kiosk.core.document import BadContent, Document
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import sign_words, words
from kiosk.faces.admin.access import allow, require_touch, visitor
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.checking import check_values, media_folder
from kiosk.faces.admin.drafting import (
    Desk,
    chosen_category,
    chosen_station,
    desk_of,
    draft_in_hand,
    in_hand,
)
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.hanging_already import hangs_already
from kiosk.faces.admin.last_look import kept_form
from kiosk.faces.admin.legibility import AS_BEFORE, COPIED, DATED_LATER, IN_DOUBT, last_doubts
from kiosk.faces.admin.made_up import say_made_up
from kiosk.faces.admin.on_its_way import came_back
from kiosk.faces.admin.placing import hours_typed
from kiosk.faces.admin.publish_form import (
    FILL_IN,
    LATER,
    REFUSED,
    NamesNoSigner,
    PublishForm,
)
from kiosk.faces.admin.saving import save_desk
from kiosk.faces.admin.sign_words import wanting
from kiosk.faces.admin.signers import paper_of, usual_signers, writers_of_draft
from kiosk.faces.admin.tidying import TIDY, UNTIDY, Told, tidied, untidied
from kiosk.faces.admin.unsignable import is_signable, unsignable
from kiosk.postings.asking import Asked, basis_of
from kiosk.postings.checking import MustNotHang
from kiosk.postings.lifecycle import Stage
from kiosk.postings.operations import work_calendar
from kiosk.postings.publishing import EndsBeforeItBegins, Hours, TooShort
from kiosk.postings.signing import Needs, missing
from kiosk.postings.submissions import (
    NotAllSigned,
    faults_of,
    release_at_once,
    submit,
)
from kiosk.postings.transitions import NotNow
from kiosk.postings.visibility import Scope


@bp.get("/postings/<code>/publish")
@allow(Right.WRITE)
def publish_page(code: str) -> Response:
    """The last look before it is signed, or hangs."""
    desk = desk_of(draft_in_hand(code), at=clock.now())
    return _first_look(desk, _new_form(desk))


@bp.post("/postings/<code>/tidy")
@allow(Right.WRITE)
@commits
def tidy_post(code: str) -> Response:
    """Put what was pasted into its places at the last look, or undo that; what was filled in there stays."""
    draft = draft_in_hand(code)
    desk = desk_of(draft, at=clock.now())
    if str(draft.version) != request.form.get("version"):
        flash(_("The draft has changed since you looked at it. Look again."))
        return go_on(url_for("admin.publish_page", code=code))
    told: Told | None = None
    if request.form.get("do") == UNTIDY:
        typed = untidied(desk.typed, in_hand())
    else:
        found, told = tidied(TIDY, desk, {}, fresh=new_code())
        typed = found.typed
    save_desk(desk_of(draft, at=clock.now(), typed=typed))
    desk = desk_of(draft, at=clock.now())
    form = PublishForm() if "when" in request.form else _new_form(desk)
    form.version.data = str(draft.version)
    return _first_look(desk, form, told=told)


@bp.post("/postings/<code>/submit")
@allow(Right.WRITE)
@commits
def submit_post(code: str) -> Response:
    """Send it to those who review and sign; what is not right yet is said, and nothing is done."""
    now = clock.now()
    desk, form = desk_of(draft_in_hand(code), at=now), PublishForm()

    def send(asked: Asked, content: Document) -> None:
        submit(
            desk.draft,
            paper_of(desk.kind, content),
            asked,
            schema=desk.kind.schema,
            title=desk.kind.title(content),
            reason=desk.placing.reason.data or "",
            writers=writers_of_draft(desk.draft),
            who=visitor().name,
            at=now,
            media=media_folder(),
        )

    refused = _done(desk, form, send, now=now, is_signed=lambda: is_signable(desk, form))
    if refused is not None:
        return refused
    flash(_("Sent to be signed. Until it comes back nobody changes it."))
    return go_on(url_for("admin.posting", code=code))


@bp.post("/postings/<code>/publish")
@allow(Right.PUBLISH)
@commits
def publish_post(code: str) -> Response:
    """Freeze it and hang it: what needs no signature, or what those have signed on paper who must."""
    now = clock.now()
    desk, form = desk_of(draft_in_hand(code), at=now), PublishForm()
    posting = desk.posting
    require_touch(Right.PUBLISH, posted_by=posting.station.code if posting.station else None)
    wanted = _wanted(desk, form)

    def is_signed() -> bool:
        return _is_signed(desk, form, wanted, now=now)

    def hang(asked: Asked, content: Document) -> None:
        own = asked.station.code if asked.station else None
        require_touch(Right.PUBLISH, posted_by=own)
        release_at_once(
            desk.draft,
            paper_of(desk.kind, content),
            asked,
            form.signatures(wanted, today=now, who=visitor().name),
            schema=desk.kind.schema,
            title=desk.kind.title(content),
            reason=desk.placing.reason.data or "",
            writers=writers_of_draft(desk.draft),
            who=visitor().name,
            at=now,
            media=media_folder(),
            calendar=work_calendar(),
        )

    refused = _done(desk, form, hang, now=now, is_signed=is_signed)
    if refused is not None:
        return refused
    is_up = posting.shows_from is not None and posting.shows_from <= now
    flash(_("Published.") if is_up else _("It goes up by itself at its time."))
    return go_on(url_for("admin.posting", code=code))


def _new_form(desk: Desk) -> PublishForm:
    kept = kept_form(desk.draft)
    if kept is not None:
        kept.version.data = str(desk.draft.version)
        return kept
    form = PublishForm(formdata=None)
    form.version.data = str(desk.draft.version)
    form.signed_on.data = clock.local_day(clock.now())
    form.fill_in(usual_signers(chosen_station(desk.placing, desk.posting), but=visitor().name))
    ended = came_back(desk.posting)
    basis = basis_of(ended) if ended else None
    if basis is not None:
        form.fill_in_basis(basis)
    return form


def _first_look(desk: Desk, form: PublishForm, *, told: Told | None = None) -> Response:
    """The room with what is missing, said before anybody has pressed the button."""
    _validate(desk)
    hours = _hours(desk, form, clock.now())
    return _room(desk, form, hours=hours, told=told)


def _done(
    desk: Desk,
    form: PublishForm,
    deed: Callable[[Asked, Document], None],
    *,
    now: datetime,
    is_signed: Callable[[], bool] = lambda: True,
) -> Response | None:
    """Do it, if everything is right; else the page again, with a sentence at each thing that is not."""
    if str(desk.draft.version) != form.version.data:
        say(form.version, _("The draft has changed since you looked at it. Look again."))
        form.version.data = str(desk.draft.version)
        return _room(desk, form, status=409)
    asked = _asked(desk, form, now)
    # Both are asked, so that nobody mends the one to hear of the other.
    if not is_signed() or asked is None:
        return _room(desk, form, status=422)
    savepoint = session().begin_nested()
    refused: MustNotHang | None = None
    try:
        deed(asked, desk.content())
        savepoint.commit()
    except REFUSED as found:
        form.say_refused(found, _wanted(desk, form))
    except MustNotHang as found:
        refused = found
    except NotAllSigned as found:
        for one in form.fields_of(found.groups):
            say(one, wanting(found.groups))
    except NotNow as found:
        savepoint.rollback()
        flash(sign_words.not_published(found), "refused")
        return go_on(url_for("admin.posting", code=desk.posting.code))
    except (TooShort, EndsBeforeItBegins):
        _hours(desk, form, now)
    else:
        return None
    savepoint.rollback()
    return _room(desk, form, status=422, refused=refused)


def _is_signed(
    desk: Desk, form: PublishForm, wanted: Sequence[StringField], *, now: datetime
) -> bool:
    """True if everybody has signed on paper who must, and may; what is not right has its sentence at its field."""
    groups = missing(_needs(desk), (), at_station=_is_at_station(desk))
    missed = [one for one in groups if not any(each.data for each in form.fields_of([one]))]
    for one in form.fields_of(missed):
        say(one, wanting(missed))
    is_dated = not wanted or form.is_dated()
    try:
        names = paper_of(desk.kind, desk.content()).names
        signatures = form.signatures(wanted, today=now, who=visitor().name)
    except BadContent:
        return False
    except NamesNoSigner as refused:
        form.say_refused(refused, wanted)
        return False
    wrong = faults_of(desk.draft, signatures, names, writers=writers_of_draft(desk.draft), at=now)
    for fault in wrong:
        form.say_refused(fault, wanted)
    return is_dated and not (missed or wrong)


def _asked(desk: Desk, form: PublishForm, now: datetime) -> Asked | None:
    """What is asked for; None, and sentences at the fields, where something is missing or not allowed."""
    category, placing = chosen_category(desk.placing, desk.posting), desk.placing
    form.is_sample = desk.posting.is_sample
    is_fine = _validate(desk) & form.validate()
    hours = _hours(desk, form, now)
    basis = form.basis(today=clock.local_day(now)) if category.asks_basis else None
    if category.asks_basis and basis is None:
        is_fine = False
    if hours and hours.publicity and hours.publicity.unknown_years and not form.knows_years.data:
        say(form.knows_years, _("Check the last day, then tick this."))
        is_fine = False
    doubts = {one.name for one in last_doubts(desk, hours, work_calendar())}
    if DATED_LATER in doubts and not form.dated_so.data:
        say(form.dated_so, _("Mend the date in the draft, or tick this."))
        is_fine = False
    if IN_DOUBT & doubts and not form.meant_so.data:
        say(form.meant_so, _("Mend it in the draft, or tick this."))
        is_fine = False
    if COPIED & doubts and not form.as_before.data:
        say(form.as_before, _("Change what is new, or tick this."))
        is_fine = False
    if AS_BEFORE not in doubts and hangs_already(desk, at=now) and not form.once_more.data:
        say(form.once_more, _("It hangs already. Go back to the draft, or tick this."))
        is_fine = False
    if hours is None or not is_fine:
        return None
    is_later = form.when.data == LATER and not desk.is_correction
    days = placing.publicity_days.data
    return Asked(
        category=category,
        scope=placing.scope.data if placing.scope.data in set(Scope) else desk.posting.scope,
        station=chosen_station(placing, desk.posting),
        begins=form.moment(now) if is_later else None,
        publicity_first=placing.publicity_first.data,
        publicity_days=days,
        last_day=placing.last_day.data,
        restarts=bool(form.restarts.data),
        basis=basis,
    )


def _validate(desk: Desk) -> bool:
    """True if nothing is missing in the words and the place; a correction says why."""
    is_fine = bool(desk.editor.validate() & desk.placing.validate())
    is_fine &= say_made_up(desk.editor, desk.posting)
    if chosen_category(desk.placing, desk.posting).is_retired and not desk.is_correction:
        say(desk.placing.category, _("This category is retired: choose another one."))
        is_fine = False
    if desk.is_correction and not desk.placing.reason.data:
        say(desk.placing.reason, FILL_IN)
        is_fine = False
    return is_fine and not desk.kind.lacking(desk.parts)


def _hours(desk: Desk, form: PublishForm, now: datetime) -> Hours | None:
    """When it hangs; None, and a sentence at the field, where the rules do not allow it."""
    begins = form.moment(now) if not desk.is_correction else now
    if begins is None:
        say(form.begins, _("Choose a time to come."))
        return None
    return _hours_from(desk, form, begins)


def _hours_from(desk: Desk, form: PublishForm, begins: datetime) -> Hours | None:
    """The same for what goes up at `begins`; a correction that restarts nothing has the time it has."""
    kept = desk.posting if desk.is_correction and not form.restarts.data else None
    category = kept.category if kept else chosen_category(desk.placing, desk.posting)
    return hours_typed(desk.placing, category, begins=begins, calendar=work_calendar(), kept=kept)


def _needs(desk: Desk) -> Needs:
    return Needs(chosen_category(desk.placing, desk.posting).signing)


def _is_at_station(desk: Desk) -> bool:
    return chosen_station(desk.placing, desk.posting) is not None


def _wanted(desk: Desk, form: PublishForm) -> list[StringField]:
    return form.asks_for(_needs(desk), at_station=_is_at_station(desk))


def _room(
    desk: Desk,
    form: PublishForm,
    *,
    status: int = 200,
    refused: MustNotHang | None = None,
    hours: Hours | None = None,
    told: Told | None = None,
) -> Response:
    wanted = _wanted(desk, form)
    signers = [str(one.data) for one in wanted if one.data]
    posting, who = desk.posting, visitor()
    # Where the hour that was typed is over, it hangs until the day it would from now on.
    hours = hours or _hours_from(desk, form, form.moment(clock.now()) or clock.now())
    own = posting.station.code if posting.station else None
    doubts = last_doubts(desk, hours, work_calendar())
    doubted = {one.name for one in doubts}
    return page_or_fragment(
        "faces/admin/publish.html",
        "faces/admin/_publish_room.html",
        status=status,
        desk=desk,
        posting=posting,
        form=form,
        hours=hours,
        category=chosen_category(desk.placing, posting),
        words=words,
        who_signs=sign_words.who_signs(_needs(desk), at_station=_is_at_station(desk)),
        refused=refused,
        doubts=doubts,
        is_dated_later=DATED_LATER in doubted,
        is_in_doubt=bool(IN_DOUBT & doubted),
        told=told,
        is_as_before=bool(COPIED & doubted),
        # Somebody who has just been asked whether all of it is last time's is not asked the same twice.
        twin=None if AS_BEFORE in doubted else hangs_already(desk, at=clock.now()),
        wanted=wanted,
        unsignable=unsignable(desk) if wanted else [],
        may_publish=who.may_touch(Right.PUBLISH, posted_by=own),
        restarts_matter=desk.is_correction and posting.publicity_last is not None,
        is_draft=posting.stage == Stage.DRAFT,
        **check_values(desk, back="publish", signers=signers),
    )
