"""The next mail that is due is found without reading those that wait behind it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("mail", sa.Column("is_bulk", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE mail SET is_bulk = (kind = 'digest')")
    op.drop_index(op.f("ix_mail_state"), "mail")
    op.create_index("ix_mail_due", "mail", ["state", "is_bulk", "retry_at"])


def downgrade() -> None:
    op.drop_index("ix_mail_due", "mail")
    op.create_index(op.f("ix_mail_state"), "mail", ["state"])
    with op.batch_alter_table("mail") as batch_op:
        batch_op.drop_column("is_bulk")
