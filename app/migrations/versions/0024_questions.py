"""Questions about a request; and the way from an organisation to its records, which lists of large catalogues need."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

LINKS = ("solution_organisation", "exchange_organisation")


def upgrade() -> None:
    op.create_table(
        "request_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("country_request_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("answer_language", sa.String(length=12), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_request_question_answered_by_person")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_request_question_asked_by_person")),
        sa.ForeignKeyConstraint(
            ["country_request_id"],
            ["country_request.id"],
            name=op.f("fk_request_question_country_request_id_country_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_question")),
    )
    with op.batch_alter_table("request_question") as batch_op:
        batch_op.create_index(batch_op.f("ix_request_question_asked_by"), ["asked_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_request_question_country_request_id"), ["country_request_id"], unique=False)
    with op.batch_alter_table("country_request") as batch_op:
        batch_op.add_column(sa.Column("questions_until", sa.Date(), nullable=True))
    for table in LINKS:
        op.create_index(op.f(f"ix_{table}_organisation_id"), table, ["organisation_id"], unique=False)


def downgrade() -> None:
    for table in LINKS:
        op.drop_index(op.f(f"ix_{table}_organisation_id"), table_name=table)
    with op.batch_alter_table("country_request") as batch_op:
        batch_op.drop_column("questions_until")
    op.drop_table("request_question")
