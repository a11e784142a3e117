"""what an office sets: address of QR codes, idle time, seconds of pages, themes of categories

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("base_url", sa.String(length=28), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("idle_minutes", sa.Integer(), server_default="480", nullable=False)
        )
        batch_op.add_column(
            sa.Column("page_seconds", sa.Text(), server_default="{}", nullable=False)
        )

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("theme", sa.String(length=10), server_default="", nullable=False)
        )

    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_who"), ["who"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_who"))

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_column("theme")

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_column("page_seconds")
        batch_op.drop_column("idle_minutes")
        batch_op.drop_column("base_url")
