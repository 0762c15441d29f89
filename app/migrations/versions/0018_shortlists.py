"""Solutions that people keep, each with a note of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_solution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_solution_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_solution")),
        sa.UniqueConstraint("person_id", "solution_id", name=op.f("uq_kept_solution_person_id_solution_id")),
    )
    with op.batch_alter_table("kept_solution") as batch_op:
        batch_op.create_index(batch_op.f("ix_kept_solution_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("kept_solution")
