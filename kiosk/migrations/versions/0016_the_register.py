"""the register: entries nobody can change, and where a year's numbers begin

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

REFUSED = "the register is only added to"
#: Rebuilding a table on SQLite forgets these unless they are named.
POSTING_CHECKS = (
    sa.CheckConstraint("level IN ('office', 'station')", name="level"),
    sa.CheckConstraint("(level = 'station') = (station_id IS NOT NULL)", name="level_station"),
    sa.CheckConstraint("shows_until IS NULL OR shows_until > shows_from", name="window"),
)
NAMES = {"ck": "ck_%(table_name)s_%(constraint_name)s"}


def upgrade() -> None:
    with op.batch_alter_table(
        "posting", schema=None, table_args=POSTING_CHECKS, naming_convention=NAMES
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_posting_register_number"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_posting_register_number_is_sample"), ["register_number", "is_sample"]
        )
    op.create_table(
        "register_start",
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.CheckConstraint("first > 0", name=op.f("ck_register_start_first")),
        sa.PrimaryKeyConstraint("place", "year", name=op.f("pk_register_start")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=12), nullable=False),
        sa.Column("place_name", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("posting_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("registered_at", sa.DateTime(), nullable=False),
        sa.Column("registered_by", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("rhythm", sa.String(length=30), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("shows_from", sa.DateTime(), nullable=True),
        sa.Column("publicity_first", sa.Date(), nullable=True),
        sa.Column("publicity_last", sa.Date(), nullable=True),
        sa.Column("publicity_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("serial > 0", name=op.f("ck_register_entry_serial")),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_register_entry_posting_id_posting")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_register_entry_revision_id_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("posting_id", name=op.f("uq_register_entry_posting_id")),
        sa.UniqueConstraint("is_sample", "number", name=op.f("uq_register_entry_is_sample_number")),
        sa.UniqueConstraint(
            "is_sample",
            "place",
            "year",
            "serial",
            name=op.f("uq_register_entry_is_sample_place_year_serial"),
        ),
    )
    with op.batch_alter_table("register_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_entry_revision_id"), ["revision_id"])
        batch_op.create_index(batch_op.f("ix_register_entry_registered_at"), ["registered_at"])
    _refuse_changes()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER register_entry_is_kept ON register_entry")
        op.execute("DROP TRIGGER register_entry_stays ON register_entry")
        op.execute("DROP FUNCTION refuse_change_of_register()")
    op.drop_table("register_entry")
    op.drop_table("register_start")
    with op.batch_alter_table(
        "posting", schema=None, table_args=POSTING_CHECKS, naming_convention=NAMES
    ) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_posting_register_number_is_sample"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_posting_register_number"), ["register_number"]
        )


def _refuse_changes() -> None:
    """No entry is ever changed, so none can become a sample's; and only those of the sample ever go."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_register() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER register_entry_is_kept BEFORE UPDATE ON register_entry "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change_of_register()"
        )
        op.execute(
            "CREATE TRIGGER register_entry_stays BEFORE DELETE ON register_entry "
            "FOR EACH ROW WHEN (NOT OLD.is_sample) EXECUTE FUNCTION refuse_change_of_register()"
        )
        return
    op.execute(
        "CREATE TRIGGER register_entry_is_kept BEFORE UPDATE ON register_entry "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    op.execute(
        "CREATE TRIGGER register_entry_stays BEFORE DELETE ON register_entry WHEN NOT OLD.is_sample "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
