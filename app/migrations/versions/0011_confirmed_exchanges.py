"""Which countries have confirmed an exchange that is documented of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('exchange_confirmation',
    sa.Column('exchange_id', sa.Integer(), nullable=False),
    sa.Column('country', sa.String(length=3), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['exchange_id'], ['exchange.id'], name=op.f('fk_exchange_confirmation_exchange_id_exchange')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_exchange_confirmation_person_id_person')),
    sa.PrimaryKeyConstraint('exchange_id', 'country', name=op.f('pk_exchange_confirmation'))
    )


def downgrade() -> None:
    op.drop_table('exchange_confirmation')
