"""What waits for moderators, what they decided, and how each likes to work."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WHY = ("new", "changed", "asked", "suspend", "delete")
DECISIONS = ("publish", "changes", "not_published", "suspend", "delete", "leave")
OPEN = sa.text("closed_at IS NULL")


def one_of(values: tuple, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "moderation_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("why", one_of(WHY, "why"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("organisations", sa.JSON(), nullable=False),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("entered_at", moment(), nullable=False),
        sa.Column("closed_at", moment(), nullable=True),
        sa.Column("claimed_by", sa.Integer(), nullable=True),
        sa.Column("claimed_until", moment(), nullable=True),
        sa.Column("assigned_to", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_moderation_item_{name}_person"))
            for name in ("claimed_by", "assigned_to", "proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_moderation_item_open",
        "moderation_item",
        ["kind", "object_id", "why"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index(op.f("ix_moderation_item_closed_at"), "moderation_item", ["closed_at"])
    op.create_table(
        "moderation_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("decision", one_of(DECISIONS, "decision"), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", moment(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("of_published", sa.Boolean(), nullable=False),
        sa.Column("undone_at", moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["item_id"], ["moderation_item.id"], name=op.f("fk_moderation_decision_item_id_moderation_item")
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_moderation_decision_decided_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
        sqlite_autoincrement=True,
    )
    for name in ("item_id", "decided_by", "decided_at"):
        op.create_index(op.f(f"ix_moderation_decision_{name}"), "moderation_decision", [name])
    op.create_table(
        "moderator_setting",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("keys", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_moderator_setting_person_id_person")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_moderator_setting")),
    )


    op.add_column("correction", sa.Column("language", sa.String(length=12), nullable=False, server_default="en"))


def downgrade() -> None:
    with op.batch_alter_table("correction") as batch:
        batch.drop_column("language")
    for table in ("moderator_setting", "moderation_decision", "moderation_item"):
        op.drop_table(table)
