"""what closes a posting: conclusions nobody can change, and how many years are kept

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

REFUSED = "conclusions are only added to"


def upgrade() -> None:
    op.create_table(
        "conclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("objections", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("concluded_at", sa.DateTime(), nullable=False),
        sa.Column("concluded_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("outcome IN ('none', 'handled')", name=op.f("ck_conclusion_outcome")),
        sa.CheckConstraint("objections >= 0", name=op.f("ck_conclusion_objections")),
        sa.CheckConstraint(
            "(objections = 0) = (outcome = 'none')", name=op.f("ck_conclusion_outcome_objections")
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_conclusion_posting_id_posting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conclusion")),
    )
    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conclusion_posting_id"), ["posting_id"])
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("retention_years", sa.Integer(), server_default="5", nullable=False)
        )
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER conclusion_is_kept ON conclusion")
        op.execute("DROP TRIGGER conclusion_stays ON conclusion")
        op.execute("DROP FUNCTION refuse_change_of_conclusion()")
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("retention_years")
    op.drop_table("conclusion")


def _refuse_changes() -> None:
    """As in the register: no conclusion is ever changed, and only those of the sample ever go."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_conclusion() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER conclusion_is_kept BEFORE UPDATE ON conclusion "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_conclusion()"
        )
        op.execute(
            "CREATE TRIGGER conclusion_stays BEFORE DELETE ON conclusion "
            "FOR EACH ROW WHEN (NOT OLD.is_sample) EXECUTE FUNCTION refuse_change_of_conclusion()"
        )
        return
    op.execute(
        "CREATE TRIGGER conclusion_is_kept BEFORE UPDATE ON conclusion "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    op.execute(
        "CREATE TRIGGER conclusion_stays BEFORE DELETE ON conclusion WHEN NOT OLD.is_sample "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
