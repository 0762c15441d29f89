"""The yearly question is put three times; where there is nobody to ask, a moderator looks."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BETWEEN_ASKS = timedelta(days=30)
REVIEW = sa.table(
    "review",
    sa.column("id", sa.Integer()),
    sa.column("asked_at", sa.DateTime(timezone=True)),
    sa.column("next_on", sa.Date()),
)


def upgrade() -> None:
    op.add_column("review", sa.Column("asks", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("review", sa.Column("next_on", sa.Date(), nullable=True))
    op.create_index(op.f("ix_review_next_on"), "review", ["next_on"])
    connection = op.get_bind()
    for number, asked_at in connection.execute(sa.select(REVIEW.c.id, REVIEW.c.asked_at)).all():
        again = (asked_at + BETWEEN_ASKS).date()
        connection.execute(REVIEW.update().where(REVIEW.c.id == number).values(next_on=again))


def downgrade() -> None:
    op.drop_index(op.f("ix_review_next_on"), table_name="review")
    with op.batch_alter_table("review") as batch_op:
        batch_op.drop_column("next_on")
        batch_op.drop_column("asks")
