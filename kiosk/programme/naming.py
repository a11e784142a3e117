"""Whose names walls and phones keep whole, and whose they do not show."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from kiosk.accounts.offices import hidden_by_name
from kiosk.kinds.hiding import NOBODY, Hiding, hiding


@dataclass(frozen=True)
class Naming:
    """`names` are broken over no two lines."""

    names: frozenset[str] = frozenset()
    hiding: Hiding = NOBODY


#: Where no people are known.
NO_NAMES = Naming()


def naming_now() -> Naming:
    """As the list of people stands, with the mark for who is hidden in the language of the answer."""
    people = hidden_by_name()
    hidden = [name for name, is_hidden in people.items() if is_hidden]
    if not hidden:
        return Naming(frozenset(people))
    mark = mark_of_hidden()
    return Naming(
        frozenset(people).difference(hidden) | {mark}, hiding(hidden, known=people, mark=mark)
    )


def mark_of_hidden() -> str:
    """What stands in the place of a name, in the language of the answer: 某某."""
    return _("N.N.")
