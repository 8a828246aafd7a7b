"""How near to the borders of a question messages were, for whoever moves the borders."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "passings",
        sa.Column("id", SERIAL, nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("question", sa.SmallInteger(), nullable=False),
        sa.Column("perhaps", sa.SmallInteger(), nullable=False),
        sa.Column("topic", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passings"),
    )
    op.create_index("ix_passings_at", "passings", ["at"])


def downgrade() -> None:
    op.drop_table("passings")
