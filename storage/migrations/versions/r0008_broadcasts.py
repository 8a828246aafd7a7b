"""Live broadcasts: their themes, questions, the log of taps and the desk."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


MOMENT = sa.BigInteger().with_variant(sa.TIMESTAMP(timezone=True), "postgresql")
IS_OPEN = sa.text("is_open = 1")
UNSORTED = sa.text("theme = 0")


def _key(name: str, type_: Any = None) -> sa.Column[Any]:
    return sa.Column(name, type_ or sa.BigInteger(), autoincrement=False, nullable=False)


def _place() -> list[sa.Column[Any]]:
    return [_key("community"), _key("kind", sa.String()), _key("peer"), _key("post"), _key("message")]


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        _key("number"),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("host", sa.BigInteger(), nullable=False),
        sa.Column("planned", MOMENT, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("announced_by", sa.BigInteger(), nullable=False),
        sa.Column("announced_at", MOMENT, nullable=False),
        sa.Column("collect_from", MOMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("is_open", sa.SmallInteger(), nullable=False),
        sa.Column("page", sa.Boolean(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("posts", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("posted_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_broadcasts"),
    )
    op.create_index("ix_broadcasts_open", "broadcasts", ["planned"], sqlite_where=IS_OPEN, postgresql_where=IS_OPEN)
    op.create_index("ix_broadcasts_municipality_planned", "broadcasts", ["municipality", "planned"])
    op.create_table(
        "broadcast_desks",
        _key("broadcast"),
        *_place(),
        sa.Column("edits", sa.Integer(), nullable=False),
        sa.Column("edited_at", MOMENT),
        sa.Column("shown", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", name="pk_broadcast_desks"),
    )
    op.create_table(
        "broadcast_themes",
        _key("broadcast"),
        _key("id"),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("code_part", sa.Integer()),
        sa.Column("code_seconds", sa.Integer()),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("promise", MOMENT),
        sa.Column("joined_to", sa.BigInteger(), nullable=False),
        sa.Column("shown_at", MOMENT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "id", name="pk_broadcast_themes"),
    )
    op.create_table(
        "broadcast_questions",
        _key("broadcast"),
        _key("question"),
        sa.Column("theme", sa.BigInteger(), nullable=False),
        sa.Column("apart", sa.String()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "question", name="pk_broadcast_questions"),
    )
    op.create_index("ix_broadcast_questions_question", "broadcast_questions", ["question"])
    op.create_index(
        "ix_broadcast_questions_unsorted",
        "broadcast_questions",
        ["broadcast", "question"],
        sqlite_where=UNSORTED,
        postgresql_where=UNSORTED,
    )
    op.create_table(
        "broadcast_taps",
        _key("broadcast"),
        _key("number"),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by_person", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("theme", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("undone", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast", "number", name="pk_broadcast_taps"),
    )
    op.create_table(
        "broadcast_heard",
        *_place(),
        sa.Column("broadcast", sa.BigInteger(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", "peer", "post", "message", name="pk_broadcast_heard"),
    )
    op.create_index("ix_broadcast_heard_broadcast_mark", "broadcast_heard", ["broadcast", "mark"])


def downgrade() -> None:
    tables = ("heard", "taps", "questions", "themes", "desks")
    for name in (*(f"broadcast_{table}" for table in tables), "broadcasts"):
        op.drop_table(name)
