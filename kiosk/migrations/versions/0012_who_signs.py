"""what is signed, by whom, and what waits

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

#: Who signs, by category; all others are signed by both heads.
OTHERWISE = {
    "none": ("moments",),
    "one": ("honor", "welfare", "contacts", "theme_board", "notice"),
    "station": ("canteen", "attendance", "green_lane"),
}
CATEGORY = sa.table(
    "category",
    sa.column("code", sa.String()),
    sa.column("signing", sa.String()),
    sa.column("asks_basis", sa.Boolean()),
)


def upgrade() -> None:
    op.create_table(
        "deputy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("stands_for", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_deputy_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_deputy_station_id_station")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    with op.batch_alter_table("deputy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deputy_account_id"), ["account_id"], unique=False)

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("needs", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.DateTime(), nullable=True),
        sa.Column("publicity_first", sa.Date(), nullable=True),
        sa.Column("publicity_days", sa.Integer(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("restarts", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=False),
        sa.Column("submitted_by", sa.String(length=60), nullable=False),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_submission_category_id_category")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_submission_revision_id_revision")
        ),
        sa.ForeignKeyConstraint(
            ["station_id"], ["station.id"], name=op.f("fk_submission_station_id_station")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("revision_id", name=op.f("uq_submission_revision_id")),
    )
    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_submission_outcome"), ["outcome"], unique=False)

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("signing", sa.String(length=10), server_default="joint", nullable=False)
        )
        batch_op.add_column(
            sa.Column("asks_basis", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    _as_offices_do()
    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.alter_column("signing", existing_type=sa.String(length=10), server_default=None)

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("step", sa.String(length=10), server_default="writing", nullable=False)
        )
        batch_op.add_column(
            sa.Column("sent_back", sa.String(length=300), server_default="", nullable=False)
        )

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.add_column(sa.Column("signed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("entered_by", sa.String(length=60), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("deputy_for", sa.String(length=120), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("remark", sa.String(length=300), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_column("remark")
        batch_op.drop_column("deputy_for")
        batch_op.drop_column("entered_by")
        batch_op.drop_column("account_id")
        batch_op.drop_column("signed_at")

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_column("sent_back")
        batch_op.drop_column("step")

    with op.batch_alter_table("category", schema=None) as batch_op:
        batch_op.drop_column("asks_basis")
        batch_op.drop_column("signing")

    with op.batch_alter_table("submission", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submission_outcome"))

    op.drop_table("submission")
    with op.batch_alter_table("deputy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deputy_account_id"))

    op.drop_table("deputy")


def _as_offices_do() -> None:
    connection = op.get_bind()
    for signing, codes in OTHERWISE.items():
        connection.execute(
            sa.update(CATEGORY).where(CATEGORY.c.code.in_(codes)).values(signing=signing)
        )
    decisions = CATEGORY.c.code == "major_decisions"
    connection.execute(sa.update(CATEGORY).where(decisions).values(asks_basis=True))
