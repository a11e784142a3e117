"""playlists: what screens show, how often and when

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "playlist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("rules", sa.Text(), server_default="{}", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(
            ["station_id"],
            ["station.id"],
            name=op.f("fk_playlist_station_id_station"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_playlist")),
        sa.UniqueConstraint("name", name=op.f("uq_playlist_name")),
    )
    with op.batch_alter_table("playlist", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_playlist_station_id"), ["station_id"])
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.add_column(sa.Column("playlist_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_screen_playlist_id"), ["playlist_id"])
        batch_op.create_foreign_key(
            batch_op.f("fk_screen_playlist_id_playlist"),
            "playlist",
            ["playlist_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_screen_playlist_id_playlist"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_screen_playlist_id"))
        batch_op.drop_column("playlist_id")
    op.drop_table("playlist")
