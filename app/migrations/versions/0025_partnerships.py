"""Partnerships begin: an offer on the shortlist, its phases, each step, and the yes of one side."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "partnership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "identified",
                "cleared",
                "introduced",
                "negotiating",
                "formulated",
                "agreed",
                "implementing",
                "completed",
                "evaluated",
                "followed_up",
                "suspended",
                "cancelled",
                name="phase",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "paused",
            sa.Enum(
                "identified",
                "cleared",
                "introduced",
                "negotiating",
                "formulated",
                "agreed",
                "implementing",
                "completed",
                "evaluated",
                "followed_up",
                "suspended",
                "cancelled",
                name="paused",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=True),
        sa.Column("gain_asks", sa.String(), nullable=False),
        sa.Column("gain_offers", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_partnership_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_partnership_offer_id_offer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_partnership_offer_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "partnership_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "identified",
                "cleared",
                "introduced",
                "negotiating",
                "formulated",
                "agreed",
                "implementing",
                "completed",
                "evaluated",
                "followed_up",
                "suspended",
                "cancelled",
                name="phase",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.Enum("asks", "offers", name="party", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_partnership_step_made_by_person")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_partnership_step_partnership_id_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_step")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("partnership_step") as batch_op:
        batch_op.create_index(batch_op.f("ix_partnership_step_made_by"), ["made_by"], unique=False)
        batch_op.create_index(batch_op.f("ix_partnership_step_partnership_id"), ["partnership_id"], unique=False)

    op.create_table(
        "partnership_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum(
                "identified",
                "cleared",
                "introduced",
                "negotiating",
                "formulated",
                "agreed",
                "implementing",
                "completed",
                "evaluated",
                "followed_up",
                "suspended",
                "cancelled",
                name="phase",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.Enum("asks", "offers", name="party", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_partnership_word_given_by_person")),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name=op.f("fk_partnership_word_partnership_id_partnership")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partnership_word")),
        sa.UniqueConstraint(
            "partnership_id", "phase", "party", name=op.f("uq_partnership_word_partnership_id_phase_party")
        ),
    )
    with op.batch_alter_table("partnership_word") as batch_op:
        batch_op.create_index(batch_op.f("ix_partnership_word_given_by"), ["given_by"], unique=False)


def downgrade() -> None:
    op.drop_table("partnership_word")
    op.drop_table("partnership_step")
    op.drop_table("partnership")
