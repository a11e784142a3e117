"""More than a draft holds: whatever would save it, people read why, and everything stays as it was."""

from __future__ import annotations

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.faces.admin.blueprint import bp
from kiosk.faces.errors import answer_saying
from kiosk.postings.drafts import DraftTooLong


@bp.errorhandler(DraftTooLong)
def too_long(_error: DraftTooLong) -> Response:
    """Beside the form, which keeps what is in it; without a script on a page of its own."""
    return answer_saying(422, sentence=draft_too_long())


def draft_too_long() -> str:
    """Why it was not saved."""
    return _("This is more than one draft holds, so it was not saved. Divide it into several.")


def table_too_large() -> str:
    """Why a table was not taken."""
    return _(
        "This table is too large for one notice, so it was not taken. Split it: some of the rows here, the others in further notices."
    )
