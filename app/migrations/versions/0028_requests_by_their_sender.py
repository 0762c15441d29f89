"""The requests that somebody sent are found without reading all."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_country_request_submitted_by"), "country_request", ["submitted_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_country_request_submitted_by"), table_name="country_request")
