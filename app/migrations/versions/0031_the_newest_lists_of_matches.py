"""The newest lists that were shown for a request, and what was shown in some weeks, are found without reading all."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_shown_match_newest", "shown_match", ["request_id", "direction", "shown_at"])
    op.create_index("ix_shown_match_weeks", "shown_match", ["direction", "shown_at"])
    op.drop_index(op.f("ix_shown_match_request_id"), "shown_match")


def downgrade() -> None:
    op.create_index(op.f("ix_shown_match_request_id"), "shown_match", ["request_id"])
    op.drop_index("ix_shown_match_weeks", "shown_match")
    op.drop_index("ix_shown_match_newest", "shown_match")
