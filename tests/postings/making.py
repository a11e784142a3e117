"""Rows for tests: stations, categories and postings as they are after approval. Nothing is committed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kiosk.accounts.models import Station
from kiosk.core.db import db
from kiosk.core.document import Document
from kiosk.kinds.notices import Notice
from kiosk.kinds.registry import kind as kind_called
from kiosk.postings.models import Category, Posting, Revision
from kiosk.postings.operations import Placing, Signed, add_revision, approve, new_posting

#: Long before any test's moment.
EARLIER = datetime(2026, 11, 1, tzinfo=UTC)
SIGNED = [
    Signed("party", "陈守业", "书记", date(2026, 11, 17)),
    Signed("admin", "田建军", "所长", date(2026, 11, 17)),
]


def station(code: str = "LQ", name: str = "") -> Station:
    """A station of the office."""
    made = Station(
        code=code, name=name or f"{code}收费站", short_name=code, list_token=f"token{code.lower()}"
    )
    db.session.add(made)
    return made


def category(code: str = "notice", **columns: Any) -> Category:
    """A category, of plain announcements unless told otherwise."""
    defaults = {
        "name": code,
        "kind": "notices",
        "form": "公开",
        "rhythm": "monthly",
        "level": "both",
        "signing": "none",
    }
    made = Category(code=code, **{**defaults, **columns})
    db.session.add(made)
    return made


def notice(title: str = "通知", **fields: Any) -> Notice:
    """A notice of one sentence."""
    defaults = {
        "form": "公开",
        "issuer": "柳泉收费所",
        "sign_date": date(2026, 11, 17),
        "body": "现予公开。",
    }
    return Notice(title=title, **{**defaults, **fields})


def posted(
    under: Category,
    placing: Placing,
    *,
    content: Document | None = None,
    code: str = "",
    register_number: str | None = None,
    is_approved: bool = True,
) -> Posting:
    """A posting under a category, with one revision, approved unless told otherwise."""
    posting = new_posting(under, placing, kind=under.kind)
    posting.code = code or posting.code
    revision = add_content(posting, content or notice())
    if is_approved:
        approve(revision, SIGNED, at=EARLIER, register_number=register_number)
    db.session.flush()
    return posting


def add_content(posting: Posting, content: Document, *, reason: str = "") -> Revision:
    """Another revision of a posting."""
    kind = kind_called(posting.kind)
    return add_revision(
        posting, content, schema=kind.schema, title=kind.title(content), reason=reason
    )


def everywhere(scope: str = "staff", **placing: Any) -> Placing:
    """At every station, from long ago until taken down."""
    return Placing(scope=scope, **{"shows_from": EARLIER, **placing})


def five_working_days(**placing: Any) -> Placing:
    """The same, with a publicity period from Monday, 16 November 2026, to that Friday."""
    first, last = date(2026, 11, 16), date(2026, 11, 20)
    return everywhere(**{"publicity_first": first, "publicity_last": last, **placing})
