"""Whether the trail is whole, and still holds the number that stands on a sheet of paper: what `verify` says, in the panel."""

from __future__ import annotations

from dataclasses import dataclass

from flask import make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.accounts import trail
from kiosk.accounts.chain import Chain, Fault, Head, read_head
from kiosk.accounts.roles import Right
from kiosk.core.formats import listed, minute
from kiosk.faces.admin import words
from kiosk.faces.admin.access import allow, require_touch
from kiosk.faces.admin.blueprint import bp
from kiosk.postings.proof import Altered, Breach, first_altered
from kiosk.postings.register import unlike_the_trail

MOST_TYPED = 120


@dataclass(frozen=True)
class Finding:
    """One thing the look through it has shown."""

    is_fine: bool
    sentence: str


@bp.get("/trail/check")
@allow(Right.SEE_TRAIL)
def trail_check() -> Response:
    """Walk the office's trail, against the number on a paper if one was typed."""
    require_touch(Right.SEE_TRAIL, posted_by=None)
    typed = request.args.get("printed", "").strip()[:MOST_TYPED]
    printed = read_head(typed) if typed else None
    is_no_number = bool(typed) and printed is None
    page = render_template(
        "faces/admin/trail_check.html",
        typed=typed,
        is_no_number=is_no_number,
        findings=[] if is_no_number else _findings(printed),
    )
    return make_response(page, 422 if is_no_number else 200)


def _findings(printed: Head | None) -> list[Finding]:
    is_sample = printed is not None and trail.chain_of(printed) == Chain.SAMPLE
    against = [printed] if printed else []
    head, fault = trail.verified(against=[] if is_sample else against)
    if is_sample and fault is None:
        _head, fault = trail.verified(Chain.SAMPLE, against=against)
    if fault is not None:
        return [Finding(is_fine=False, sentence=_said(fault))]
    found = []
    if head is not None:
        whole = _("The trail is whole: all %(acts)d acts fit together.", acts=head.place)
        found.append(Finding(is_fine=True, sentence=whole))
    if is_sample:
        of_sample = _("The number is of a paper of the sample, which proves nothing.")
        found.append(Finding(is_fine=True, sentence=of_sample))
    elif printed is not None:
        holds = _(
            "It holds the number on the paper: nothing up to act %(place)d was changed or removed since.",
            place=printed.place,
        )
        found.append(Finding(is_fine=True, sentence=holds))
    if numbers := unlike_the_trail():
        differ = _("Register and trail differ: %(numbers)s", numbers=listed(numbers))
        found.append(Finding(is_fine=False, sentence=differ))
    if (altered := first_altered()) is not None:
        found.append(Finding(is_fine=False, sentence=_altered(altered)))
    return found


def _altered(altered: Altered) -> str:
    names = {"number": altered.number, "title": altered.title, "version": altered.version}
    match altered.breach:
        case Breach.CONTENT:
            return _(
                "Version %(version)s of %(number)s “%(title)s” does not say what was approved: its content was changed in the database.",
                **names,
            )
        case Breach.RELEASE:
            return _(
                "Version %(version)s of %(number)s “%(title)s” is not the one that the trail says was released.",
                **names,
            )
        case Breach.REGISTER:
            return _(
                "Version %(version)s of %(number)s “%(title)s” is not the one that was registered.",
                **names,
            )
        case Breach.SIGNATURES:
            return _(
                "Version %(version)s of %(number)s “%(title)s” has other signatures than the trail.",
                **names,
            )
        case Breach.MISSING:
            return _(
                "Version %(version)s of %(number)s was released, as the trail says, and is no longer there.",
                version=altered.version,
                number=altered.number,
            )


def _said(fault: Fault) -> str:
    act = fault.found
    if act is None and fault.is_of_paper:
        return _(
            "The number may be mistyped: the trail has no act %(place)d, and the paper names this act or a later one. Look whether the number was copied rightly. If so, this act, or what came after it, was removed.",
            place=fault.place,
        )
    if act is None:
        return _(
            "Act %(place)d is missing: it, or what came after it, was removed.", place=fault.place
        )
    if fault.is_of_paper:
        return _(
            "Act %(place)d has another hash than the paper says. Look whether the number was copied rightly. If so, this act or one before it was rewritten together with all that followed.",
            place=act.place,
        )
    return _(
        "Act %(place)d is not what was written then: %(at)s, %(who)s, %(what)s.",
        place=act.place,
        at=minute(act.at),
        who=words.actor(act.who),
        what=words.ACTS.get(act.what, act.what),
    )
