"""The journal of removals, and since when somebody writes where."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")


def upgrade() -> None:
    numbers = ("peer", "post", "message")
    op.create_table(
        "removals",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("community", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in numbers),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("waits", sa.SmallInteger(), nullable=False),
        sa.Column("sign", sa.String()),
        sa.Column("by_person", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("said_at", MOMENT),
        sa.Column("until", MOMENT),
        sa.Column("main", sa.BigInteger(), nullable=False),
        sa.Column("alike", sa.String(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("objected_at", MOMENT),
        sa.Column("undone_by", sa.BigInteger(), nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.PrimaryKeyConstraint("number", name="pk_removals"),
    )
    op.create_index("ix_removals_community_peer_message", "removals", ["community", "peer", "message"])
    op.create_index("ix_removals_community_peer_at", "removals", ["community", "peer", "at"])
    op.create_index("ix_removals_author", "removals", ["author"])
    _partial("ix_removals_main", ["main"], "main != 0")
    _partial("ix_removals_waits", ["municipality", "number"], "waits = 1")
    op.create_table(
        "speakers",
        *(sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False) for name in SPEAKER),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(*SPEAKER, name="pk_speakers"),
    )
    op.create_index("ix_speakers_person", "speakers", ["person"])
    op.create_index("ix_speakers_last_at", "speakers", ["last_at"])


SPEAKER = ("community", "peer", "person")


def _partial(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "removals", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_table("speakers")
    op.drop_table("removals")
