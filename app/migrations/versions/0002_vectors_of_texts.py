"""Vectors of texts, what the ranker remembers of open requests, and a name for the database."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_vector",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=60), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "record_id", "model", name=op.f("pk_text_vector")),
    )
    op.create_table(
        "ranker_memory",
        sa.Column("ranker", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("ranker", name=op.f("pk_ranker_memory")),
    )
    with op.batch_alter_table("catalogue_counter") as batch_op:
        batch_op.add_column(sa.Column("identity", sa.String(length=32), nullable=True))
    op.execute(sa.text("UPDATE catalogue_counter SET identity = :own").bindparams(own=secrets.token_hex(16)))
    with op.batch_alter_table("catalogue_counter") as batch_op:
        batch_op.alter_column("identity", existing_type=sa.String(length=32), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("catalogue_counter") as batch_op:
        batch_op.drop_column("identity")
    op.drop_table("ranker_memory")
    op.drop_table("text_vector")
