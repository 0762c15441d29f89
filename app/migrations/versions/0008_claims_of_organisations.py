"""Who claims an organisation, and who is invited to edit its page."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('organisation_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.String(length=120), nullable=False),
    sa.Column('work_address', sa.String(length=320), nullable=False),
    sa.Column('letter', sa.String(length=300), nullable=False),
    sa.Column('telephone', sa.String(length=60), nullable=False),
    sa.Column('listed_at', sa.String(length=300), nullable=False),
    sa.Column('status', sa.Enum('waiting', 'approved', 'declined', name='claimstatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=500), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_organisation_claim_decided_by_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_claim_organisation_id_organisation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_organisation_claim_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_claim'))
    )
    with op.batch_alter_table('organisation_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_claim_organisation_id'), ['organisation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_claim_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_organisation_claim_status'), ['status'], unique=False)

    op.create_table('organisation_invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('address', sa.String(length=320), nullable=False),
    sa.Column('invited_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('accepted_by', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['accepted_by'], ['person.id'], name=op.f('fk_organisation_invitation_accepted_by_person')),
    sa.ForeignKeyConstraint(['invited_by'], ['person.id'], name=op.f('fk_organisation_invitation_invited_by_person')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_organisation_invitation_organisation_id_organisation')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_invitation'))
    )
    with op.batch_alter_table('organisation_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_organisation_invitation_organisation_id'), ['organisation_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('organisation_invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_invitation_organisation_id'))

    op.drop_table('organisation_invitation')
    with op.batch_alter_table('organisation_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_organisation_claim_status'))
        batch_op.drop_index(batch_op.f('ix_organisation_claim_person_id'))
        batch_op.drop_index(batch_op.f('ix_organisation_claim_organisation_id'))

    op.drop_table('organisation_claim')
