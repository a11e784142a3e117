"""The panel's words for signing: parts, posts, and why somebody may not."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kiosk.core.formats import listed, long_day, long_minute
from kiosk.postings.models import Signature
from kiosk.postings.signing import Group, Needs, Part, Refusal, plain, stood_in_for
from kiosk.postings.submissions import WrongDay
from kiosk.postings.transitions import NotNow, Step

PARTS = {
    Part.DRAFTER: _l("Written by"),
    Part.REVIEWER: _l("Secrecy reviewer"),
    Part.PARTY: _l("Secretary"),
    Part.ADMIN: _l("Head of the office"),
    Part.CHIEF: _l("Station chief"),
    Part.SUPERVISOR: _l("Integrity supervisor"),
}
#: What stands beside a name under a paper.
POSTS = {
    Part.REVIEWER: _l("Secrecy reviewer"),
    Part.PARTY: _l("Secretary"),
    Part.ADMIN: _l("Head"),
    Part.CHIEF: _l("Station chief"),
    Part.SUPERVISOR: _l("Integrity supervisor"),
}
NEEDS = {
    Needs.JOINT: _l("Secretary and head sign; at a station, its chief and the supervisor"),
    Needs.ONE: _l("One signature: secretary or head; at a station, its chief"),
    Needs.STATION: _l("Station chief signs, integrity supervisor confirms"),
    Needs.NONE: _l("No signature"),
}

#: Who signs this one, for whoever publishes it: at a station other people than at the office.
_AT_OFFICE = {
    Needs.JOINT: _l("The secretary and the head of the office sign."),
    Needs.ONE: _l("One signature: the secretary or the head of the office."),
    Needs.STATION: _l(
        "It is the office's, so the secretary and the head sign. If it is one station's matter, choose the station first: then its chief and the supervisor sign."
    ),
    Needs.NONE: _l("No signature"),
}
_AT_STATION = {
    Needs.JOINT: _l("The station's chief signs, the integrity supervisor confirms."),
    Needs.ONE: _l("One signature: the station's chief."),
    Needs.STATION: _l("The station's chief signs, the integrity supervisor confirms."),
    Needs.NONE: _l("No signature"),
}


def who_signs(needs: Needs, *, at_station: bool) -> str:
    """Whose signatures this one wants, in a sentence."""
    return str((_AT_STATION if at_station else _AT_OFFICE)[needs])


def why_not(why: Refusal, name: str) -> str:
    """Why that person may not sign."""
    sentences = {
        Refusal.WROTE_IT: _(
            "%(name)s wrote on it: nobody reviews or signs what they wrote.", name=name
        ),
        Refusal.SIGNED_ALREADY: _(
            "%(name)s has signed in another part. Two different people sign; for one who holds both offices a deputy signs.",
            name=name,
        ),
        Refusal.PART_IS_TAKEN: _("This part is signed already."),
        Refusal.IS_NAMED: _(
            "%(name)s is named in it: nobody signs about themselves. A deputy signs.", name=name
        ),
    }
    return sentences[why]


def given(one: Signature) -> str:
    """That it is signed already, by whom and when, as it stands on the form; with a pen: that, and who entered it."""
    when = long_minute(one.signed_at) if one.signed_at else long_day(one.signed_on)
    if one.entered_by:
        return _(
            "%(name)s, %(when)s (on paper, entered by %(who)s)",
            name=signer(one),
            when=when,
            who=one.entered_by,
        )
    if one.deputy_for:
        return _(
            "Signed by %(name)s as a deputy, %(when)s; for: %(whom)s",
            name=one.name,
            whom=one.deputy_for,
            when=when,
        )
    return _("Signed by %(name)s, %(when)s", name=one.name, when=when)


def opinion(one: Signature) -> str:
    """What was said with it; of what was signed with a pen nobody wrote more here than that they agreed."""
    return one.remark or (_("agreed on paper") if one.entered_by else _("agreed"))


def instead(name: str, deputy_for: str) -> str:
    """李娜代田建军签（出差）: who signed, for whom, and why."""
    whom, why = stood_in_for(deputy_for)
    if plain(whom).startswith(plain(name)):  # said otherwise than usual, so all of it is told
        return _("%(name)s (for %(other)s)", name=name, other=deputy_for)
    if why:
        return _("%(name)s for %(whom)s (%(why)s)", name=name, whom=whom, why=why)
    return _("%(name)s for %(whom)s", name=name, whom=whom)


def signer(one: Signature) -> str:
    """Whoever signed, by name; a deputy with whom they signed for."""
    return instead(one.name, one.deputy_for) if one.deputy_for else one.name


def wrong_day(refused: WrongDay) -> str:
    """Why nobody can have signed it with a pen on that day."""
    if refused.is_to_come:
        return _("That day is still to come.")
    return _(
        "This text was begun here on %(day)s, and the form carries its fingerprint: what was signed before is another paper. Print the form again, have it signed, and put in the day of that.",
        day=long_day(refused.begun),
    )


def wanting(groups: Iterable[Group]) -> str:
    """Whose signature is missing: 保密审查人、书记或所长."""
    return _("Still to sign: %(parts)s", parts=parts_of(groups))


def parts_of(groups: Iterable[Group]) -> str:
    """In which parts: 保密审查人、书记或所长."""
    said = [_(" or ").join(str(PARTS[part]) for part in Part if part in group) for group in groups]
    return listed(said)


def not_published(refused: NotNow) -> str:
    """Why what was written is neither hung nor sent to be signed in this state."""
    if refused.step in {Step.WITHDRAWN, Step.WITHDRAWN_ARCHIVED}:
        return _(
            "It was taken down meanwhile, so nothing of it is published. Here is how it stands."
        )
    if refused.step is Step.ARCHIVED:
        return _(
            "It was archived meanwhile: nothing in it changes any more. Here is how it stands."
        )
    return _("It is with its signers already. Here is how it stands.")


def not_now(refused: NotNow) -> str:
    """Why a signature is not put under it in this state."""
    if refused.step in {Step.WITHDRAWN, Step.WITHDRAWN_ARCHIVED}:
        return _("It was taken down meanwhile: nothing of it is signed any more. Send it back.")
    return _("It is not the turn of this signature yet.")
