"""Processes on one database, and who of them polls which community."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "processes",
        sa.Column("id", sa.String(), autoincrement=False, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
    )
    op.create_table(
        "leases",
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.String()),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("wanted_by", sa.String()),
        sa.PrimaryKeyConstraint("community", name="pk_leases"),
    )


def downgrade() -> None:
    op.drop_table("leases")
    op.drop_table("processes")
