"""how screens are, what is on them, and what they are asked

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBERS = ("on_revision", "on_page", "on_pages", "done")
UNKNOWN_NUMBERS = ("drift_s", "memory_mb", "storage_mb")
TEXTS = {
    "version": 40, "error": 200, "on_kind": 20, "on_posting": 16, "on_begins": 60, "next_posting": 16,
}  # fmt: skip
MOMENTS = ("begun_at", "error_at", "on_since", "done_at")


def upgrade() -> None:
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("ask", sa.String(length=10), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("asked_at", sa.DateTime(), nullable=True))
    with op.batch_alter_table("screen_report", schema=None) as batch_op:
        for name, length in TEXTS.items():
            batch_op.add_column(
                sa.Column(name, sa.String(length=length), server_default="", nullable=False)
            )
        for name in NUMBERS:
            batch_op.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
        for name in UNKNOWN_NUMBERS:
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("screen_report", schema=None) as batch_op:
        for name in (*MOMENTS, *UNKNOWN_NUMBERS, *NUMBERS, *TEXTS):
            batch_op.drop_column(name)
    with op.batch_alter_table("screen", schema=None) as batch_op:
        for name in ("asked_at", "ask", "asked"):
            batch_op.drop_column(name)
