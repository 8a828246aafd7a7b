"""What people decided about questions, for the bot to learn from."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
OF_A_QUESTION = sa.text("question IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "examples",
        sa.Column("key", sa.String(), autoincrement=False, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("question", sa.BigInteger()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("topic", sa.String()),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_examples"),
    )
    op.create_index(
        "ix_examples_question",
        "examples",
        ["question"],
        sqlite_where=OF_A_QUESTION,
        postgresql_where=OF_A_QUESTION,
    )
    op.create_index("ix_examples_kept_at", "examples", ["kept_at"])


def downgrade() -> None:
    op.drop_table("examples")
