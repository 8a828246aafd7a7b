"""The register of rumours."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "rumours",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        *_place(),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("teller", sa.BigInteger(), nullable=False),
        sa.Column("settlement", sa.String()),
        sa.Column("owner", sa.BigInteger()),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("by_person", sa.BigInteger()),
        sa.Column("decided_at", MOMENT),
        sa.Column("valid_until", MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_rumours"),
    )
    op.create_table(
        "sightings",
        *_place(),
        sa.Column("rumour", sa.BigInteger(), nullable=False),
        sa.Column("teller", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.PrimaryKeyConstraint("community", "kind", "peer", "post", "message", name="pk_sightings"),
    )
    op.create_index("ix_sightings_rumour_at", "sightings", ["rumour", "at"])


def _place() -> list[sa.Column[int] | sa.Column[str]]:
    numbers = ("peer", "post", "message")
    return [
        sa.Column("community", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False) for name in numbers),
    ]


def downgrade() -> None:
    op.drop_table("sightings")
    op.drop_table("rumours")
