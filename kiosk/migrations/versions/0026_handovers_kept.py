"""handovers kept: when the shifts before a screen handed over, as long as it hung there

What stood there until now keeps none: nobody has recorded what was set before, and evidence may say too little.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("screen_standing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("handovers", sa.String(length=120), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("screen_standing", schema=None) as batch_op:
        batch_op.drop_column("handovers")
