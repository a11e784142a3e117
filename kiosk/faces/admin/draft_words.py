"""What the panel says of a draft: who began it, who changed it last, and who sent it back."""

from __future__ import annotations

from flask_babel import gettext as _

from kiosk.core import clock
from kiosk.faces.admin.blueprint import bp
from kiosk.faces.admin.words import actor, clock_time
from kiosk.postings.drafts import begun_by_whom
from kiosk.postings.models import Draft
from kiosk.postings.submissions import SENT_BACK


@bp.app_template_filter("sent_back")
def sent_back(said: str) -> str:
    """苗春霞：日期写错了: who sent a draft back, and why, as `submissions.send_back` keeps it."""
    who, colon, why = said.partition(SENT_BACK)
    return _("%(name)s: %(why)s", name=who, why=why) if colon else said


@bp.app_template_filter("whose")
def whose(draft: Draft) -> str:
    """柳青 起草，11月22日 16:40 保存; of a draft that somebody else has begun: 蔺芳 起草，柳青 11月22日 16:40 最后修改."""
    when = clock_time(draft.saved_at, clock.now())
    began, last = actor(begun_by_whom(draft)), actor(draft.saved_by)
    if began in {"", last}:
        return _("Written by %(name)s, last saved %(time)s", name=last, time=when)
    return _(
        "Written by %(writer)s, last changed by %(name)s, %(time)s",
        writer=began,
        name=last,
        time=when,
    )
