"""Salted words and linked days in the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0003_protection"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_day", sa.Column("previous_day", sa.Date(), nullable=True))
    op.add_column("audit_text", sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("audit_text", "salt")
    op.drop_column("audit_day", "previous_day")
