"""Lists of open questions are read in the order of their deadlines, and counted, from an index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LIVE, DUE = sa.text("live = 1"), sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    for name in ("assignee_due_at", "municipality_due_at", "due_at", "live", "live_assignee"):
        op.drop_index(f"ix_questions_{name}", "questions")
    _index("live", ["due_at", "number", "status", "municipality", "live"], LIVE)
    _index("live_municipality", ["municipality", "due_at", "number", "status", "live"], LIVE)
    _index("live_assignee", ["assignee", "due_at", "number", "status", "live"], LIVE)


def downgrade() -> None:
    for name in ("live", "live_municipality", "live_assignee"):
        op.drop_index(f"ix_questions_{name}", "questions")
    _index("assignee_due_at", ["assignee", "due_at"], DUE)
    _index("municipality_due_at", ["municipality", "due_at"], DUE)
    _index("due_at", ["due_at"], DUE)
    _index("live", ["status", "municipality", "due_at"], LIVE)
    _index("live_assignee", ["assignee", "status"], LIVE)


def _index(name: str, columns: list[str], where: sa.TextClause) -> None:
    op.create_index(f"ix_questions_{name}", "questions", columns, sqlite_where=where, postgresql_where=where)
