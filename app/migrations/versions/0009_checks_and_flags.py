"""Five checks of an organisation by a verifier, and flags on bodies that are no state's."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('organisation_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('registered', 'reached', 'mandated', 'represented', 'own-addresses', name='checkkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('holds', sa.Boolean(), nullable=False),
    sa.Column('comment', sa.String(length=500), nullable=False),
    sa.Column('checked_by', sa.Integer(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=False),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['checked_by'], ['person.id'], name=op.f('fk_organisation_check_checked_by_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_check_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_check'))
    )
    with op.batch_alter_table('organisation_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_check_organisation_id'), ['organisation_id'], unique=False)

    op.create_table('organisation_flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('observation', 'needs-review', 'suspended', name='flagkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.Column('raised_by', sa.Integer(), nullable=False),
    sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lifted_by', sa.Integer(), nullable=True),
    sa.Column('lifted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_organisation_flag_confirmed_by_person')),
    sa.ForeignKeyConstraint(['lifted_by'], ['person.id'], name=op.f('fk_organisation_flag_lifted_by_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_flag_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['raised_by'], ['person.id'], name=op.f('fk_organisation_flag_raised_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_flag'))
    )
    with op.batch_alter_table('organisation_flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_flag_organisation_id'), ['organisation_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('organisation_flag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_flag_organisation_id'))

    op.drop_table('organisation_flag')
    with op.batch_alter_table('organisation_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_check_organisation_id'))

    op.drop_table('organisation_check')
