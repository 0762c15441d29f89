"""What moderators decide about single matches: taken out, or put forward."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["country_request.id"], name=op.f("fk_match_override_request_id_country_request")
        ),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_match_override_solution_id_solution")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_match_override_decided_by_person")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["person.id"], name=op.f("fk_match_override_withdrawn_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_override")),
    )
    op.create_index(op.f("ix_match_override_request_id"), "match_override", ["request_id"])
    op.create_index(op.f("ix_match_override_solution_id"), "match_override", ["solution_id"])


def downgrade() -> None:
    op.drop_table("match_override")
