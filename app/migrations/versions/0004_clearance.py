"""What waits for a national focal point, and what one has decided."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("decision IS NULL")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "clearance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("act", _one_of("act", "offers", "first_contact", "agreements"), nullable=False),
        sa.Column("object_type", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", _one_of("decision", "cleared", "not_cleared", "withdrawn"), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name="fk_clearance_asked_by_person"),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name="fk_clearance_decided_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_clearance"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_clearance_country", "clearance", ["country"])
    op.create_index(
        "ix_clearance_open",
        "clearance",
        ["object_type", "object_id", "country", "act"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("clearance")
