"""Sentences that wall, phone and paper say alike, in the language of the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask_babel import gettext as _

from kiosk.core.formats import day, month_day
from kiosk.kinds.contract import Facts, SignedBy

GAP = "\u3000"  # an ideographic space, as between names in official papers


def signature_line(facts: Facts) -> str:
    """Who answers for a posting: 党政联签：书记 陈守业　所长 田建军　11月17日. Empty if nobody did."""
    parts = signature_parts(facts)
    return parts[0] + GAP.join(parts[1:]) if parts else ""


def signature_read(facts: Facts) -> list[str]:
    """Its pieces for a page that is made anew for each reader: a day of another year has its year."""
    return signature_parts(facts, write=day)


def signature_parts(facts: Facts, *, write: Callable[[date], str] = month_day) -> list[str]:
    """The same in the pieces that must not break: what it is, each signer, the day."""
    by_part = {one.part: one for one in facts.signatures}
    party, admin, chief = by_part.get("party"), by_part.get("admin"), by_part.get("chief")
    supervisor = by_part.get("supervisor")
    if party and admin:
        return _parts(_("Joint signature:"), party, admin, write=write)
    if chief and supervisor:
        return _parts(_("Signed and checked:"), chief, supervisor, write=write)
    signer = party or admin or chief
    return _parts(_("Signed:"), signer, write=write) if signer else []


def name_signed(name: str, *, is_deputy: bool) -> str:
    """The name of whoever signed, a deputy marked as one: 陈守业, 李娜（代）. The same on every face."""
    return _("%(name)s (deputy)", name=name) if is_deputy else name


def star_word(stars: int) -> str:
    """五星级"""
    words = [
        _("no star"),
        _("one star"),
        _("two stars"),
        _("three stars"),
        _("four stars"),
        _("five stars"),
    ]
    return words[stars]


def _parts(what: str, *signers: SignedBy, write: Callable[[date], str]) -> list[str]:
    names = [name_signed(one.name, is_deputy=one.is_deputy) for one in signers]
    named = [f"{one.post} {name}".strip() for one, name in zip(signers, names, strict=True)]
    # A Chinese colon brings its own space; after any other one must not be lost at an element's end.
    lead = what if what.endswith("：") else f"{what}\u00a0"
    return [lead, *named, write(max(one.on for one in signers))]
