"""PostgreSQL learns that an open status and `live` go together: it read and sorted every open question for twenty."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE STATISTICS st_questions_status_live (mcv) ON status, live FROM questions")
        op.execute("ANALYZE questions")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP STATISTICS st_questions_status_live")
