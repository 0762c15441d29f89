"""Solutions that institutions write: every text that was sent, drafts for an institution, texts without byte lengths."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

STATES = (
    "clearance", "submitted", "changes_requested", "published", "not_published", "superseded", "withdrawn",
)
TEXTS = {"solution": (("title", 120, False), ("standfirst", 240, True)), "solution_claim": (("evidence_line", 400, True),)}


def upgrade() -> None:
    op.create_table(
        "solution_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solution_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="revision_state", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name=op.f("fk_solution_revision_solution_id_solution")),
        sa.ForeignKeyConstraint(["submitted_by"], ["person.id"], name=op.f("fk_solution_revision_submitted_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_solution_revision")),
        sa.UniqueConstraint("solution_id", "number", name=op.f("uq_solution_revision_solution_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_solution_revision_solution_id"), "solution_revision", ["solution_id"])
    op.add_column("draft", sa.Column("scope", sa.String(length=60), nullable=True))
    op.add_column("draft", sa.Column("edits", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_draft_scope"), "draft", ["scope"])
    for table, columns in TEXTS.items():
        _alter(table, [(name, sa.String(length), sa.String(), nullable) for name, length, nullable in columns])


def downgrade() -> None:
    for table, columns in TEXTS.items():
        _alter(table, [(name, sa.String(), sa.String(length), nullable) for name, length, nullable in columns])
    op.drop_index(op.f("ix_draft_scope"), table_name="draft")
    with op.batch_alter_table("draft") as batch:
        batch.drop_column("edits")
        batch.drop_column("scope")
    op.drop_index(op.f("ix_solution_revision_solution_id"), table_name="solution_revision")
    op.drop_table("solution_revision")


def _alter(table: str, columns: list) -> None:
    # SQLite rebuilds the table, which must go on giving no number twice.
    with op.batch_alter_table(table, table_kwargs={"sqlite_autoincrement": table == "solution"}) as batch:
        for name, old, new, nullable in columns:
            batch.alter_column(name, existing_type=old, type_=new, existing_nullable=nullable)
