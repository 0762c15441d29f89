"""A request that was changed after it was published, and one that takes up a closed one."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country_request_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pages", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["country_request_id"],
            ["country_request.id"],
            name=op.f("fk_request_change_country_request_id_country_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_change")),
    )
    op.create_index(op.f("ix_request_change_country_request_id"), "request_change", ["country_request_id"])
    op.add_column("draft", sa.Column("follows", sa.Integer(), nullable=True))
    op.add_column("country_request", sa.Column("follows", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_country_request_follows"), "country_request", ["follows"])


def downgrade() -> None:
    op.drop_index(op.f("ix_country_request_follows"), table_name="country_request")
    with op.batch_alter_table("country_request") as batch_op:
        batch_op.drop_column("follows")
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_column("follows")
    op.drop_table("request_change")
