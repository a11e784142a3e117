"""what is due when, and the office's own duties

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("who", sa.String(length=60), nullable=False),
        sa.Column("rhythm", sa.String(length=30), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("due_working_day", sa.Integer(), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("begun_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minimum > 0", name=op.f("ck_duty_minimum")),
        sa.CheckConstraint(
            "due_working_day IS NULL OR due_day IS NULL", name=op.f("ck_duty_limit")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_duty_station_id_station")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_station_id"), ["station_id"])
    op.create_table(
        "duty_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duty_id", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", sa.String(length=60), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["duty_id"], ["duty.id"], name=op.f("fk_duty_done_duty_id_duty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_done")),
    )
    with op.batch_alter_table("duty_done", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_done_duty_id"), ["duty_id"])
        batch_op.create_index(batch_op.f("ix_duty_done_done_on"), ["done_on"])
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_working_day", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("due_day", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("expected_of", sa.String(length=10), server_default="", nullable=False)
        )
    # What an installation begins with from now on, for those that have begun; the settings change it.
    op.execute("UPDATE category SET due_working_day = 7 WHERE rhythm IN ('monthly', 'quarterly')")
    op.execute("UPDATE category SET expected_of = 'office' WHERE seven_place IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_column("expected_of")
        batch_op.drop_column("due_day")
        batch_op.drop_column("due_working_day")
    op.drop_table("duty_done")
    op.drop_table("duty")
