"""the trail is chained, and the database lets nobody change it

Revision ID: 0010
Revises: 0008
"""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

REFUSED = "the trail is only added to"
ACT = sa.table(
    "act",
    sa.column("id", sa.Integer()),
    sa.column("at", sa.DateTime()),
    *(sa.column(name, sa.Text()) for name in ("who", "what", "subject", "before", "after")),
    sa.column("chain", sa.String()),
    sa.column("place", sa.Integer()),
    sa.column("hash", sa.String()),
)


def upgrade() -> None:
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("chain", sa.String(length=10), server_default="office", nullable=False)
        )
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("hash", sa.String(length=64), server_default="", nullable=False)
        )
    _chain_what_is_there()
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.alter_column("chain", existing_type=sa.String(length=10), server_default=None)
        batch_op.alter_column("place", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("hash", existing_type=sa.String(length=64), server_default=None)
        batch_op.create_unique_constraint(batch_op.f("uq_act_chain_place"), ["chain", "place"])
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER act_is_kept ON act")
        op.execute("DROP FUNCTION refuse_change_of_act()")
    else:
        op.execute("DROP TRIGGER act_is_not_changed")
        op.execute("DROP TRIGGER act_is_not_removed")
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_act_chain_place"), type_="unique")
        batch_op.drop_column("hash")
        batch_op.drop_column("place")
        batch_op.drop_column("chain")


def _chain_what_is_there() -> None:
    """As accounts/chain.py does it today; a migration outlives the code."""
    connection = op.get_bind()
    last = hashlib.sha256(b"office").hexdigest()
    acts = connection.execute(sa.select(ACT).order_by(ACT.c.id)).all()
    for place, act in enumerate(acts, start=1):
        at = f"{act.at.isoformat(timespec='microseconds')}+00:00"
        said = [last, place, at, act.who, act.what, act.subject, act.before, act.after]
        last = hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
        connection.execute(sa.update(ACT).where(ACT.c.id == act.id).values(place=place, hash=last))


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_act() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER act_is_kept BEFORE UPDATE OR DELETE ON act "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_act()"
        )
        return
    for name, deed in (("changed", "UPDATE"), ("removed", "DELETE")):
        op.execute(
            f"CREATE TRIGGER act_is_not_{name} BEFORE {deed} ON act "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
