"""What a visitor can begin: the categories they write in, narrowed to what they are looking at."""

from __future__ import annotations

from kiosk.faces.admin.drafting import may_write_in
from kiosk.kinds.registry import KINDS
from kiosk.postings.categories import categories_in_use
from kiosk.postings.models import Category

TYPED_KINDS = tuple(kind.name for kind in KINDS if kind.editor is not None)


def categories_to_begin(*, kind: str = "", category: str = "") -> list[Category]:
    """The categories the visitor may begin something in: of that kind, or the one with that code."""
    return [
        one
        for one in categories_in_use()
        if one.kind in TYPED_KINDS
        and kind in {"", one.kind}
        and category in {"", one.code}
        and may_write_in(one)
    ]


def begun_at_once(*, kind: str = "", category: str = "") -> Category | None:
    """The one category there is to choose from; None where there are several, or none."""
    if not (kind or category):
        return None
    found = categories_to_begin(kind=kind, category=category)
    return found[0] if len(found) == 1 else None
