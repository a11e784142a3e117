"""Revisions of the schema, told without Alembic: a worker would carry it all year for one question."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class UnknownSchema(Exception):
    """The database stands at a revision of the schema that this version does not know."""


def known_revisions() -> list[str]:
    """Every revision of the schema this version knows, the newest first; files begin with theirs."""
    return sorted(
        (path.name.split("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py")), reverse=True
    )


def schema_revision(connection: Connection) -> str | None:
    """The revision a database stands at; None before its first migration."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
