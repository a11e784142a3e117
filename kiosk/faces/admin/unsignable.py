"""What nobody could sign: said at the last look, with whom to ask, and asked about before it is sent all the same."""

from __future__ import annotations

import sqlalchemy as sa
from flask_babel import gettext as _

from kiosk.accounts.models import Account, Grant
from kiosk.accounts.roles import Role
from kiosk.core import clock
from kiosk.core.db import session
from kiosk.core.document import BadContent
from kiosk.core.formats import listed
from kiosk.faces.admin.drafting import Desk, chosen_category, chosen_station
from kiosk.faces.admin.forms import say
from kiosk.faces.admin.publish_form import PublishForm
from kiosk.faces.admin.sign_words import parts_of
from kiosk.faces.admin.signers import holders_of, paper_of, without_signers, writers_of_draft
from kiosk.postings.signing import Group, Needs, missing

#: So many administrators are named: one of them answers.
MOST_NAMED = 3


def unsignable(desk: Desk) -> list[str]:
    """Whose signatures nobody may put under it, why, and who can change that, in sentences; none if there is somebody for each."""
    stuck = _stuck(desk)
    if not stuck:
        return []
    held = holders_of(chosen_station(desk.placing, desk.posting))
    parts = sorted({part for group in stuck for part in group})
    holders = dict.fromkeys(one.name for part in parts for one in held.get(part, ()))
    why = _(
        "Nobody can sign here: %(parts)s. Whoever holds the office wrote on it or is named in it (%(names)s).",
        parts=parts_of(stuck),
        names=listed(holders),
    )
    return [why, _whom_to_ask()]


def is_signable(desk: Desk, form: PublishForm) -> bool:
    """True if there is somebody to sign it, or whoever sends it says that there will be; else `form` says what is asked."""
    if form.sent_so.data or not _stuck(desk):
        return True
    say(form.sent_so, _("Nobody could sign it now. Have a deputy named first, or tick this."))
    return False


def _stuck(desk: Desk) -> list[Group]:
    station = chosen_station(desk.placing, desk.posting)
    needs = Needs(chosen_category(desk.placing, desk.posting).signing)
    try:
        names = paper_of(desk.kind, desk.content()).names
    except BadContent:
        return []
    return without_signers(
        missing(needs, (), at_station=station is not None),
        station,
        wrote=writers_of_draft(desk.draft),
        names=names,
        today=clock.local_day(clock.now()),
    )


def _whom_to_ask() -> str:
    """Who can name a deputy, by their names."""
    query = (
        sa.select(Account.display_name)
        .join(Grant, Grant.account_id == Account.id)
        .where(Grant.role == Role.SYSTEM_ADMIN, Account.is_active, ~Account.is_sample)
        .order_by(Grant.id)
        .limit(MOST_NAMED)
    )
    names = list(dict.fromkeys(session().scalars(query)))
    if not names:
        return _("Ask the system administrator to name a deputy.")
    return _("Ask the system administrator (%(names)s) to name a deputy.", names=listed(names))
