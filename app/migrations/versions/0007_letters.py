"""Letters that appoint a country's people, and the office for which somebody acts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PEOPLE = ("person_id", "called_by", "proposed_by", "decided_by")


def upgrade() -> None:
    op.add_column("appointment", sa.Column("office", sa.String(length=200), nullable=True))
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("office", sa.String(length=200), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("letter_date", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=False),
        sa.Column("called_number", sa.String(length=60), nullable=False),
        sa.Column("listed_at", sa.String(length=300), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("called_by", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed", "contested", "in_force", "set_aside",
                name="letterstate", native_enum=False, create_constraint=True, length=40,
            ),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_letter_{name}_person") for name in PEOPLE),
        sa.ForeignKeyConstraint(
            ["appointment_id"], ["appointment.id"], name="fk_letter_appointment_id_appointment"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_letter"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_person_id", "letter", ["person_id"])
    op.create_index("ix_letter_country", "letter", ["country"])


def downgrade() -> None:
    op.drop_table("letter")
    with op.batch_alter_table("appointment") as batch_op:
        batch_op.drop_column("office")
