"""Offers: what institutions answer to a country's request."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STANDS = sa.text("status IN ('waiting', 'sent')")


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("country_request_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("solution_id", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("route", _one_of("route", "via_focal_point", "directly"), nullable=False),
        sa.Column(
            "status", _one_of("offerstatus", "waiting", "sent", "not_cleared", "withdrawn"), nullable=False
        ),
        sa.Column("offered_by", sa.Integer(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["country_request_id"], ["country_request.id"], name="fk_offer_country_request_id_country_request"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name="fk_offer_organisation_id_organisation"),
        sa.ForeignKeyConstraint(["solution_id"], ["solution.id"], name="fk_offer_solution_id_solution"),
        sa.ForeignKeyConstraint(["offered_by"], ["person.id"], name="fk_offer_offered_by_person"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_country_request_id", "offer", ["country_request_id"])
    op.create_index("ix_offer_organisation_id", "offer", ["organisation_id"])
    op.create_index(
        "ix_offer_stands",
        "offer",
        ["country_request_id", "organisation_id"],
        unique=True,
        sqlite_where=STANDS,
        postgresql_where=STANDS,
    )


def downgrade() -> None:
    op.drop_table("offer")
