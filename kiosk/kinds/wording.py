"""Sentences that wall, phone and paper say alike, in the language of the answer."""

from __future__ import annotations

from flask_babel import gettext as _

from kiosk.core.formats import day
from kiosk.kinds.contract import Facts, SignedBy

GAP = "\u3000"  # an ideographic space, as between names in official papers


def signature_line(facts: Facts) -> str:
    """Who answers for a posting: 党政联签：书记 陈守业　所长 田建军　11月17日. Empty if nobody signed."""
    by_part = {one.part: one for one in facts.signatures}
    party, admin = by_part.get("party"), by_part.get("admin")
    if party and admin:
        names = GAP.join((_named(party), _named(admin), day(max(party.on, admin.on))))
        return _("Joint signature: %(names)s", names=names)
    signer = party or admin or by_part.get("chief")
    if signer is None:
        return ""
    supervisor = by_part.get("supervisor")
    if supervisor is None:
        return _("Signed: %(names)s", names=GAP.join((_named(signer), day(signer.on))))
    names = GAP.join((_named(signer), _named(supervisor)))
    return _(
        "Signed and checked: %(names)s",
        names=GAP.join((names, day(max(signer.on, supervisor.on)))),
    )


def _named(signature: SignedBy) -> str:
    return f"{signature.post} {signature.name}".strip()
