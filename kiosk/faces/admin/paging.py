"""Long lists, a page at a time; which page stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request

from kiosk.core.db import session
from kiosk.core.numbers import whole_number

PAGE_LENGTH = 50


@dataclass(frozen=True)
class Page:
    """Some rows of a list, and where in it they stand."""

    rows: list[Any]
    number: int
    pages: int
    count: int


def page_of(query: sa.Select[Any]) -> Page:
    """The page of `query` that the address asks for; the last one if there are not so many."""
    asked = whole_number(request.args.get("page"))
    count = session().scalar(
        sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    )
    pages = max(1, -(-(count or 0) // PAGE_LENGTH))
    number = min(max(1, asked or 1), pages)
    rows = session().scalars(query.limit(PAGE_LENGTH).offset((number - 1) * PAGE_LENGTH))
    return Page(list(rows), number, pages, count or 0)
