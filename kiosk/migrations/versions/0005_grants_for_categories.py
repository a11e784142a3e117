"""grants for one category

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

OLD = "uq_role_grant_account_id_role_station_id"
NEW = "uq_role_grant_account_id_role_station_id_category_code"


def upgrade() -> None:
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("category_code", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.drop_constraint(OLD, type_="unique")
        batch_op.create_unique_constraint(
            NEW, ["account_id", "role", "station_id", "category_code"]
        )


def downgrade() -> None:
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_constraint(NEW, type_="unique")
        batch_op.create_unique_constraint(OLD, ["account_id", "role", "station_id"])
        batch_op.drop_column("category_code")
