"""What moderators enter on behalf of somebody."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def one_of(values: tuple, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "on_behalf",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("way", one_of(("paper", "e-mail"), "way"), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", one_of(("right", "wrong"), "answer"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_on_behalf_entered_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_behalf")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_on_behalf_draft_id")),
    )
    op.create_index(op.f("ix_on_behalf_object_id"), "on_behalf", ["object_id"])
    with op.batch_alter_table("country_request") as batch_op:
        batch_op.add_column(sa.Column("entered_by", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_country_request_entered_by_person"), "person", ["entered_by"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("country_request") as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_country_request_entered_by_person"), type_="foreignkey")
        batch_op.drop_column("entered_by")
    op.drop_index(op.f("ix_on_behalf_object_id"), table_name="on_behalf")
    op.drop_table("on_behalf")
