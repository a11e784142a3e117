"""What was filled in at the last look: kept with the draft while the approval form is printed and signed with a pen."""

from __future__ import annotations

from flask import flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts.roles import Right
from kiosk.core import clock
from kiosk.core.formats import long_day
from kiosk.core.web import commits
from kiosk.faces.admin.access import allow
from kiosk.faces.admin.answers import go_on
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.drafting import draft_in_hand, version_now
from kiosk.faces.admin.publish_form import NAMES, PublishForm
from kiosk.kinds.editing import as_formdata
from kiosk.postings import drafts
from kiosk.postings.asking import Basis
from kiosk.postings.models import Draft

#: Among the parts of a draft.
KEPT = "last_look"
#: What somebody has read or checked is asked anew; everything else stays as it was typed.
FIELDS = frozenset(
    {"when", "begins", "restarts", "either_name", "either_part", "deputy_for", "signed_on"}
    | {f"basis_{name}" for name in ("meeting", "on", "present", "due", "last")}
    | set(NAMES.values())
)


@bp.post("/postings/<code>/form")
@allow(Right.WRITE)
@commits
def print_post(code: str) -> Response:
    """Keep what is filled in at the last look, and go on to the form that is printed, or back to the draft."""
    draft = draft_in_hand(code)
    said = [[name, text] for name, text in request.form.items(multi=True) if name in FIELDS]
    try:
        drafts.keep_part(draft, KEPT, said, over=version_now())
    except drafts.StaleDraft:
        flash(_("The draft has changed since you looked at it. Look again."))
        return go_on(url_for("admin.publish_page", code=code))
    goes_back = request.form.get("then") == "draft"
    return go_on(url_for("admin.edit" if goes_back else "admin.paper_form", code=code))


def kept_form(draft: Draft) -> PublishForm | None:
    """The form of the last look as it was left; None if nobody has filled it in."""
    said = drafts.parts_of(draft).get(KEPT)
    if said is None:
        return None
    return PublishForm(formdata=as_formdata([(name, text) for name, text in said]))


def basis_typed(draft: Draft) -> tuple[Basis | None, tuple[str, ...]]:
    """The meeting as it was filled in there; where a fact is missing, those there are, in words."""
    form = kept_form(draft)
    if form is None:
        return None, ()
    basis = form.basis(today=clock.local_day(clock.now()))
    if basis is not None:
        return basis, ()
    held_on, present, due = form.basis_on.data, form.basis_present.data, form.basis_due.data
    said = [
        form.basis_meeting.data or "",
        long_day(held_on) if held_on else "",
        _("%(num)d present", num=present) if present is not None else "",
        _("%(num)d entitled to take part", num=due) if due is not None else "",
    ]
    return None, tuple(filter(None, said))
