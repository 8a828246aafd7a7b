"""The finer matter of a question within its topic."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("questions", sa.Column("theme", sa.Text(), nullable=False, server_default=""))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("questions", "theme", server_default=None)


def downgrade() -> None:
    op.drop_column("questions", "theme")
