"""the order of a rotation, drafts thrown away, forms sent twice

Revision ID: 0008
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rotation_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
            name=op.f("fk_rotation_place_station_id_station"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["posting.id"],
            name=op.f("fk_rotation_place_posting_id_posting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rotation_place")),
        sa.UniqueConstraint(
            "station_id", "posting_id", name=op.f("uq_rotation_place_station_id_posting_id")
        ),
    )
    with op.batch_alter_table("rotation_place", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rotation_place_posting_id"), ["posting_id"])
    op.create_table(
        "discarded_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("discarded_at", sa.DateTime(), nullable=False),
        sa.Column("discarded_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_discarded_draft_category_id_category"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
            name=op.f("fk_discarded_draft_station_id_station"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discarded_draft")),
    )
    with op.batch_alter_table("discarded_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discarded_draft_code"), ["code"])
        batch_op.create_index(batch_op.f("ix_discarded_draft_discarded_at"), ["discarded_at"])
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("begun_with", sa.String(length=60), server_default="", nullable=False)
        )
        batch_op.create_index(batch_op.f("ix_draft_begun_with"), ["begun_with"])
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_subject"), ["subject"])


def downgrade() -> None:
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_subject"))
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_begun_with"))
        batch_op.drop_column("begun_with")
    op.drop_table("discarded_draft")
    op.drop_table("rotation_place")
