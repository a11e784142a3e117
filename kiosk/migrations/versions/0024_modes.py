"""modes: when a station's shifts hand over, and what a screen does at night

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("handover_times", sa.String(length=120), server_default="", nullable=False)
        )
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("night", sa.String(length=10), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "night_hours", sa.String(length=11), server_default="00:00-06:30", nullable=False
            )
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_screen_night"), "night IN ('', 'night', 'dark')"
        )
    with op.batch_alter_table("screen_standing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("rests", sa.String(length=11), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("screen_standing", schema=None) as batch_op:
        batch_op.drop_column("rests")
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_screen_night"), type_="check")
        batch_op.drop_column("night_hours")
        batch_op.drop_column("night")
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.drop_column("handover_times")
