"""Publishing: the last look, when, how long, and who signed."""

from __future__ import annotations

from datetime import datetime

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import (  # type: ignore[attr-defined]  # SelectChoice: annotations a version behind
    HiddenField,
    RadioField,
    SelectChoice,
    StringField,
)
from wtforms.fields import DateTimeLocalField
from wtforms.validators import Optional

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.i18n import lazy as _l
from kiosk.core.web import commits, page_or_fragment
from kiosk.faces.admin import words
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
)
from kiosk.faces.admin.forms import PanelForm, say
from kiosk.faces.admin.legibility import last_doubts
from kiosk.faces.admin.placing import hours_typed
from kiosk.kinds.editing import DayField, at_most, stripped
from kiosk.postings.checking import MustNotHang
from kiosk.postings.operations import Signed, work_calendar
from kiosk.postings.publishing import Hours, publish
from kiosk.postings.visibility import Scope

AT_ONCE, LATER = "now", "later"


class PublishForm(PanelForm):
    """When it goes up and who has signed it on paper."""

    when = RadioField(
        _l("When"),
        choices=[SelectChoice(AT_ONCE, _l("Now")), SelectChoice(LATER, _l("At a time"))],
        default=AT_ONCE,
        validate_choice=False,
    )
    begins = DateTimeLocalField(
        _l("Goes up at"), [Optional()], format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
    )
    party_name = StringField(_l("Secretary"), [at_most(40)], filters=[stripped])
    admin_name = StringField(_l("Head of the office"), [at_most(40)], filters=[stripped])
    chief_name = StringField(_l("Station chief"), [at_most(40)], filters=[stripped])
    signed_on = DayField(_l("Signed on paper on"))
    version = HiddenField()

    def signers(self) -> list[StringField]:
        """The fields with names."""
        return [self.party_name, self.admin_name, self.chief_name]

    def moment(self, now: datetime) -> datetime | None:
        """When it goes up; None if no time was given, or one that is over."""
        if self.when.data != LATER:
            return now
        typed = self.begins.data
        begins = typed.replace(tzinfo=clock.OFFICE_ZONE) if typed else None
        return begins if begins and begins > now else None

    def signatures(self, today: datetime) -> list[Signed]:
        """Those who signed on paper."""
        on = self.signed_on.data or clock.local_day(today)
        parts = {"party": self.party_name, "admin": self.admin_name, "chief": self.chief_name}
        posts = {"party": _("Secretary"), "admin": _("Head"), "chief": _("Station chief")}
        return [
            Signed(part, field.data, posts[part], on) for part, field in parts.items() if field.data
        ]


@bp.get("/postings/<code>/publish")
@allow(Right.PUBLISH)
def publish_page(code: str) -> Response:
    """The last look before it hangs."""
    desk = desk_of(draft_in_hand(code), at=clock.now())
    form = PublishForm(formdata=None)
    form.version.data = str(desk.draft.version)
    form.signed_on.data = clock.local_day(clock.now())
    # What is missing is said before anybody has pressed the button.
    desk.editor.validate()
    desk.placing.validate()
    return _room(desk, form)


@bp.post("/postings/<code>/publish")
@allow(Right.PUBLISH)
@commits
def publish_post(code: str) -> Response:
    """Freeze it and hang it; what is not right yet is said, and nothing is done."""
    now = clock.now()
    desk, form = desk_of(draft_in_hand(code), at=now), PublishForm()
    posting = desk.posting
    require_touch(Right.PUBLISH, posted_by=posting.station.code if posting.station else None)
    if str(desk.draft.version) != form.version.data:
        say(form.version, _("The draft has changed since you looked at it. Look again."))
        form.version.data = str(desk.draft.version)
        return _room(desk, form, status=409)
    fine = desk.editor.validate() & desk.placing.validate() & form.validate()
    hours = _hours(desk, form, now)
    if hours is None or not fine:
        return _room(desk, form, status=422)
    _place(desk)
    content = desk.content()
    try:
        publish(
            desk.draft,
            content,
            schema=desk.kind.schema,
            title=desk.kind.title(content),
            hours=hours,
            signatures=form.signatures(now),
            who=visitor().name,
            at=now,
            media=media_folder(),
            reason=desk.placing.reason.data or "",
        )
    except MustNotHang as found:
        return _room(desk, form, status=422, refused=found)
    flash(_("Published.") if hours.begins <= now else _("It goes up by itself at its time."))
    return go_on(url_for("admin.posting", code=code))


def _hours(desk: Desk, form: PublishForm, now: datetime) -> Hours | None:
    """When it hangs; None, and a sentence at the field, where the rules do not allow it."""
    begins = form.moment(now)
    if begins is None:
        say(form.begins, _("Choose a time to come."))
        return None
    category = chosen_category(desk.placing, desk.posting)
    return hours_typed(desk.placing, category, begins=begins, calendar=work_calendar())


def _place(desk: Desk) -> None:
    """What hangs moves only now: its category, its station and whom it is for."""
    posting, placing = desk.posting, desk.placing
    posting.station = chosen_station(placing, posting)
    posting.level = "station" if posting.station else "office"
    posting.category = chosen_category(placing, posting)
    if placing.scope.data in set(Scope):
        posting.scope = placing.scope.data


def _room(
    desk: Desk, form: PublishForm, *, status: int = 200, refused: MustNotHang | None = None
) -> Response:
    signers = [str(one.data) for one in form.signers() if one.data]
    return page_or_fragment(
        "faces/admin/publish.html",
        "faces/admin/_publish_room.html",
        status=status,
        desk=desk,
        posting=desk.posting,
        form=form,
        hours=_hours(desk, form, clock.now()) if request.method == "GET" else None,
        category=chosen_category(desk.placing, desk.posting),
        words=words,
        refused=refused,
        doubts=last_doubts(desk),
        **check_values(desk, back="publish", signers=signers),
    )
