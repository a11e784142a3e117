"""What the panel says of a draft: who began it, who changed it last, and who sent it back."""

from __future__ import annotations

from flask_babel import gettext as _

from kiosk.faces.admin.blueprint import bp
from kiosk.postings.submissions import SENT_BACK


@bp.app_template_filter("sent_back")
def sent_back(said: str) -> str:
    """苗春霞：日期写错了: who sent a draft back, and why, as `submissions.send_back` keeps it."""
    who, colon, why = said.partition(SENT_BACK)
    return _("%(name)s: %(why)s", name=who, why=why) if colon else said
