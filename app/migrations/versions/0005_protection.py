"""Salted words and linked days in the audit, counters of limits, files and their scan."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit_day", sa.Column("previous_day", sa.Date(), nullable=True))
    op.add_column("audit_text", sa.Column("salt", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("attachment", sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("attachment") as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_added_by"), ["added_by"], unique=False)
    op.create_table(
        "rate_window",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "began_at", name=op.f("pk_rate_window")),
    )
    with op.batch_alter_table("rate_window") as batch_op:
        batch_op.create_index(batch_op.f("ix_rate_window_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    op.drop_table("rate_window")
    op.drop_index("ix_attachment_added_by", table_name="attachment")
    op.drop_column("attachment", "scanned_at")
    op.drop_column("audit_text", "salt")
    op.drop_column("audit_day", "previous_day")
