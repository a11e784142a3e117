"""publicity periods made longer, and showing hours day by day

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

REFUSED = "lengthenings are only added to"


def upgrade() -> None:
    op.create_table(
        "lengthening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("last_before", sa.Date(), nullable=False),
        sa.Column("publicity_last", sa.Date(), nullable=False),
        sa.Column("until_before", sa.DateTime(), nullable=True),
        sa.Column("dark_days", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("lengthened_at", sa.DateTime(), nullable=False),
        sa.Column("lengthened_by", sa.String(length=60), nullable=False),
        sa.CheckConstraint("publicity_last > last_before", name=op.f("ck_lengthening_longer")),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_lengthening_posting_id_posting")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lengthening")),
    )
    with op.batch_alter_table("lengthening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lengthening_posting_id"), ["posting_id"])
    op.create_table(
        "showing_hours",
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=11), nullable=False),
        sa.PrimaryKeyConstraint("since", name=op.f("pk_showing_hours")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("uncounted_days", sa.Text(), server_default="[]", nullable=False)
        )
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER lengthening_is_kept ON lengthening")
        op.execute("DROP TRIGGER lengthening_stays ON lengthening")
        op.execute("DROP FUNCTION refuse_change_of_lengthening()")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_column("uncounted_days")
    op.drop_table("showing_hours")
    op.drop_table("lengthening")


def _refuse_changes() -> None:
    """As with conclusions: none is ever changed, and only those of the sample ever go."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_lengthening() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER lengthening_is_kept BEFORE UPDATE ON lengthening "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_lengthening()"
        )
        op.execute(
            "CREATE TRIGGER lengthening_stays BEFORE DELETE ON lengthening "
            "FOR EACH ROW WHEN (NOT OLD.is_sample) EXECUTE FUNCTION refuse_change_of_lengthening()"
        )
        return
    op.execute(
        "CREATE TRIGGER lengthening_is_kept BEFORE UPDATE ON lengthening "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    op.execute(
        "CREATE TRIGGER lengthening_stays BEFORE DELETE ON lengthening WHEN NOT OLD.is_sample "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
