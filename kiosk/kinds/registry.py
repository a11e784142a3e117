"""All kinds of board. Adding one is one line here; everything else follows from its name."""

from __future__ import annotations

from typing import Any

from kiosk.kinds.contacts import CONTACTS
from kiosk.kinds.contract import Kind
from kiosk.kinds.honors import HONORS
from kiosk.kinds.moments import MOMENTS
from kiosk.kinds.notices import NOTICES
from kiosk.kinds.overview import OVERVIEW
from kiosk.kinds.stars import STARS

KINDS: tuple[Kind[Any], ...] = (NOTICES, STARS, HONORS, MOMENTS, CONTACTS, OVERVIEW)


class UnknownKind(KeyError):
    """No kind of that name is registered."""


def kind(name: str) -> Kind[Any]:
    """The kind called `name`. Raises UnknownKind."""
    try:
        return _BY_NAME[name]
    except KeyError:
        raise UnknownKind(name) from None


def _by_name() -> dict[str, Kind[Any]]:
    names = [one.name for one in KINDS]
    if len(set(names)) != len(names):
        raise ValueError(f"two kinds share a name: {sorted(names)}")
    return {one.name: one for one in KINDS}


_BY_NAME = _by_name()
