"""Members of networks, focal points of institutions, centres of excellence."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('members', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('focal_points', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('excellence_by', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('excellence_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('excellence_source', sa.String(length=300), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_column('excellence_source')
        batch_op.drop_column('excellence_until')
        batch_op.drop_column('excellence_by')
        batch_op.drop_column('focal_points')
        batch_op.drop_column('members')

