"""Messages by relay: conversations between two sides, and what was written in them."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("example", sa.Boolean(), nullable=False),
        sa.Column("opener", sa.String(length=40), nullable=False),
        sa.Column("answerer", sa.String(length=40), nullable=False),
        sa.Column(
            "route",
            sa.Enum(
                "via_focal_point",
                "directly",
                name=op.f("ck_conversation_route"),
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("overseer", sa.String(length=3), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "open",
                "not_cleared",
                "closed",
                name=op.f("ck_conversation_conversationstatus"),
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name=op.f("fk_conversation_closed_by_person")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_conversation_opened_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("conversation") as batch_op:
        batch_op.create_index(batch_op.f("ix_conversation_answerer"), ["answerer"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversation_opened_by"), ["opened_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversation_opener"), ["opener"], unique=False)
        batch_op.create_index(
            "ix_conversation_stands",
            ["subject_kind", "subject_id", "opener", "answerer"],
            unique=True,
            sqlite_where=sa.text("status IN ('waiting', 'open')"),
            postgresql_where=sa.text("status IN ('waiting', 'open')"),
        )

    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_by", sa.Integer(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["written_by"], ["person.id"], name=op.f("fk_message_written_by_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("message") as batch_op:
        batch_op.create_index(batch_op.f("ix_message_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_written_by"), ["written_by"], unique=False)


def downgrade() -> None:
    op.drop_table("message")
    op.drop_table("conversation")
