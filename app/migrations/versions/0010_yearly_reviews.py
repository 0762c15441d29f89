"""The yearly question to owners of records, and how far a record has faded."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Enum('still-true', 'update', 'withdraw', name='reviewanswer', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_review_answered_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('kind', 'record_id', 'due_on', name=op.f('uq_review_kind_record_id_due_on'))
    )
    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('review_due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('freshness', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_organisation_review_due_on'), ['review_due_on'], unique=False)

    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.add_column(sa.Column('freshness', sa.Integer(), nullable=False, server_default='0'))
        batch_op.create_index(batch_op.f('ix_solution_review_due_on'), ['review_due_on'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('solution', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_solution_review_due_on'))
        batch_op.drop_column('freshness')

    with op.batch_alter_table('organisation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_review_due_on'))
        batch_op.drop_column('freshness')
        batch_op.drop_column('review_due_on')

    op.drop_table('review')
