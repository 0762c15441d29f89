"""What translators need beside the words: the source they translated, whose words they are, what a reviewer asks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Every column has a default on the server: a program of before this revision goes on writing rows.
    op.add_column("translation", sa.Column("source_text", sa.String(), nullable=False, server_default=""))
    op.add_column("translation", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("translation", sa.Column("machine_draft", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("translation", sa.Column("written_by", sa.Integer(), nullable=True))
    op.add_column("translation", sa.Column("note", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_translation_lang", "translation", ["lang"])


def downgrade() -> None:
    op.drop_index("ix_translation_lang", table_name="translation")
    with op.batch_alter_table("translation") as batch_op:
        for name in ("note", "written_by", "machine_draft", "version", "source_text"):
            batch_op.drop_column(name)
