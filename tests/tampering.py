"""What nobody can do through the kiosk: tests do it to see that it is found."""

import sqlalchemy as sa
from flask import Flask

from kiosk.core.db import db


def rewrite(app: Flask, statement: str, *, table: str = "act") -> None:
    """What somebody does who holds the database itself in their hands."""
    with app.app_context():
        if db.engine.dialect.name == "postgresql":
            db.session.execute(sa.text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            db.session.execute(sa.text(statement))
            db.session.execute(sa.text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        else:
            query = (
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
            )
            kept = db.session.execute(sa.text(query), {"table": table}).all()
            for name, _sql in kept:
                db.session.execute(sa.text(f"DROP TRIGGER {name}"))
            db.session.execute(sa.text(statement))
            for _name, sql in kept:
                db.session.execute(sa.text(sql))
        db.session.commit()
