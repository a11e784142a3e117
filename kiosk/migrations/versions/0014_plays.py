"""what walls have shown, and where they hung

Revision ID: 0014
Revises: 0012
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0012"
branch_labels = None
depends_on = None

SCREEN = sa.table(
    "screen",
    *(sa.column(name) for name in ("id", "mark", "name", "station_id", "audience", "secret_hash")),
)
STATION = sa.table("station", *(sa.column(name) for name in ("id", "code", "name")))
REPORT = sa.table("screen_report", sa.column("screen_id"), sa.column("seen_at", sa.DateTime()))


def upgrade() -> None:
    with op.batch_alter_table("screen", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("mark", sa.String(length=16), server_default="", nullable=False)
        )
    connection = op.get_bind()
    for number in connection.scalars(sa.select(SCREEN.c.id)).all():
        connection.execute(
            sa.update(SCREEN).where(SCREEN.c.id == number).values(mark=secrets.token_hex(5))
        )
    # An index, not a constraint: SQLite would make the table anew, and its reports would go with the old one.
    op.create_index(op.f("ix_screen_mark"), "screen", ["mark"], unique=True)

    with op.batch_alter_table("screen_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aside", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("aside_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("aside_why", sa.String(length=20), server_default="", nullable=False)
        )

    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "showing_hours",
                sa.String(length=11),
                server_default="00:00-24:00",
                nullable=False,
            )
        )
    _add_tables()
    _begin_with_what_stands()


def downgrade() -> None:
    op.drop_table("play")
    op.drop_table("screen_standing")
    op.drop_index(op.f("ix_screen_mark"), "screen")
    for table, column in (
        ("office", "showing_hours"),
        ("screen_report", "aside_why"),
        ("screen_report", "aside_at"),
        ("screen_report", "aside"),
        ("screen", "mark"),
    ):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")


def _add_tables() -> None:
    standing = op.create_table(
        "screen_standing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("station", sa.String(length=12), nullable=False),
        sa.Column("station_name", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=10), nullable=False),
        sa.Column("begins", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screen_standing")),
    )
    for name in ("device", "station"):
        op.create_index(op.f(f"ix_screen_standing_{name}"), standing.name, [name], unique=False)
    op.create_table(
        "play",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=16), nullable=False),
        sa.Column("boot", sa.String(length=16), nullable=False),
        sa.Column("posting", sa.String(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("quarters", sa.String(length=24), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_play")),
        sa.UniqueConstraint(
            "device",
            "day",
            "posting",
            "revision",
            "boot",
            name=op.f("uq_play_device_day_posting_revision_boot"),
        ),
    )
    op.create_index(op.f("ix_play_posting"), "play", ["posting", "day"], unique=False)


def _begin_with_what_stands() -> None:
    """Screens with a device stand where they were last heard of; since when before that nobody can tell."""
    standing = sa.table(
        "screen_standing",
        *(
            sa.column(name)
            for name in ("device", "name", "station", "station_name", "audience", "begins")
        ),
    )
    stands = (
        sa.select(
            SCREEN.c.mark,
            SCREEN.c.name,
            STATION.c.code,
            STATION.c.name,
            SCREEN.c.audience,
            REPORT.c.seen_at,
        )
        .join(STATION, STATION.c.id == SCREEN.c.station_id)
        .join(REPORT, REPORT.c.screen_id == SCREEN.c.id)
        .where(SCREEN.c.secret_hash.is_not(None))
    )
    names = [column.name for column in standing.columns]
    op.execute(sa.insert(standing).from_select(names, stands))
