"""The weekly mail as its reader wants it: paused, without some topics; why there was none; when a run was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscriber", sa.Column("paused_until", sa.Date(), nullable=True))
    op.add_column("subscriber", sa.Column("unwanted", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("digest_run", sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("digest_mail", sa.Column("why_none", sa.String(length=20), nullable=False, server_default=""))
    op.add_column("digest_mail", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_mail_to_address"), "mail", ["to_address"])


def downgrade() -> None:
    op.drop_index(op.f("ix_mail_to_address"), "mail")
    for table, name in (
        ("digest_mail", "decided_at"),
        ("digest_mail", "why_none"),
        ("digest_run", "opened_at"),
        ("subscriber", "unwanted"),
        ("subscriber", "paused_until"),
    ):
        op.drop_column(table, name)
