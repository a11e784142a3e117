"""What every form over one row does: see whether somebody else was faster, and write from and to into the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain
from kiosk.core import clock
from kiosk.core.db import Base
from kiosk.faces.admin.access import visitor
from kiosk.faces.admin.forms import say

if TYPE_CHECKING:
    from kiosk.faces.admin.settings_forms import RowForm

Changed = Mapping[str, tuple[object, object]]


@dataclass(frozen=True)
class Difference:
    """A column in which what was typed differs from what somebody has stored meanwhile."""

    label: str
    stored: object
    typed: object


def is_stale(form: RowForm, row: Base) -> bool:
    """True if the row no longer says what the form was filled from; then nothing is stored.

    A form that was sent twice finds what it says stored already: that is no conflict.
    """
    if form.seen.data == form.mark(row) or not differences(form, row):
        return False
    form.seen.data = form.mark(row)
    say(form.seen, _("Somebody else saved this meanwhile."))
    return True


def differences(form: RowForm, row: Base) -> list[Difference]:
    """Where what is typed is not what is stored."""
    return [
        Difference(str(form[name].label.text), getattr(row, name), typed)
        for name, typed in form.said().items()
        if getattr(row, name) != typed
    ]


def note(what: str, subject: str, changed: Changed, *, chain: Chain = Chain.OFFICE) -> None:
    """Write into the trail what changed, from and to; nothing where nothing did."""
    if changed:
        trail.record(
            what,
            who=visitor().name,
            subject=subject,
            at=clock.now(),
            before=_side(changed, 0),
            after=_side(changed, 1),
            chain=chain,
        )


def _side(changed: Changed, side: int) -> str:
    return json.dumps({name: pair[side] for name, pair in changed.items()}, ensure_ascii=False)
