"""Alembic's entry: runs inside the application's own connection."""

from __future__ import annotations

from typing import Literal

from alembic import context

import kiosk.duties.models
import kiosk.postings.closing_models
import kiosk.postings.lengthening_models
import kiosk.postings.models
import kiosk.postings.register_models
import kiosk.programme.signal
import kiosk.screens.models  # noqa: F401 - imported so that every table is known
from kiosk.core.db import Base, UtcDateTime


def _render(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Migrations name plain column types, so that they outlive the code."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter tables otherwise
    compare_type=True,
    render_item=_render,
)
with context.begin_transaction():
    context.run_migrations()
