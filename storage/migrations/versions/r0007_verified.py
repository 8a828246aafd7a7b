"""Confirmed answers and until when they hold; to whom they were offered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
UNSETTLED = sa.text("outcome = ''")


def upgrade() -> None:
    op.create_table(
        "verified",
        sa.Column("question", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("by_person", sa.BigInteger()),
        sa.PrimaryKeyConstraint("question", name="pk_verified"),
    )
    op.create_index("ix_verified_municipality_until", "verified", ["municipality", "until"])
    op.create_table(
        "offers",
        sa.Column("question", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("similar", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("question", name="pk_offers"),
    )
    op.create_index("ix_offers_unsettled", "offers", ["at"], sqlite_where=UNSETTLED, postgresql_where=UNSETTLED)


def downgrade() -> None:
    op.drop_table("offers")
    op.drop_table("verified")
